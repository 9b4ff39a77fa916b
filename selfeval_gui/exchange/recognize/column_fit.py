"""Which cell of a row stands under which heading: by place where that fits, by meaning where rows were shifted.

Made by hand or taken from a PDF, rows stand a column off, lose cells of merged levels or have blank columns between.
Headings keep their order, so a row is aligned with them at the least cost in misplaced and implausible cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from selfeval_gui.domain.fields import FUND_AMOUNTS, INDICATOR_FIELDS, INDICATOR_NUMBERS, OWN_AMOUNT
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.templates.labels import (
    bare_level,
    is_amount,
    is_level_1,
    is_no_value,
    is_number,
    parents_of,
)


class Column(NamedTuple):
    """A heading: the field below it and the columns it covers."""

    field: str
    first: int
    last: int


class ColumnCell(Protocol):
    """A cell as far as its columns go."""

    @property
    def column(self) -> int:
        """Its first column."""

    @property
    def last_column(self) -> int:
        """Its last column."""


# Costs count columns: 1 is a cell one column beside its heading. They were chosen so that the raw text of the 14
# published forms, whose rows lost cells and slipped, is read as the forms were printed.
_LONG = {"measure", *(field.name for field in INDICATOR_FIELDS.values() if field.is_long)}
_LEFT_OUT = {"name": 3.0, "target": 2.0, "actual": 2.0, "weight": 3.0, "score": 2.0}  # a heading without a cell
_WORST = 10.0  # the misfit of what a column never holds: words in one of numbers, a level in one of values
_MISPLACED = 3.0  # what hardly stands there: another level's name, a number for a sentence, a sentence for a value
_WITHOUT_HEADING = 12.0  # a cell without a heading: above the worst misfit
_SHIFTS = (0, -1, 1, -2, 2)  # columns by which a whole row may stand beside its headings
_SHIFTED = 0.6  # a column of such a move: less than a cell that slipped, more than the least misfit
_LONG_TEXT = 20  # characters; targets and actual values of the 14 forms have 4 at most, reasons 92 and more
_DOUBTFUL = 1.5  # the misfit from which even a cell right below its heading is looked at twice
_SHARE = 2.0  # the misfit of a weight in per cent: doubtful, but likelier than a cell without a place
_GREATEST_SHARE = 60.0  # per cent; the heaviest level, 产出, has 50 or 60 of 100, and no indicator has more
_PER_CENT = re.compile(r"\d+(?:\.\d+)?[%％]", re.ASCII)


def by_place(
    cells: Sequence[SourceCell], columns: Sequence[Column], *, whatever_it_says: bool = False
) -> list[Column] | None:
    """Return the heading above each cell; None if a cell stands under none, or two under one, or one makes no sense."""
    found: list[Column] = []
    for cell in cells:
        above = heading_above(cell, columns)
        if above is None or above in found:
            return None
        is_odd = not whatever_it_says and _misfit(cell.text, above.field) >= _DOUBTFUL
        if is_odd and not (found and above.field == "name" and _is_bare(cell.text, cells[len(found) - 1].text)):
            return None
        found.append(above)
    return found


def _is_bare(name: str, level: str) -> bool:
    """Tell whether a name only says the level beside it in short: 成本 below 成本指标, 满意度 below 公众满意度指标."""
    return bare_level(level).endswith(bare_level(name)) and not name.rstrip().endswith("指标")


def without_strays(cells: Sequence[SourceCell], columns: Sequence[Column]) -> list[Column | None] | None:
    """Return the heading above each cell, None for one right of all of them; None without such.

    A number or a sentence alone in its row, under no heading of such, is a stray, too.
    """
    last = max(column.last for column in columns)
    within = [cell for cell in cells if cell.column <= last]
    if len(cells) == 1 and within and (is_number(cells[0].text) or cells[0].text.rstrip().endswith("。")):
        return [None]
    placed = by_place(within, columns) if len(within) < len(cells) else None
    return None if placed is None else [*placed, *[None] * (len(cells) - len(within))]


def heading_above(cell: ColumnCell, columns: Sequence[Column]) -> Column | None:
    """Return the first heading over any of the cell's columns."""
    first, last = cell.column, cell.last_column
    for each in columns:
        if each.first <= last and first <= each.last:
            return each
    return None


def by_meaning(cells: Sequence[SourceCell], columns: Sequence[Column]) -> list[Column | None]:
    """Return the heading of each cell at the least cost, None for a cell that fits none."""
    tried = [(_SHIFTED * abs(shift), *_aligned(cells, columns, shift)) for shift in _SHIFTS]
    return min(tried, key=lambda each: each[0] + each[1])[2]


def _aligned(cells: Sequence[SourceCell], columns: Sequence[Column], shift: int) -> tuple[float, list[Column | None]]:
    """Align cells and headings in order; `shift` is how far the whole row stands to the right of its headings."""
    rows, width = len(cells), len(columns)
    costs = [[0.0] * (width + 1) for _ in range(rows + 1)]
    steps = [[""] * (width + 1) for _ in range(rows + 1)]
    for place, column in enumerate(columns, 1):
        costs[0][place], steps[0][place] = costs[0][place - 1] + _LEFT_OUT.get(column.field, 0.0), "column"
    for row in range(1, rows + 1):
        costs[row][0] = costs[row - 1][0] + _WITHOUT_HEADING
        cell = cells[row - 1]
        for place in range(1, width + 1):
            column = columns[place - 1]
            both = costs[row - 1][place - 1] + _distance(cell, column, shift) + _misfit(cell.text, column.field)
            skip = costs[row][place - 1] + _LEFT_OUT.get(column.field, 0.0)
            drop = costs[row - 1][place] + _WITHOUT_HEADING
            costs[row][place], steps[row][place] = min((both, "both"), (skip, "column"), (drop, "cell"))
    found: list[Column | None] = [None] * rows
    row, place = rows, width
    while row and place:  # what is left of one alone has nothing to stand with
        step = steps[row][place]
        if step == "both":
            row, place = row - 1, place - 1
            found[row] = columns[place]
        elif step == "column":
            place -= 1
        else:
            row -= 1
    return costs[rows][width], found


def _distance(cell: SourceCell, column: Column, shift: int) -> float:
    first, last = cell.column - shift, cell.last_column - shift
    return float(min(max(first - column.last, column.first - last, 0), 3))


@lru_cache(maxsize=4096)
def _misfit(text: str, field: str) -> float:
    """Return how little a text looks like a value of the field; from `_DOUBTFUL` on it is looked at twice."""
    if field in FUND_AMOUNTS or field.startswith(OWN_AMOUNT):
        return 0.0 if is_amount(text) or is_no_value(text) else _WORST
    if field in INDICATOR_NUMBERS or field.endswith(".weight"):
        return 0.0 if is_number(text) or is_no_value(text) else _SHARE if _is_share(text) else _WORST
    if field == "execution_rate":
        return 0.0 if is_number(text.rstrip("%％ ")) or is_no_value(text) else _WORST
    if field == "level_1":
        if is_level_1(text):
            return -2.0
        return _DOUBTFUL if parents_of(text) else 0.0 if "指标" in text else 1.9
    if field == "level_2":
        if parents_of(text):
            return -2.0
        return _MISPLACED if is_level_1(text) else 0.0 if "指标" in text else 1.9
    is_long = len(text) > _LONG_TEXT
    if field in _LONG:
        return -1.0 if is_long else _MISPLACED if is_number(text) else 0.0
    is_level = bool(parents_of(text)) or is_level_1(text)
    if field == "name":
        return _MISPLACED if is_level else 4.0 if is_number(text) else 0.0
    if field in {"target", "actual"}:
        return _WORST if is_level else _MISPLACED if is_long else 0.5 if is_number(text) else 0.0
    return 0.5


def is_told(text: str, field: str) -> bool:
    """Tell whether a target or an actual value is told at length, as on a sheet it may be right below its heading."""
    return field in {"target", "actual"} and len(text) > _LONG_TEXT


def _is_share(text: str) -> bool:
    """Tell whether a text is a weight in per cent, and not a target: 20%."""
    return _PER_CENT.fullmatch(text.strip()) is not None and float(text.strip()[:-1]) <= _GREATEST_SHARE
