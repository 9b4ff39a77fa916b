"""Check many forms at once: each by itself, and all of them across."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from selfeval_gui.rules.accepted import mark_accepted
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.causes import with_causes
from selfeval_gui.rules.check import found_in, in_order
from selfeval_gui.rules.facts import facts_of
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.own_words import in_own_words
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.unit_names import UnitNames

if TYPE_CHECKING:
    from selfeval_gui.domain.evidence import NamedFile
    from selfeval_gui.domain.form import Form

_NOTHING: Mapping[str, Sequence[Finding]] = MappingProxyType({})
_NO_FAULTS: Mapping[str, Mapping[NamedFile, str]] = MappingProxyType({})
RuleSetOf = Callable[["Form"], RuleSet]


def check_many(
    forms: Mapping[str, Form],
    rule_set_of: RuleSetOf,
    beside: Mapping[str, Sequence[Finding]] = _NOTHING,
    faults: Mapping[str, Mapping[NamedFile, str]] = _NO_FAULTS,
    names: UnitNames | None = None,
) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the key of every form with its findings, in the order of the paper; `others` are keys.

    `beside` are findings that something else than the forms, such as a list, gives; `faults` are those of the files
    that forms name as evidence; `names` is what people have said of the names of units.
    """
    across = Across()
    if names is not None:
        across.know(names)
    for key, form in forms.items():
        across.put(key, form, rule_set_of(form))
    for key, form in forms.items():
        rule_set = rule_set_of(form)
        facts = facts_of(form, rule_set.scoring.execution_score)
        found = found_in(facts, rule_set, faults.get(key, {}))
        shared = [*across.findings(key, rule_set), *beside.get(key, ())]
        found = in_order([*found, *in_own_words(shared, form)], form) if shared else found
        yield key, mark_accepted(with_causes(found, facts), form)
