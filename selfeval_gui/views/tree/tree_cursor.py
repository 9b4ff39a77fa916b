"""Where left and right lead in the indicator tree, how far a row is from the top, and what fits above it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTreeView

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


def rows_above(view: QTreeView, index: Index) -> int | None:
    """Return how many rows are shown above a row; None where it is folded away."""
    count, model = 0, index.model()
    while index.isValid():
        above = index.parent()
        if above.isValid():
            if not view.isExpanded(above):
                return None
            count += 1
        count += index.row()
        if not index.flags() & Qt.ItemFlag.ItemNeverHasChildren:  # nor have its siblings anything below
            count += sum(_rows_below(view, model.index(row, 0, above)) for row in range(index.row()))
        index = above
    return count


def _rows_below(view: QTreeView, index: QModelIndex) -> int:
    """Return how many rows are shown below a row that belong to it."""
    model = index.model()
    if not view.isExpanded(index) or not model.hasChildren(index):
        return 0
    count = model.rowCount(index)
    if model.index(0, 0, index).flags() & Qt.ItemFlag.ItemNeverHasChildren:
        return count - view.isRowHidden(count - 1, index)  # only the last one, the faint one, ever is
    return count + sum(_rows_below(view, model.index(row, 0, index)) for row in range(count))


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
