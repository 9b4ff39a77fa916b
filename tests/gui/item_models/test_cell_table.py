"""Cells of several tables below each other: which row and column each takes, and what it covers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.item_models.cell_table import CellTable

# The table 0 has rows 0, 1 and 3, the table 1 row 0; the row 2 is blank and left out.
TALL = SourceCell(0, 0, 0, 1, 0, "two rows")
BESIDE = SourceCell(0, 1, 1, 1, 1, "one cell")
WIDE = SourceCell(0, 3, 1, 9, 2, "two columns, and more rows than there are")
FAR = SourceCell(1, 0, 1, 0, 300, "wider than is shown")
BEYOND = SourceCell(1, 0, 250, 0, 250, "not shown")


def table() -> CellTable[SourceCell]:
    made = CellTable[SourceCell](lambda cell: cell.key[:2])
    made.beginResetModel()
    made.lay_out([FAR, BEYOND, WIDE, BESIDE, TALL])
    made.endResetModel()
    return made


def test_a_cell_covers_the_rows_of_its_own_table_alone() -> None:
    assert sorted(table().spans()) == [(0, 0, 2, 1), (2, 1, 1, 2), (3, 1, 1, 199)]


def test_each_cell_stands_in_its_row_and_what_is_not_shown_nowhere() -> None:
    made = table()
    assert (made.rowCount(), made.columnCount()) == (4, 200)
    places = {cell: (made.index_of(cell).row(), made.index_of(cell).column()) for cell in (TALL, BESIDE, WIDE, FAR)}
    assert places == {TALL: (0, 0), BESIDE: (1, 1), WIDE: (2, 1), FAR: (3, 1)}
    assert made.thing_at(made.index(2, 1)) is WIDE
    assert made.thing_at(made.index(1, 0)) is None
    assert BEYOND not in made.cells.values()
    assert not made.rowCount(made.index(0, 0)) and not made.columnCount(made.index(0, 0))
    assert made.index_of(SourceCell(0, 2, 0, 2, 0, "a row that is not there")) == QModelIndex()
