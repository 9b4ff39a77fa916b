"""A unit's answers in 退回意见.xlsx, saved by whatever program: rows deleted, in another order, without ids."""

from __future__ import annotations

from typing import NamedTuple

from selfeval_gui.domain.review.answer_columns import COLUMNS
from selfeval_gui.domain.words import squeezed
from selfeval_gui.exchange.readers.grid import Source

_NEEDED = {"project", "text", "how", "said"}


class SheetAnswer(NamedTuple):
    """A row: its number on the sheet, what it says; `remark` may be anybody's text."""

    row: int
    remark: str
    project: str
    place: str
    text: str
    how: str
    said: str

    @property
    def is_answered(self) -> bool:
        """Whether the unit has written something."""
        return bool(self.how or self.said)


def read_answer_sheet(source: Source) -> list[SheetAnswer] | None:
    """Return the rows that say something; None for a file that is no such sheet."""
    labels = {squeezed(label): name for name, label in COLUMNS.items()}
    for grid in source.grids:
        rows: dict[int, dict[int, str]] = {}
        for cell in grid.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell.text
        for number, cells in sorted(rows.items()):
            columns = {column: labels[word] for column, text in cells.items() if (word := squeezed(text)) in labels}
            if set(columns.values()) >= _NEEDED:
                return [
                    answer
                    for row, filled in sorted(rows.items())
                    if row > number and (answer := _answer(row, filled, columns)) is not None
                ]
    return None


def _answer(row: int, filled: dict[int, str], columns: dict[int, str]) -> SheetAnswer | None:
    said = {name: filled.get(column, "").strip() for column, name in columns.items()}
    if not any(said.values()):
        return None
    names = ("remark", "project", "place", "text", "how", "said")
    return SheetAnswer(row + 1, *(said.get(name, "") for name in names))
