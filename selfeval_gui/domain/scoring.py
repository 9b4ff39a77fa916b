"""Execution rate and score, totals on each basis, grade. Rates are in per cent; formulas: 财预〔2020〕10号 practice."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from selfeval_gui.domain.numbers import divide, multiply, round_half_up
from selfeval_gui.domain.tree import level_three

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator
    from selfeval_gui.domain.scoring_rules import Cap, ExecutionScore

RATE_PLACES = 2
SCORE_PLACES = 2
_HUNDRED = Decimal(100)


class Basis(StrEnum):
    """总分口径: whether the execution row's weight and score stand beside the total or inside it."""

    INDICATORS_ONLY = "indicators_only"
    WITH_EXECUTION = "with_execution"


class ExecutionRow(Protocol):
    """The row 年度资金总额 as far as scoring looks at it: `FundTotal`, or its numbers alone."""

    @property
    def annual_budget(self) -> Decimal | None:
        """全年预算数."""

    @property
    def executed(self) -> Decimal | None:
        """全年执行数."""

    @property
    def weight(self) -> Decimal | None:
        """分值."""

    @property
    def score(self) -> Decimal | None:
        """得分 as typed."""


class Totals(NamedTuple):
    """Sum of weights and of scores on one basis; None where not a single value is filled in."""

    weight: Decimal | None
    score: Decimal | None


def add(values: Iterable[Decimal | None]) -> Decimal | None:
    """Add what is filled in; None if nothing is."""
    filled = [value for value in values if value is not None]
    return sum(filled, Decimal(0)) if filled else None


def exact_rate(funds: ExecutionRow) -> Decimal | None:
    """Return 全年执行数 ÷ 全年预算数 in per cent, unrounded; None without an executed amount or with a budget of 0."""
    return per_cent_of(funds.executed, funds.annual_budget)


def execution_rate(funds: ExecutionRow) -> Decimal | None:
    """Return 执行率 as the form shows it: per cent, two decimals, half up; None where there is none."""
    return shown_rate(funds.executed, funds.annual_budget)


def shown_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return a part of a whole as an execution rate is shown; None without a part or with a whole of 0."""
    rate = per_cent_of(part, whole)
    return None if rate is None else round_half_up(rate, RATE_PLACES)


def per_cent_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return a part of a whole in per cent, unrounded; None without a part or with a whole of 0."""
    return None if part is None or not whole else divide(multiply(part, _HUNDRED), whole)


def computed_execution_score(funds: ExecutionRow, rule: ExecutionScore | None = None) -> Decimal | None:
    """Return what the rule makes of the rate; None without a rate, or where the score is given by hand.

    Without a rule: rate as shown × weight, two decimals, within 0 and the weight; None without a weight.
    """
    rate = execution_rate(funds)
    if rule is not None and rule.method != "rate":
        return None if rate is None or rule.method == "by_hand" else _by_steps(rate, rule)
    if rate is None or funds.weight is None:
        return None
    within = max(Decimal(0), min(rate, _HUNDRED))
    return round_half_up(divide(multiply(within, funds.weight), _HUNDRED), SCORE_PLACES)


def _by_steps(rate: Decimal, rule: ExecutionScore) -> Decimal:
    return next((step.score for step in rule.steps if rate >= step.rate_from), Decimal(0))


def execution_score(funds: ExecutionRow, rule: ExecutionScore | None = None) -> Decimal | None:
    """Return the typed execution score, the computed one where it is blank."""
    return computed_execution_score(funds, rule) if funds.score is None else funds.score


def cap_for(rate: Decimal | None, caps: tuple[Cap, ...]) -> Cap | None:
    """Return the tightest cap on the total that the execution rate brings; `caps` fall."""
    if rate is None:
        return None
    return next((cap for cap in reversed(caps) if rate < cap.rate_below), None)


def sum_below(node: Indicator, level: int, field: str) -> Decimal | None:
    """Return the sum of "weight" or "score" over the level-3 indicators below a row of the given level (1 or 2)."""
    return add(getattr(leaf, field) for leaf in level_three(node.children, level + 1))


def totals(form: Form, basis: Basis, rule: ExecutionScore | None = None) -> Totals:
    """Return the form's total weight and score on the given basis; the rule computes a blank execution score."""
    leaves = list(level_three(form.indicators))
    sums = Totals(add(leaf.weight for leaf in leaves), add(leaf.score for leaf in leaves))
    return on_basis(sums, form.funds.total, basis, rule)


def totals_on_each(form: Form, rule: ExecutionScore | None = None) -> dict[Basis, Totals]:
    """Return the form's totals on both bases, as `totals` does on one."""
    sums = totals(form, Basis.INDICATORS_ONLY)
    return {basis: on_basis(sums, form.funds.total, basis, rule) for basis in Basis}


def on_basis(sums: Totals, funds: ExecutionRow, basis: Basis, rule: ExecutionScore | None = None) -> Totals:
    """Return the sums of the level-3 indicators and, on that basis, the execution row together."""
    if basis is Basis.WITH_EXECUTION:
        return Totals(add((sums.weight, funds.weight)), add((sums.score, execution_score(funds, rule))))
    return sums


def score_in_percent(sums: Totals) -> Decimal | None:
    """Return score × 100 ÷ weight, two decimals; None without a score or with a weight of 0."""
    return shown_rate(sums.score, sums.weight)


def grade(sums: Totals, scale: list[tuple[str, Decimal]]) -> str | None:
    """Return the first grade of the falling scale whose limit the score in per cent reaches; None without a score.

    `scale` is (name, lowest score in per cent), from the best to the worst; below the last limit the last name stands.
    """
    reached = score_in_percent(sums)
    if reached is None:
        return None
    return next((name for name, lowest in scale if reached >= lowest), scale[-1][0])
