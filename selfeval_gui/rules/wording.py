"""What the words of a row say against it: a condition for an actual value, a sign the wrong way, money counted so."""

import re
from collections.abc import Iterator

from selfeval_gui.domain.targets import Quantity, Range, Words, read_value, squeeze
from selfeval_gui.domain.words import Relation, bare_level, squeezed
from selfeval_gui.rules.facts import Row
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.reasons import says_nothing
from selfeval_gui.rules.rule_set import RuleSet

_CONDITIONS = (Relation.AT_LEAST, Relation.MORE, Relation.AT_MOST, Relation.LESS)
_COST, _COST_WORDS = "成本", ("成本", "费用", "单价")
_MORE_IS_BETTER = re.compile(r"(?:节约|节省|节支|降低|压减|压降|下降|减少|缩减)")
_MONEY = r"(?:资金|预算|经费|专款|款项)"
_PAYING = re.compile(
    rf"{_MONEY}.{{0,3}}?(?:支付|拨付|到位|执行|支出|使用率)|(?:支付|拨付)(?:率|进度|比例|完成率|及时率|及时性)"
    r"|预算完成率|支出进度|支出率"
)
_COUNTED_TWICE, _AS_USED = ("数量", "质量"), "时效"
_BENEFIT, _SATISFACTION = "效益", "满意度"
_EFFECT = r"(?:明显|显著|持续(?:提升|提高|改善|增强)|不断(?:提升|提高|改善|增强)|有效(?:提升|提高|改善|增强))"
_HOLLOW_NAME = re.compile(rf".*{_EFFECT}")
_HOLLOW_TARGET = re.compile(rf"(?:效果|成效|作用)?(?:较为|比较|较|十分|非常)?(?:{_EFFECT}|良好|较好)")
# Words of a reason that fit any row of any form: what is left without them is what the reason says.
_ANY_ROW = re.compile(
    r"有待|进一步|加强|加大|提高|提升|完善|改进|改善|优化|细化|规范|强化|落实|重视|健全|尚需|仍需|需要|需|不够|不足|不强|不到位|不及时"
    r"|管理|工作|项目|进度|水平|质量|力度|制度|机制|意识|能力|效率|效果|方面|环节|部分|各项|有关|相关|今后|下一步|下步|将|应|并|和|与|的|对|在|中"
    r"|存在|偏差|一定|较|比较|还|等|及|时|及时|继续|不断|努力|做好|开展|推进|统筹|协调|沟通|监督|检查|学习|培训|编制|绩效|目标|指标|措施|原因|问题"
)
_WITH_TIME = re.compile(r"\d|[一二三四五六七八九十]+月|季度|年底|月底|年初|明年|下年|次年")
_A_THING = 4  # letters that fit no other row make a fact


def words_fit(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """Every check of a row's wording."""
    yield from _condition(row, rule_set)
    yield from _cost_sign(row, rule_set)
    yield from _quantity_of_money(row, rule_set)
    yield from _hollow_benefit(row, rule_set)
    yield from _no_survey(row, rule_set)
    yield from _vague_reason(row, rule_set)


def _found(code: str, row: Row, field: str, rule_set: RuleSet, **args: str) -> Finding:
    return Finding(code, rule_set.severity[code], row.node, field, args=args)


def _condition(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`actual.condition`: the actual value says what should be, not what was: ≥95%, 不少于3场."""
    actual = read_value(row.actual)
    if isinstance(actual, Quantity) and actual.relation in _CONDITIONS:
        yield _found("actual.condition", row, "actual", rule_set, text=row.actual.strip())


def _cost_sign(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`cost.sign`: a cost shall be at most its target, but for savings, of which more is better."""
    name = squeezed(row.name)
    is_cost = any(_COST in level for level in row.levels) or any(word in name for word in _COST_WORDS)
    target = read_value(row.target)
    if not is_cost or not isinstance(target, Quantity) or target.relation not in {Relation.AT_LEAST, Relation.MORE}:
        return
    if not _MORE_IS_BETTER.search(name):
        yield _found("cost.sign", row, "target", rule_set, text=row.target.strip())


def _quantity_of_money(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`quantity.money`: what was paid is counted in the execution row already; 拨付及时率 under 时效 is usual."""
    if not _PAYING.search(squeezed(row.name)):
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
    if isinstance(target, Words) and _HOLLOW_TARGET.fullmatch(target.text):
        yield _found("benefit.hollow", row, "target", rule_set, text=row.target.strip())
    elif _HOLLOW_NAME.fullmatch(squeezed(row.name)):
        yield _found("benefit.hollow", row, "name", rule_set, text=row.name.strip())


def _no_survey(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`satisfaction.no_survey`: satisfaction is measured, not stated."""
    if not any(_SATISFACTION in level for level in row.levels):
        return
    actual = read_value(row.actual)
    if actual is not None and not isinstance(actual, Quantity | Range):
        yield _found("satisfaction.no_survey", row, "actual", rule_set, text=row.actual.strip())


def _vague_reason(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`reason.vague`: the reason of lost points fits any row: no number, no time, no thing of this one."""
    if row.score is None or row.weight is None or row.score >= row.weight or says_nothing(row.reason, rule_set):
        return
    text = squeezed(row.reason)
    if not _WITH_TIME.search(text) and len(re.sub(r"\W", "", _ANY_ROW.sub("", text))) < _A_THING:
        yield _found("reason.vague", row, "reason", rule_set, text=squeeze(row.reason)[:20])
