"""Decimal numbers as people type and read them: parse, round (half up), format. Blank is None, never 0."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from selfeval_gui.domain.words import MONEY_UNITS, half_width

MAX_DIGITS = 15
MAX_PLACES = 6

# Wide enough for a product or quotient of two numbers of 15 digits, so that only the last rounding counts.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_TYPED = re.compile(r"([+-]?)(\d+|\d{1,3}(?:,\d{3})+)?(\.\d*)?", re.ASCII)
_UNITS = (*MONEY_UNITS, "分", "%")
_MINUS_SIGNS = str.maketrans(dict.fromkeys("−–‐‑‒", "-") | {"。": ".", "，": ","})


class NotANumber(ValueError):
    """The text is not a number."""


class NumberTooLong(NotANumber):
    """A number of more than 15 digits or 6 decimal places."""


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
    if not _PLAIN.fullmatch(text):
        raise NotANumber(text)
    number = Decimal(text)
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent < -MAX_PLACES or len(digits) + max(exponent, 0) > MAX_DIGITS:
        raise NumberTooLong(text)
    return number


@lru_cache(maxsize=4096)
def parse_typed(text: str) -> Decimal | None:
    """Read a number as a person types it into a cell; blank gives None.

    Full-width characters, blanks, thousands separators and one of the units 分, 元, 万元, % at the end are
    understood. The places typed are kept: "15.00" stays 15.00. Cached, as `parse_plain` is.

    Raises
    ------
    NotANumber
        for text that is no number; `NumberTooLong` for one that no form file may hold.
    """
    plain = "".join(half_width(text).translate(_MINUS_SIGNS).split())
    if not plain:
        return None
    for unit in _UNITS:
        if plain.endswith(unit):
            plain = plain.removesuffix(unit)
            break
    match = _TYPED.fullmatch(plain)
    if match is None or not (match[2] or (match[3] and len(match[3]) > 1)):
        raise NotANumber(text)
    sign = "-" if match[1] == "-" else ""
    return parse_plain(f"{sign}{(match[2] or '0').replace(',', '')}{(match[3] or '').rstrip('.')}")


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
