"""Fields by name: typed text in, value and text out."""

from decimal import Decimal

import pytest

from selfeval_gui.domain.fields import FORM_FIELDS, INDICATOR_FIELDS, FieldKind, get_field, set_field, show_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.typed_fields import NotAYear, parse_field


@pytest.mark.parametrize(
    ("text", "year"), [("2020", 2020), ("２０２０", 2020), ("2020年", 2020), ("2020 年度", 2020), (" ", None)]
)
def test_years_as_people_type_them(text: str, year: int | None) -> None:
    assert parse_field(FieldKind.YEAR, text) == year


@pytest.mark.parametrize("text", ["20", "20200", "二〇二〇", "0000", "abcd", "20 20", "20\n20年", "②020", "202²"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(NotAYear):
        parse_field(FieldKind.YEAR, text)


def test_every_field_of_the_form_can_be_written_and_read() -> None:
    form = Form(id="f")
    samples = {kind: Decimal("12.50") for kind in FieldKind} | {FieldKind.TEXT: "文字\n第二行", FieldKind.YEAR: 2021}
    for name, field in FORM_FIELDS.items():
        set_field(form, name, samples[field.kind])
    assert {name: get_field(form, name) for name in FORM_FIELDS} == {
        name: samples[field.kind] for name, field in FORM_FIELDS.items()
    }
    node = Indicator(id="n")
    for name, field in INDICATOR_FIELDS.items():
        set_field(node, name, samples[field.kind])
    assert node.weight == Decimal("12.50")
    assert node.reason == "文字\n第二行"


def test_an_editor_starts_with_what_was_typed() -> None:
    assert show_field(Decimal("15.00")) == "15.00"
    assert show_field(None) == ""
    assert show_field(2020) == "2020"


def test_half_a_surrogate_pair_does_not_reach_the_form() -> None:
    assert parse_field(FieldKind.TEXT, "好\ud83d坏") == "好\ufffd坏"
    assert parse_field(FieldKind.TEXT, "😀\u0000") == "😀\u0000"
