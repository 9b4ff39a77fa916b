"""Money: execution rate and score agree with the amounts, nothing spent above the budget, the parts make the total."""

from collections.abc import Iterator
from decimal import Decimal

from selfeval_gui.domain.amounts import form_amounts
from selfeval_gui.domain.fields import EXTRA, field_of, whole_of
from selfeval_gui.domain.numbers import decimal_places, format_plain, format_typed, multiply, round_half_up
from selfeval_gui.domain.scoring import (
    Basis,
    add,
    computed_execution_score,
    exact_rate,
    execution_rate,
    score_in_percent,
)
from selfeval_gui.rules.facts import Facts
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet, Weighs


def execution_row(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`execution.no_budget`, `execution.over_budget`, `execution.score`: the row 年度资金总额."""
    funds, severity = facts.form.funds.total, rule_set.severity
    if not funds.annual_budget:
        actual = None if funds.annual_budget is None else "0"
        code = "execution.no_budget"
        yield Finding(code, severity[code], None, "funds.total.annual_budget", None, actual)
    elif funds.executed is not None and funds.executed > funds.annual_budget:
        code, budget = "execution.over_budget", format_plain(funds.annual_budget)
        yield Finding(code, severity[code], None, "funds.total.executed", budget, format_plain(funds.executed))
    computed = computed_execution_score(funds, rule_set.scoring.execution_score)
    if computed is not None and funds.score is not None and funds.score != computed:
        code, args = "execution.score", {"method": rule_set.scoring.execution_score.method}
        expected, actual = format_plain(computed), format_plain(funds.score)
        yield Finding(code, severity[code], None, "funds.total.score", expected, actual, args)


def printed_rate(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`rate.mismatch`: a rate printed on the paper is the computed one at the places it was printed with."""
    rate, printed = exact_rate(facts.form.funds.total), facts.form.printed.execution_rate
    if printed is not None and rate is not None:
        at_its_places = round_half_up(rate, decimal_places(printed))
        if at_its_places != printed:
            code = "rate.mismatch"
            as_printed = {"expected": format_typed(at_its_places), "actual": format_typed(printed)}
            numbers = format_plain(at_its_places), format_plain(printed)
            yield Finding(code, rule_set.severity[code], None, "printed.execution_rate", *numbers, as_printed)


def execution_gap(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`execution.gap`: the money hardly moved, yet the indicators earned good marks."""
    rate, gap = execution_rate(facts.form.funds.total), rule_set.execution_gap
    share = score_in_percent(facts.totals[Basis.INDICATORS_ONLY])
    if rate is not None and share is not None and rate < gap.rate_below and share - rate > gap.points:
        yield Finding(
            "execution.gap",
            rule_set.severity["execution.gap"],
            None,
            "printed.execution_rate",
            format_plain(gap.rate_below),
            format_plain(rate),
            {"share": format_plain(share), "points": format_plain(gap.points)},
        )


def parts_make_total(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`funds.parts`: where parts are given, they make the total of that amount column, exactly.

    Rows that only some templates have, such as 单位资金, count too; a template's own amounts have totals of their own.
    """
    amounts, parts = dict(form_amounts(facts.form)), dict[str, list[Decimal]]()
    for name, value in amounts.items():
        if whole_of(name):
            parts.setdefault(whole_of(name), []).append(value)
    for field, values in parts.items():
        summed, total, is_own = add(values), amounts.get(field), field.startswith(EXTRA)
        if summed == total or (is_own and total is None):
            continue
        expected = None if summed is None else format_plain(summed)
        actual = None if total is None else format_plain(total)
        args = {"total": field_of(field).label} if is_own else {}
        yield Finding("funds.parts", rule_set.severity["funds.parts"], None, field, expected, actual, args)


def is_of_other_scale(amount: Decimal, beside: Decimal, rule_set: Weighs) -> bool:
    """Tell whether one of two amounts is so many times the other that they must be in two units of money."""
    low, high = sorted((abs(amount), abs(beside)))
    return multiply(low, rule_set.limits.scale_from) <= high <= multiply(low, rule_set.limits.scale_to)
