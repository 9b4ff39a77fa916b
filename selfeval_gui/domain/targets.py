"""Targets and actual values as people write them: ≥95%, 不少于3场, 10次以内, 985米, 80–90%, 及时.

A text becomes a quantity, a range, words, or "unclear" with the reason; a text that no rule fits is words. Nothing is
guessed: dates, grades and names with a number in them are words.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from selfeval_gui.domain.change_words import Direction, changed
from selfeval_gui.domain.chinese_numbers import in_digits
from selfeval_gui.domain.numbers import NotANumber, parse_plain
from selfeval_gui.domain.words import AFTER, BEFORE, FRAME, Relation, signs


class Quantity(NamedTuple):
    """A number with its relation and unit; `change` where it says by how much something grew or shrank."""

    relation: Relation
    number: Decimal
    unit: str
    change: Direction = Direction.NONE


class Range(NamedTuple):
    """From `low` to `high`, both included."""

    low: Decimal
    high: Decimal
    unit: str
    change: Direction = Direction.NONE


class Words(NamedTuple):
    """A qualitative text, without blanks."""

    text: str


class Unclear(NamedTuple):
    """A text that cannot be read as one target: "contradiction", "no_number", "several_numbers" or "too_long"."""

    why: str


Reading = Quantity | Range | Words | Unclear

_LONGEST = 100  # characters; a longer text is a description, whatever numbers it holds

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # not NFKC, which turns ㎡ into m2
_SIGNS: dict[int, int] = _FULL_WIDTH | str.maketrans("﹪−﹣，、", "%--,,")
_LOWER = {Relation.AT_LEAST, Relation.MORE}
_UPPER = {Relation.AT_MOST, Relation.LESS}

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_UNIT = r"[^\d≥≤><=~,;以内外上下前后]{0,8}?"
_FILLERS = (
    r"(?:\D*(?:率|数量?|量|额|值|度|面积|得分))?"
    rf"(?:实际|已|均|共计|合计|全年|每年|年均|完成|达到|达|共|大约|约|为|新增|(?:提高|提升|增加|增长|上升)[到至]|{FRAME}|在|:)*"
)
_JOINER = r"(?:[-–—－~～至到]|--|——)"
# What a bare number may be counted in. 5G, 4A级 and 1号线 are names.
_COUNTED = (
    r"(?:\(?[%‰个次场人名家户项件份篇册本套台辆座处条例批期班天日小时分月年周元米里亩吨克公平立万亿千百倍只张幅部支株棵头"
    r"栋幢间门节课步类种组队只厘毫秒㎡㎥℃度点起艘架组瓶袋箱桶根块片字盏所口眼枚粒颗把顶面盘卷页集首届轮趟车村镇乡街站段院校株杆井]|升(?!级)|km|cm|mm|kg|m[²³]?(?![A-Za-z])|[ght](?![A-Za-z]))"
)
_MARK = re.compile(BEFORE)
_MARKED = re.compile(rf"(?P<number>-?(?:{_NUMBER}))(?P<unit>{_UNIT})")
_ENDING = re.compile(
    rf"(?P<front>\D*?)(?P<number>{_NUMBER})(?P<unit>{_UNIT})(?:{AFTER})"
    r"(?:完成|办结|响应|到位|解决|处理|修复|送达)?"
)
_PLAIN = re.compile(rf"{_FILLERS}(?P<number>-?(?:{_NUMBER}))(?P<unit>(?:{_COUNTED}{_UNIT})?)(?:左右|上下)?")
_RANGE = re.compile(
    rf"{_FILLERS}(?P<low>{_NUMBER})(?P<first>{_UNIT}){_JOINER}(?P<high>{_NUMBER})(?P<unit>{_UNIT})(?:之间|左右)?"
)
# Two limits of one value, the lower one first.
_LIMITS = re.compile(
    rf"(?:≥|不低于|不少于|不小于)(?P<low>{_NUMBER})(?P<first>{_UNIT})[,;]?(?:且|并且|并|同时)?"
    rf"(?:≤|不超过|不高于|不多于|不大于)(?P<high>{_NUMBER})(?P<unit>{_UNIT})"
)
# What a Chinese keyboard gives for < and >.
_BRACKET_SIGN = re.compile(r"^([《〈》〉])(?==?\d)")
# 2020.12 is a month, 1985.5 a number.
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:年|[-/]\d|\.(?:0[1-9]|1[0-2])(?!\d)|\.\d{1,2}\.\d)"
    r"|\d{1,2}月(?!内)|\d{1,2}日(?![以之]?内)|季度|\d号"
)
_DAYS, _COUNT_OF_DAYS = ("日", "天"), re.compile(r"([1-9]\d{0,2})日")
_DIGIT = re.compile(r"\d", re.ASCII)
# None of what nobody wants: 零事故, 安全生产零事故, 0投诉. 零距离 and 零售 are words.
_NONE = re.compile(
    r"[^\d≥≤><=]{0,8}[零0][^\d≥≤><=]{0,4}?(?:事故|投诉|差错|失误|违规|违纪|违法|伤亡|死亡|伤害|上访|信访|案件|发案|舆情|故障"
    r"|缺陷|泄漏|泄露|污染|感染|拖欠|返工)"
)
# 2 000人: a blank for the sign of thousands. A thin one is nothing else; behind an ordinary one stands, if not a number
# of its own, what begins with 0. 12 500 may be two numbers.
_THIN = "\u2008\u2009\u202f"
_THOUSANDS = re.compile(
    rf"(?<![\d.,/:-])(?:[1-9]\d{{0,2}}(?:[{_THIN}]\d{{3}})+|[1-9]\d{{0,2}}[ \u00a0]0\d\d(?:[ \u00a0]\d{{3}})*)(?![\d,])"
)
_TWO_NUMBERS = re.compile(r"\d\s+\d")  # never one: 110 and 120 on two lines are not 110120
_POWER = re.compile(r"(?<=[A-Za-z])([23])(?!\d)")
# So many for each of several: how many that makes in all is not said. 每年 is what a form counts.
_FOR_EACH = re.compile(
    r"每(?:个|一)?(?:季度?|半年|月|周|旬|天|日|场|期|班|批|人|名|户|家|校|村|乡镇?|镇|县|区|街道|社区|单位|学校|站点?|[^\d≥≤><=]{0,3}点)"
)
_AROUND = re.compile(
    rf"(?:(?P<middle>{_NUMBER})(?P<first>{_UNIT}))?(?:±|\+/?-)(?P<off>{_NUMBER})(?P<unit>{_UNIT})(?:[以之]?内)?"
)
_DONE = re.compile(r"%(?:完成|覆盖|达标|到位|合格|发放|办结|开工|竣工|验收)")
_REMARK = re.compile(r"\((?:含|包含|含本数)\)|(?<=[^\d(])\([^()\d]*\)$")  # behind a unit; 100.00(%) keeps its own


@lru_cache(maxsize=8192)  # the cells of a row are asked for by several checks
def squeeze(text: str) -> str:
    """Return the text without blanks: people and PDF extraction put them anywhere."""
    return "".join(text.split())


@lru_cache(maxsize=8192)
def read_value(text: str) -> Reading | None:
    """Read a target or an actual value; None for a blank one. Cached: it runs for every row after every edit."""
    text = _THOUSANDS.sub(lambda found: squeeze(found[0]), text)
    plain = squeeze(text).translate(_SIGNS)
    plain = signs(_BRACKET_SIGN.sub(lambda found: "<" if found[1] in "《〈" else ">", plain)).rstrip("。;,.")
    if not plain:
        return None
    if _NONE.fullmatch(plain):
        return Quantity(Relation.EQUAL, Decimal(0), "")
    if len(plain) > _LONGEST:
        return Words(plain)
    plain = in_digits(plain)
    if not _DIGIT.search(plain):
        return Unclear("no_number") if any(sign in plain for sign in "≥≤><=") else Words(plain)
    plain = _REMARK.sub("", _POWER.sub(lambda found: "²³"[int(found[1]) - 2], plain))
    try:
        reading = _read_change(plain)
    except NotANumber:
        return Unclear("too_long")
    is_joined = isinstance(reading, Quantity | Range) and _TWO_NUMBERS.search(text)
    return Unclear("several_numbers") if is_joined else reading


def read_reached(actual: str, wanted: Reading | None) -> Reading | None:
    """Read an actual value beside what its target says: 28日 is a day of a month, but beside 30日内 it counts days."""
    reading = read_value(actual)
    if isinstance(reading, Words) and isinstance(wanted, Quantity | Range) and wanted.unit in _DAYS:
        found = _COUNT_OF_DAYS.fullmatch(reading.text)
        return Quantity(Relation.PLAIN, Decimal(found[1]), wanted.unit) if found else reading
    return reading


def is_in_words(text: str) -> bool:
    """Tell whether a value is written in words, those that mean a number among them: 及时, 零事故."""
    reading = read_value(text)
    return isinstance(reading, Words) or (isinstance(reading, Quantity) and not any(map(str.isdecimal, text)))


def _read_change(plain: str) -> Reading:
    side, rest = changed(plain)
    reading = _read(rest)
    if side is Direction.NONE or not isinstance(reading, Quantity | Range):
        return _read(plain) if side else reading
    return reading._replace(change=side)


def _read(plain: str) -> Reading:
    marks = list(_MARK.finditer(plain))
    ending = _ENDING.fullmatch(plain)
    relations = {Relation[mark.lastgroup or ""] for mark in marks}
    if ending and ending.lastgroup:
        relations.add(Relation[ending.lastgroup])
    if limits := _LIMITS.fullmatch(plain):
        return _range(limits)
    if relations & _LOWER and relations & _UPPER:
        return Unclear("contradiction")
    if around := _AROUND.fullmatch(plain):
        return _around(around) or Words(plain)
    if "±" in plain or (marks and _FOR_EACH.search(plain[: marks[0].start()])):
        return Words(plain)
    if len(marks) == 1:
        # ≤10次以内, 不超过3天内: the words behind say the same once more.
        rest = _marked(plain[marks[0].end() :])
        if rest:
            return Quantity(Relation[marks[0].lastgroup or ""], *rest)
    if marks:
        return Unclear("several_numbers" if any(map(str.isdecimal, plain[marks[-1].end() :])) else "no_number")
    if _DATE.search(plain):
        return Words(plain)
    if ending:
        return Quantity(Relation[ending.lastgroup or ""], _decimal(ending["number"]), _unit(ending["unit"]))
    if found := _RANGE.fullmatch(plain):
        return _range(found)
    if found := _PLAIN.fullmatch(plain):
        return Quantity(Relation.PLAIN, _decimal(found["number"]), _unit(found["unit"]))
    return Words(plain)


def _range(found: re.Match[str]) -> Reading:
    if found["first"] not in {"", found["unit"]}:
        return Words(found[0])
    low, high = _decimal(found["low"]), _decimal(found["high"])
    return Range(low, high, _unit(found["unit"])) if low <= high else Unclear("contradiction")


def _around(found: re.Match[str]) -> Range | None:
    """Read 5±1次 and ±5%以内; 20±5% may be from 15 or from 19."""
    if found["first"] not in {None, "", found["unit"]} or (found["middle"] and found["unit"] == "%" != found["first"]):
        return None
    middle, off = _decimal(found["middle"] or "0"), _decimal(found["off"])
    return Range(middle - off, middle + off, _unit(found["unit"]))


def _marked(rest: str) -> tuple[Decimal, str] | None:
    """Read number and unit behind a mark, whatever stood before it."""
    found = _ENDING.fullmatch(rest) or _MARKED.fullmatch(rest)
    return (_decimal(found["number"]), _unit(found["unit"])) if found else None


def _decimal(text: str) -> Decimal:
    return parse_plain(text.replace(",", ""))


def _unit(text: str) -> str:
    unit = text.replace("(", "").replace(")", "").removesuffix("左右").removesuffix("上下")
    return "%" if _DONE.fullmatch(unit) else unit
