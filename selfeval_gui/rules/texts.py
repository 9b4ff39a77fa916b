"""Texts and cells that may not stay blank."""

from collections.abc import Iterator

from selfeval_gui.domain.fields import get_field
from selfeval_gui.domain.form import LEVELS, Form, NodeId
from selfeval_gui.domain.tree import walk
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.rule_set import RuleSet

REQUIRED_IN_FORM = (
    "project_name",
    "year",
    "department",
    "implementing_unit",
    "funds.total.executed",
    "expected_goal",
    "actual_outcome",
)
_REQUIRED_IN_LEVEL_THREE = ("name", "target", "actual", "weight")


def required_cells(form: Form, _rule_set: RuleSet) -> Iterator[Finding]:
    """`cell.required`: the cells no form may leave blank."""
    for field in REQUIRED_IN_FORM:
        if _is_blank(get_field(form, field)):
            yield Finding("cell.required", Severity.WARNING, None, field)
    for node, level in walk(form.indicators):
        for field in _REQUIRED_IN_LEVEL_THREE if level == LEVELS else ("name",):
            if _is_blank(getattr(node, field)):
                yield Finding("cell.required", Severity.WARNING, NodeId(node.id), field)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
