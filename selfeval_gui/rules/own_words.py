"""Findings in the words of the form's own paper: what one calls 分值 is 权重 on another, 偏差原因 there 未完成原因."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.shape import called_in

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

COLUMN = "column"  # of a finding's words: what its own cell is called
# By field, the place in a sentence where the name of its column stands.
NAMED: Mapping[str, str] = {
    "weight": "weight_column",
    "score": "score_column",
    "target": "target_column",
    "actual": "actual_column",
    "reason": "reason_column",
    "funds.total.annual_budget": "budget_column",
    "funds.total.executed": "executed_column",
    "expected_goal": "goal_column",
    "actual_outcome": "outcome_column",
}
_IN_FUNDS = "funds.total."


def in_own_words(findings: Iterable[Finding], form: Form) -> list[Finding]:
    """Return the findings, each with the names that the form's paper has for its columns, where they are unusual."""
    return in_words(findings, called_in(form))


def in_words(findings: Iterable[Finding], called: Mapping[str, str]) -> list[Finding]:
    """Return the findings, each with these names of columns, by field."""
    if not called:
        return list(findings)
    names = {NAMED[field]: label for field, label in called.items() if field in NAMED}
    in_funds = {NAMED[name]: called.get(_IN_FUNDS + name) for name in ("weight", "score")}
    of_execution = {place: label for place, label in in_funds.items() if label}
    told = []
    for each in findings:
        own = names if each.node is not None or not each.field.startswith(_IN_FUNDS) else _other(names, of_execution)
        column = {COLUMN: called[each.field]} if each.field in called else {}
        told.append(each._replace(args={**own, **column, **each.args}))
    return told


def _other(names: Mapping[str, str], of_execution: Mapping[str, str]) -> dict[str, str]:
    """Return the names for the execution row, whose weight and score may be called otherwise than those of rows."""
    rest = {place: label for place, label in names.items() if place not in {NAMED["weight"], NAMED["score"]}}
    return rest | dict(of_execution)
