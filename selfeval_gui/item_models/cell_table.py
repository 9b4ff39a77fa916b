"""Cells of the tables of a file as they lie there: rows of all tables one below the other, with their merges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class PlacedCell(Protocol):
    """What a cell says of the place it takes in its table, counted from 0."""

    @property
    def column(self) -> int: ...
    @property
    def last_column(self) -> int: ...
    @property
    def last_row(self) -> int: ...


Cell = TypeVar("Cell", bound=PlacedCell)


class CellTable(QAbstractTableModel, Generic[Cell]):
    """Shows at most `most_rows` rows that hold something, and `most_columns` columns."""

    most_rows = 5000
    most_columns = 200

    def __init__(self, row_of: Callable[[Cell], tuple[int, int]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row_of = row_of  # the number of a cell's table and its row there
        self.rows: list[tuple[int, int]] = []  # the number of the table and the row in it
        self._places: dict[tuple[int, int], int] = {}
        self.cells: dict[tuple[int, int], Cell] = {}
        self._columns = 0

    def lay_out(self, cells: Iterable[Cell]) -> None:
        """Take these cells; called while the model is reset."""
        kept = [cell for cell in cells if cell.column < self.most_columns]
        self.rows = sorted({self.row_of(cell) for cell in kept})[: self.most_rows]
        self._places = {row: place for place, row in enumerate(self.rows)}
        shown = [cell for cell in kept if self.row_of(cell) in self._places]
        self.cells = {(self._places[self.row_of(cell)], cell.column): cell for cell in shown}
        self._columns = 1 + max((self._right(cell) for cell in shown), default=-1)

    def _right(self, cell: Cell) -> int:
        return min(cell.last_column, self.most_columns - 1)

    def spans(self) -> list[tuple[int, int, int, int]]:
        """Return row, column, rows and columns of every merge, as far as its rows are shown."""
        found = []
        for (place, column), cell in self.cells.items():
            last, end = place, (self.row_of(cell)[0], cell.last_row)
            while last + 1 < len(self.rows) and self.rows[last + 1] <= end:
                last += 1
            right = self._right(cell)
            if last > place or right > column:
                found.append((place, column, last - place + 1, right - column + 1))
        return found

    def thing_at(self, index: Index) -> Cell | None:
        """Return the cell there, if it holds something."""
        return self.cells.get((index.row(), index.column()))

    def index_of(self, cell: Cell) -> QModelIndex:
        """Return where a cell is shown; an invalid index if it is not."""
        place = self._places.get(self.row_of(cell))
        return QModelIndex() if place is None else self.index(place, cell.column)

    # ---- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self._columns
