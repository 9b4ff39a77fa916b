"""Pairs of goals: what was expected and what came of it. A form has one of its own; templates may add further ones.

Those are extra fields, named by their goal and the part: 年度目标2：预期目标 beside 年度目标2：实际完成情况.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.ids import EXTRA

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

PART = "："  # between the name of what a template adds and that of its part
_EXPECTED, _OUTCOME = "预期目标", "实际完成情况"
_FIELDS = {_EXPECTED: "expected_goal", _OUTCOME: "actual_outcome"}


class Goal(NamedTuple):
    """A goal and its outcome, each as field and text."""

    field: str
    expected: str
    outcome_field: str
    outcome: str


def goal_part(name: str) -> str:
    """Return the field of the form's own pair that an extra field stands for in a further one; "" for no goal."""
    goal, _sign, part = name.rpartition(PART)
    return _FIELDS.get(part, "") if goal else ""


def further_part(goal: str, field: str) -> str:
    """Return the extra field that a further pair of this name has for a field of the form's own pair."""
    return f"{goal}{PART}{next(part for part, name in _FIELDS.items() if name == field)}"


def goals_of(form: Form) -> Iterator[Goal]:
    """Yield the pairs of a form, its own first, further ones as the form holds them."""
    yield Goal("expected_goal", form.expected_goal, "actual_outcome", form.actual_outcome)
    yield from _further(form.extra)


def _further(extra: Mapping[str, str]) -> Iterator[Goal]:
    names = dict.fromkeys(name.rpartition(PART)[0] for name in extra if goal_part(name))
    for name in names:
        expected, outcome = f"{name}{PART}{_EXPECTED}", f"{name}{PART}{_OUTCOME}"
        yield Goal(EXTRA + expected, extra.get(expected, ""), EXTRA + outcome, extra.get(outcome, ""))
