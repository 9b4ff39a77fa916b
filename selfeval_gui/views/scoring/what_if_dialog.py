"""One table: the form under each rule set, with the rows that would score otherwise below each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.numbers import format_plain, format_typed
from selfeval_gui.domain.tree import Tree
from selfeval_gui.explanations import suggestion_sentence, what_if_notes
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.rules.what_if import ChangedRow, WhatIf

_HEADINGS = (_("口径"), _("指标得分"), _("执行率得分"), _("总分"), _("等级"), _("说明"))
_NAME, _INDICATORS, _EXECUTION, _TOTAL, _GRADE, _NOTES = range(len(_HEADINGS))
_NUMBERS = (_INDICATORS, _EXECUTION, _TOTAL)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOTHING = "—"
_SIZE_EMS = (80, 26)
_NAME_EMS = 30


class WhatIfDialog(QDialog):
    """Compares; the button makes the chosen row real.

    Signals
    -------
    conversion_wanted(what_if)
        the user wants the form to become what this WhatIf shows.
    """

    conversion_wanted = Signal(object)

    def __init__(self, form: Form, own: str, found: list[WhatIf], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whatIfDialog")
        self.setWindowTitle(_("换一种口径会怎样"))
        self._form, self._own, self._found = form, own, found
        self.table = QTreeWidget(self)
        lay_rows(self.table)
        self.table.setObjectName("whatIfTable")
        self.table.setAccessibleName(_("各口径下的总分和等级"))
        self.table.setHeaderLabels(list(_HEADINGS))
        for column in _NUMBERS:
            self.table.headerItem().setTextAlignment(column, _RIGHT)
        self.table.setWordWrap(True)
        note = QuietLabel(
            _(
                "执行率得分按各口径计算，不用表中填的数。指标分值合计与口径不同时，各行按同一比例折算。"
                "某行得分原来就是本表口径给出的，换口径后随之变动；自行填写的得分只折算。"
            ),
            self,
            wraps=True,
        )
        buttons = QDialogButtonBox(self)
        self._convert = buttons.addButton(_("按此口径折算"), QDialogButtonBox.ButtonRole.ActionRole)
        self._convert.setObjectName("whatIfConvert")
        self._convert.setToolTip(_("把分值、得分和口径改成选中的这一行；一步，可以撤销"))
        buttons.addButton(_("关闭"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("whatIfClose")
        buttons.rejected.connect(self.reject)
        self._convert.clicked.connect(self._convert_clicked)
        page = QVBoxLayout(self)
        page.addWidget(self.table, 1)
        page.addWidget(note)
        page.addWidget(buttons)
        self._fill()
        self.table.currentItemChanged.connect(self._chosen)
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, em * _SIZE_EMS[0], em * _SIZE_EMS[1])
        self.table.setColumnWidth(_NAME, em * _NAME_EMS)
        for column in (*_NUMBERS, _GRADE):
            self.table.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._chosen()

    def _fill(self) -> None:
        tree = Tree(self._form.indicators)
        now = next((each for each in self._found if each.rule_set.id == self._own), None)
        for under in self._found:
            name = under.rule_set.name
            is_own = under.rule_set.id == self._own
            notes = "；".join(what_if_notes(under, now))
            worth = _shown(under.worth)
            cells = (_shown(under.indicators), _shown(under.execution), worth, under.grade or _NOTHING, notes)
            item = self._item(self.table, (_("{name}（本表口径）").format(name=name) if is_own else name, *cells))
            if is_own:
                _embolden(item)
            for row in under.rows:
                self._add_row(item, tree, row)
            item.setExpanded(not is_own)

    def _add_row(self, above: QTreeWidgetItem, tree: Tree, row: ChangedRow) -> None:
        node = tree.node(row.node)
        name, score = node.name.strip() or _("（未填名称）"), _shown(row.score)
        why = suggestion_sentence(row.suggestion)
        old = _NOTHING if node.score is None else format_typed(node.score)
        change = _("现在 {old}，这里 {new}：{why}").format(old=old, new=score, why=why)
        item = self._item(above, (name, score, "", "", "", change))
        quiet = QBrush(theme.color(theme.Tone.QUIET))
        for column in range(len(_HEADINGS)):
            item.setForeground(column, quiet)

    def _item(self, parent: QTreeWidget | QTreeWidgetItem, texts: tuple[str, ...]) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, list(texts))
        for column in _NUMBERS:
            item.setTextAlignment(column, _RIGHT)
        for column in (_NAME, _NOTES):
            item.setToolTip(column, plain_tooltip(texts[column]) or "")
        return item

    def _current(self) -> WhatIf | None:
        index = self.table.currentIndex()
        while index.parent().isValid():
            index = index.parent()
        return self._found[index.row()] if index.isValid() else None

    def _chosen(self, *_items: QTreeWidgetItem) -> None:
        under = self._current()
        self._convert.setEnabled(under is not None and under.total is not None)

    def _convert_clicked(self, _checked: bool = False) -> None:
        under = self._current()
        if under is not None:
            self.conversion_wanted.emit(under)
            self.accept()


def _embolden(item: QTreeWidgetItem) -> None:
    font = QFont(item.font(_NAME))
    font.setBold(True)
    for column in range(len(_HEADINGS)):
        item.setFont(column, font)


def _shown(number: Decimal | None) -> str:
    return _NOTHING if number is None else format_plain(number)
