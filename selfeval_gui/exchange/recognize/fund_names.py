"""Amounts in rows of their own below their names: 年度资金总额, 财政拨款 and 其他资金 stand beside each other."""

from __future__ import annotations

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column, by_place
from selfeval_gui.exchange.templates.labels import is_amount, is_no_value, meanings

Line = list[SourceCell]
_FEWEST = 2  # names beside each other; one alone has its amount beside it


class NamesAbove:
    """The names of a row, and which amounts of the rows right below stand under which."""

    def __init__(self) -> None:
        self._names: dict[str, SourceCell] = {}  # by the row of amounts that each is the name of
        self._end = (-1, -1)  # grid and row of the last of them, or of the amounts below

    def note(self, line: Line) -> None:
        """Take note of a row, which may be one of nothing but names, with a caption before them."""
        if line[0] in self._names.values():
            return  # the rest of the row noted last
        known = [meanings(cell.text) for cell in line]
        named = [(each["fund_rows"], cell) for each, cell in zip(known, line, strict=True) if "fund_rows" in each]
        rest = sum("fund_rows" not in each and "captions" not in each for each in known)
        self._names = dict(named) if len(named) >= _FEWEST and not rest and len(dict(named)) == len(named) else {}
        self._end = line[0].grid, max(cell.last_row for _row, cell in named) if named else -1

    def below(self, line: Line) -> tuple[str, list[tuple[str, SourceCell]]] | None:
        """Return the heading beside the amounts of a row, "" for none, and each with its name; None for another row."""
        first = meanings(line[0].text).get("fund_columns", "")
        cells = line[1:] if first in FUND_AMOUNTS else line
        is_next = (line[0].grid, line[0].row - 1) == self._end
        if not self._names or not cells or not is_next:
            return None
        columns = [Column(row, cell.column, cell.last_column) for row, cell in self._names.items()]
        placed = by_place(cells, columns, whatever_it_says=True)
        if placed is None or not all(is_amount(cell.text) or is_no_value(cell.text) for cell in cells):
            return None
        self._end = line[0].grid, max(cell.last_row for cell in line)
        heading = first if len(cells) < len(line) else ""
        return heading, [(column.field, cell) for column, cell in zip(placed, cells, strict=True)]

    def name_of(self, row: str) -> SourceCell:
        """Return the name of a row of amounts."""
        return self._names[row]
