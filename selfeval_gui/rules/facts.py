"""What several checks need to know of a form, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval_gui.domain.fields import INDICATOR_TEXTS
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.scoring import Basis, Totals, add, on_basis
from selfeval_gui.domain.scoring_rules import ExecutionScore

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator


# The cells of a level-3 row as one plain tuple: id, weight, score, then every text in the order of `INDICATOR_TEXTS`.
Cells = tuple[Any, ...]
_cells = attrgetter("id", "weight", "score", *INDICATOR_TEXTS)
_weight, _score = itemgetter(1), itemgetter(2)
name_of = itemgetter(3 + INDICATOR_TEXTS.index("name"))  # of the cells of a level-3 row
_name_and_target = itemgetter(*(3 + INDICATOR_TEXTS.index(name) for name in ("name", "target")))
_judged_texts = itemgetter(*(3 + INDICATOR_TEXTS.index(name) for name in ("name", "target", "actual", "reason")))


class Row(NamedTuple):
    """The cells of a level-3 row, by name."""

    node: NodeId
    name: str
    target: str
    actual: str
    weight: Decimal | None
    score: Decimal | None
    reason: str
    texts: tuple[str, ...]  # every one, in the order of `INDICATOR_TEXTS`
    levels: tuple[str, str]  # the names of the rows above, level 1 first
    year: int | None  # of the form


class LevelRow(NamedTuple):
    """The cells of a row of level 1 or 2, and the sum of the weights below it, None where none is filled in."""

    node: NodeId
    level: int
    name: str
    weight: Decimal | None
    weight_below: Decimal | None


@dataclass(frozen=True)
class Facts:
    """A form, its rows in the order of the paper, and its totals on both bases.

    An edit changes one row among hundreds, so that the others are no more than compared: `row_of` names their cells.
    """

    form: Form
    rows: list[Cells | LevelRow]
    totals: dict[Basis, Totals]


def facts_of(form: Form, rule: ExecutionScore) -> Facts:
    """Work the facts out; the rule computes a blank execution score."""
    rows: list[Cells | LevelRow] = []
    tops: list[Totals] = []
    for top in form.indicators:
        below: list[Cells | LevelRow] = []
        seconds: list[Totals] = []
        for second in top.children:
            leaves = list(map(_cells, second.children))
            sums = Totals(add(map(_weight, leaves)), add(map(_score, leaves)))
            seconds.append(sums)
            below.append(_level_row(second, 2, sums))
            below += leaves
        sums = _together(seconds)
        tops.append(sums)
        rows.append(_level_row(top, 1, sums))
        rows += below
    sums = _together(tops)
    return Facts(form, rows, {basis: on_basis(sums, form.funds.total, basis, rule) for basis in Basis})


def row_of(cells: Cells, levels: tuple[str, str], year: int | None) -> Row:
    """Return the cells of a level-3 row, below rows of these names in a form of that year, by their names."""
    name, target, actual, reason = _judged_texts(cells)
    return Row(cells[0], name, target, actual, cells[1], cells[2], reason, cells[3:], levels, year)


def name_and_target(row: Cells | LevelRow) -> tuple[str, str]:
    """Return two texts of a row without naming its other cells; a level has no target."""
    return (row.name, "") if isinstance(row, LevelRow) else _name_and_target(row)


def _together(parts: Sequence[Totals]) -> Totals:
    return Totals(add(part.weight for part in parts), add(part.score for part in parts))


def _level_row(indicator: Indicator, level: int, below: Totals) -> LevelRow:
    return LevelRow(NodeId(indicator.id), level, indicator.name, indicator.weight, below.weight)
