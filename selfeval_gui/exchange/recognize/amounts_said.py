"""Money that the goals speak of: where it is ten thousand times that of the table, the table's unit is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from selfeval_gui.domain.fields import FUND_AMOUNTS, FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import NotANumber, format_plain, parse_amount
from selfeval_gui.domain.words import number_text
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.rules.amounts import is_of_other_scale
from selfeval_gui.rules.of_form import rule_set_of

# No amounts in 元: those of goals are mostly prices and what one person gets. Nor a price of something: 5万元/公里.
_MONEY = re.compile(r"(?<![\d.,])\d+(?:,\d{3})*(?:\.\d+)?\s*(?:百万|千万|万|亿)元(?!\s*[/每])")


def doubt_amounts_said(ledger: Ledger) -> None:
    """Doubt the unit of the table where a goal gives an amount of another scale, and none of the table's."""
    form = ledger.form
    said = list(_said(form))
    rule_set = rule_set_of(form)
    for name in FUND_AMOUNTS:
        amount = getattr(form.funds.total, name)
        if not amount or any(each == amount for _text, each in said):
            continue
        text = next((text for text, each in said if each and is_of_other_scale(amount, each, rule_set)), None)
        if text is not None:
            ref = FieldRef(None, f"funds.total.{name}")
            shown = f"{text} ≠ {format_plain(amount)}{form.funds.unit}"
            ledger.doubt("amount.goal", ledger.cell_of(ref), ref, shown)
            return


def _said(form: Form) -> Iterator[tuple[str, Decimal]]:
    for text in (form.expected_goal, form.actual_outcome):
        for found in _MONEY.finditer(number_text(text)):
            try:
                amount = parse_amount(found[0], form.funds.unit).number
            except NotANumber:
                continue
            if amount is not None:
                yield found[0], amount
