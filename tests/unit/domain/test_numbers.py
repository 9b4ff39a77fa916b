"""Numbers as people type and read them; expected values worked out by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.domain.numbers import (
    NotANumber,
    NumberTooLong,
    PerCent,
    SeveralNumbers,
    decimal_places,
    divide,
    format_plain,
    format_typed,
    multiply,
    parse_amount,
    parse_plain,
    parse_score,
    parse_typed,
    parse_weight,
    round_half_up,
    significant_places,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("15", "15"),
        ("１５", "15"),
        ("15分", "15"),
        ("15 分", "15"),
        ("92.4%", "92.4"),
        ("92.40％", "92.40"),
        ("1,234.5", "1234.5"),
        ("１，２３４．５", "1234.5"),
        (" 12.5 ", "12.5"),
        ("- 5", "-5"),
        ("1\u200b5", "15"),
        ("\u300015\u00a0", "15"),
        ("-5", "-5"),
        ("－5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("15.", "15"),
        ("15.00", "15.00"),
        ("0", "0"),
    ],
)
def test_typed_number_is_understood_with_its_places(typed: str, number: str) -> None:
    assert str(parse_typed(typed)) == number


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "\n"])
def test_blank_is_none_and_not_zero(typed: str) -> None:
    assert parse_typed(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "及时",
        "1.2.3",
        "1,2",
        "1,23,456",
        "12-3",
        "--5",
        ".",
        "-",
        "%",
        "分",
        "NaN",
        "inf",
        "1e3",
        "十五",
        "15分分",
        "300元",
        "①110",
        "10²",
        "½",
        "⒈5",
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        parse_typed(typed)


@pytest.mark.parametrize("typed", ["110\n120", "10\n8", "100 10", "12 . 5", "1. 5", "1,000 2,000分", "-3 5"])
def test_a_number_is_never_made_by_joining_two(typed: str) -> None:
    with pytest.raises(SeveralNumbers):
        parse_typed(typed)
    with pytest.raises(NotANumber):
        parse_amount(typed, "万元")


@pytest.mark.parametrize(
    ("typed", "unit", "number", "written"),
    [
        ("1100000元", "万元", "110", "元"),
        ("1,016,400 元", "万元", "101.64", "元"),
        ("101.64万元", "元", "1016400", "万元"),
        ("101.64万元", "万元", "101.64", "万元"),
        ("３亿元", "万元", "30000", "亿元"),
        ("1.2亿", "元", "120000000", "亿"),
        ("101.64万", "元", "1016400", "万"),
        ("3百万元", "万元", "300", "百万元"),
        ("1016400\u200b元\u202c", "万元", "101.64", "元"),
        ("1100千元", "万元", "110", "千元"),
        ("0.01元", "万元", "0.000001", "元"),
        ("-5元", "元", "-5", "元"),
        ("110.50", "万元", "110.50", ""),
    ],
)
def test_an_amount_with_a_unit_is_converted_exactly(typed: str, unit: str, number: str, written: str) -> None:
    amount = parse_amount(typed, unit)
    assert (str(amount.number), amount.written) == (number, written)


@pytest.mark.parametrize("typed", ["92.4%", "15分", "元", "5美元", "110元元", "110元120元", "①元"])
def test_what_is_no_amount_of_money_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        parse_amount(typed, "万元")


@pytest.mark.parametrize("typed", ["92.4%", "92.4 ％"])
def test_per_cent_is_no_amount_and_no_score(typed: str) -> None:
    with pytest.raises(PerCent):
        parse_amount(typed, "万元")
    with pytest.raises(PerCent):
        parse_score(typed)


def test_a_weight_in_per_cent_is_one_of_a_hundred() -> None:
    assert [str(parse_weight(typed)) for typed in ("15%", "100%", "12.5", "15分", "-3")] == [
        "15",
        "100",
        "12.5",
        "15",
        "-3",
    ]
    for typed in ("150%", "100.01%"):
        with pytest.raises(PerCent):
            parse_weight(typed)


def test_an_amount_that_cannot_be_converted_exactly_is_too_long() -> None:
    with pytest.raises(NumberTooLong):
        parse_amount("0.001元", "万元")


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "\n"])
def test_a_blank_amount_is_none(typed: str) -> None:
    assert parse_amount(typed, "万元").number is None


@pytest.mark.parametrize("typed", ["1234567890123456", "0.1234567", "123456789012345.6"])
def test_a_cell_accepts_only_what_a_file_may_hold(typed: str) -> None:
    with pytest.raises(NumberTooLong):
        parse_typed(typed)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "abc", "１５", "15 ", "1_000", "", "15分", "0x10"])
def test_a_file_holds_plain_numbers_only(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_plain(text)


@pytest.mark.parametrize("text", ["1e400", "1E+15", "1e-7"])
def test_numbers_beyond_15_digits_or_6_places_are_too_long(text: str) -> None:
    with pytest.raises(NumberTooLong):
        parse_plain(text)


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("86.18304", 2, "86.18"), ("8.6175", 2, "8.62"), ("2.5", 0, "3")],
)
def test_halves_are_rounded_up(number: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(number), places)) == rounded


def test_the_numbers_of_the_rule_are_exact() -> None:
    # 53.36 / 61 = 87.4754 % and 215457.6 / 250000 = 86.18304 %
    assert str(round_half_up(divide(multiply(Decimal("53.36"), Decimal(100)), Decimal(61)), 2)) == "87.48"
    assert str(divide(multiply(Decimal("215457.6"), Decimal(100)), Decimal(250000))) == "86.18304"


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        ("91.00", "91"),
        ("12.50", "12.5"),
        ("-0", "0"),
        ("0.00", "0"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("-5.10", "-5.1"),
    ],
)
def test_plain_digits_have_no_trailing_zeros(number: str, plain: str) -> None:
    assert format_plain(Decimal(number)) == plain


def test_places_typed_and_places_needed() -> None:
    assert decimal_places(Decimal("15.00")) == 2
    assert significant_places(Decimal("15.00")) == 0
    assert significant_places(Decimal("12.250")) == 2
    assert decimal_places(Decimal("1E+3")) == 0


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=6, allow_nan=False, allow_infinity=False))
def test_what_is_shown_can_be_typed_back(number: Decimal) -> None:
    assert str(parse_typed(format_typed(number))) == format(number, "f")
