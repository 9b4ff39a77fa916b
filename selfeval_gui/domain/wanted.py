"""A line of a list of projects: what should have a form, of which unit and year, with which approved budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.words import MoneyUnit


class Wanted(NamedTuple):
    """A project on the list; blank is what the list does not say.

    `spellings` are other names of the unit, `budget_unit` is None where the list does not state its unit of money.
    """

    name: str
    unit: str = ""
    year: int | None = None
    budget: Decimal | None = None
    budget_unit: MoneyUnit | None = None
    spellings: Sequence[str] = ()
    is_exempt: bool = False
