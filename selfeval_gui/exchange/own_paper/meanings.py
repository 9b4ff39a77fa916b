"""Which field of a form stands in a place of the filled file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.exchange.layout.branches import branches_of
from selfeval_gui.exchange.own_paper.strips import StripCell
from selfeval_gui.exchange.templates.paper import CLEARED, RATE, At, Paper
from selfeval_gui.exchange.templates.parts import LEVELS, split_own

_OF_A_RATE = "printed.execution_rate"
_PARTS = {"target.sign": "target", "target.number": "target", "target.unit": "target", "score_share": "score"}


class Meanings:
    """Knows how the rows of the paper have moved; `grids` are the numbers of the file's tables in the blank."""

    def __init__(self, form: Form, paper: Paper, grids: Mapping[int, int]) -> None:
        self._branches, block = list(branches_of(form.indicators)), paper.block
        self._grid, self._first = block.rows[0]
        self._last, self._columns = block.rows[-1][1], block.columns
        self._places = {each.at: each.field for each in reversed(paper.places) if each.field != CLEARED}
        self._grids = grids

    def field_at(self, at: At) -> FieldRef | None:
        """Return what stands in a cell of the filled file; None for printed words."""
        grid, row, column = self._grids.get(at[0], -1), at[1], at[2]
        if grid == self._grid and row >= self._first:
            number = row - self._first
            if number < len(self._branches):
                return self._of_row(number, column)
            row = number - len(self._branches) + self._last + 1
        field = self._places.get((grid, row, column))
        return None if field is None else FieldRef(None, _OF_A_RATE if field.endswith(RATE) else field)

    def _of_row(self, number: int, column: int) -> FieldRef | None:
        name = next((each.field for each in self._columns if each.first <= column <= each.last), "")
        branch = self._branches[number]
        if name in LEVELS:
            return _ref(branch[LEVELS.index(name)], "name")
        field = split_own(name)[0]
        return _ref(branch[-1], _PARTS.get(field, field)) if field not in {"", "other"} else None

    def headings(self, grid: int, cells: Iterable[StripCell]) -> tuple[int, int]:
        """Return the first and last row of the headings of the indicators in a table; the last before the first: none.

        A heading over several columns stands above those of the columns.
        """
        if self._grids.get(grid, -1) != self._grid or not self._first:
            return 0, -1
        above, columns = self._first - 1, {each.first for each in self._columns}
        rows = [x.at[1] for x in cells if x.at[1] <= above <= x.last_row and x.at[2] in columns]
        return min(rows, default=above), above


def _ref(node: Indicator | None, field: str) -> FieldRef | None:
    return None if node is None else FieldRef(NodeId(node.id), field)
