"""Which rule set a form is judged by: a preset, the copy it carries, or else the preset that fits it best."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from selfeval_gui.domain.scoring import Basis, add, sum_below
from selfeval_gui.domain.tree import level_three
from selfeval_gui.domain.words import bare_level
from selfeval_gui.rules.rule_set import DEFAULT_RULE_SET, RuleSet, presets, rule_set_for

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form


def rule_set_of(form: Form) -> RuleSet:
    """Return the rule set that judges the form; `is_known` tells whether it is the one the form names."""
    preset = presets().get(form.rule_set)
    return preset or _carried(form) or nearest_preset(form, likely_basis(form, rule_set_for("").total))


def is_known(form: Form) -> bool:
    """Tell whether the form names a preset, or carries a usable copy of the rule set it names."""
    return form.rule_set in presets() or _carried(form) is not None


def detected_basis(form: Form, total: Decimal) -> Basis | None:
    """Return the basis on which the form's weights make the total; None where they do on neither."""
    weights, execution = add(leaf.weight for leaf in level_three(form.indicators)), form.funds.total.weight
    if weights is None:
        return None
    if weights == total:
        return Basis.INDICATORS_ONLY
    return Basis.WITH_EXECUTION if weights + (execution or 0) == total else None


def likely_basis(form: Form, total: Decimal) -> Basis | None:
    """Return the basis of the form; where the weights make the total on neither, the one nearer to a printed total.

    A form of 88 with an execution row of 10 and a printed 100 lacks 2, not 12.
    """
    detected = detected_basis(form, total)
    weights, printed = add(leaf.weight for leaf in level_three(form.indicators)), form.printed.total_weight
    if detected is not None or weights is None or printed != total:
        return detected
    with_execution = weights + (form.funds.total.weight or 0)
    is_nearer_alone = abs(weights - total) < abs(with_execution - total)
    return Basis.INDICATORS_ONLY if is_nearer_alone else Basis.WITH_EXECUTION


def nearest_preset(form: Form, basis: Basis | None, usual: str = DEFAULT_RULE_SET) -> RuleSet:
    """Return the preset of this basis that sets the weights of the form's levels, and most of those it has.

    Of equally near ones, and where no preset has the basis, the usual one is nearest.
    """
    default = rule_set_for(usual)
    fitting = [each for each in presets().values() if each.total_basis is basis]
    if not fitting:
        return default
    levels = {bare_level(top.name) for top in form.indicators}
    sums = {top.name: sum_below(top, 1, "weight") for top in form.indicators}

    def nearness(each: RuleSet) -> tuple[bool, int, bool]:
        agreeing = sum(each.level_weight(name) == weight for name, weight in sums.items())
        is_of_levels = bool(levels) and levels == set(map(bare_level, each.level_weights))
        return is_of_levels, agreeing, each is default

    return max(fitting, key=nearness)


def _carried(form: Form) -> RuleSet | None:
    if form.rule_set_copy is None or form.rule_set_copy.get("id") != form.rule_set:
        return None
    try:
        text = json.dumps(form.rule_set_copy)
    except (TypeError, ValueError):
        return None
    return _read(text)


@lru_cache(maxsize=64)
def _read(text: str) -> RuleSet | None:
    from selfeval_gui.rules.rule_set_file import BadRuleSet, read_rule_set  # brings pydantic, seldom needed

    try:
        return read_rule_set(text.encode("utf-8"))
    except BadRuleSet:
        return None
