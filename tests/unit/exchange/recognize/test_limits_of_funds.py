"""项目资金: which rows are its headings, which cell is which amount, when a rate is a share, which unit it is counted in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, left, read_all, read_one, said, sheet

FILLED = ("100", "80", "60", "10", "7.5", "75")
FUNDS = "项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分"
TOTAL = "年度资金总额|100|80|60|10|75%|7.5"
END = (HEADINGS, ROW)


def read(*lines: str) -> FoundForm:
    return read_one(TITLE, NAME, *lines, *END)


def total(found: FoundForm) -> tuple[str, ...]:
    """Return the amounts of 年度资金总额 as texts, and the printed rate."""
    row, rate = found.form.funds.total, found.form.printed.execution_rate
    values = (row.initial_budget, row.annual_budget, row.executed, row.weight, row.score, rate)
    return tuple("" if value is None else format(value, "f") for value in values)


@pytest.mark.parametrize(
    ("headings", "amounts", "expected"),
    [
        ("年初预算数|全年预算数|全年执行数", "100|80|60", ("100", "80", "60", "", "", "")),
        ("全年预算数|全年执行数", "80|60", ("", "80", "60", "", "", "")),
        ("全年执行数|执行率", "60|75%", ("", "", "60", "", "", "75")),
        ("预算数|执行数", "80|60", ("", "80", "60", "", "", "")),
        ("年初预算数|预算数|执行数", "100|80|60", ("100", "80", "60", "", "", "")),
        ("预算数|全年预算数|执行数", "100|80|60", ("100", "80", "60", "", "", "")),
        ("预算数|年初预算数|全年预算数", "9|100|80", ("100", "80", "", "", "", "")),
        ("全年预算数|全年执行数|全年预算数", "80|60|81", ("", "80", "60", "", "", "")),
    ],
)
def test_two_headings_of_funds_make_a_row_of_them(headings: str, amounts: str, expected: tuple[str, ...]) -> None:
    found = read(f"项目资金（万元）|{headings}", f"年度资金总额|{amounts}")
    assert (total(found), codes(found)) == (expected, [])


@pytest.mark.parametrize(
    ("headings", "amounts", "expected"),
    [
        ("预算数|年初预算数|全年预算数", "9|100|80", ["9"]),
        ("全年预算数|全年执行数|备注", "80|60|已核", ["已核"]),
        ("全年预算数|全年执行数|得分计算方法", "80|60|执行率×10", ["执行率×10"]),
        ("全年预算数|全年执行数|得分计算方法", "80|60|执行率×该指标分值，最高不得超过分值上限。", []),
        (
            "全年预算数|全年执行数|备注",
            "80|60|执行率×该指标分值，最高不得超过分值上限。",
            ["执行率×该指标分值，最高不得超过分值上限。"],
        ),
        ("全年预算数|全年执行数|备注|备注", "80|60|甲|乙", ["甲", "乙"]),
        ("全年预算数|全年执行数", "80|60|无处可放", ["无处可放"]),
    ],
)
def test_what_has_no_field_is_listed(headings: str, amounts: str, expected: list[str]) -> None:
    found = read(f"项目资金（万元）|{headings}", f"年度资金总额|{amounts}")
    assert said(found.unmapped) == [("no_field", text) for text in expected]


@pytest.mark.parametrize("heading", ["全年执行数", "分值", "项目金额"])
def test_one_heading_of_funds_is_none(heading: str) -> None:
    assert total(read(f"项目资金（万元）|{heading}", "年度资金总额|80")) == ("80", "80", "", "", "", "")


def test_of_the_parts_only_amounts_have_a_field() -> None:
    found = read(FUNDS, TOTAL, "其中：当年财政拨款|50|40|30|—|75%|5", "其他资金|50|40|30|—|—|—")
    parts = found.form.funds.parts
    assert (parts.appropriation.initial_budget, parts.appropriation.executed) == (50, 30)
    assert (parts.other.annual_budget, parts.carried_over.executed) == (40, None)
    assert said(found.unmapped) == [("no_field", "75%"), ("no_field", "5")]


def test_rows_of_templates_are_kept_by_their_names() -> None:
    found = read(f"{FUNDS}|原因", f"{TOTAL}|结余", "财政专户管理资金|５０|四十|30|2|75%|1")
    assert found.form.extra == {
        "资金偏差原因": "结余",
        "财政专户管理资金.initial_budget": "50",
        "财政专户管理资金.annual_budget": "四十",
        "财政专户管理资金.executed": "30",
    }
    assert left(found) == ["2", "75%", "1"]


@pytest.mark.parametrize(
    ("rate", "printed", "is_unformatted"),
    [
        ("75%", "75", False),
        ("0.75", "75", False),
        ("75", "75", False),
        ("0.75%", "0.75", False),
        ("0.75％", "0.75", False),
        ("0.75125", "75.13", True),
        ("0.75125", "75.125", False),
    ],
)
def test_a_rate_without_a_sign_is_a_share_where_the_amounts_say_so(
    rate: str, printed: str, is_unformatted: bool
) -> None:
    grid = sheet(0, TITLE, NAME, FUNDS, TOTAL.replace("75%", rate), *END)
    cells = [each._replace(unformatted=is_unformatted and each.text == rate) for each in grid.cells]
    (found,) = read_all(grid._replace(cells=cells)).forms
    assert found.form.printed.execution_rate == Decimal(printed)


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "printed"),
    [
        ("100", "200", "2", "200"),  # twice the budget, as a share
        ("100", "200", "2.01", "2.01"),  # above that it is per cent, and doubted
        ("100", "1.5", "1.5", "1.5"),  # the amounts say: per cent
        ("", "", "0.9", "90"),  # no amounts: a share
        ("", "", "2", "200"),
        ("100", "-50", "-0.5", "-50"),
        ("100", "50", "0.99", "99"),  # 99 is nearer to 50 than 0.99 is
        ("100", "50", "0.995", "0.995"),
        ("100", "50", "1", "1"),
        ("200", "101", "1", "1"),  # 50.5 is as far from 100 as from 1: as printed
    ],
)
def test_a_share_is_two_at_most(budget: str, executed: str, rate: str, printed: str) -> None:
    line = f"年度资金总额|100|{budget}|{executed}|10|{rate}|7.5"
    assert read(FUNDS, line).form.printed.execution_rate == Decimal(printed)


def test_a_rate_that_is_no_number_is_listed() -> None:
    found = read(FUNDS, TOTAL.replace("75%", "已完成"))
    assert said(found.unmapped) == [("number.invalid", "已完成")]
    assert (found.form.printed.execution_rate, codes(found)) == (None, ["number.invalid"])


@pytest.mark.parametrize(
    ("label", "unit", "doubts"),
    [
        ("项目资金（万元）", "万元", []),
        ("项目资金（元）", "元", []),
        ("项目资金", "万元", ["unit.guessed"]),
        ("元）", "万元", ["unit.guessed"]),
        (f"{'宽' * 37}（元）", "元", []),  # 40 characters, the longest label
        (f"{'宽' * 38}（元）", "万元", ["unit.guessed"]),
    ],
)
def test_the_unit_of_money_stands_in_a_label(label: str, unit: str, doubts: list[str]) -> None:
    found = read(FUNDS.replace("项目资金（万元）", label), TOTAL)
    assert (found.form.funds.unit, codes(found)) == (unit, doubts)


def test_the_unit_of_money_stands_beside_any_row_of_funds() -> None:
    headings = FUNDS.replace("（万元）|", "||")
    found = read(headings, f"项目资金（元）|{TOTAL}", "项目资金（元）|其他资金|1|2|3")
    assert (found.form.funds.unit, codes(found), left(found)) == ("元", [], [])
    twice = read(FUNDS, f"单位：元|{TOTAL}")
    assert (twice.form.funds.unit, codes(twice), left(twice)) == ("万元", ["value.twice"], ["单位：元"])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("|100|80|60|10|75%|7.5",), FILLED),
        (("|100|80|60|10|75％|7.5", "|1|2|3|4|5%|6"), FILLED),
        ((TOTAL, "|1|2|3|4|5%|6"), FILLED),
        (("||100|80|60|10|75%|7.5",), FILLED),
        (("|100|80|约60|10|75%|7.5",), ("", "", "", "", "", "")),
    ],
)
def test_a_total_without_label_is_the_first_row_and_all_numbers(
    lines: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    found = read(FUNDS, *lines)
    assert (total(found), [code for code in codes(found) if code != "unit.guessed"]) == (expected, [])


def test_a_number_more_than_headings_is_listed() -> None:
    found = read(FUNDS, "|100|80|60|10|75%|7.5|9.25")
    assert (total(found), left(found)) == (FILLED, ["9.25"])


def test_amounts_beside_headings_and_no_others() -> None:
    found = read("资金（万元）|预算数|80|执行数|60|65|执行率|75%", "|1.5|2.5|3.5")
    assert total(found) == ("", "80", "60", "", "", "75")
    assert (left(found), codes(found)) == (["65", "1.5", "2.5", "3.5"], [])
    twice = read("资金（万元）|预算数|80|执行数|60|执行数|65|编号|7.5")
    assert (total(twice), codes(twice)) == (("", "80", "60", "", "", ""), [])
    assert [(each.text, each.ref and each.ref.name) for each in twice.unmapped] == [
        ("65", "执行数"),
        ("编号", None),
        ("7.5", None),
    ]


def test_headings_may_hold_a_year_and_a_unit() -> None:
    found = read("项目资金|年初预算数（2023年，万元）|全年预算数（2023年，万元）|全年执行数", "年度资金总额|100|80|60")
    assert (total(found), left(found), codes(found)) == (("100", "80", "60", "", "", ""), [], [])
    units = [key for key, refs in found.mapped.items() if any(ref.name == "funds.unit" for ref in refs)]
    assert units == [(0, 2, 1)]


@pytest.mark.parametrize(
    ("line", "amounts", "out"),
    [
        ("年度资金总额|328", (328, None), []),
        ("年度资金总额|328|330", (328, None), ["330"]),
        ("年度资金总额|约328", (None, None), ["约328"]),
        ("年度资金总额|328|其中：财政拨款|300", (328, 300), []),
        ("年度资金总额|328|政府性基金|28", (328, None), ["28"]),
    ],
)
def test_an_amount_beside_its_label_without_headings(
    line: str, amounts: tuple[int | None, int | None], out: list[str]
) -> None:
    found = read(line)
    funds = found.form.funds
    assert (funds.total.initial_budget, funds.parts.appropriation.initial_budget) == amounts
    assert (funds.total.annual_budget, funds.parts.appropriation.annual_budget) == amounts
    assert left(found) == out


def test_an_amount_a_column_off_is_found_by_what_it_says() -> None:
    grid = sheet(0, TITLE, NAME, FUNDS, *END)
    texts = ("年度资金总额", "100", "80", "60", "10", "75%", "7.5")
    shifted = [
        SourceCell(0, 9, column + (column > 0), 9, column + (column > 0), text) for column, text in enumerate(texts)
    ]
    cells = [*(each for each in grid.cells if each.row < 3), *(each._replace(row=3, last_row=3) for each in shifted)]
    cells += [each._replace(row=each.row + 1, last_row=each.row + 1) for each in grid.cells if each.row >= 3]
    (found,) = read_all(grid._replace(cells=cells)).forms
    assert total(found) == FILLED


@pytest.mark.parametrize("text", ["110\n120", "100\n10", "100 10", "①110", "10²", "½"])
@pytest.mark.parametrize("column", [0, 1, 2, 3, 5])
def test_a_number_that_would_have_to_be_joined_is_blank_and_doubted(text: str, column: int) -> None:
    cells = ["100", "80", "60", "10", "75%", "7.5"]
    cells[column] = text
    found = read(FUNDS, "年度资金总额|" + "|".join(cells))
    assert total(found)[column if column < 4 else 4] == ""
    assert (doubts := [each for each in found.doubts if each.text == text])
    assert doubts[0].code in {"number.several", "number.invalid"}
    assert text in [each.text for each in found.unmapped]


def test_amounts_with_a_unit_of_their_own_are_converted_and_said() -> None:
    found = read(FUNDS, "年度资金总额|1100000元|1,100,000 元|101.64万元|10|92.40%|10")
    assert total(found)[:3] == ("110", "110", "101.64")
    assert said(found.doubts) == [
        ("amount.converted", "1100000元 → 110万元"),
        ("amount.converted", "1,100,000 元 → 110万元"),
    ]


def test_amounts_are_converted_to_the_unit_that_stands_below_them() -> None:
    lines = (
        "项目资金|年初预算数|全年预算数|全年执行数|分值|执行率|得分",
        "年度资金总额|110万元|110万元|60000|10|5.45%|0.55",
    )
    found = read(*lines, "单位：元")
    assert total(found)[:3] == ("1100000", "1100000", "60000")
    assert codes(found) == ["amount.converted", "amount.converted"]


def test_an_amount_that_cannot_be_converted_exactly_is_blank_and_doubted() -> None:
    found = read(FUNDS, "年度资金总额|0.001元|80|60|10|75%|7.5")
    assert total(found)[0] == ""
    assert said(found.doubts) == [("number.too_long", "0.001元")]


@pytest.mark.parametrize("text", ["92.4%", "15分"])
def test_an_amount_in_per_cent_or_points_is_blank_and_doubted(text: str) -> None:
    found = read(FUNDS, f"年度资金总额|{text}|80|60|10|75%|7.5")
    assert total(found)[0] == ""
    assert ("number.invalid", text) in said(found.doubts)


@pytest.mark.parametrize(
    ("amounts", "is_row"), [("80", False), ("80|79.5", True), ("80|79.5|79", True), ("80|不详", False)]
)
def test_a_field_of_one_kind_of_form_is_a_row_of_amounts_with_two_of_them(amounts: str, is_row: bool) -> None:
    """项目支出总额 has one value where it is a field, and a number in each column where it is the total."""
    found = read("项目资金|全年预算数|全年执行数|年初预算数", f"项目支出总额|{amounts}")
    assert (found.form.funds.total.annual_budget == Decimal(80)) == is_row
    assert ("项目支出总额" in found.form.extra) == (not is_row)


@pytest.mark.parametrize(("length", "is_named"), [(40, True), (41, False)])
def test_the_name_of_a_row_has_forty_characters_at_most(length: int, is_named: bool) -> None:
    name = "宽" * length
    found = read(FUNDS, TOTAL, f"{name}|10|8|6")
    assert any(key.startswith(name) for key in found.form.extra) == is_named
