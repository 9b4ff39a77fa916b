"""项目资金 as offices lay it out: columns and rows under other names, units of money, a weight in the caption."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, left, read_one, said

FUNDS = "项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分"


def read(*lines: str) -> FoundForm:
    return read_one(TITLE, NAME, *lines, HEADINGS, ROW)


def amounts(row: object) -> list[Decimal | None]:
    return [getattr(row, name) for name in ("initial_budget", "annual_budget", "executed")]


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize("heading", ["年中调增", "预算追加额", "调剂数"])
def test_an_unknown_column_shifts_no_amount(heading: str) -> None:
    found = read(
        f"项目资金（万元）|年初预算数|{heading}|全年预算数|全年执行数",
        "年度资金总额|70|-8|62|61",
        "其中：当年财政拨款|70|-8|62|61",
    )
    assert amounts(found.form.funds.total) == numbers("70", "62", "61")
    assert amounts(found.form.funds.parts.appropriation) == numbers("70", "62", "61")
    assert left(found) == [heading, "-8", "-8"]


def test_the_heading_of_the_rows_is_no_column_of_amounts() -> None:
    found = read(
        "预算执行情况（15分）|年度预算数（万元）|年初预算|调整后预算数|预算执行数",
        "|总额|33|44|40",
    )
    assert amounts(found.form.funds.total) == numbers("33", "44", "40")
    assert found.form.funds.total.weight == 15


def test_words_beside_the_headings_are_listed() -> None:
    found = read(f"{FUNDS}||转会计核对", "年度资金总额|9|8|7|10|87.5%|8.75")
    assert amounts(found.form.funds.total) == numbers("9", "8", "7")
    assert left(found) == ["转会计核对"]


@pytest.mark.parametrize("name", ["全年经费总额", "支出合计", "经费总计", "合计", "年度拨款总额", "项目支出总额"])
def test_a_total_under_any_name(name: str) -> None:
    found = read(FUNDS, f"{name}|9|8|7|10|87.5%|8.75")
    assert amounts(found.form.funds.total) == numbers("9", "8", "7")
    assert (left(found), codes(found)) == ([], [])


def test_a_field_of_another_kind_of_form_below_the_amounts_is_still_a_field() -> None:
    found = read(FUNDS, "年度资金总额|9|8|7", "基本支出总额|1260")
    assert found.form.extra == {"基本支出总额": "1260"}
    assert left(found) == []


def test_a_part_under_a_name_of_its_own_keeps_it() -> None:
    found = read(FUNDS, "年度资金总额|9|8|7", "其中：省级专项补助|5|4|3")
    assert amounts(found.form.funds.total) == numbers("9", "8", "7")
    assert found.form.extra == {
        "省级专项补助.initial_budget": "5",
        "省级专项补助.annual_budget": "4",
        "省级专项补助.executed": "3",
    }
    assert codes(found) == ["label.unknown"]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("千元", "1.25"), ("百万元", "1250"), ("亿元", "125000")],
)
@pytest.mark.parametrize("place", ["caption", "line"])
def test_amounts_in_other_units_are_converted_and_said(unit: str, expected: str, place: str) -> None:
    caption = f"项目资金（{unit}）" if place == "caption" else "项目资金"
    above = [f"（单位：{unit}）"] if place == "line" else []
    found = read(*above, f"{caption}|年初预算数|全年预算数|全年执行数", "年度资金总额|12.5|12.5|12.5")
    assert found.form.funds.unit == "万元"
    assert amounts(found.form.funds.total) == numbers(expected, expected, expected)
    assert codes(found) == ["amount.converted"] * 3


def test_a_column_may_have_a_unit_of_its_own() -> None:
    found = read("项目资金（万元）|年初预算数|全年预算数|全年执行数（元）", "年度资金总额|5|5|45000")
    assert amounts(found.form.funds.total) == numbers("5", "5", "4.5")
    assert codes(found) == ["amount.converted"]


def test_a_weight_in_the_caption() -> None:
    found = read("预算执行情况（20分）（万元）|年初预算数|全年预算数|全年执行数|得分", "年度资金总额|9|8|6|15")
    assert amounts(found.form.funds.total) == numbers("9", "8", "6")
    bare = read("预算执行情况（20分）|年初预算数|全年预算数|全年执行数|得分", "年度资金总额|9|8|6|15")
    assert (bare.form.funds.total.weight, bare.form.funds.total.score) == (20, 15)
    column = read("预算执行情况（20分）|全年预算数|全年执行数|分值", "年度资金总额|8|6|10")
    assert column.form.funds.total.weight == 10


@pytest.mark.parametrize("number", ["7", "48", "305", "3150", "19000", "640210"])
def test_a_number_by_itself_is_listed(number: str) -> None:
    found = read(f"全县名次|第四|{number}", FUNDS, "年度资金总额|9|8|7")
    assert left(found) == [number]
    assert found.form.year == 2023


def test_a_place_for_a_stamp_is_no_telephone_number() -> None:
    found = read_one(TITLE, NAME, HEADINGS, ROW, "联系电话|（单位盖章）")
    assert found.form.extra == {}
    assert left(found) == ["（单位盖章）"]


ABOVE = "2022年度项目支出绩效自评表"
PLAIN = ("项目资金|年初预算数|全年预算数|实际支出", "年度资金总额|640|600|590")
OF_WAN = ("项目资金（万元）|年初预算数|全年预算数|全年执行数", "年度资金总额|640|600|590")


@pytest.mark.parametrize(
    ("title", "unit", "expected"),
    [
        (f"{ABOVE}（单位：千元）", "万元", ("64", "60", "59")),
        (f"{ABOVE}（金额单位：人民币元）", "元", ("640", "600", "590")),
        (f"{ABOVE}  单位：元", "元", ("640", "600", "590")),
        ("项目支出绩效自评表（2022年度，单位：百万元）", "万元", ("64000", "60000", "59000")),
    ],
)
def test_a_unit_in_the_title(title: str, unit: str, expected: tuple[str, ...]) -> None:
    found = read_one(title, NAME, *PLAIN, HEADINGS, ROW)
    assert (found.form.year, found.form.funds.unit) == (2022, unit)
    assert amounts(found.form.funds.total) == numbers(*expected)
    assert left(found) == []
    assert {*codes(found)} <= {"amount.converted"}


@pytest.mark.parametrize("above", ["（单位：千元）", "（单位：元）", "单位：亿元"])
def test_the_unit_in_the_table_beats_the_one_above_it(above: str) -> None:
    found = read_one(ABOVE, above, NAME, *OF_WAN, HEADINGS, ROW)
    assert (found.form.funds.unit, amounts(found.form.funds.total)) == ("万元", numbers("640", "600", "590"))
    assert said(found.doubts) == [("unit.above", above)]


def test_the_unit_in_the_table_beats_the_one_in_the_title() -> None:
    found = read_one(f"{ABOVE}（单位：元）", NAME, *OF_WAN, HEADINGS, ROW)
    assert (found.form.year, found.form.funds.unit) == (2022, "万元")
    assert codes(found) == ["unit.above"]


def test_a_unit_that_a_form_cannot_hold_in_the_table_beats_the_one_above_it() -> None:
    found = read_one(ABOVE, "（单位：元）", NAME, OF_WAN[0].replace("万元", "千元"), OF_WAN[1], HEADINGS, ROW)
    assert (found.form.funds.unit, amounts(found.form.funds.total)) == ("元", numbers("640000", "600000", "590000"))
    assert codes(found) == ["unit.above", *["amount.converted"] * 3]


def test_units_of_columns_leave_the_one_above_the_table() -> None:
    headings = "项目资金|年初预算数（万元）|全年预算数|全年执行数"
    found = read_one(ABOVE, "（单位：元）", NAME, headings, "年度资金总额|6|60000|59000", HEADINGS, ROW)
    assert (found.form.funds.unit, amounts(found.form.funds.total)) == ("元", numbers("60000", "60000", "59000"))
