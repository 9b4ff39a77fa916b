"""What a form without scores says of its targets: the outlook during the year, and reasons where they are not met."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from selfeval_gui.domain.cells import chosen_words
from selfeval_gui.domain.fields import OWN
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import NotANumber, divide, format_plain, multiply, parse_typed, round_half_up
from selfeval_gui.domain.scoring import shown_rate
from selfeval_gui.domain.suggestions import is_doubtful, suggest
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.facts import Facts
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.reasons import says_nothing
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.shape import Outlook, shape_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator

_MONTHS = Decimal(12)
_WHOLE = Decimal(100)


def spending_keeps_up(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`monitor.rate`: spending is not far behind the months that have passed, or a row says why."""
    outlook, total = shape_of(facts.form).outlook, facts.form.funds.total
    budget = total.initial_budget if total.annual_budget is None else total.annual_budget
    rate = shown_rate(total.executed, budget)
    if outlook is None or rate is None:
        return
    month = _month(facts, outlook)
    due = round_half_up(divide(multiply(month, _WHOLE), _MONTHS), 2)
    is_said = any(not says_nothing(row.reason, rule_set) for row in level_three(facts.form.indicators))
    if due - rate > rule_set.limits.months_behind and not is_said:
        code, args = (
            "monitor.rate",
            {"month": format_plain(month), "points": format_plain(rule_set.limits.months_behind)},
        )
        expected, actual = format_plain(due), format_plain(rate)
        yield Finding(code, rule_set.severity[code], None, "funds.total.executed", expected, actual, args)


def _month(facts: Facts, outlook: Outlook) -> Decimal:
    name, usual = outlook.month
    try:
        month = parse_typed(facts.form.extra.get(name, usual) or usual)
    except NotANumber:
        month = None
    return month if month is not None and 0 < month <= _MONTHS else Decimal(usual)


def rows_look_ahead(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`monitor.impossible`, `monitor.forecast`: what is out of reach has a reason, and is not called certain."""
    outlook = shape_of(facts.form).outlook
    if outlook is None:
        return
    for row in level_three(facts.form.indicators):
        chosen = row.extra.get(outlook.likelihood, "").strip()
        if chosen == outlook.impossible and says_nothing(row.reason, rule_set):
            yield _of_row("monitor.impossible", row, "reason", rule_set, word=chosen)
        forecast = row.extra.get(outlook.forecast, "").strip()
        if chosen == outlook.sure and _falls_short(row.target, forecast, rule_set):
            texts = {"word": chosen, "forecast": forecast, "target": row.target.strip()}
            yield _of_row("monitor.forecast", row, OWN + outlook.forecast, rule_set, **texts)


def unmet_has_reason(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`reason.unmet`: in a form without scores a target that was not met has a reason.

    During the year, where the whole is still to come, that is no question.
    """
    shape = shape_of(facts.form)
    for row in level_three(facts.form.indicators) if shape.wants_reasons and shape.outlook is None else ():
        if says_nothing(row.reason, rule_set) and _falls_short(row.target, row.actual, rule_set):
            texts = {"actual": row.actual.strip(), "target": row.target.strip()}
            yield _of_row("reason.unmet", row, "reason", rule_set, **texts)


def words_are_known(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`column.word`: a cell of a template's own holds a number, or some of the words it takes, where it takes such."""
    words = [each for each in shape_of(facts.form).words if each[1] != "text"]
    for row in level_three(facts.form.indicators) if words else ():
        for name, kind, known in words:
            text = row.extra.get(name, "").strip()
            if text and not _fits(text, kind, known):
                allowed = "、".join(known)
                yield _of_row("column.word", row, OWN + name, rule_set, text=text, takes=kind, words=allowed)


def _fits(text: str, kind: str, known: tuple[str, ...]) -> bool:
    if kind == "number":
        try:
            return parse_typed(text) is not None
        except NotANumber:
            return False
    return text in known if kind == "choice" else set(chosen_words(text)) <= set(known)


def _falls_short(target: str, reached: str, rule_set: RuleSet) -> bool:
    """Tell whether two values that can be measured say that the target is not reached."""
    found = suggest(target, reached, _WHOLE, rule_set.scoring)
    return found.is_measured and found.score not in {None, _WHOLE} and not is_doubtful(target, reached)


def _of_row(code: str, row: Indicator, field: str, rule_set: RuleSet, **args: str) -> Finding:
    return Finding(code, rule_set.severity[code], NodeId(row.id), field, args=args)
