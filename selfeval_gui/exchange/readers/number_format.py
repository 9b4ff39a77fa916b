"""Numbers of a workbook as its cells show them: 0.924 formatted as 0.00% is 92.40%."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

_BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"},
    **dict.fromkeys((14, 15), "yyyy-mm-dd"),
    **dict.fromkeys((16, 17, 22), "yyyy-mm-dd hh:mm"),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), "hh:mm:ss"),
    46: "[h]:mm:ss",
}
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PLACES = re.compile(r"[0#?]\.([0#?]+)")
_ELAPSED = re.compile(r"\[[hms]+\]")
_MILLISECONDS_A_DAY = 86_400_000
_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


class Shown(NamedTuple):
    """A number as it is printed, and the stored one where the printed one is rounded."""

    text: str
    exact: str = ""


def built_in(number: int) -> str:
    """Return the format of a built-in number; blank for General and text."""
    return _BUILT_IN.get(number, "")


@lru_cache(maxsize=4096)
def shown_number(value: float | int, code: str) -> Shown:
    """Return a number as a cell of this format shows it; General shows up to 15 digits. Cached: forms repeat few."""
    exact = _SIGNIFICANT.create_decimal(repr(value))
    plain = _LITERALS.sub("", code.split(";")[0])
    if not exact.is_finite():
        return Shown(str(value))
    if not any(mark in plain for mark in "0#?") or "E" in plain or "/" in plain:
        return Shown(_plain(exact))
    is_percent = "%" in plain
    number = exact.scaleb(2, _WIDE) if is_percent else exact
    found = _PLACES.search(plain)
    digits = found[1] if found else ""
    rounded = number.quantize(Decimal(1).scaleb(-len(digits)), context=_WIDE)
    text = format(rounded, "f")
    optional = len(digits) - len(digits.rstrip("#"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    text = text.rstrip(".")
    is_rounded = rounded != number
    return Shown(text + "%" * is_percent, (_plain(number) + "%" * is_percent) if is_rounded else "")


@lru_cache(maxsize=256)
def is_date(code: str) -> bool:
    """Tell whether a format shows a number as a date or a time."""
    plain = _LITERALS.sub("", code.split(";")[0]).lower()
    return not set("ymdhs").isdisjoint(plain) or _ELAPSED.search(code.lower()) is not None


def date_of(number: float, code: str, *, starts_in_1904: bool) -> date | datetime | time | timedelta:
    """Return the date that a number of days stands for; OverflowError for one beyond the calendar.

    Excel counts from 1900 and takes that year for a leap year.
    """
    passed = timedelta(milliseconds=round(number * _MILLISECONDS_A_DAY))
    if _ELAPSED.search(code.lower()) is not None:
        return passed
    if 0 <= number < 1:
        return (datetime.min + passed).time()
    found = passed + (datetime(1904, 1, 1) if starts_in_1904 else datetime(1899, 12, 31 if number < 60 else 30))
    return found.date() if number.is_integer() else found


def shown_date(value: date | datetime | time | timedelta, code: str) -> str:
    """Return a date as text; only the year where the format shows no more."""
    letters = set(_LITERALS.sub("", code).lower())
    if isinstance(value, date) and "y" in letters and not letters & {"m", "d"}:
        return str(value.year)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
