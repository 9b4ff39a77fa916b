"""折算: the form's weights and scores made to fit a rule set, every row by one factor, with sums that are exact.

Each row counts as what it earned and what it lost, and both are shared out by largest remainder. So full marks stay
full marks, nothing stays nothing, no score leaves its weight, and the weights make the rule set's sum to the last
digit. Weights set for levels are not forced upon the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.apportion import apportion
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import divide, multiply, round_half_up
from selfeval_gui.domain.scoring import add, computed_execution_score
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, FundTotal, Indicator

_ZERO = Decimal(0)


class _Factor(NamedTuple):
    from_sum: Decimal
    to_sum: Decimal
    places: int

    def of(self, points: Decimal) -> Decimal:
        return divide(multiply(points, self.to_sum), self.from_sum)


@dataclass(frozen=True)
class Conversion:
    """What the cells become. The factor is `to_sum` ÷ `from_sum`; 1 leaves every row as it is.

    `weights` holds the rows that have one, level rows with a set weight included, `scores` the scored rows.
    """

    from_sum: Decimal
    to_sum: Decimal
    weights: Mapping[NodeId, Decimal]
    scores: Mapping[NodeId, Decimal]
    execution_weight: Decimal
    execution_score: Decimal | None


def convert(form: Form, rule_set: RuleSet) -> Conversion | None:
    """Return the form under the rule set's indicator weight and execution weight; None for one without weights."""
    leaves = list(level_three(form.indicators))
    from_sum, to_sum = add(leaf.weight for leaf in leaves), rule_set.indicator_weight
    if from_sum is None or from_sum <= 0:
        return None
    factor = _Factor(from_sum, to_sum, rule_set.scoring.decimals)
    if from_sum == to_sum:
        weights = {NodeId(leaf.id): leaf.weight for leaf in leaves if leaf.weight is not None}
        scores = {NodeId(leaf.id): leaf.score for leaf in leaves if leaf.score is not None}
    else:
        weights, scores = _scaled(leaves, factor)
    weights |= dict(_set_weights(form, weights, factor))
    score = execution_score_under(form.funds.total, rule_set)
    return Conversion(from_sum, to_sum, weights, scores, rule_set.execution_weight, score)


def execution_score_under(funds: FundTotal, rule_set: RuleSet) -> Decimal | None:
    """Return what the rule set computes for the execution row at its own weight; one given by hand is scaled."""
    weight, rule = rule_set.execution_weight, rule_set.scoring.execution_score
    if rule.method != "by_hand":
        return computed_execution_score(funds.model_copy(update={"weight": weight}), rule)
    if funds.score is None or not funds.weight:
        return funds.score
    return round_half_up(divide(multiply(funds.score, weight), funds.weight), rule_set.scoring.decimals)


def _scaled(leaves: list[Indicator], factor: _Factor) -> tuple[dict[NodeId, Decimal], dict[NodeId, Decimal]]:
    """Return weights and scores by one factor: earned, lost and not yet scored points are shared out each by itself."""
    earned: dict[NodeId, Decimal] = {}
    lost: dict[NodeId, Decimal] = {}
    unscored: dict[NodeId, Decimal] = {}
    scores_alone: dict[NodeId, Decimal] = {}
    for leaf in leaves:
        node = NodeId(leaf.id)
        if leaf.weight is None:
            if leaf.score is not None:
                scores_alone[node] = round_half_up(factor.of(leaf.score), factor.places)
        elif leaf.score is None:
            unscored[node] = leaf.weight
        else:
            earned[node], lost[node] = leaf.score, leaf.weight - leaf.score
    kinds = (earned, lost, unscored)
    sums = apportion([factor.of(sum(points.values(), _ZERO)) for points in kinds], factor.to_sum, factor.places)
    earned, lost, unscored = (
        dict(zip(points, apportion([factor.of(each) for each in points.values()], whole, factor.places), strict=True))
        for points, whole in zip(kinds, sums, strict=True)
    )
    weights = {node: earned[node] + lost[node] for node in earned} | unscored
    return weights, earned | scores_alone


def _set_weights(form: Form, weights: Mapping[NodeId, Decimal], factor: _Factor) -> Iterator[tuple[NodeId, Decimal]]:
    """Yield the weights that stand in level rows: they follow the rows below if they agreed with them before."""
    for level, nodes in ((2, form.indicators), (3, [second for top in form.indicators for second in top.children])):
        for node in nodes:
            below = [leaf for leaf in level_three(node.children, level) if leaf.weight is not None]
            if node.weight is not None:
                agreed = add(leaf.weight for leaf in below) == node.weight
                new = sum((weights[NodeId(leaf.id)] for leaf in below), _ZERO)
                yield NodeId(node.id), new if agreed else round_half_up(factor.of(node.weight), factor.places)
