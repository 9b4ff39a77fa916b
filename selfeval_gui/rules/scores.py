"""Scores: none missing, none above its weight, none lost against what the row itself says."""

from collections.abc import Iterator
from decimal import Decimal

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import (
    decimal_places,
    divide,
    format_plain,
    format_typed,
    multiply,
    round_half_up,
    significant_places,
)
from selfeval_gui.domain.scoring_rules import HUNDRED
from selfeval_gui.domain.suggestions import degree, is_doubtful, is_satisfaction, suggest
from selfeval_gui.domain.targets import Quantity, Range, read_value, squeeze
from selfeval_gui.rules.facts import Facts, Row
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.weights import invalid_number, too_fine


def score_stands_up(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """Every check of a row's score; a blank score gives `score.missing` and nothing else in its cell."""
    if row.score is None:
        yield Finding("score.missing", rule_set.severity["score.missing"], row.node, "score")
        return
    yield from _valid(row.node, "score", row.score, row.weight, rule_set)
    if row.weight is None:
        return
    target, actual = squeeze(row.target), squeeze(row.actual)
    if row.score < row.weight or target != actual:
        yield from _by_the_facts(row, target, actual, row.weight, row.score, rule_set)
    if row.weight > 0:
        yield from _degree_word(row, target, actual, row.weight, row.score, rule_set)


def _by_the_facts(
    row: Row, target: str, actual: str, weight: Decimal, score: Decimal, rule_set: RuleSet
) -> Iterator[Finding]:
    """`met.deducted`: the target is met, in words or by value, and points are lost; `score.formula`: any other score.

    The score is the one that 填入得分 gives, to a hundredth or what the rule set says.
    """
    due = _due(row, weight, rule_set)
    if score < weight and target and (target == actual or due == weight):
        code, args = "met.deducted", _facts(row, weight - score)
        args["met"] = "same" if target == actual else "reached"
        yield Finding(code, rule_set.severity[code], row.node, "score", format_plain(weight), format_plain(score), args)
    elif due is not None and 0 <= score <= weight and abs(score - due) > rule_set.limits.formula_off:
        code, args = "score.formula", _facts(row, weight - score)
        yield Finding(code, rule_set.severity[code], row.node, "score", format_plain(due), format_plain(score), args)


def _due(row: Row, weight: Decimal, rule_set: RuleSet) -> Decimal | None:
    """Return the score that follows from the numbers of a row; None for words, and where it is open what they mean."""
    if not isinstance(read_value(row.target), Quantity | Range) or is_doubtful(row.target, row.actual):
        return None
    satisfied = is_satisfaction(row.levels)
    computed = suggest(row.target, row.actual, weight, rule_set.scoring, name=row.name, is_satisfaction=satisfied)
    return computed.score if computed.is_measured else None


def _facts(row: Row, lost: Decimal) -> dict[str, str]:
    return {"lost": format_plain(lost), "actual": row.actual.strip(), "target": row.target.strip()}


def execution_score_valid(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`score.invalid` and `score.over_weight` of the execution row."""
    funds = facts.form.funds.total
    if funds.score is not None:
        yield from _valid(None, "funds.total.score", funds.score, funds.weight, rule_set)


def printed_totals(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`total.mismatch`: a total printed on the paper equals the computed one on at least one basis."""
    own, other = facts.totals[rule_set.total_basis], facts.totals[rule_set.other_basis]
    printed = facts.form.printed
    for field, is_there, computed, beside in (
        ("printed.total_weight", printed.total_weight, own.weight, other.weight),
        ("printed.total_score", printed.total_score, own.score, other.score),
    ):
        if is_there is not None and is_there not in {computed, beside}:
            code, expected = "total.mismatch", None if computed is None else format_plain(computed)
            as_printed = {"actual": format_typed(is_there)}
            if computed is not None:
                places = max(decimal_places(is_there), significant_places(computed))
                as_printed["expected"] = format_typed(round_half_up(computed, places))
            yield Finding(code, rule_set.severity[code], None, field, expected, format_plain(is_there), as_printed)


def _valid(
    node: NodeId | None, field: str, score: Decimal, weight: Decimal | None, rule_set: RuleSet
) -> Iterator[Finding]:
    fault = "negative" if score < 0 else too_fine(score, rule_set)
    if fault:
        yield invalid_number("score.invalid", node, field, score, fault, rule_set)
    if weight is not None and score > weight > 0:  # of a weight that is none `weight.invalid` tells
        code = "score.over_weight"
        yield Finding(code, rule_set.severity[code], node, field, format_plain(weight), format_plain(score))


def _degree_word(
    row: Row, target: str, actual: str, weight: Decimal, score: Decimal, rule_set: RuleSet
) -> Iterator[Finding]:
    """`band.degree_word`: 较X, 部分X are scored as 部分达成, 未X, 不X as 未达成; 80% belongs to 达成."""
    bands = rule_set.scoring.bands
    band = degree(target, actual, rule_set.scoring.degree_words)
    if not band:
        return
    low, high = (bands.partial_from, bands.met_from) if band == "partial" else (Decimal(0), bands.partial_from)
    share = multiply(score, HUNDRED)
    if multiply(low, weight) <= share < multiply(high, weight):
        return
    yield Finding(
        "band.degree_word",
        rule_set.severity["band.degree_word"],
        row.node,
        "score",
        "–".join(format_plain(divide(multiply(limit, weight), HUNDRED)) for limit in (low, high)),
        format_plain(score),
        {
            "actual": row.actual.strip(),
            "band": band,
            "low": format_plain(low),
            "high": format_plain(high),
            "weight": format_plain(weight),
            "share": format_plain(round_half_up(divide(share, weight), 0)),
        },
    )
