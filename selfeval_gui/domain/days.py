"""Days as people write them in targets and actual values: 2025年8月31日前, 12月底前, 9月, 第三季度, 年底, 5—9月.

A text becomes the span of days it names, or nothing: a text that holds several days or anything else beside one is
not read. Of what goes on for months the last one is named, since then it is done.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from selfeval_gui.domain.words import squeezed

_BEFORE = r"(?:按计划|计划|预计|实际|已|不晚于|不迟于|最迟|截至|截止|应|均|全部|于|在|到|至|每年)*"
_AFTER = (
    r"(?:期间)?(?:之前|以前|前|之内|以内|内)?(?:全部|全面|均|已|按期|如期|按时|正式|顺利)*"
    r"(?:完成|完工|竣工|通过|验收|到位|交付|上线|开工|开展|发放|拨付|支付|办结|结束|建成|投入使用|启动|完毕|并|投用|合格)*"
)
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年|(?P<own>当年度?|本年度?|今年))?"
_DAY = re.compile(
    rf"{_BEFORE}(?:{_YEAR}(?:"
    r"(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?P<part>底|末|上旬|中旬|下旬|初))?"
    r"|第?(?P<quarter>[一二三四1-4])季度(?:末|底)?|(?P<half>[上下])半年|(?P<end>年底|年末|底|末)(?!\d)"
    r")|(?P<y>(?:19|20)\d\d)(?P<sign>[-/.])(?P<m>1[0-2]|0?[1-9])(?:(?P=sign)(?P<d>3[01]|[12]\d|0?[1-9]))?"
    rf"|(?P<whole>(?:19|20)\d\d)年度?|(?P<within>(?:当年|本年|今年|年)度?(?=之?内|以内)|(?:当年|本年|今年)度?(?=.)))(?:{_AFTER})"
)
_BEGIN, _END = rf"(?P<begin>{_YEAR}[^至到~—–]{{1,10}}?)", r"(?P<end>\d.*|第?[一二三四]季度.*)"
_PERIOD = tuple(
    re.compile(_BEGIN + joiner + _END)
    for joiner in (r"(?:至|到|~|—+|–)", r"-+")  # a hyphen stands within 2025-08-31, too
)
_JOINER = re.compile("[至到~—–-]")
_UNITS = ("季度", "月")
_STATED = re.compile(r"(?:19|20)\d\d年")
_EACH = re.compile(r"(每个?月|次月)(?=\d{1,2}[日号])")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}
_DECEMBER = 12


class Span(NamedTuple):
    """From the first to the last day that a text can mean."""

    first: date
    last: date


@lru_cache(maxsize=4096)
def read_days(text: str, year: int | None) -> Span | None:
    """Return the days that the text names; `year` is the form's, meant where the text names none.

    None where the text is no single day, month, quarter, half or end of a year, or where no year is known.
    """
    plain = squeezed(text).rstrip("。;,.")
    found = _DAY.fullmatch(plain)
    if found is None:
        return _end_of_period(plain, year)
    stated = found["year"] or found["y"] or found["whole"]
    in_year = int(stated) if stated else year
    if in_year is None:
        return None
    if found["whole"] or found["within"]:
        return _months(in_year, 1, _DECEMBER)
    if found["end"]:
        return _part(in_year, _DECEMBER, "底")
    if found["half"]:
        return _months(in_year, *((1, 6) if found["half"] == "上" else (7, _DECEMBER)))
    if found["quarter"]:
        quarter = _DIGITS.get(found["quarter"]) or int(found["quarter"])
        return _months(in_year, 3 * quarter - 2, 3 * quarter)
    month, day = int(found["month"] or found["m"]), found["day"] or found["d"]
    if day:
        return _day(in_year, month, int(day))
    return _part(in_year, month, found["part"]) if found["part"] else _months(in_year, month, month)


def due_and_done(target: str, actual: str, year: int | None) -> tuple[Span, Span] | None:
    """Return the days that target and actual value name, if both name any: 每月5日前 and 每月8日, too."""
    wanted, reached = squeezed(target), squeezed(actual)
    each = _EACH.match(wanted)
    if each and reached.startswith(each[0]):  # of one month as of every other
        wanted, reached = (f"1月{text.removeprefix(each[0])}" for text in (wanted, reached))
    due = read_days(wanted, year)
    done = read_days(reached, due.last.year) if due else None
    return None if due is None or done is None else (due, done)


def _end_of_period(plain: str, year: int | None) -> Span | None:
    """Return the last day, month or quarter of what goes on from one to another; both have to be days."""
    joined = _JOINER.search(plain)
    found = joined and next(filter(None, (each.fullmatch(plain) for each in _PERIOD)), None)
    if not found:
        return None
    begin, end = found["begin"], found["end"]
    unit = next((each for each in _UNITS if each in end), "")
    begin += unit if begin[-1].isdecimal() or begin[-1] in _DIGITS else ""
    stated = _STATED.match(begin)
    if stated and not _STATED.match(end):
        end = stated[0] + end
    first, last = (_DAY.fullmatch(text) and read_days(text, year) for text in (begin, end))
    return last if first and last and first.first <= last.last else None


def _months(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _part(year: int, month: int, part: str) -> Span:
    first, last = _PARTS[part]
    return Span(date(year, month, first), date(year, month, min(last, monthrange(year, month)[1])))


def _day(year: int, month: int, day: int) -> Span | None:
    if day > monthrange(year, month)[1]:
        return None
    return Span(date(year, month, day), date(year, month, day))
