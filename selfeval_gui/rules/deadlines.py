"""Days: what was to be done by a day was not done on a later one, unless points were lost and a reason says so."""

from collections.abc import Iterator

from selfeval_gui.domain.days import due_and_done
from selfeval_gui.rules.facts import Row
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.reasons import says_nothing
from selfeval_gui.rules.rule_set import RuleSet


def done_in_time(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`date.late`: the actual day is later than the last one that the target allows."""
    days = due_and_done(row.target, row.actual, row.year)
    if days is None or days[1].first <= days[0].last:
        return
    has_full_marks = row.score is not None and row.score == row.weight
    if has_full_marks or says_nothing(row.reason, rule_set):
        args = {"target": row.target.strip(), "actual": row.actual.strip()}
        yield Finding("date.late", rule_set.severity["date.late"], row.node, "actual", args=args)
