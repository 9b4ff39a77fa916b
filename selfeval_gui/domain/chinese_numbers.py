"""Numbers in characters, where they count something and nothing else can be meant: 三个, 百分之九十五以上, 九成五.

一流, 三甲 and 二等奖 are words: what stands behind the number is no unit of counting.
"""

import re

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_NUMBER = rf"[{''.join(_DIGITS)}{''.join(_PLACES)}]+"
_UNITS = (
    "个工作日|个月|人次|场次|小时|公里|千米|平方米|万元|[个场次项篇家人名户期份批套台件天部本册条处座辆所间幅支株棵]"
)
_COUNTED = re.compile(
    rf"(?P<before>[^\d每数几近第前后首头{''.join(_DIGITS)}{''.join(_PLACES)}]{{0,8}}?)"
    rf"(?:百分之(?P<share>{_NUMBER})|(?P<tenths>[一二三四五六七八九])成(?P<more>[一二三四五六七八九半])?|(?:(?P<low>{_NUMBER})[至到])?(?P<number>{_NUMBER})(?P<unit>{_UNITS}))"
    r"(?P<behind>\(?含?\)?[及或]?以上|\(?含?\)?[及或]?以下|[以之]?内|左右)?"
)
# Years are counted where nothing else stands there, or a limit: 建成后三年 may be a span or the third year.
_YEARS = re.compile(
    rf"(?P<before>[^\d每数几近第前后首头大高初{''.join(_DIGITS)}{''.join(_PLACES)}]{{0,14}}?)(?P<number>{_NUMBER})年"
    r"(?P<behind>\(?含?\)?[及或]?以上|\(?含?\)?[及或]?以下|以内|之内)?"
)
_LIMIT = re.compile("[≥≤><]|不少于|不低于|不小于|不短于|至少|最少|不超过|不多于|不大于|不长于|至多|最多")


def in_digits(text: str) -> str:
    """Return a value with its number in digits if that is one in characters; any other text as it is."""
    years = _YEARS.fullmatch(text)
    if years is not None and (not years["before"] or years["behind"] or _LIMIT.search(years["before"])):
        count = number_of(years["number"])
        return text if count is None else f"{years['before']}{count}年{years['behind'] or ''}"
    found = _COUNTED.fullmatch(text)
    if found is None:
        return text
    number = _per_cent(found) if found["share"] or found["tenths"] else number_of(found["number"])
    if number is None:
        return text
    unit = found["unit"] or "%"
    low = number_of(found["low"]) if found["low"] else None
    if found["low"] and low is None:
        return text
    from_low = "" if low is None else f"{low}至"
    return f"{found['before']}{from_low}{number}{unit}{found['behind'] or ''}"


def _per_cent(found: re.Match[str]) -> int | None:
    """Return what 百分之九十五, 九成 and 九成五 are in per cent."""
    if found["share"]:
        return 100 if found["share"] == "百" else number_of(found["share"])
    more = 5 if found["more"] == "半" else _DIGITS.get(found["more"] or "", 0)
    return 10 * _DIGITS[found["tenths"]] + more


def number_of(text: str) -> int | None:
    """Return the number below ten thousand that characters say: 十二 is 12, 一百零五 is 105; None for no number."""
    total, digit, least = 0, None, 10_000
    for place, character in enumerate(text):
        if character in _DIGITS:
            if digit:
                return None  # 二五: a row of digits, which nobody counts with
            digit = _DIGITS[character]
            continue
        size = _PLACES[character]
        if size >= least or (digit is None and (size != 10 or place)) or digit == 0:
            return None
        total, digit, least = total + (1 if digit is None else digit) * size, None, size
    return total + (digit or 0) if total or digit is not None else None
