"""The amounts of a form in its own unit, those of a template's own rows included."""

from __future__ import annotations

from decimal import Decimal

from selfeval_gui.domain.amounts import form_amounts, kind_in
from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.domain.form import Form


def test_a_text_that_is_an_amount_counts_in_the_unit_of_the_form() -> None:
    form = Form(id="f", extra={"单位资金.executed": "1016400元", "单位资金.annual_budget": "约100", "负责人": "1元"})
    form.funds.total.executed = Decimal("101.64")
    assert dict(form_amounts(form)) == {
        "funds.total.executed": Decimal("101.64"),
        "extra.单位资金.executed": Decimal("101.64"),
    }


def test_the_unit_decides_how_an_amount_is_read() -> None:
    form = Form(id="f")
    assert kind_in(form, "funds.total.executed") is FieldKind.IN_WAN_YUAN
    form.funds.unit = "元"
    assert kind_in(form, "funds.total.executed") is FieldKind.IN_YUAN
    assert kind_in(form, "funds.total.score") is FieldKind.SCORE
