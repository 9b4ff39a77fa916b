"""What people type into a field becomes a value of the field's kind, or is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from selfeval_gui.domain.fields import FieldKind, Value
from selfeval_gui.domain.late_pattern import LatePattern
from selfeval_gui.domain.numbers import parse_amount, parse_score, parse_typed, parse_weight
from selfeval_gui.domain.words import number_text

_YEAR = LatePattern(r"(\d{4})\s*年?\s*度?", re.ASCII)


class NotAYear(ValueError):
    """The text is not a year of four digits."""


def _amount(text: str, unit: str) -> Decimal | None:
    return parse_amount(text, unit).number


_NUMBERS: dict[FieldKind, Callable[[str], Decimal | None]] = {
    FieldKind.NUMBER: parse_typed,
    FieldKind.WEIGHT: parse_weight,
    FieldKind.SCORE: parse_score,
    FieldKind.AMOUNT: parse_typed,
    **{kind: partial(_amount, unit=kind.value) for kind in (FieldKind.IN_WAN_YUAN, FieldKind.IN_YUAN)},
}


def parse_field(kind: FieldKind, text: str) -> Value:
    """Turn typed text into a value of the field's kind; a blank number or year is None.

    Raises
    ------
    NotANumber, NumberTooLong, NotAYear
        when the text cannot be kept; the caller keeps the editor open. For the kind of an amount see `kind_in`.
    """
    read = _NUMBERS.get(kind)
    if read is not None:
        return read(text)
    if kind is FieldKind.YEAR:
        return _year(text)
    # Half of a surrogate pair cannot be written to a UTF-8 file; a broken input method may deliver one.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _year(text: str) -> int | None:
    plain = number_text(text)
    if not plain:
        return None
    match = _YEAR.made.fullmatch(plain)
    if match is None or match[1] == "0000":
        raise NotAYear(text)
    return int(match[1])
