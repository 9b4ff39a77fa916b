"""Two versions of a form side by side, place by place: which of the other one's changes are to be taken over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.chosen_changes import Side, can_be_taken
from selfeval_gui.domain.differences import Change, Difference
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.difference_text import place_line
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_PLACE, _MINE, _THEIRS, _WHO = range(4)
_WHO_WORDS = {Side.MINE: _("您改的"), Side.BOTH: _("两边都改了"), Side.UNKNOWN: "—"}
_SIZE_EMS = (64, 28)


class ChooseChangesDialog(QDialog):
    """What only the other side has changed is ticked at first; what the user has changed never is.

    Signals
    -------
    agreed(wanted)
        these differences are to be taken over.
    """

    agreed = Signal(object)

    def __init__(
        self,
        versions: tuple[Form, Form],
        found: Sequence[Difference],
        made_by: Sequence[Side],
        theirs: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chooseChangesDialog")
        self.setWindowTitle(_("{theirs}改过的地方").format(theirs=theirs))
        self._found = list(found)
        self.table = QTableWidget(len(found), 4, self)
        self.table.setObjectName("chooseChangesTable")
        self.table.setAccessibleName(_("两边不同的地方"))
        headings = (_("位置（勾上的用{theirs}的）"), _("您的"), _("{theirs}的"), _("谁改的"))
        self.table.setHorizontalHeaderLabels([heading.format(theirs=theirs) for heading in headings])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        lay_rows(self.table)
        self.table.verticalHeader().hide()
        header, em = self.table.horizontalHeader(), self.fontMetrics().horizontalAdvance("字")
        for column in (_MINE, _THEIRS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(_PLACE, em * 20)
        self.table.setColumnWidth(_WHO, em * 7)
        who = {**_WHO_WORDS, Side.THEIRS: _("{theirs}改的").format(theirs=theirs)}
        for row, (each, side) in enumerate(zip(found, made_by, strict=True)):
            mine, other = _values(each)
            form = versions[0] if each.change is Change.REMOVED else versions[1]
            texts = (place_line(each.node or "", each.field, form), mine, other, who[side])
            for column, text in enumerate(texts):
                item = QTableWidgetItem(" ".join(text.split()))
                item.setToolTip(text)
                self.table.setItem(row, column, item)
                if column == _PLACE:
                    self._tick(item, each, side)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setObjectName("chooseChangesAccept")
        self._accept.setDefault(True)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("chooseChangesCancel")
        page = QVBoxLayout(self)
        page.addWidget(QuietLabel(_explained(made_by, theirs), self, wraps=True))
        page.addWidget(self.table, 1)
        page.addWidget(buttons)
        self.table.itemChanged.connect(self._permit)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._permit()
        self.table.setCurrentCell(0, _PLACE)
        resize_on_screen(self, _SIZE_EMS[0] * em, _SIZE_EMS[1] * em)

    def accept(self) -> None:
        """Hand over what is ticked."""
        wanted = [each for row, each in enumerate(self._found) if self._is_ticked(row)]
        super().accept()
        self.agreed.emit(wanted)

    def _tick(self, item: QTableWidgetItem, found: Difference, side: Side) -> None:
        if not can_be_taken(found):
            item.setToolTip(_("行的位置不能单独采用，需要时请自己移动。"))
            return
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if side is Side.THEIRS else Qt.CheckState.Unchecked)

    def _is_ticked(self, row: int) -> bool:
        item = self.table.item(row, _PLACE)
        return item is not None and item.checkState() is Qt.CheckState.Checked and can_be_taken(self._found[row])

    def _permit(self, _item: QTableWidgetItem | None = None) -> None:
        count = sum(self._is_ticked(row) for row in range(self.table.rowCount()))
        self._accept.setText(_("采用 {count} 处").format(count=count))
        self._accept.setAccessibleName(self._accept.text())
        self._accept.setEnabled(bool(count))


def _values(found: Difference) -> tuple[str, str]:
    """Return what either side says at a place, rows that are not there and places of rows in words."""
    if found.change is Change.ADDED:
        return _("（没有这一行）"), found.new
    if found.change is Change.REMOVED:
        return found.old, _("（没有这一行）")
    if found.change is Change.MOVED:
        return found.old, _("（在别的位置）")
    return found.old or _("（空白）"), found.new or _("（空白）")


def _explained(made_by: Sequence[Side], theirs: str) -> str:
    if Side.UNKNOWN in made_by:
        text = _("您传出时的那一份找不到了，说不出是谁改的，都没有勾。勾上的用{theirs}的，没有勾的保持您的；可以撤销。")
    else:
        text = _("只有{theirs}改过的已经勾上；您改过的、两边都改了的没有勾，请您决定。没有勾的保持您的；可以撤销。")
    return text.format(theirs=theirs)
