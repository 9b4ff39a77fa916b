"""An office's own file as it was learned: its cells with their merges, and which field stands in which."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from selfeval_gui.i18n import _
from selfeval_gui.import_messages import paper_field_label, place_words
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.item_models.marks import plain_tooltip

if TYPE_CHECKING:
    from selfeval_gui.exchange.own_paper.learned import Learned, ShownCell
    from selfeval_gui.exchange.templates.paper import At

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_MOST_ROWS, _MOST_COLUMNS = 2000, 100
_LONGEST_SHOWN = 100


class BlankModel(QAbstractTableModel):
    """Rows of all tables of the form one below the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._learned: Learned | None = None
        self._rows: list[tuple[int, int]] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._cells: dict[tuple[int, int], ShownCell] = {}
        self._columns = 0
        self._fields: dict[At, str] = {}
        self._doubted: set[At] = set()

    def show_learned(self, learned: Learned, undecided: Collection[At]) -> None:
        """Show the cells; those of `undecided` hold texts nobody has said anything of."""
        from selfeval_gui.exchange.own_paper.values import OF_INDICATORS

        self.beginResetModel()
        self._learned, self._doubted = learned, set(undecided)
        cells = [x for table in learned.tables for x in table.cells if x.column < _MOST_COLUMNS]
        self._rows = sorted({cell.at[:2] for cell in cells})[:_MOST_ROWS]
        self._numbers = {row: number for number, row in enumerate(self._rows)}
        shown = [cell for cell in cells if cell.at[:2] in self._numbers]
        self._cells = {(self._numbers[cell.at[:2]], cell.column): cell for cell in shown}
        self._columns = 1 + max((min(cell.last_column, _MOST_COLUMNS - 1) for cell in shown), default=-1)
        self._fields = {each.at: each.field for each in learned.paper.places}
        block = learned.paper.block
        in_rows = [cell for cell in shown if cell.at[:2] in set(block.rows)]
        for column in block.columns:
            inside = (cell for cell in in_rows if column.first <= cell.column <= column.last)
            self._fields |= {cell.at: f"{OF_INDICATORS}{column.field}" for cell in inside}
        self.endResetModel()

    def spans(self) -> list[tuple[int, int, int, int]]:
        """Return row, column, rows and columns of every merge."""
        found = []
        for (number, column), cell in self._cells.items():
            last = number
            while last + 1 < len(self._rows) and self._rows[last + 1] <= (cell.at[0], cell.last_row):
                last += 1
            right = min(cell.last_column, _MOST_COLUMNS - 1)
            if last > number or right > column:
                found.append((number, column, last - number + 1, right - column + 1))
        return found

    def thing_at(self, index: Index) -> ShownCell | None:
        """Return the cell there."""
        return self._cells.get((index.row(), index.column()))

    def index_of(self, cell: ShownCell) -> QModelIndex:
        """Return where a cell is shown; an invalid index if it is not."""
        number = self._numbers.get(cell.at[:2])
        return QModelIndex() if number is None else self.index(number, cell.column)

    def field_at(self, at: At) -> str:
        """Return the field that stands in a cell, "" for none."""
        field = self._fields.get(at, "")
        return "" if field.startswith("_") else field

    def place_text(self, cell: ShownCell) -> str:
        """Say which field stands in a cell."""
        place = "" if self._learned is None else place_words(self._learned.place(cell.at))
        field = self.field_at(cell.at)
        if field:
            return _("{place} ← {field}").format(place=place, field=paper_field_label(field))
        if cell.at in self._doubted:
            return _("{place}：可能是上年留下的字，要决定怎么办").format(place=place)
        return place if not cell.text else _("{place}：原样不动的字").format(place=place)

    # ---- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self._columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            from selfeval_gui.exchange.cell_text import column_letters

            return column_letters(section)
        return str(self._rows[section][1] + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.thing_at(index)
        if cell is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self._shown(cell) if role == Qt.ItemDataRole.DisplayRole else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.place_text(cell))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text or self._shown(cell)} {self.place_text(cell)}"
        return self._fate(cell) if role == Role.FATE else None

    def _shown(self, cell: ShownCell) -> str:
        """Return what stands in the cell, or, where a field is going to, its last word."""
        field = self.field_at(cell.at)
        if field and not cell.text:
            return "〔{}〕".format(paper_field_label(field).rpartition(" / ")[2])
        return cell.text if len(cell.text) <= _LONGEST_SHOWN else f"{cell.text[:_LONGEST_SHOWN]}…"

    def _fate(self, cell: ShownCell) -> Fate | None:
        if cell.at in self._fields:
            return Fate.MAPPED
        if cell.at in self._doubted:
            return Fate.DOUBTED
        return Fate.LABEL if cell.text else None
