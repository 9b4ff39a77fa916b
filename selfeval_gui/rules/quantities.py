"""Targets and actual values: each can be read, and the two can be compared."""

from collections.abc import Iterator

from selfeval_gui.domain.targets import Quantity, Range, Unclear, is_in_words, read_reached, read_value, squeeze
from selfeval_gui.domain.units import in_unit_of
from selfeval_gui.domain.words import Relation
from selfeval_gui.rules.facts import Row
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet

_UPWARDS = (Relation.AT_LEAST, Relation.PLAIN)


def values_clear(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`target.unclear`: a target that says no one thing; an actual value that cannot be held against its target."""
    why, field = _unclear_target(row), "target"
    if not why:
        why, field = _unclear_actual(row), "actual"
    if why:
        args = {"why": why, "text": getattr(row, field).strip(), "target": row.target.strip()}
        yield Finding("target.unclear", rule_set.severity["target.unclear"], row.node, field, args=args)


def _unclear_target(row: Row) -> str:
    target = read_value(row.target)
    if isinstance(target, Unclear):
        return target.why
    if isinstance(target, Quantity) and target.number == 0 and target.relation in _UPWARDS:
        actual = read_value(row.actual)
        is_count = target.relation is Relation.PLAIN and bool(target.unit)
        is_none = is_count and isinstance(actual, Quantity) and actual.number == 0
        return "" if is_none else "zero"  # anything reaches "at least 0"; 0起 and 0起 are one however they are read
    return ""


def _unclear_actual(row: Row) -> str:
    """Return why; a row without a score lacks more than clearness, and `score.missing` says so."""
    target = read_value(row.target)
    actual = read_reached(row.actual, target)
    if row.score is None or actual is None or not isinstance(target, Quantity | Range):
        return ""
    if squeeze(row.target) == squeeze(row.actual) or (is_in_words(row.target) and is_in_words(row.actual)):
        return ""
    if not isinstance(actual, Quantity):
        return "not_one_number"
    if in_unit_of(target, actual) is None:
        is_of_change = actual.change is not target.change
        return ("opposite" if actual.change and target.change else "change") if is_of_change else "unit"
    lowest = target.low if isinstance(target, Range) else target.number
    return "negative" if actual.number < 0 <= lowest else ""
