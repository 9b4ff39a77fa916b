"""The rows a project list shows, in order: says what comes, goes and changes its place. It knows no files and no forms.

Searching and sorting are done here and not by Qt's own proxy, which asks Python for every row at each change, one turn
of the interpreter each: a department has thousands of rows, and a thread that reads them wants the interpreter too.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex

from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.item_models.project_order import Order
from selfeval_gui.item_models.project_row import ProjectRow

Index = QModelIndex | QPersistentModelIndex

COLUMNS = len(ProjectColumn)
_FEW_STEPS = 5

_TOP = QModelIndex()


class ShownRows(QAbstractTableModel):
    """A table of rows that are told apart by their keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ProjectRow] = []
        self._places: dict[str, int] | None = None
        self._order = Order()

    def row_at(self, index: Index) -> ProjectRow | None:
        """Return the row of an index."""
        return self._rows[index.row()] if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = _TOP) -> QModelIndex:
        """Return the index of a cell; written out, for Qt's own would ask for rows and columns each time."""
        if parent.isValid() or not (0 <= row < len(self._rows) and 0 <= column < COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column)

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else COLUMNS

    # ---- for the list that knows what the rows are ---------------------------------------------------------------

    def _index_of_key(self, key: str) -> QModelIndex:
        place = self._place(key)
        return QModelIndex() if place is None else self.index(place, 0)

    def _insert(self, fresh: list[ProjectRow]) -> None:
        """Show new rows where they belong, those that come to stand together in one step.

        Where they are scattered all are put behind the others and the whole arranged, for a view takes time over each
        step and none over what it does not show.
        """
        rows = self._order.arrange(fresh)
        if rows and self._order.place_for(rows[0], self._rows) == len(self._rows):
            self._insert_at(len(self._rows), rows)  # a folder is read in the order of its paths
            return
        together = [
            (place, list(group)) for place, group in groupby(rows, lambda row: self._order.place_for(row, self._rows))
        ]
        if len(together) > _FEW_STEPS:
            self._insert_at(len(self._rows), rows)
            self._arrange()
            return
        for place, group in reversed(together):
            self._insert_at(place, group)

    def _insert_at(self, place: int, rows: list[ProjectRow]) -> None:
        self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        if place < len(self._rows):
            self._places = None
        elif self._places is not None:
            self._places.update((row.key, place + step) for step, row in enumerate(rows))
        self._rows[place:place] = rows
        self.endInsertRows()

    def _remove(self, rows: Iterable[ProjectRow]) -> None:
        """Show these rows no more; where many are scattered they first come to stand together, behind the others."""
        gone = {row.key for row in rows}
        places = sorted(place for key in gone if (place := self._place(key)) is not None)
        if len(places) > _FEW_STEPS and places[-1] - places[0] >= len(places):
            self._stand([*(row for row in self._rows if row.key not in gone), *map(self._rows.__getitem__, places)])
            places = list(range(len(self._rows) - len(places), len(self._rows)))
        if len(places) > _FEW_STEPS:
            self._remove_run(places[0], places[-1])
            return
        for place in reversed(places):
            self._remove_run(place, place)

    def _remove_run(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last)
        del self._rows[first : last + 1]
        self._places = None
        self.endRemoveRows()

    def _show(self, rows: Iterable[ProjectRow]) -> None:
        """Show these rows and no others, all in one step."""
        arranged = self._order.arrange(rows)
        if self._rows:
            self.beginRemoveRows(QModelIndex(), 0, len(self._rows) - 1)
            self._rows, self._places = [], None
            self.endRemoveRows()
        if arranged:
            self.beginInsertRows(QModelIndex(), 0, len(arranged) - 1)
            self._rows, self._places = arranged, None
            self.endInsertRows()

    def _set_order(self, order: Order) -> None:
        self._order = order
        self._arrange()

    def _keep_places(self, rows: Iterable[ProjectRow]) -> None:
        """Arrange all rows again if one of these, which have changed, does not fit between its neighbours any more."""
        places = []
        for row in rows:
            self._order.forget(row)
            places.append(self._place(row.key))
        if not all(place is None or self._order.holds(self._rows, place) for place in places):
            self._arrange()

    def _row_changed(self, row: ProjectRow) -> None:
        place = self._place(row.key)
        if place is not None:
            self.dataChanged.emit(self.index(place, 0), self.index(place, COLUMNS - 1))

    def _column_changed(self, column: int) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, column), self.index(len(self._rows) - 1, column))

    # ---- places --------------------------------------------------------------------------------------------------

    def _place(self, key: str) -> int | None:
        if self._places is None:
            self._places = {row.key: place for place, row in enumerate(self._rows)}
        return self._places.get(key)

    def _arrange(self) -> None:
        """Put the rows in order; what is selected stays selected."""
        self._stand(self._order.arrange(self._rows))

    def _stand(self, rows: list[ProjectRow]) -> None:
        """Put the rows into this order."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [self._rows[index.row()].key for index in old]
        self._rows, self._places = rows, None
        new = [self.index(self._place(key) or 0, index.column()) for key, index in zip(kept, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()
