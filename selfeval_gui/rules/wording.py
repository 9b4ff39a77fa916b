"""What the words of a row say against it: a condition for an actual value, a sign the wrong way, money counted so."""

import re
from collections.abc import Iterator
from functools import lru_cache

from selfeval_gui.domain.change_words import Direction
from selfeval_gui.domain.targets import Quantity, Range, Words, is_in_words, read_value, squeeze
from selfeval_gui.domain.words import Relation, bare_level, squeezed
from selfeval_gui.rules.facts import Row
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.limits import CheckWords
from selfeval_gui.rules.reasons import says_nothing
from selfeval_gui.rules.rule_set import RuleSet

_CONDITIONS = (Relation.AT_LEAST, Relation.MORE, Relation.AT_MOST, Relation.LESS)
_COST = "成本"
_COUNTED_TWICE, _AS_USED = ("数量", "质量"), "时效"
_BENEFIT, _SATISFACTION = "效益", "满意度"
_SHOWN = 20  # characters of a reason
_NEVER = re.compile(r"(?!)")
_WITH_NUMBER = re.compile(r"\d|[一二三四五六七八九十]+月")


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the words, the longest that there is; of none, nothing."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if words else _NEVER


@lru_cache(maxsize=16)
def _paying(words: CheckWords) -> re.Pattern[str]:
    """Return what finds money that is paid: one of its words just before one of paying, or both in one."""
    money, paying, paid = (_any_of(each).pattern for each in (words.money, words.paying, words.paid))
    return re.compile(rf"(?:{money}).{{0,3}}?(?:{paying})|{paid}")


@lru_cache(maxsize=16)
def _hollow_target(words: CheckWords) -> re.Pattern[str]:
    hollow = _any_of((*words.effect, *words.well)).pattern
    return re.compile(rf"(?:效果|成效|作用)?(?:较为|比较|较|十分|非常)?(?:{hollow})")


def words_fit(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """Every check of a row's wording."""
    yield from _condition(row, rule_set)
    yield from cost_sign(row, rule_set)
    yield from _quantity_of_money(row, rule_set)
    for code, run in _UNUSUAL:
        if rule_set.severity[code] is not Severity.OFF:
            yield from run(row, rule_set)


def _found(code: str, row: Row, field: str, rule_set: RuleSet, **args: str) -> Finding:
    return Finding(code, rule_set.severity[code], row.node, field, args=args)


def _condition(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`actual.condition`: the actual value says what should be, not what was: ≥95%, 不少于3场."""
    actual = read_value(row.actual)
    if isinstance(actual, Quantity) and actual.relation in _CONDITIONS:
        yield _found("actual.condition", row, "actual", rule_set, text=row.actual.strip())


def cost_sign(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`cost.sign`: a cost shall be at most its target, but for savings, of which more is better."""
    name = squeezed(row.name)
    is_cost = any(_COST in level for level in row.levels) or any(word in name for word in rule_set.words.cost)
    target = read_value(row.target)
    if not is_cost or not isinstance(target, Quantity) or target.relation not in {Relation.AT_LEAST, Relation.MORE}:
        return
    if target.change is not Direction.DOWN and not any(word in name for word in rule_set.words.saving):
        yield _found("cost.sign", row, "target", rule_set, text=row.target.strip())


def _quantity_of_money(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`quantity.money`: what was paid is counted in the execution row already; 拨付及时率 under 时效 is usual."""
    if not _paying(rule_set.words).search(squeezed(row.name)):
        return
    code, level = "quantity.money", bare_level(row.levels[1])
    if any(word in level for word in _COUNTED_TWICE):
        yield _found(code, row, "name", rule_set, text=row.name.strip())
    elif _AS_USED in level:
        found = _found(code, row, "name", rule_set, text=row.name.strip())
        is_usual = code not in rule_set.severities
        yield found._replace(severity=Severity.HINT) if is_usual else found


def _hollow_benefit(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`benefit.hollow`: a benefit whose name or target only says that there is one."""
    if not any(_BENEFIT in level for level in row.levels):
        return
    target = read_value(row.target)
    if isinstance(target, Quantity | Range):
        return
    if isinstance(target, Words) and _hollow_target(rule_set.words).fullmatch(target.text):
        yield _found("benefit.hollow", row, "target", rule_set, text=row.target.strip())
    elif squeezed(row.name).endswith(rule_set.words.effect):
        yield _found("benefit.hollow", row, "name", rule_set, text=row.name.strip())


def _no_survey(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`satisfaction.no_survey`: satisfaction is measured, not stated."""
    if not any(_SATISFACTION in level for level in row.levels):
        return
    actual = read_value(row.actual)
    if is_in_words(row.actual) or (actual is not None and not isinstance(actual, Quantity | Range)):
        yield _found("satisfaction.no_survey", row, "actual", rule_set, text=row.actual.strip())


def _vague_reason(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`reason.vague`: the reason of lost points fits any row: no number, no time, no thing of this one."""
    if row.score is None or row.weight is None or row.score >= row.weight or says_nothing(row.reason, rule_set):
        return
    text = squeezed(row.reason)
    fact = re.sub(r"\W", "", _any_of(rule_set.words.any_row).sub("", text))
    is_dated = _WITH_NUMBER.search(text) or _any_of(rule_set.words.time).search(text)
    if not is_dated and len(fact) < rule_set.limits.fact_letters:
        said = squeeze(row.reason)
        shown = said if len(said) <= _SHOWN else said[:_SHOWN] + "…"
        yield _found("reason.vague", row, "reason", rule_set, text=shown)


# Most rule sets do not look for these.
_UNUSUAL = (
    ("benefit.hollow", _hollow_benefit),
    ("satisfaction.no_survey", _no_survey),
    ("reason.vague", _vague_reason),
)
