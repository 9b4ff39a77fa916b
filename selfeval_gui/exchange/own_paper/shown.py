"""The cells of an office's own file as plain data, for a person to look at what was learned."""

from __future__ import annotations

from selfeval_gui.exchange.own_paper.geometry import Geometry
from selfeval_gui.exchange.own_paper.learned import PARAGRAPH, ShownCell, ShownTable


def shown_tables(geometry: Geometry, grids: set[int]) -> tuple[ShownTable, ...]:
    """Return the tables of a form, and the paragraphs around them, blank cells too, down to the last text."""
    return tuple(
        ShownTable(grid=grid, name=name, cells=_cells(geometry, grid))
        for grid, name in enumerate(geometry.names)
        if grid in grids or name == PARAGRAPH
    )


def _cells(geometry: Geometry, grid: int) -> tuple[ShownCell, ...]:
    rows = geometry.rows(grid)
    slots = [slot for row in rows for slot in geometry.row(grid, row) if slot.row == row]
    last = max((slot.last_row for slot in slots if slot.text), default=-1)
    return tuple(
        ShownCell(at=slot.at, last_row=slot.last_row, last_column=slot.last_column, text=slot.text)
        for slot in slots
        if slot.row <= last
    )
