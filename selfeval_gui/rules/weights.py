"""Weights: they make the rule set's total, each level its set weight, and each is a number a weight can be."""

from collections.abc import Iterator
from decimal import Decimal

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import format_plain, significant_places
from selfeval_gui.domain.scoring import grade, score_in_percent
from selfeval_gui.rules.facts import Facts, LevelRow, Row
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.of_form import nearest_preset
from selfeval_gui.rules.rule_set import RuleSet


def weights_make_total(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`weight.total`: the weights on the rule set's basis make its total, compared exactly."""
    total = facts.totals[rule_set.total_basis].weight or Decimal(0)
    if total != rule_set.total:
        found = _sum_differs("weight.total", None, "total.weight", rule_set.total, total, rule_set)
        yield found._replace(args={**found.args, **_other_reading(facts, rule_set)})


def _other_reading(facts: Facts, rule_set: RuleSet) -> dict[str, str]:
    """Return how the form stands on either basis, and the rule set of the other one, where its weights fit that."""
    other = facts.totals[rule_set.other_basis]
    if other.weight != rule_set.total:
        return {}
    fitting = nearest_preset(facts.form, rule_set.other_basis)
    if fitting.total_basis is not rule_set.other_basis or fitting.total != rule_set.total:
        return {}
    args = {"reading": str(rule_set.total_basis), "rule_set": fitting.id, "rule_set_name": fitting.name}
    readings = (("own", facts.totals[rule_set.total_basis], rule_set), ("other", other, fitting))
    for name, sums, judged_by in readings:
        score = score_in_percent(sums)
        if score is None:
            return args | {"reading": "unscored"}
        args |= {f"{name}_score": format_plain(score), f"{name}_grade": grade(sums, judged_by.grade_scale) or ""}
    return args


def level_makes_set_weight(row: LevelRow, rule_set: RuleSet) -> Iterator[Finding]:
    """`weight.level`: the weights below a level row make the weight set for it.

    Set is what stands in the row itself, else what the rule set gives a level-1 row of that name.
    """
    want = row.weight
    if want is None and row.level == 1:
        want = rule_set.level_weight(row.name)
    total = row.weight_below or Decimal(0)
    if want is not None and total != want:
        yield _sum_differs("weight.level", row.node, "weight", want, total, rule_set)


def weight_valid(row: Row | LevelRow, rule_set: RuleSet) -> Iterator[Finding]:
    """`weight.invalid`: a weight is above 0 and has no more decimals than the rule set allows."""
    yield from _valid(row.node, "weight", row.weight, rule_set)


def execution_weight_valid(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`weight.invalid`: so is the weight of the execution row."""
    yield from _valid(None, "funds.total.weight", facts.form.funds.total.weight, rule_set)


def invalid_number(
    code: str, node: NodeId | None, field: str, number: Decimal, fault: str, rule_set: RuleSet
) -> Finding:
    """Return the finding for a weight or score that no such cell can hold."""
    args = {"fault": fault, "decimals": str(rule_set.scoring.decimals)}
    return Finding(code, rule_set.severity[code], node, field, None, format_plain(number), args)


def too_fine(number: Decimal, rule_set: RuleSet) -> str:
    """Return "decimals" for a number with more of them than the rule set allows, else an empty text."""
    exponent = number.as_tuple().exponent
    decimals = rule_set.scoring.decimals
    if isinstance(exponent, int) and -exponent <= decimals:
        return ""
    return "decimals" if significant_places(number) > decimals else ""


def _valid(node: NodeId | None, field: str, weight: Decimal | None, rule_set: RuleSet) -> Iterator[Finding]:
    if weight is None:
        return
    fault = "weighs_less" if weight < 0 else "weighs_nothing" if weight == 0 else too_fine(weight, rule_set)
    if fault:
        yield invalid_number("weight.invalid", node, field, weight, fault, rule_set)


def _sum_differs(
    code: str, node: NodeId | None, field: str, want: Decimal, total: Decimal, rule_set: RuleSet
) -> Finding:
    args = {"difference": format_plain(abs(total - want)), "over": str(total > want)}
    return Finding(code, rule_set.severity[code], node, field, format_plain(want), format_plain(total), args)
