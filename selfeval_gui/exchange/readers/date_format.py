"""Dates and times of a workbook as its cells show them: 45292 formatted as yyyy年m月 is 2024年1月."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]")
_MILLISECONDS_A_DAY = 86_400_000


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
    """Return a date or time as text: in the words of a format that has some (2020年12月, 9时30分), else by ISO.

    A format without words shows the year alone, where it shows no more.
    """
    letters = set(_LITERALS.sub("", code).lower())
    if set(code) & set("年月日时分秒") and (isinstance(value, date) or not letters & {"y", "d"}):
        return _in_words(value, code.split(";")[0])
    if isinstance(value, date) and "y" in letters and not letters & {"m", "d"}:
        return str(value.year)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, timedelta):
        hours, rest = divmod(int(value.total_seconds()), 3600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return value.isoformat()


_HALVES = "上午/下午"
_DATE_PLACE = re.compile(
    rf'"([^"]*)"|[\\!](.)|\[([hms]+)\]|\[[^\]]*\]|_.|\*.|({_HALVES}|AM/PM)|(y+|m+|d+|h+|s+)|.',
    re.IGNORECASE | re.DOTALL,
)


def _in_words(value: date | datetime | time | timedelta, code: str) -> str:
    """Return a date or time by the places of its format; numbers that it writes in Chinese stay digits."""
    places = [*_DATE_PLACE.finditer(code)]
    marks = [(found[3] or found[5] or "").lower() for found in places]
    is_halved = any(found[4] for found in places)
    text, before = "", ""
    for number, found in enumerate(places):
        mark = marks[number]
        if mark:
            after = next((each for each in marks[number + 1 :] if each), "")
            is_minute = mark[0] == "m" and (before.startswith("h") or after.startswith("s"))
            text += _place(value, "n" * len(mark) if is_minute else mark, is_halved=is_halved)
            before = mark
        elif found[4]:
            text += _HALVES.split("/")[_hours(value) // 12 % 2]
        elif found[1] is not None or found[2] is not None:
            text += found[1] if found[1] is not None else found[2]
        elif not found[0].startswith(("[", "_", "*")) and found[0] not in {"@", "-"}:
            text += found[0]
    return text.strip()


def _place(value: date | datetime | time | timedelta, mark: str, *, is_halved: bool) -> str:
    """Return what stands in one place: yyyy, m, d, h, n for minutes, s."""
    if mark[0] in "ymd":
        whole = value if isinstance(value, date) else date.min
        number = {"y": whole.year, "m": whole.month, "d": whole.day}[mark[0]]
        if mark[0] == "y":
            return f"{number:04}" if len(mark) > 2 else f"{number % 100:02}"
    else:
        clock = value if isinstance(value, datetime | time) else None
        rest = int(value.total_seconds()) % 3600 if isinstance(value, timedelta) else 0
        minute, second = (clock.minute, clock.second) if clock is not None else divmod(rest, 60)
        hour = (_hours(value) - 1) % 12 + 1 if is_halved else _hours(value)
        number = {"h": hour, "n": minute, "s": second}[mark[0]]
    return f"{number:02}" if len(mark) == 2 else str(number)


def _hours(value: date | datetime | time | timedelta) -> int:
    if isinstance(value, timedelta):
        return int(value.total_seconds()) // 3600
    return value.hour if isinstance(value, datetime | time) else 0
