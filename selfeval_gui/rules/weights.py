"""Weights: they make the rule set's total, each level its set weight, and each is a number a weight can be."""

from collections.abc import Iterator
from decimal import Decimal

from selfeval_gui.domain.form import LEVELS, Form, NodeId
from selfeval_gui.domain.numbers import format_plain, significant_places
from selfeval_gui.domain.scoring import sum_below, totals
from selfeval_gui.domain.tree import walk
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.rule_set import RuleSet


def weights_make_total(form: Form, rule_set: RuleSet) -> Iterator[Finding]:
    """`weight.total`: the weights on the rule set's basis make its total, compared exactly."""
    total = totals(form, rule_set.total_basis).weight or Decimal(0)
    if total != rule_set.total:
        yield Finding(
            "weight.total",
            Severity.ERROR,
            None,
            "total.weight",
            format_plain(rule_set.total),
            format_plain(total),
            {"difference": format_plain(abs(total - rule_set.total)), "over": str(total > rule_set.total)},
        )


def levels_make_set_weight(form: Form, rule_set: RuleSet) -> Iterator[Finding]:
    """`weight.level`: the weights below a level row make the weight set for it.

    Set is what stands in the row itself, else what the rule set gives a level-1 row of that name.
    """
    for node, level in walk(form.indicators):
        if level == LEVELS:
            continue
        want = node.weight
        if want is None and level == 1:
            want = rule_set.level_weight(node.name)
        total = sum_below(node, level, "weight") or Decimal(0)
        if want is not None and total != want:
            yield Finding(
                "weight.level",
                Severity.ERROR,
                NodeId(node.id),
                "weight",
                format_plain(want),
                format_plain(total),
                {"difference": format_plain(abs(total - want)), "over": str(total > want)},
            )


def weights_valid(form: Form, rule_set: RuleSet) -> Iterator[Finding]:
    """`weight.invalid`: a weight is above 0 and has no more decimals than the rule set allows."""
    cells: list[tuple[NodeId | None, str, Decimal | None]] = [(None, "funds.total.weight", form.funds.total.weight)]
    cells += [(NodeId(node.id), "weight", node.weight) for node, _ in walk(form.indicators)]
    for node, field, weight in cells:
        if weight is None:
            continue
        fault = "negative" if weight < 0 else "zero" if weight == 0 else _too_fine(weight, rule_set)
        if fault:
            yield invalid_number("weight.invalid", node, field, weight, fault, rule_set)


def _too_fine(number: Decimal, rule_set: RuleSet) -> str:
    return "decimals" if significant_places(number) > rule_set.decimals else ""


def score_fault(score: Decimal, rule_set: RuleSet) -> str:
    """Return what is wrong with a score taken alone: "negative", "decimals", or an empty text."""
    return "negative" if score < 0 else _too_fine(score, rule_set)


def invalid_number(
    code: str, node: NodeId | None, field: str, number: Decimal, fault: str, rule_set: RuleSet
) -> Finding:
    """Return the finding for a weight or score that no such cell can hold."""
    args = {"fault": fault, "decimals": str(rule_set.decimals)}
    return Finding(code, Severity.ERROR, node, field, None, format_plain(number), args)
