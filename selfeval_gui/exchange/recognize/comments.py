"""Comments of a copy that came back: each with the cell it stands at, and the answers somebody wrote to it."""

from __future__ import annotations

from typing import NamedTuple

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.exchange.readers.grid import Aside, Source, cell_name
from selfeval_gui.exchange.recognize.result import CellKey, FoundForm


class PlacedComment(NamedTuple):
    """What a comment says with its answers, line by line, its place, and the fields of the cell it stands at."""

    place: str
    text: str
    fields: tuple[FieldRef, ...]


def comments_of(source: Source, found: FoundForm) -> list[PlacedComment]:
    """Return the comments of a file; a blank cell has no fields, for nothing was read from it."""
    fields = {_place(source, key): refs for key, refs in found.mapped.items()}
    return [
        PlacedComment(grid.name, grid.cells[0].text, fields.get(grid.name, ()))
        for grid in source.grids
        if grid.aside is Aside.COMMENT
    ]


def _place(source: Source, key: CellKey) -> str:
    number, row, column = key
    name = source.grids[number].name
    return f"{name}!{cell_name(row, column)}" if source.is_workbook else f"{name} R{row + 1}C{column + 1}"
