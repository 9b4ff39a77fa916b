"""What several checks need to know of a form, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.fields import INDICATOR_TEXTS
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.scoring import Basis, Totals, add, totals_of
from selfeval_gui.domain.scoring_rules import ExecutionScore

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator


_texts = attrgetter(*INDICATOR_TEXTS)


class Row(NamedTuple):
    """The cells of a level-3 row. Rows with equal cells get equal findings, which makes checking an edit quick."""

    node: NodeId
    name: str
    target: str
    actual: str
    weight: Decimal | None
    score: Decimal | None
    reason: str
    texts: tuple[str, ...]  # every one, in the order of `INDICATOR_TEXTS`


class LevelRow(NamedTuple):
    """The cells of a row of level 1 or 2, and the sum of the weights below it, None where none is filled in."""

    node: NodeId
    level: int
    name: str
    weight: Decimal | None
    weight_below: Decimal | None


@dataclass(frozen=True)
class Facts:
    """A form, its rows in the order of the paper, and its totals on both bases."""

    form: Form
    rows: list[Row | LevelRow]
    totals: dict[Basis, Totals]


def facts_of(form: Form, rule: ExecutionScore) -> Facts:
    """Work the facts out; the rule computes a blank execution score."""
    rows: list[Row | LevelRow] = []
    weights: list[Decimal | None] = []
    scores: list[Decimal | None] = []
    for top in form.indicators:
        top_place, top_start = len(rows), len(weights)
        for second in top.children:
            place, start = len(rows), len(weights)
            for leaf in second.children:
                rows.append(row_of(leaf))
                weights.append(leaf.weight)
                scores.append(leaf.score)
            rows.insert(place, _level_row(second, 2, weights[start:]))
        rows.insert(top_place, _level_row(top, 1, weights[top_start:]))
    funds = form.funds.total
    return Facts(form, rows, {basis: totals_of(weights, scores, funds, basis, rule) for basis in Basis})


def row_of(leaf: Indicator) -> Row:
    """Return the cells of a level-3 indicator."""
    return Row(NodeId(leaf.id), leaf.name, leaf.target, leaf.actual, leaf.weight, leaf.score, leaf.reason, _texts(leaf))


def _level_row(indicator: Indicator, level: int, weights: list[Decimal | None]) -> LevelRow:
    return LevelRow(NodeId(indicator.id), level, indicator.name, indicator.weight, add(weights))
