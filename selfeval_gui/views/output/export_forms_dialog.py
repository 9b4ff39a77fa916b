"""Ask which forms leave, in which format and template, a file each or one 合订本, under which names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.words import bare_name
from selfeval_gui.exchange.documents.file_names import DEFAULT_PATTERN, PLACES, file_stem, in_chinese
from selfeval_gui.exchange.documents.formats import Format
from selfeval_gui.i18n import _
from selfeval_gui.storage.summary import Summary
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.basics.on_screen import fit_on_screen
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.ticked_forms import TickedForms

if TYPE_CHECKING:
    from selfeval_gui.exchange.templates.template import Template


class ExportWish(NamedTuple):
    """What the user wants: which files in which order, how. `template` is None for each form's own."""

    paths: list[Path]
    format: Format
    template: Template | None
    pattern: str
    is_booklet: bool
    is_draft: bool
    is_by_unit: bool
    has_evidence: bool = False


class ExportFormsDialog(QDialog):
    """Every form of the list is ticked at first.

    Signals
    -------
    wanted(wish)
        the user agreed.
    print_wanted(wish)
        the user wants the forms on paper, not as files; template and draft of the wish hold.
    """

    wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(
        self,
        offered: Sequence[Summary],
        formats: Mapping[str, Format],
        templates: Mapping[str, Template],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(_("导出自评表"))
        self._formats = list(formats.values())
        self._templates: list[Template | None] = [None, *templates.values()]
        self.forms = TickedForms(offered, "export", _("要导出的自评表"), self)
        self.format = QComboBox(self)
        self.separate, self.booklet = (
            QRadioButton(_("每份一个文件"), self),
            QRadioButton(_("合成一个文件（合订本）"), self),
        )
        self.pattern = QLineEdit(self)
        LinePaste(self.pattern)
        self.template = QComboBox(self)
        self.by_unit = QCheckBox(_("按单位排：一个单位的连在一起"), self)
        self.evidence = QCheckBox(_("每份表后面附佐证材料清单"), self)
        self.draft = QCheckBox(_("印上“草稿”"), self)
        self._example = QuietLabel("", self, wraps=True)
        self._buttons = QDialogButtonBox(self)
        self._export = self._buttons.addButton(_("导出…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._print = self._buttons.addButton(_("打印…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("exportCancel")
        self._name_widgets()
        self._fill()
        self._lay_out()
        self.forms.changed.connect(self._changed)
        self.format.currentIndexChanged.connect(self._changed)
        self.pattern.textChanged.connect(self._changed)
        self.separate.toggled.connect(self._changed)
        self._buttons.accepted.connect(self.accept)
        self._print.clicked.connect(self._want_print)
        self._buttons.rejected.connect(self.reject)
        self._changed()
        fit_on_screen(self)

    def set_wish(self, suffix: str, pattern: str, *, is_booklet: bool, is_by_unit: bool) -> None:
        """Start with what was chosen the last time."""
        place = next((place for place, each in enumerate(self._formats) if each.suffix == suffix), 0)
        self.format.setCurrentIndex(place)
        self.pattern.setText(in_chinese(pattern) or DEFAULT_PATTERN)
        self.booklet.setChecked(is_booklet)
        self.by_unit.setChecked(is_by_unit)

    def accept(self) -> None:
        """Say what is wanted and close; there must be a form."""
        wish = self.wish()
        if wish.paths:
            super().accept()
            self.wanted.emit(wish)

    def _want_print(self, _checked: bool = False) -> None:
        wish = self.wish()
        super().accept()
        self.print_wanted.emit(wish)

    def wish(self) -> ExportWish:
        """Return what is chosen now."""
        is_by_unit = self.booklet.isChecked() and self.by_unit.isChecked()
        ticked = units_together(self.forms.ticked) if is_by_unit else self.forms.ticked
        return ExportWish(
            [form.path for form in ticked],
            self._formats[self.format.currentIndex()],
            self._templates[self.template.currentIndex()],
            self.pattern.text().strip() or DEFAULT_PATTERN,
            self.booklet.isChecked(),
            self.draft.isChecked(),
            self.by_unit.isChecked(),
            self.booklet.isChecked() and self.evidence.isChecked(),
        )

    def _changed(self, *_what: object) -> None:
        """Say what the first file will be called."""
        ticked = self.forms.ticked
        self._export.setEnabled(bool(ticked))
        self._print.setEnabled(bool(ticked))
        is_separate = self.separate.isChecked()
        self.pattern.setEnabled(is_separate)
        self.by_unit.setEnabled(not is_separate)
        self.evidence.setEnabled(not is_separate)
        self._example.setVisible(is_separate)
        if ticked:
            stem = file_stem(ticked[0], self.pattern.text() or DEFAULT_PATTERN, ticked[0].stage)
            name = safe_file_name(stem, (), self._formats[self.format.currentIndex()].suffix)
            text = _("可用 {places}，写出时换成各表的内容。例：{name}")
            self._example.setText(text.format(places="、".join(PLACES), name=name))

    def _fill(self) -> None:
        for each in self._formats:
            self.format.addItem(_("{name}（{suffix}）").format(name=each.name, suffix=each.suffix))
        for template in self._templates:
            self.template.addItem(_("各表自己的表样") if template is None else template.name)
        self.separate.setChecked(True)
        self.pattern.setText(DEFAULT_PATTERN)

    def _name_widgets(self) -> None:
        for name, words, widget in (
            ("exportFormat", _("格式"), self.format),
            ("exportSeparate", _("每份一个文件"), self.separate),
            ("exportBooklet", _("合成一个文件（合订本）"), self.booklet),
            ("exportByUnit", self.by_unit.text(), self.by_unit),
            ("exportEvidence", self.evidence.text(), self.evidence),
            ("exportPattern", _("文件名"), self.pattern),
            ("exportTemplate", _("表样"), self.template),
            ("exportDraft", _("印上“草稿”"), self.draft),
            ("exportAccept", _("导出"), self._export),
            ("exportPrint", _("打印"), self._print),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._export.setDefault(True)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.separate)
        group.addButton(self.booklet)
        kinds = QHBoxLayout()
        kinds.addWidget(self.separate)
        kinds.addWidget(self.booklet)
        kinds.addStretch()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_("格式"), self.format)
        form.addRow("", kinds)
        form.addRow("", self.by_unit)
        form.addRow("", self.evidence)
        form.addRow(_("文件名"), self.pattern)
        form.addRow("", self._example)
        form.addRow(_("表样"), self.template)
        form.addRow("", self.draft)
        page = QVBoxLayout(self)
        page.addWidget(self.forms, 1)
        page.addLayout(form)
        page.addWidget(self._buttons)


def units_together(forms: Sequence[Summary]) -> list[Summary]:
    """Return forms with those of a unit together: units in the order in which they come first, forms as they stand."""
    units: dict[str, list[Summary]] = {}
    for form in forms:
        units.setdefault(bare_name(form.implementing_unit), []).append(form)
    return [form for of_unit in units.values() for form in of_unit]
