"""Numbers of a workbook as its cells show them: 0.924 formatted as 0.00% is 92.40%."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"},
    **dict.fromkeys((14, 15), "yyyy-mm-dd"),
    **dict.fromkeys((16, 17, 22), "yyyy-mm-dd hh:mm"),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), "hh:mm:ss"),
    46: "[h]:mm:ss",
    **{5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 12: "# ?/?", 13: "# ??/??", 48: "##0.0E+0"},
    # Those of a Chinese Excel, which writes their numbers alone.
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"'},
    **dict.fromkeys((34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((35, 56), 'h"时"mm"分"ss"秒"'),
}
_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


class ShownNumber(NamedTuple):
    """A number as it is printed, and the stored one where the printed one is rounded."""

    text: str
    exact: str = ""


def built_in(number: int) -> str:
    """Return the format of a built-in number; blank for General and text."""
    return _BUILT_IN.get(number, "")


@lru_cache(maxsize=4096)
def shown_number(value: float | int, code: str) -> ShownNumber:
    """Return a number as a cell of this format shows it; General shows up to 15 digits. Cached: forms repeat few.

    Marks of money, thousands' separators and blanks are left out: a number is read, not a picture of it.
    """
    exact = _SIGNIFICANT.create_decimal(repr(value))
    if not exact.is_finite():
        return ShownNumber(str(value))
    parts, has_own_sign = _section(code, exact)
    before, places, after = _around(parts)
    plain = "".join(places)
    if "/" in plain:
        return _fraction(exact, plain, before, after)
    if "E" in plain or not set(plain) & set("0#?"):
        return ShownNumber(before + _plain(exact) + after)
    digits, _dot, decimals = "".join(each for each in places if each in "0#?.").partition(".")
    is_percent = any(part == ("%", False) for part in parts)
    scaled = exact.scaleb(2, _WIDE) if is_percent else exact.scaleb(-3 * _thousands(plain), _WIDE)
    number = abs(scaled) if has_own_sign else scaled
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), context=_WIDE)
    text = format(rounded, "f")
    optional = len(decimals) - len(decimals.rstrip("#"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    text = _with_words_inside(text.rstrip("."), places, len(digits))
    is_rounded = rounded != number
    number = number.scaleb(-_behind_written_point(places), _WIDE)
    shown = f"{before}{text}{after}"
    return ShownNumber(shown, f"{before}{_plain(number)}{after}" if is_rounded else "")


_Part = tuple[str, bool]  # a mark or a word of a format, and whether it is a word
_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[([^\]]*)\]|(G/通用格式|General)|(E[+-])|(.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)(-?\d+(?:\.\d+)?)")
_TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    **{"<=": operator.le, ">=": operator.ge, "<>": operator.ne, "=": operator.eq, "<": operator.lt, ">": operator.gt}
}
_MONEY = re.compile(r"[¥￥$€£\s()+]|[A-Z]{3}")


def _section(code: str, number: Decimal) -> tuple[list[_Part], bool]:
    """Return the part of a format that a number is shown by, and whether that part writes the sign itself."""
    sections, conditions = _sections(code)
    if any(conditions):
        chosen = next((n for n, each in enumerate(conditions) if each and _holds(each, number)), None)
        chosen = next((n for n, each in enumerate(conditions) if not each), 0) if chosen is None else chosen
        return sections[chosen], False
    if number < 0 and len(sections) > 1:
        if _says_negative(sections[1]):
            return sections[1], True
        return [("-", True), *(part for part in sections[1] if part[0] != "-")], True
    return sections[2 if not number and len(sections) > 2 else 0], False


def _says_negative(section: list[_Part]) -> bool:
    """Tell whether words stand before a negative number in place of its sign: 减少3."""
    before, _places, _after = _around(section)
    return bool(before.strip("-")) and not any(mark in {"(", "-"} for mark, _is_word in section)


def _sections(code: str) -> tuple[list[list[_Part]], list[str]]:
    """Return the parts of a format between its semicolons, and the condition of each."""
    sections: list[list[_Part]] = [[]]
    conditions: list[str] = [""]
    for found in _TOKEN.finditer(code):
        quoted, escaped, bracket, general, exponent, other = found.groups()
        if other == ";":
            sections.append([])
            conditions.append("")
        elif bracket is not None and _CONDITION.fullmatch(bracket):
            conditions[-1] = bracket
        elif quoted is not None or escaped is not None:
            sections[-1].append((quoted if quoted is not None else escaped, True))
        elif general is not None:
            sections[-1].append(("General", False))
        elif exponent or other:
            sections[-1].append((exponent or other, False))
    return sections, conditions


@lru_cache(maxsize=256)
def around_text(code: str) -> tuple[str, str]:
    """Return the words that a format sets before and behind a text: 约 and nothing for "约"@."""
    if "@" not in code:
        return "", ""
    for section in reversed(_sections(code)[0]):
        if ("@", False) in section:
            place = section.index(("@", False))
            words = ["".join(text for text, is_word in part if is_word) for part in (section[:place], section[place:])]
            return words[0], words[1]
    return "", ""


@lru_cache(maxsize=256)
def hides(code: str, *, is_text: bool) -> bool:
    """Tell whether a cell of this format shows no number at all, or no text: ;;; hides both.

    A format that hides zeros alone hides nothing that is missed.
    """
    if ";" not in code:
        return False
    sections = _sections(code)[0]
    looked_at = sections[3:] if is_text else sections[:3]
    is_whole = len(sections) >= (4 if is_text else 2)
    return is_whole and not any(text.strip() for section in looked_at for text, _is_word in section)


def _holds(condition: str, number: Decimal) -> bool:
    found = _CONDITION.fullmatch(condition)
    return found is not None and _TESTS[found[1]](number, Decimal(found[2]))


def _around(parts: list[_Part]) -> tuple[str, list[str], str]:
    """Return the words before the number, its marks (a word among them is set in blanks), and the words behind it."""
    is_mark = [
        not is_word and (text in "0123456789#?.,/E" or text in {"General", "E+", "E-"}) for text, is_word in parts
    ]
    if True not in is_mark:
        return _words(parts), [], ""
    first, last = is_mark.index(True), len(is_mark) - 1 - is_mark[::-1].index(True)
    inside = [text if mark else f" {text}" for (text, _), mark in zip(parts, is_mark, strict=True)][first : last + 1]
    return _words(parts[:first]), inside, _words(parts[last + 1 :])


def _words(parts: list[_Part]) -> str:
    return _MONEY.sub("", "".join(text for text, _ in parts))


def _thousands(plain: str) -> int:
    """Return how often a number is divided by 1,000: a comma behind the last digit does it."""
    return len(plain) - len(plain.rstrip(","))


def _with_words_inside(text: str, places: list[str], whole: int) -> str:
    """Put words that stand among the places of whole digits where they stand, counted from the right, as in 11.0."""
    if not any(each.startswith(" ") for each in places):
        return text
    integer, dot, decimals = text.partition(".")
    integer = integer.rjust(whole, "0")
    out, right = "", len(integer)
    for each in reversed(places[: next((n for n, mark in enumerate(places) if mark == "."), len(places))]):
        if each in "0#?" and right:
            right -= 1
            out = integer[right] + out
        elif each.startswith(" "):
            out = each[1:] + out
    return integer[:right] + out + dot + decimals


def _behind_written_point(places: list[str]) -> int:
    """Return how many whole digits stand behind a point that is only written: 0!.0 shows a tenth of a number."""
    point = next((number for number, mark in enumerate(places) if mark == " ."), len(places))
    return sum(mark in set("0#?") for mark in places[point:])


def _fraction(exact: Decimal, plain: str, before: str, after: str) -> ShownNumber:
    """Return 3/4, or 1 3/4 where the format has a place for the whole number."""
    above, _, below = plain.partition("/")
    fixed = int(below) if below.isdecimal() and int(below) else 0
    most = 10 ** max(1, sum(each in "#?0" for each in below)) - 1
    has_whole = " " in above.strip()
    whole = int(exact) if has_whole else 0
    part = Fraction(exact - whole).limit_denominator(most)
    above_line, below_line = (round(part * fixed), fixed) if fixed else part.as_integer_ratio()
    fraction = f"{above_line}/{below_line}" if above_line or not has_whole else ""
    return ShownNumber(f"{before}{f'{whole} ' if has_whole and whole and fraction else whole or ''}{fraction}{after}")


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
