"""Money: execution rate and score agree with the amounts, nothing spent above the budget, the parts make the total."""

from collections.abc import Iterator

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import decimal_places, format_plain, round_half_up
from selfeval_gui.domain.scoring import add, computed_execution_score, exact_rate
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.rule_set import RuleSet


def execution_row(form: Form, _rule_set: RuleSet) -> Iterator[Finding]:
    """`execution.no_budget`, `execution.over_budget`, `execution.score`, `rate.mismatch`: the row 年度资金总额."""
    funds = form.funds.total
    if not funds.annual_budget:
        actual = None if funds.annual_budget is None else "0"
        yield Finding("execution.no_budget", Severity.WARNING, None, "funds.total.annual_budget", None, actual)
    elif funds.executed is not None and funds.executed > funds.annual_budget:
        yield Finding(
            "execution.over_budget",
            Severity.WARNING,
            None,
            "funds.total.executed",
            format_plain(funds.annual_budget),
            format_plain(funds.executed),
        )
    computed = computed_execution_score(funds)
    if computed is not None and funds.score is not None and funds.score != computed:
        yield Finding(
            "execution.score",
            Severity.WARNING,
            None,
            "funds.total.score",
            format_plain(computed),
            format_plain(funds.score),
        )
    rate, printed = exact_rate(funds), form.printed.execution_rate
    if printed is not None and rate is not None:
        expected = round_half_up(rate, decimal_places(printed))
        if expected != printed:
            yield Finding(
                "rate.mismatch",
                Severity.ERROR,
                None,
                "printed.execution_rate",
                format_plain(expected),
                format_plain(printed),
            )


def parts_make_total(form: Form, _rule_set: RuleSet) -> Iterator[Finding]:
    """`funds.parts`: where parts are given, they make the total of that amount column, exactly."""
    parts = form.funds.parts
    for amount in FUND_AMOUNTS:
        summed = add(getattr(part, amount) for part in (parts.appropriation, parts.carried_over, parts.other))
        total = getattr(form.funds.total, amount)
        if summed is not None and summed != total:
            yield Finding(
                "funds.parts",
                Severity.WARNING,
                None,
                f"funds.total.{amount}",
                format_plain(summed),
                None if total is None else format_plain(total),
            )
