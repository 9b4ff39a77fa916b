"""How far an actual value is from its target, in exact numbers: the fact that a reason begins with.

Codes and numbers only, the sentence is made in `explanations`. What cannot be compared is only stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.days import Span, due_and_done
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.suggestions import is_met
from selfeval_gui.domain.targets import Quantity, Range, Words, read_reached, read_value, squeeze
from selfeval_gui.domain.units import in_unit_of
from selfeval_gui.domain.words import Relation

_MONTHS = 12
_HIGH_AND_LOW = {"%": "points", "‰": "degrees", "℃": "degrees"}  # of these people say 低 and 高, of the rest 少 and 多


class Fact(NamedTuple):
    """What a row's values say: a code, and the parts of its sentence as text."""

    code: str
    args: Mapping[str, str]


def fact_of(target: str, actual: str, year: int | None) -> Fact:
    """Return what target and actual value say together; "blank" where one of them is not filled in."""
    args = {"target": squeeze(target), "actual": squeeze(actual)}
    if not all(args.values()):
        return Fact("blank", args)
    days = due_and_done(target, actual, year)
    if days is not None:
        return _late(*days, args)
    wanted = read_value(target)
    reached = read_reached(actual, wanted)
    if isinstance(wanted, Quantity | Range) and isinstance(reached, Quantity):
        number = in_unit_of(wanted, reached)
        return Fact("stated", args) if number is None else _gap(wanted, reached, number, args)
    return Fact("words" if isinstance(wanted, Words) and isinstance(reached, Words) else "stated", args)


def _late(due: Span, done: Span, args: dict[str, str]) -> Fact:
    """Days are counted to a day, months from the end of a month to a whole one; nothing to vaguer spans."""
    if done.first <= due.last:
        return Fact("in_time" if done.last <= due.last else "stated", args)
    if done.first == done.last:
        return Fact("late_days", args | {"number": str((done.first - due.last).days)})
    months = _MONTHS * (done.first.year - due.last.year) + done.first.month - due.last.month
    is_month = done.first.day == 1 and done.first.month == done.last.month and _ends_month(done.last)
    is_exact = is_month and _ends_month(due.last)
    return Fact("late_months", args | {"number": str(months)}) if is_exact else Fact("late", args)


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _gap(wanted: Quantity | Range, reached: Quantity, number: Decimal, args: dict[str, str]) -> Fact:
    low, high = _limits(wanted)
    below = low is not None and number < low
    above = high is not None and number > high
    if not below and not above:
        return Fact("met" if is_met(wanted, number) else "stated", args)
    limit = low if below else high
    unit = wanted.unit or reached.unit
    kind = _HIGH_AND_LOW.get(unit, "count")
    difference = format_plain(abs(number - (limit or Decimal(0))))
    side = "below" if below else "above"
    return Fact(f"{side}_{kind}", args | {"number": difference, "unit": unit})


def _limits(wanted: Quantity | Range) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that the target allows, None for no limit."""
    if isinstance(wanted, Range):
        return wanted.low, wanted.high
    if wanted.relation in {Relation.AT_MOST, Relation.LESS}:
        return None, wanted.number
    is_exact = wanted.relation is Relation.EQUAL or (wanted.relation is Relation.PLAIN and not wanted.number)
    return wanted.number, wanted.number if is_exact else None
