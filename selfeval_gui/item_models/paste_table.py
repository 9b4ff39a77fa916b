"""A table that is about to be pasted: its cells, and what becomes of each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from selfeval_gui.exchange.pasting.paste_plan import CAPTION, PastePlan
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_LONGEST_SHOWN = 60
_SAID = {Fate.LEFT_OUT: _("不粘贴"), Fate.REFUSED: _("不能粘贴"), Fate.LABEL: _("表头")}


class PasteTable(QAbstractTableModel):
    """The cells of the table under a first row for the choice of columns."""

    def __init__(self, plan: PastePlan, parent: QObject) -> None:
        super().__init__(parent)
        self._note(plan)

    def _note(self, plan: PastePlan) -> None:
        self.plan = plan
        self._problems = {(each.row, each.column) for each in plan.problems}
        self._left_out = set(plan.left_out_rows)

    def take(self, plan: PastePlan) -> None:
        """Show the same cells, understood otherwise."""
        self._note(plan)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else 1 + len(self.plan.cells)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.plan.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return _("第 {number} 列").format(number=section + 1)
        return _("粘贴到") if section == 0 else str(section)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row() - 1, index.column()
        if row < 0:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            text = self.plan.cells[row][column]
            short = " ".join(text[: 2 * _LONGEST_SHOWN].split())
            return short if len(short) <= _LONGEST_SHOWN else short[: _LONGEST_SHOWN - 1] + "…"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            fate = self._fate(row, column)
            return "，".join(filter(None, (self.plan.cells[row][column].strip(), _SAID.get(fate) if fate else "")))
        return self._fate(row, column) if role == Role.FATE else None

    def _fate(self, row: int, column: int) -> Fate | None:
        if (row, column) in self._problems:
            return Fate.REFUSED
        if row < self.plan.header_rows:
            return Fate.LABEL
        is_taken = row not in self._left_out and self.plan.columns[column] not in {None, CAPTION}
        return None if is_taken else Fate.LEFT_OUT
