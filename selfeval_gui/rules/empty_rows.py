"""Rows of the template that nobody has filled in, and rows that only stand there: what is said of them."""

from collections.abc import Iterator

from selfeval_gui.domain.targets import squeeze
from selfeval_gui.rules.facts import Row
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet


def is_empty(row: Row) -> bool:
    """Tell whether a row holds no value: its name, which a template may have printed, is none."""
    values = (row.target, row.actual, row.reason)
    return row.weight is None and row.score is None and not any(text.strip() for text in values)


def is_set_aside(row: Row, rule_set: RuleSet) -> bool:
    """Tell whether a row without a weight says that it is not judged: 不适用, or 其中… as a part of the row above."""
    if row.weight:
        return False
    words = rule_set.words
    return squeeze(row.name).startswith(words.part) or any(
        squeeze(text) in words.not_meant for text in (row.name, row.target, row.actual, row.reason)
    )


def row_empty(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`row.empty`: one finding for the row, and none for its cells."""
    yield Finding("row.empty", rule_set.severity["row.empty"], row.node, "name")
