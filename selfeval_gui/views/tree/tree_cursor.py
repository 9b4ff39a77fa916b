"""Where left and right lead in the indicator tree, how far a row is from the top, and what fits above it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QTreeView

from selfeval_gui.domain.ids import LEVELS

Index = QModelIndex | QPersistentModelIndex


def cell_to_the_left(view: QTreeView, index: QModelIndex, *, may_fold: bool) -> QModelIndex:
    """Return the cell to the left; in the name column a row folds first, and then its parent is next."""
    if index.column() > 0:
        shown = (each for each in range(index.column())[::-1] if not view.isColumnHidden(each))
        return index.siblingAtColumn(next(shown, 0))
    if not may_fold:
        return index
    if view.isExpanded(index) and view.model().hasChildren(index):
        view.collapse(index)
        return index
    return index.parent() if index.parent().isValid() else index


def cell_to_the_right(view: QTreeView, index: QModelIndex, *, may_fold: bool) -> QModelIndex:
    """Return the cell to the right; in the name column a folded row unfolds first."""
    if may_fold and index.column() == 0 and not view.isExpanded(index) and view.model().hasChildren(index):
        view.expand(index)
        return index
    columns = range(index.column() + 1, index.model().columnCount())
    return index.siblingAtColumn(next((each for each in columns if not view.isColumnHidden(each)), index.column()))


class RowCounts:
    """How many rows are shown above others; what is below a row is counted once, until rows fold, come, go or move."""

    def __init__(self, view: QTreeView) -> None:
        self._view = view
        self._below: dict[int, int] = {}

    def forget(self) -> None:
        """Count anew from now on; to be called when another row may be shown than before."""
        self._below.clear()

    def above(self, index: Index) -> int | None:
        """Return how many rows are shown above a row; None where it is folded away."""
        model, places = index.model(), []
        while index.isValid():
            places.append((index.row(), index.parent()))
            index = places[-1][1]
        if not all(self._view.isExpanded(above) for _row, above in places[:-1]):
            return None
        count = len(places) - 1
        for level, (rows, above) in enumerate(reversed(places), 1):
            count += rows
            if level < LEVELS:
                count += sum(self._rows_below(model.index(row, 0, above), level) for row in range(rows))
        return count

    def _rows_below(self, index: QModelIndex, level: int) -> int:
        """Return how many rows are shown below a row of a level that belong to it."""
        key = index.internalId()
        if key not in self._below:
            model, view = index.model(), self._view
            count = model.rowCount(index) if view.isExpanded(index) else 0
            if level == LEVELS - 1:  # only the last one, the faint one, ever is hidden
                count -= count > 0 and view.isRowHidden(count - 1, index)
            else:
                count += sum(self._rows_below(model.index(row, 0, index), level + 1) for row in range(count))
            self._below[key] = count
        return self._below[key]


def rows_that_fit_above(view: QTreeView, index: Index) -> int:
    """Return how many rows above a row can be shown together with all of it; measures no more rows than that."""
    room, count = view.viewport().height() - view.rowHeight(index), 0
    above = view.indexAbove(index)
    while above.isValid():
        room -= view.rowHeight(above)
        if room < 0:
            break
        above, count = view.indexAbove(above), count + 1
    return count
