"""Which fields of a form hold amounts, in which unit of money, and which hold words: a template's own hold either."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from selfeval_gui.domain.fields import AMOUNT_FIELDS, EXTRA, FORM_FIELDS, FieldKind, amount_of, field_of, kind_of
from selfeval_gui.domain.numbers import NotANumber, parse_amount, parse_typed

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_amounts = attrgetter(*AMOUNT_FIELDS)
_IN_HEAD, _BELOW_HEAD = (
    tuple(each.name for each in FORM_FIELDS.values() if each.is_searched and (each.group == "info") is in_head)
    for in_head in (True, False)
)
_head_texts, _texts_below = attrgetter(*_IN_HEAD), attrgetter(*_BELOW_HEAD)


def form_texts(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the name and text of every field of the form that a person writes words in.

    An amount that a template adds is kept as a text, and is a word only where it is no number.
    """
    yield from zip(_IN_HEAD, _head_texts(form), strict=True)
    for name, text in form.extra.items():
        field = field_of(EXTRA + name)
        if field.is_searched or not _is_number(text, form.funds.unit):
            yield field.name, text
    yield from zip(_BELOW_HEAD, _texts_below(form), strict=True)


def form_amounts(form: Form) -> Iterator[tuple[str, Decimal]]:
    """Yield the name and value, in the form's unit, of every amount there is, those of rows that templates add too."""
    yield from (
        (name, amount) for name, amount in zip(AMOUNT_FIELDS, _amounts(form), strict=True) if amount is not None
    )
    for name, text in form.extra.items():
        if amount_of(name):
            with suppress(NotANumber):
                amount = parse_amount(text, form.funds.unit).number
                if amount is not None:
                    yield EXTRA + name, amount


def kind_in(form: Form, name: str) -> FieldKind:
    """Return what a field of this form holds, its unit of money considered."""
    kind = kind_of(name)
    return FieldKind(form.funds.unit) if kind is FieldKind.AMOUNT else kind


def _is_number(text: str, unit: str) -> bool:
    with suppress(NotANumber):
        parse_typed(text)
        return True
    with suppress(NotANumber):
        parse_amount(text, unit)
        return True
    return False
