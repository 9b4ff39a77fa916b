"""Where the keyboard goes after a cell, as in a spreadsheet; cells that cannot be typed in are passed over."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QModelIndex, Qt

from selfeval_gui.item_models.columns import Role


class CellStep(Enum):
    """A way to the next cell."""

    NEXT = "next"
    PREVIOUS = "previous"
    DOWN = "down"
    UP = "up"


def next_cell(index: QModelIndex, step: CellStep, row_beside: Callable[[QModelIndex, int], QModelIndex]) -> QModelIndex:
    """Return the next cell that can be typed in; the invalid index at the end.

    `row_beside(index, +1 or -1)` is any index of the row below or above, as the view shows them.
    """
    forward = step in {CellStep.NEXT, CellStep.DOWN}
    if step in {CellStep.DOWN, CellStep.UP}:
        columns = [index.column()]
    else:
        last = index.model().columnCount(index.parent())
        columns = list(range(last)) if forward else list(range(last))[::-1]
        rest = columns[columns.index(index.column()) + 1 :]
        found = _first_editable(index, rest)
        if found.isValid():
            return found
    row = row_beside(index, 1 if forward else -1)
    while row.isValid():
        found = _first_editable(row, columns)
        if found.isValid():
            return found
        row = row_beside(row, 1 if forward else -1)
    return QModelIndex()


def _first_editable(row: QModelIndex, columns: list[int]) -> QModelIndex:
    cells = (row.siblingAtColumn(column) for column in columns)
    return next((cell for cell in cells if takes_letters(cell)), QModelIndex())


def takes_letters(cell: QModelIndex) -> bool:
    """Tell whether letters typed on a cell go into it."""
    return bool(cell.flags() & Qt.ItemFlag.ItemIsEditable) and not cell.data(Role.REFUSAL)
