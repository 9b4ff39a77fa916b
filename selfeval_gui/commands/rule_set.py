"""Choose the rule set a form is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selfeval_gui.app.session import Session
from selfeval_gui.commands.swap import Swap
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import presets

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet


class SetRuleSet(Swap):
    """Write the id of a rule set, and a copy of one that is no preset."""

    def __init__(self, session: Session, rule_set: RuleSet) -> None:
        old, new = (session.form.rule_set, session.form.rule_set_copy), (rule_set.id, copy_of(rule_set))
        super().__init__(_("改用口径“{name}”").format(name=rule_set.name), session.apply_rule_set, old, new)


def choose_rule_set(session: Session, rule_set: RuleSet) -> None:
    """Judge the form by this rule set from now on."""
    if (session.form.rule_set, session.form.rule_set_copy) != (rule_set.id, copy_of(rule_set)):
        session.stack.push(SetRuleSet(session, rule_set))


def copy_of(rule_set: RuleSet) -> dict[str, Any] | None:
    """Return what a form keeps of a rule set that is no preset."""
    if rule_set.id in presets():
        return None
    from selfeval_gui.rules.rule_set_file import as_document  # brings pydantic, which the window starts without

    return as_document(rule_set)
