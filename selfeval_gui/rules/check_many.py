"""Check many forms at once: each by itself, and all of them across."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from selfeval_gui.rules.accepted import mark_accepted
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.check import check, in_order
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

RuleSetOf = Callable[["Form"], RuleSet]


def check_many(forms: Mapping[str, Form], rule_set_of: RuleSetOf) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the key of every form with its findings, in the order of the paper; `others` are keys."""
    across = Across()
    for key, form in forms.items():
        across.put(key, form, rule_set_of(form))
    for key, form in forms.items():
        rule_set = rule_set_of(form)
        own, shared = check(form, rule_set), mark_accepted(across.findings(key, rule_set), form)
        yield key, in_order([*own, *shared], form) if shared else own
