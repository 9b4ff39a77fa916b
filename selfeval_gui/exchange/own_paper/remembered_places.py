"""A file that somebody has filled on a paper that was learned: read by the places that are remembered of it.

Where the recognizer and the places agree nothing changes. They differ where a person has corrected what was learned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from selfeval_gui.domain.fields import FORM_FIELDS, INDICATOR_FIELDS, FieldRef
from selfeval_gui.domain.tree import Tree
from selfeval_gui.exchange.own_paper.geometry import geometry_of
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.recognize.account import NotRepaired
from selfeval_gui.exchange.recognize.closing import bare_word
from selfeval_gui.exchange.recognize.repairs import Repairs, level_three_of
from selfeval_gui.exchange.recognize.result import FoundForm, ReaderRemark
from selfeval_gui.exchange.recognize.row_repairs import give_rows
from selfeval_gui.exchange.templates.paper import At, Paper, PaperColumn

# Of the printed words above the indicators, for a file to be of this paper; their headings must be the same.
_LIKE = 0.9
_COMPUTED = "printed."  # before the names of totals

_Place = tuple[int, int]  # row, column


class _Printed(NamedTuple):
    """The words that a blank prints in the table of the indicators, above them, in their headings, below them."""

    above: dict[_Place, str]
    headings: dict[_Place, str]
    below: dict[_Place, str]


def by_places(source: Source, found: FoundForm, paper: Paper, name: str) -> FoundForm | None:
    """Return a form as the paper's places have it, which is said as a doubt; None for another paper, or no change."""
    filled = _Filled.of(source, found, paper)
    if filled is None:
        return None
    reader = _Reader(source, found, filled)
    reader.read(paper)
    if reader.now is found:
        return None
    reader.now.doubts.insert(0, ReaderRemark("layout.by_paper", text=name))
    return reader.now


class _Filled(NamedTuple):
    """The cells of a file of the paper by place, and how many rows more than the blank it has for the indicators."""

    cells: dict[At, SourceCell]
    grids: dict[int, int]
    first: At
    last: int
    shift: int

    @staticmethod
    def of(source: Source, found: FoundForm, paper: Paper) -> _Filled | None:
        """Return it for a file with the words of the blank; None for any other."""
        grid, first = paper.block.rows[0]
        used = sorted({grid, *(each.at[0] for each in paper.places if each.mode == "cell")})
        tables = [number for number in found.grids if len(source.grids[number].cells) > 1]
        grids = dict(zip(used, tables, strict=False))
        if grid not in grids:
            return None
        cells = {cell.key: cell for number in grids.values() for cell in source.grids[number].cells}
        words = {key[1:]: bare_word(cell.text) for key, cell in cells.items() if key[0] == grids[grid]}
        printed, last = _printed_in(paper), paper.block.rows[-1][1]
        if any(words.get(place) != word for place, word in printed.headings.items()):
            return None
        same = sum(words.get(place) == word for place, word in printed.above.items())
        shift = _shift(printed.below, words, first - last)
        if same < _LIKE * len(printed.above) or shift is None:
            return None
        return _Filled(cells, grids, (grids[grid], first, 0), last, shift)

    def cell(self, at: At) -> SourceCell | None:
        """Return the cell of the file that stands in a place of the blank."""
        grid = self.grids.get(at[0])
        if grid is None:
            return None
        row = at[1] + self.shift if grid == self.first[0] and at[1] > self.last else at[1]
        return self.cells.get((grid, row, at[2]))

    def below(self, column: PaperColumn) -> Iterator[SourceCell]:
        """Yield the cells of the indicators below a heading."""
        grid, first, _column = self.first
        for cell in self.cells.values():
            is_row = cell.grid == grid and first <= cell.row <= self.last + self.shift
            if is_row and column.first <= cell.column <= column.last:
                yield cell


def _shift(below: dict[_Place, str], words: dict[_Place, str], least: int) -> int | None:
    """Return how far the words below the indicators have moved; None where they are not there."""
    most = max((row for row, _column in words), default=0)
    if not below:
        return most
    (first, column), word = min(below.items())
    for shift in range(least, most - first + 1):
        if words.get((first + shift, column)) == word:
            return shift
    return None


_geometry = lru_cache(maxsize=8)(geometry_of)  # many files of one paper come in together


def _printed_in(paper: Paper) -> _Printed:
    geometry, (grid, first) = _geometry(paper.data, paper.format), paper.block.rows[0]
    last, rows = paper.block.rows[-1][1], range(first, paper.block.rows[-1][1] + 1)
    taken = {each.at for each in paper.places}
    printed = _Printed({}, {}, {})
    for row in geometry.rows(grid):
        for slot in geometry.row(grid, row):
            if slot.row != row or not slot.text or slot.at in taken or row in rows:
                continue
            words = printed.below if row > last else printed.headings if slot.last_row == first - 1 else printed.above
            words[row, slot.column] = bare_word(slot.text)
    return printed


class _Reader:
    """Gives cells to the fields of their places; `now` is what came of it, the form as it was where nothing did."""

    def __init__(self, source: Source, found: FoundForm, filled: _Filled) -> None:
        self._source, self._filled, self.now = source, filled, found

    def read(self, paper: Paper) -> None:
        """Give what stands elsewhere than the recognizer thought."""
        for place in paper.places:
            cell, ref = self._filled.cell(place.at), FieldRef(None, place.field)
            is_typed = place.mode == "cell" and place.field in FORM_FIELDS and not place.field.startswith(_COMPUTED)
            if cell is not None and is_typed and self.now.mapped.get(cell.key) != (ref,):
                self._do(partial(_give, cell, ref))
        for column in paper.block.columns:
            wrong = [cell for cell in self._filled.below(column) if self._is_wrong(cell, column.field)]
            if wrong and column.field in INDICATOR_FIELDS:
                self._do(partial(_give_rows, wrong, column.field))

    def _is_wrong(self, cell: SourceCell, field: str) -> bool:
        refs = self.now.mapped.get(cell.key, ())
        is_row = not refs or bool(level_three_of(Tree(self.now.form.indicators), refs))
        return is_row and [ref.name for ref in refs] != [field]

    def _do(self, change: Callable[[Repairs], None]) -> None:
        new = self.now.copied()
        try:
            change(Repairs(self._source, new))
        except NotRepaired:
            return  # the cell holds what the field cannot: the recognizer's word stands, and its doubts
        self.now = new


def _give(cell: SourceCell, ref: FieldRef, repairs: Repairs) -> None:
    repairs.give([cell], ref)


def _give_rows(cells: list[SourceCell], field: str, repairs: Repairs) -> None:
    give_rows(repairs, cells, field)
