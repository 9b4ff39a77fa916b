"""Scores: none missing, none above its weight, none lost without a reason or against what the row itself says."""

from collections.abc import Iterator
from decimal import Decimal

from selfeval_gui.domain.form import Form, Indicator, NodeId
from selfeval_gui.domain.numbers import divide, format_plain, multiply, round_half_up
from selfeval_gui.domain.scoring import totals
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.weights import invalid_number, score_fault

_HUNDRED = Decimal(100)


def scores_stand_up(form: Form, rule_set: RuleSet) -> Iterator[Finding]:
    """Every check of one scored row; a blank score gives `score.missing` and nothing else in its cell."""
    for leaf in level_three(form.indicators):
        if leaf.score is None:
            yield Finding("score.missing", Severity.WARNING, NodeId(leaf.id), "score")
            continue
        yield from _number_valid(NodeId(leaf.id), "score", leaf.score, leaf.weight, rule_set)
        if leaf.weight is not None and leaf.score < leaf.weight:
            yield from _lost_points(leaf, leaf.weight, leaf.score, rule_set)
        if leaf.weight is not None and leaf.weight > 0:
            yield from _degree_word(leaf, leaf.weight, leaf.score, rule_set)
    funds = form.funds.total
    if funds.score is not None:
        yield from _number_valid(None, "funds.total.score", funds.score, funds.weight, rule_set)


def printed_totals(form: Form, rule_set: RuleSet) -> Iterator[Finding]:
    """`total.mismatch`: a total printed on the paper equals the computed one on at least one basis."""
    for field in ("weight", "score"):
        printed = getattr(form.printed, f"total_{field}")
        computed = [getattr(totals(form, basis), field) for basis in (rule_set.total_basis, rule_set.other_basis)]
        if printed is not None and printed not in computed:
            expected = None if computed[0] is None else format_plain(computed[0])
            yield Finding(
                "total.mismatch", Severity.ERROR, None, f"printed.total_{field}", expected, format_plain(printed)
            )


def _number_valid(
    node: NodeId | None, field: str, score: Decimal, weight: Decimal | None, rule_set: RuleSet
) -> Iterator[Finding]:
    fault = score_fault(score, rule_set)
    if fault:
        yield invalid_number("score.invalid", node, field, score, fault, rule_set)
    if weight is not None and score > weight:
        yield Finding("score.over_weight", Severity.ERROR, node, field, format_plain(weight), format_plain(score))


def _lost_points(leaf: Indicator, weight: Decimal, score: Decimal, rule_set: RuleSet) -> Iterator[Finding]:
    reason = leaf.reason.strip()
    lost = {"lost": format_plain(weight - score)}
    if not reason:
        yield Finding("reason.missing", Severity.WARNING, NodeId(leaf.id), "reason", args=lost)
    elif _squeeze(reason) in rule_set.empty_reasons:
        args = lost | {"reason": reason}
        yield Finding("reason.empty_phrase", Severity.WARNING, NodeId(leaf.id), "reason", args=args)
    if _squeeze(leaf.target) and _squeeze(leaf.target) == _squeeze(leaf.actual):
        yield Finding(
            "met.deducted",
            Severity.WARNING,
            NodeId(leaf.id),
            "score",
            format_plain(weight),
            format_plain(score),
            lost | {"actual": leaf.actual.strip()},
        )


def _degree_word(leaf: Indicator, weight: Decimal, score: Decimal, rule_set: RuleSet) -> Iterator[Finding]:
    """`band.degree_word`: 较X, 部分X are scored as 部分达成, 未X, 不X as 未达成 (domain.md 3; 80% belongs to 达成)."""
    target, actual = _squeeze(leaf.target), _squeeze(leaf.actual)
    bands, words = rule_set.bands, rule_set.degree_words
    if not target:
        return
    if actual in {word + target for word in words.partial}:
        band, low, high = "部分达成", bands.partial_from, bands.met_from
    elif actual in {word + target for word in words.unmet}:
        band, low, high = "未达成", Decimal(0), bands.partial_from
    else:
        return
    share = multiply(score, _HUNDRED)
    if not multiply(low, weight) <= share < multiply(high, weight):
        yield Finding(
            "band.degree_word",
            Severity.WARNING,
            NodeId(leaf.id),
            "score",
            "–".join(format_plain(divide(multiply(limit, weight), _HUNDRED)) for limit in (low, high)),
            format_plain(score),
            {
                "actual": leaf.actual.strip(),
                "band": band,
                "low": format_plain(low),
                "high": format_plain(high),
                "weight": format_plain(weight),
                "share": format_plain(round_half_up(divide(share, weight), 0)),
            },
        )


def _squeeze(text: str) -> str:
    return "".join(text.split())
