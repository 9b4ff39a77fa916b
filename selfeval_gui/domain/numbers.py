"""Decimal numbers as people type and read them: parse, round (half up), format. Blank is None, never 0.

A number is what stands there as one: digits on both sides of a blank or a line end are two numbers, and a circled or
raised digit is none.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from selfeval_gui.domain.words import MONEY_PLACES, number_text

MAX_DIGITS = 15
MAX_PLACES = 6

# Wide enough for a product or quotient of two numbers of 15 digits, so that only the last rounding counts.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_TYPED = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)?(\.\d*)?", re.ASCII)
_POINTS, _PER_CENT = "分", "%"
_UNITS = (_POINTS, _PER_CENT)
_WHOLE_IN_PER_CENT = Decimal(100)
# What may stand behind an amount, and how many places that shifts it against 元. The longer words come first.
_MONEY = {"十万元": 5, "百万元": 6, "千万元": 7, "亿元": 8, "百元": 2, "千元": 3, **MONEY_PLACES, "亿": 8, "万": 4}
_MINUS_SIGNS = str.maketrans(dict.fromkeys("−–‐‑‒", "-") | {"。": ".", "，": ","})


class NotANumber(ValueError):
    """The text is not a number."""


class NumberTooLong(NotANumber):
    """A number of more than 15 digits or 6 decimal places."""


class SeveralNumbers(NotANumber):
    """More than one number stands there: 110 and 120, on two lines or with a blank between."""


class PerCent(NotANumber):
    """A number in per cent where none can stand."""


class Amount(NamedTuple):
    """An amount in the unit that was asked for, and the unit that was written behind it, "" for none."""

    number: Decimal | None
    written: str = ""


@lru_cache(maxsize=4096)
def parse_plain(text: str) -> Decimal:
    """Read a number as a form file holds it: ASCII digits, no unit, no blank. Cached: forms repeat few numbers.

    Raises
    ------
    NotANumber
        for anything else, "NaN" and "Infinity" included.
    NumberTooLong
        for more than 15 digits or 6 decimal places.
    """
    match = _PLAIN.fullmatch(text)
    if match is None:
        raise NotANumber(text)
    number = Decimal(text)
    if match[1] is None and len(text) <= MAX_DIGITS and "." not in text[: -MAX_PLACES - 1]:
        return number  # too short for too many digits or places
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent < -MAX_PLACES or len(digits) + max(exponent, 0) > MAX_DIGITS:
        raise NumberTooLong(text)
    return number


@lru_cache(maxsize=4096)
def parse_typed(text: str) -> Decimal | None:
    """Read a number as a person types it into a cell; blank gives None.

    Full-width characters, blanks around it, thousands separators and one of the units 分, % at the end are understood.
    The places typed are kept: "15.00" stays 15.00. Cached, as `parse_plain` is.

    Raises
    ------
    NotANumber
        for text that is no number; `SeveralNumbers` for more than one, `NumberTooLong` for one that no form may hold.
    """
    plain = number_text(text).translate(_MINUS_SIGNS)
    for unit in _UNITS:
        if plain.endswith(unit):
            plain = plain.removesuffix(unit).rstrip()
            break
    else:
        if not plain:
            return None
    return _number(plain, text)


@lru_cache(maxsize=4096)
def parse_amount(text: str, unit: str) -> Amount:
    """Read an amount of money as a person types it; one with a unit of its own is converted exactly to `unit`.

    Raises
    ------
    NotANumber
        for text that is no amount, 15分 included; `PerCent` for 92.4%, `SeveralNumbers` and `NumberTooLong` as
        `parse_typed`, the latter also where the converted amount needs more digits or places.
    """
    plain = number_text(text).translate(_MINUS_SIGNS)
    if not plain:
        return Amount(None)
    if plain.endswith(_PER_CENT):
        raise PerCent(text)
    written = money_behind(text)
    number = _number(plain.removesuffix(written).rstrip(), text)
    if not written or written == unit:
        return Amount(number, written)
    shift = _MONEY[written] - _MONEY[unit]
    return Amount(parse_plain(format_plain(number.scaleb(shift, context=_EXACT))), written)


def money_behind(text: str) -> str:
    """Return the unit of money that stands at the end of a text; "" for none."""
    plain = number_text(text)
    return next((each for each in _MONEY if plain.endswith(each)), "")


def parse_score(text: str) -> Decimal | None:
    """Read the score of a row as `parse_typed` does, but for a number in per cent, which is `PerCent`."""
    if number_text(text).endswith(_PER_CENT):
        raise PerCent(text)
    return parse_typed(text)


def parse_weight(text: str) -> Decimal | None:
    """Read the weight of a row as `parse_typed` does: 15% are 15 of a total of 100; `PerCent` for more than 100%."""
    weight = parse_typed(text)
    if weight is not None and weight > _WHOLE_IN_PER_CENT and number_text(text).endswith(_PER_CENT):
        raise PerCent(text)
    return weight


def _number(plain: str, text: str) -> Decimal:
    """Read a number without its unit; `text` is what the error names."""
    sign, digits = (plain[0], plain[1:].lstrip()) if plain[:1] in {"-", "+"} else ("", plain)
    match = _TYPED.fullmatch(digits)
    if match is None or not (match[1] or (match[2] and len(match[2]) > 1)):
        words = digits.split()
        is_several = len(words) > 1 and all(map(_TYPED.fullmatch, words))
        raise SeveralNumbers(text) if is_several else NotANumber(text)
    return parse_plain(f"{sign.strip('+')}{(match[1] or '0').replace(',', '')}{(match[2] or '').rstrip('.')}")


def round_half_up(number: Decimal, places: int) -> Decimal:
    """Round to `places` decimals, halves away from zero (0.125 → 0.13), the one rounding of the program."""
    return number.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """Return the exact product, to be rounded by the caller."""
    return _EXACT.multiply(left, right)


def divide(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return the quotient to 60 digits, to be rounded by the caller; `divisor` must not be 0."""
    return _EXACT.divide(dividend, divisor)


def format_typed(number: Decimal | None) -> str:
    """Show a number with the places it was typed with; None is an empty text."""
    return "" if number is None else format(number, "f")


def format_plain(number: Decimal) -> str:
    """Write a number in plain digits without trailing zeros: 91.00 → "91", 12.50 → "12.5", -0 → "0"."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def decimal_places(number: Decimal) -> int:
    """Return how many decimals the number was written with, trailing zeros included."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def significant_places(number: Decimal) -> int:
    """Return how many decimals the number needs, trailing zeros left out."""
    return decimal_places(number.normalize(_EXACT))
