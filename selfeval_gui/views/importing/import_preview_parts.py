"""The parts of the import preview and where they stand: a window of 1366×768 shows them all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.exchange.templates.template import presets as templates
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import presets as rule_sets
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import CutLabel, PlainLabel, StillBox
from selfeval_gui.views.importing.import_fields import FieldView
from selfeval_gui.views.importing.import_source import SourceView

_CHOICES = ((Existing.UPDATE, _("更新已有的表")), (Existing.NEW, _("另存为新表")), (Existing.SKIP, _("跳过")))
_WIDTH, _HEIGHT = 84, 36  # letters, lines
_SHORTEST_BOX = 10  # letters


class ImportPreviewParts(QDialog):
    """Files at the left, doubts on top, below them source and result, then the choices for the form shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importPreview")
        self.setWindowTitle(_("导入预览"))
        self._build()
        self._name_widgets()
        self._lay_out()

    def _build(self) -> None:
        self.files = QListWidget(self)
        self.source = SourceView(self)
        self.place = CutLabel("", self)
        self.fields = FieldView(self)
        self.doubts = QListWidget(self)
        self.totals = QuietLabel("", self)
        self.template_box, self.rule_set_box, self.existing_box = (StillBox(self) for _number in range(3))
        for template in templates().values():
            self.template_box.addItem(template.name, template.id)
        for rule_set in rule_sets().values():
            self.rule_set_box.addItem(rule_set.name, rule_set.id)
        for choice, words in _CHOICES:
            self.existing_box.addItem(words, choice.value)
        self.all_existing = QPushButton(_("所有已有的表都这样"), self)
        self.keep_unmapped = QCheckBox(_("把未归位的内容写入备注"), self)
        self._buttons = QDialogButtonBox(self)
        self.accept_button = self._buttons.addButton(_("导入"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._cancel = self._buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)

    def _name_widgets(self) -> None:
        for name, words, widget in (
            ("importFiles", _("找到的自评表"), self.files),
            ("importPlace", _("所选单元格的去处"), self.place),
            ("importDoubts", _("需要核对的地方"), self.doubts),
            ("importTotals", _("分值和得分合计"), self.totals),
            ("importTemplate", _("表样"), self.template_box),
            ("importRuleSet", _("口径"), self.rule_set_box),
            ("importExisting", _("已有同一项目的表时"), self.existing_box),
            ("importAllExisting", _("所有已有的表都这样"), self.all_existing),
            ("importKeepUnmapped", _("把未归位的内容写入备注"), self.keep_unmapped),
            ("importAccept", _("导入"), self.accept_button),
            ("importCancel", _("取消"), self._cancel),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubts.setSelectionRectVisible(False)

    def _lay_out(self) -> None:
        letter, line = self.fontMetrics().horizontalAdvance("国"), self.fontMetrics().lineSpacing()
        left, right = QWidget(self), QWidget(self)
        for page, parts in (
            (left, (PlainLabel(_("原文件（绿：已归位，黄：要核对，红：未归位）"), self), self.source, self.place)),
            (right, (PlainLabel(_("导入结果"), self), self.fields, self.totals)),
        ):
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part, 1 if part in {self.source, self.fields} else 0)
        side_by_side = QSplitter(Qt.Orientation.Horizontal, self)
        side_by_side.addWidget(left)
        side_by_side.addWidget(right)
        side_by_side.setSizes([letter * 38, letter * 28])
        upright = QSplitter(Qt.Orientation.Vertical, self)
        upright.addWidget(self.doubts)
        upright.addWidget(side_by_side)
        upright.setSizes([line * 8, line * 22])
        upright.setStretchFactor(1, 1)
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.files)
        across.addWidget(upright)
        across.setSizes([letter * 16, letter * 66])
        across.setStretchFactor(1, 1)
        for splitter in (side_by_side, upright, across):
            splitter.setChildrenCollapsible(False)
        choices = QHBoxLayout()
        for words, box in ((_("表样"), self.template_box), (_("口径"), self.rule_set_box)):
            choices.addWidget(PlainLabel(words, self))
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_SHORTEST_BOX)
            box.setMaximumWidth(letter * 28)
            choices.addWidget(box, 2)
        choices.addStretch(1)
        choices.addWidget(self.existing_box)
        choices.addWidget(self.all_existing)
        whole = QVBoxLayout(self)
        whole.addWidget(across, 1)
        whole.addLayout(choices)
        bottom = QHBoxLayout()
        bottom.addWidget(self.keep_unmapped)
        bottom.addStretch(1)
        bottom.addWidget(self._buttons)
        whole.addLayout(bottom)
        self.resize(_WIDTH * letter, _HEIGHT * line)
