"""Reasons: one where points were lost or a target far surpassed, none that speaks of a shortfall beside full marks."""

from collections.abc import Iterator
from decimal import Decimal

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.suggestions import over_achieved
from selfeval_gui.domain.targets import read_value, squeeze
from selfeval_gui.rules.facts import Row
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet


def says_nothing(reason: str, rule_set: RuleSet) -> bool:
    """Tell whether a reason is blank, or one of the phrases that say nothing (无, 暂无)."""
    return not reason.strip() or squeeze(reason) in rule_set.empty_reasons


def reason_fits(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`reason.missing`, `reason.empty_phrase`, `over_achieved`, `reason.contradicts`: all in the reason's cell."""
    reason, is_empty = row.reason.strip(), says_nothing(row.reason, rule_set)
    lost = None if row.score is None or row.weight is None else row.weight - row.score
    if lost is not None and lost > 0:
        if is_empty and "lost_points" in rule_set.compulsory_reasons:
            yield _lost_without_reason(row, reason, lost, rule_set)
    elif lost == 0 and not is_empty:
        yield from _contradicting(row, reason, rule_set)
    if is_empty and "over_achieved" in rule_set.compulsory_reasons and _far_above(row, rule_set):
        code, limit = "over_achieved", rule_set.scoring.over_achievement.reason_from
        args = {"actual": row.actual.strip(), "target": row.target.strip(), "limit": format_plain(limit or Decimal(0))}
        yield Finding(code, rule_set.severity[code], row.node, "reason", args=args)


def _lost_without_reason(row: Row, reason: str, lost: Decimal, rule_set: RuleSet) -> Finding:
    args = {"lost": format_plain(lost)}
    if not reason:
        return Finding("reason.missing", rule_set.severity["reason.missing"], row.node, "reason", args=args)
    code = "reason.empty_phrase"
    return Finding(code, rule_set.severity[code], row.node, "reason", args=args | {"reason": reason})


def _contradicting(row: Row, reason: str, rule_set: RuleSet) -> Iterator[Finding]:
    words = rule_set.contradicting_words
    if not any(word in reason for word in words.words):
        return
    for phrase in words.but_not:
        reason = reason.replace(phrase, "")
    word = next((word for word in words.words if word in reason), None)
    if word and not _far_above(row, rule_set):
        code = "reason.contradicts"
        yield Finding(code, rule_set.severity[code], row.node, "reason", args={"word": word})


def _far_above(row: Row, rule_set: RuleSet) -> bool:
    limit = rule_set.scoring.over_achievement.reason_from
    return limit is not None and over_achieved(read_value(row.target), read_value(row.actual), limit, row.name)
