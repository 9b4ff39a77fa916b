"""Every field of the form by name: how it is read, written, parsed from typed text and shown as text.

A field of the form has a dotted name ("project_name", "funds.total.executed"), a field of an indicator a bare one
("weight"); "extra." stands before the name of a head field that only some templates have. Commands, cell editors,
findings and the form page all speak in these names.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING, Any

from selfeval_gui.domain.numbers import format_typed, parse_typed

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator

Value = str | int | Decimal | None

FUND_ROWS = ("total", "parts.appropriation", "parts.carried_over", "parts.other")
EXTRA = "extra."
FUND_AMOUNTS = ("initial_budget", "annual_budget", "executed")


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"


class NotAYear(ValueError):
    """The text is not a year of four digits."""


INDICATOR_FIELDS = {
    "name": Kind.TEXT,
    "target": Kind.TEXT,
    "actual": Kind.TEXT,
    "weight": Kind.NUMBER,
    "score": Kind.NUMBER,
    "reason": Kind.TEXT,
}
FORM_FIELDS = {
    "project_name": Kind.TEXT,
    "year": Kind.YEAR,
    "department": Kind.TEXT,
    "implementing_unit": Kind.TEXT,
    "rule_set": Kind.TEXT,
    "status": Kind.TEXT,
    "funds.unit": Kind.TEXT,
    **{f"funds.{row}.{amount}": Kind.NUMBER for row in FUND_ROWS for amount in FUND_AMOUNTS},
    "funds.total.weight": Kind.NUMBER,
    "funds.total.score": Kind.NUMBER,
    "expected_goal": Kind.TEXT,
    "actual_outcome": Kind.TEXT,
    "notes": Kind.TEXT,
    "printed.execution_rate": Kind.NUMBER,
    "printed.total_weight": Kind.NUMBER,
    "printed.total_score": Kind.NUMBER,
}

_YEAR = re.compile(r"(\d{4})年?度?", re.ASCII)


def get_field(part: Form | Indicator, name: str) -> Value:
    """Return the value of a field of the form or of an indicator; None for an extra field the form does not have."""
    if name.startswith(EXTRA):
        extra: dict[str, str] = part.extra  # type: ignore[union-attr]  # an indicator has no such fields
        return extra.get(name.removeprefix(EXTRA))
    owner: Any = part
    value: Value = reduce(getattr, name.split("."), owner) if "." in name else getattr(owner, name)
    return value


def set_field(part: Form | Indicator, name: str, value: Value) -> None:
    """Write a value of the field's own kind, as `parse_field` returns it; None takes an extra field away."""
    if name.startswith(EXTRA):
        extra: dict[str, Value] = part.extra  # type: ignore[union-attr,assignment]
        if value is None:
            extra.pop(name.removeprefix(EXTRA), None)
        else:
            extra[name.removeprefix(EXTRA)] = value
        return
    *path, last = name.split(".")
    owner: Any = reduce(getattr, path, part)
    setattr(owner, last, value)


def kind_of(name: str) -> Kind:
    """Return what a field of the form holds."""
    return Kind.TEXT if name.startswith(EXTRA) else FORM_FIELDS[name]


def parse_field(kind: Kind, text: str) -> Value:
    """Turn typed text into a value of the field's kind; a blank number or year is None.

    Raises
    ------
    NotANumber, NumberTooLong, NotAYear
        when the text cannot be kept; the caller keeps the editor open.
    """
    if kind is Kind.NUMBER:
        return parse_typed(text)
    if kind is Kind.YEAR:
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        if not plain:
            return None
        match = _YEAR.fullmatch(plain)
        if match is None or match[1] == "0000":
            raise NotAYear(text)
        return int(match[1])
    # Half of a surrogate pair cannot be written to a UTF-8 file; a broken input method may deliver one.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def show_field(value: Value) -> str:
    """Return the text an editor starts with: numbers with the places they were typed with, blank for None."""
    if isinstance(value, Decimal):
        return format_typed(value)
    return "" if value is None else str(value)
