from __future__ import annotations

from decimal import Decimal
from itertools import count, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from selfeval_gui.domain.fields import INDICATOR_FIELDS, FieldRef, get_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import Tree, walk
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Cell, Sheet, Style
from selfeval_gui.exchange.templates.template import framework, presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.xlsx_expected import expected_cells, expected_merges
from tests.helpers.xlsx_forms import sample_forms, wide_form

TEMPLATE = presets()["mof-2020"]
INDICATORS_ALONE = rule_set_for("shanghai-2020")
WITH_EXECUTION = rule_set_for("mof-2020")


def laid_out(form: Form) -> Sheet:
    return lay_out(form, TEMPLATE, INDICATORS_ALONE)


def address(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def by_address(sheet: Sheet) -> dict[str, Cell]:
    return {address(cell.row, cell.column): cell for cell in sheet.cells}


def values(sheet: Sheet) -> dict[str, Any]:
    return {place: cell.value for place, cell in by_address(sheet).items() if cell.value is not None}


def merges(sheet: Sheet) -> list[str]:
    return [f"{address(*area[:2])}:{address(*area[2:])}" for area in sheet.merges]


def test_merges_of_the_first_form() -> None:
    # Eight indicators in rows 13 to 20: 产出 13–15, 效益 16–19 with 社会效益 16–18, 满意度 20.
    assert sorted(merges(laid_out(sample_forms()[0]))) == sorted(
        [
            *("A1:I1", "A2:I2", "A3:B3", "C3:I3", "A4:B4", "C4:D4", "F4:I4"),
            *("A5:A9", "B5:C5", "B6:C6", "B7:C7", "B8:C8", "B9:C9"),
            *("A10:A11", "B10:D10", "E10:I10", "B11:D11", "E11:I11"),
            *("A12:A20", "B13:B15", "B16:B19", "C16:C18", "A21:F21"),
        ]
    )


@pytest.mark.parametrize("place", range(14))
def test_the_published_forms(seeds: list[dict[str, Any]], place: int) -> None:
    sheet, truth = laid_out(sample_forms()[place]), seeds[place]
    found = {address: float(value) if isinstance(value, Decimal) else value for address, value in values(sheet).items()}
    assert found == expected_cells(truth)
    assert sorted(merges(sheet)) == sorted(expected_merges(truth))
    assert sheet.title_rows == (12, 12)


def test_looks() -> None:
    cells = by_address(laid_out(sample_forms()[0]))
    looks = {
        Style.TITLE: ["A1"],
        Style.SUBTITLE: ["A2"],
        Style.LABEL: ["A3", "A5", "B5", "D5", "B7", "A10", "B10", "A12", "I12", "A21", "I21"],
        Style.CENTRED: ["C3", "C4", "F4", "G7", "H7", "B13", "C13", "D13", "E13", "F13"],
        Style.TEXT: ["B11", "E11", "I13", "I15"],
        Style.NUMBER: ["D6", "H6", "I6", "D7", "G13", "H13", "G21", "H21"],
    }
    assert {place: cells[place].style for places in looks.values() for place in places} == {
        place: style for style, places in looks.items() for place in places
    }


def test_every_field_has_its_cell() -> None:
    form = sample_forms()[0]
    refs = {place: cell.field for place, cell in by_address(laid_out(form)).items() if cell.field is not None}
    names = {place: ref.name for place, ref in refs.items() if ref.node is None}
    assert names == {
        "A2": "year",
        **{"C3": "project_name", "C4": "department", "F4": "implementing_unit", "A5": "funds.unit"},
        **{"D6": "funds.total.initial_budget", "E6": "funds.total.annual_budget", "F6": "funds.total.executed"},
        **{"G6": "funds.total.weight", "H6": "printed.execution_rate", "I6": "funds.total.score"},
        **{
            f"{column}{row}": f"funds.parts.{part}.{amount}"
            for row, part in enumerate(("appropriation", "carried_over", "other"), 7)
            for column, amount in zip("DEF", ("initial_budget", "annual_budget", "executed"), strict=True)
        },
        **{
            "B11": "expected_goal",
            "E11": "actual_outcome",
            "G21": "printed.total_weight",
            "H21": "printed.total_score",
        },
    }
    tree = Tree(form.indicators)
    assert {place: [each.name for each in tree.path(ref.node)] for place, ref in refs.items() if ref.node} == {
        **{"B13": ["产出指标"], "B16": ["效益指标"], "B20": ["满意度指标"]},
        **{"C13": ["产出指标", "数量指标"], "C14": ["产出指标", "质量指标"], "C15": ["产出指标", "时效指标"]},
        **{"C16": ["效益指标", "社会效益指标"], "C19": ["效益指标", "可持续影响指标"]},
        "C20": ["满意度指标", "服务对象满意度指标"],
        **{
            f"{column}{row}": path
            for row, path in enumerate(
                (
                    ["产出指标", "数量指标", "项目完成率"],
                    ["产出指标", "质量指标", "项目质量达标率"],
                    ["产出指标", "时效指标", "项目完成及时性"],
                    ["效益指标", "社会效益指标", "办公用房安全性"],
                    ["效益指标", "社会效益指标", "办公用房整洁度"],
                    ["效益指标", "社会效益指标", "重大事故情况"],
                    ["效益指标", "可持续影响指标", "长效机制"],
                    ["满意度指标", "服务对象满意度指标", "受益群体满意度"],
                ),
                13,
            )
            for column in "DEFGHI"
        },
    }
    assert [refs[f"{column}13"].name for column in "BCDEFGHI"] == [
        *("name", "name", "name", "target", "actual", "weight", "score", "reason")
    ]


def test_numbers_keep_their_places() -> None:
    form = Form(
        id="f", indicators=[branch("1", Decimal("12.50"), Decimal("12.5")), branch("2", Decimal(15), Decimal(-5))]
    )
    form.funds.unit = "元"
    form.funds.total.annual_budget = Decimal("1500000.00")
    form.funds.total.executed = Decimal("1E+3")
    form.funds.parts.other.executed = Decimal("0.123456")
    cells = by_address(laid_out(form))
    shown = {
        place: (cells[place].value, cells[place].number_format) for place in ("E6", "F6", "F9", "G13", "H13", "H14")
    }
    assert shown == {
        "E6": (Decimal(1500000), "0.00"),
        "F6": (Decimal(1000), "0"),
        "F9": (Decimal("0.123456"), "0.000000"),
        "G13": (Decimal("12.5"), "0.00"),
        "H13": (Decimal("12.5"), "0.0"),
        "H14": (Decimal(-5), "0"),
    }
    assert cells["A5"].value == "项目资金（元）"


def test_computed_numbers() -> None:
    form = Form(
        id="f", indicators=[branch("1", Decimal("12.50"), Decimal("12.25")), branch("2", Decimal("12.50"), None)]
    )
    funds = form.funds.total
    funds.annual_budget, funds.executed, funds.weight = Decimal("289.48"), Decimal("242.44"), Decimal(10)
    cells = by_address(laid_out(form))
    # 242.44 ÷ 289.48 = 83.7502 %; of 10 points that is 8.375, half up 8.38. Sums need no trailing zeros.
    assert {place: (cells[place].value, cells[place].number_format) for place in ("H6", "I6", "G15", "H15")} == {
        "H6": (Decimal("0.8375"), "0.00%"),
        "I6": (Decimal("8.38"), "0.00"),
        "G15": (Decimal(25), "0"),
        "H15": (Decimal("12.25"), "0.00"),
    }
    funds.score = Decimal("9.50")
    typed = by_address(laid_out(form))["I6"]
    assert (typed.value, typed.number_format) == (Decimal("9.5"), "0.00")


def test_totals_on_the_basis_of_the_rule_set() -> None:
    form = sample_forms()[0]  # indicators 100 and 91, execution 10 and 10
    assert [values(lay_out(form, TEMPLATE, INDICATORS_ALONE))[place] for place in ("G21", "H21")] == [100, 91]
    assert [values(lay_out(form, TEMPLATE, WITH_EXECUTION))[place] for place in ("G21", "H21")] == [110, 101]


def test_no_rate_without_a_budget() -> None:
    form = Form(id="f")
    form.funds.total.executed = Decimal(5)
    form.funds.total.annual_budget = Decimal(0)
    form.funds.total.weight = Decimal(10)
    found = values(laid_out(form))
    assert found["E6"] == 0
    assert not {"H6", "I6"} & set(found)


def test_an_empty_form() -> None:
    sheet = laid_out(Form(id="f"))
    assert len(sheet.row_heights) == 14
    assert values(sheet)["A2"] == "(     年度)"
    assert {place: value for place, value in values(sheet).items() if int(place[1:]) > 12} == {"A14": "总分"}
    assert {"A12:A13", "A14:F14"} <= set(merges(sheet))
    covers_every_place_once(sheet)


def test_a_new_form_has_a_row_for_each_level_2_name() -> None:
    sheet = laid_out(Form(id="f", indicators=framework(TEMPLATE)))
    found = values(sheet)
    assert [found.get(f"B{row}") for row in range(13, 23)] == [
        *("产出指标", None, None, None, "效益指标", None, None, None, "满意度指标", None)
    ]
    assert [found[f"C{row}"] for row in (13, 16, 17, 20, 21)] == [
        *("数量指标", "成本指标", "经济效益指标", "可持续影响指标", "服务对象满意度指标")
    ]
    assert not any(f"{column}{row}" in found for column in "DEFGHI" for row in range(13, 22))
    assert {"A12:A21", "B13:B16", "B17:B20", "A22:F22"} <= set(merges(sheet))
    covers_every_place_once(sheet)


def test_level_1_names_alone_are_not_merged() -> None:
    form = Form(id="f", indicators=[Indicator(id=name, name=name) for name in ("甲", "乙", "丙")])
    sheet = laid_out(form)
    assert [values(sheet)[f"B{row}"] for row in (13, 14, 15)] == ["甲", "乙", "丙"]
    assert not [area for area in sheet.merges if area[0] > 12 and area[1] in {2, 3}]


def test_a_measure_handed_in_makes_the_heights() -> None:
    heights = lay_out(Form(id="f"), TEMPLATE, INDICATORS_ALONE, lambda text, font, width: 2).row_heights
    assert heights[0] == 45.75  # two lines of 16 points × 1.3, and 4: 45.6
    assert heights[2] == 31.5  # two lines of 10.5 points × 1.3, and 4: 31.3


def test_text_beginning_like_a_heading_is_no_pattern() -> None:
    assert values(laid_out(Form(id="f", project_name="{year}{unit}")))["C3"] == "{year}{unit}"


def test_many_indicators() -> None:
    sheet = laid_out(wide_form(60))
    assert len(sheet.row_heights) == 73
    assert {"A12:A72", "B13:B27", "B58:B72", "C13:C15", "C70:C72", "A73:F73"} <= set(merges(sheet))
    covers_every_place_once(sheet)


def branch(id_: str, weight: Decimal | None, score: Decimal | None) -> Indicator:
    leaf = Indicator(id=f"{id_}-3", name="完成率", target="100%", actual="100%", weight=weight, score=score)
    return Indicator(
        id=f"{id_}-1", name="产出指标", children=[Indicator(id=f"{id_}-2", name="数量指标", children=[leaf])]
    )


def covers_every_place_once(sheet: Sheet) -> None:
    covered = sorted(
        place
        for cell in sheet.cells
        for place in product(range(cell.row, cell.last_row + 1), range(cell.column, cell.last_column + 1))
    )
    assert covered == sorted(product(range(1, len(sheet.row_heights) + 1), range(1, 10)))


SHAPES = st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=4)


@given(SHAPES)
def test_any_tree_is_laid_out_whole(shape: list[list[int]]) -> None:
    ids = (f"n{number}" for number in count())
    indicators = [
        Indicator(
            id=next(ids),
            name="一级",
            children=[
                Indicator(
                    id=next(ids), name="二级", children=[Indicator(id=next(ids), reason="偏差") for _ in range(leaves)]
                )
                for leaves in below
            ],
        )
        for below in shape
    ]
    sheet = laid_out(Form(id="f", indicators=indicators))
    covers_every_place_once(sheet)
    rows = sum(max(1, sum(max(1, leaves) for leaves in below)) for below in shape) or 1
    assert len(sheet.row_heights) == 12 + rows + 1
    shown = [cell.field for cell in sheet.cells if cell.field is not None and cell.field.node is not None]
    assert sorted(shown) == sorted(
        FieldRef(node.id, name)
        for node, level in walk(indicators)
        for name in (INDICATOR_FIELDS if level == 3 else ("name",))
    )
    tree = Tree(indicators)
    assert all(
        cell.value == (get_field(tree.node(cell.field.node), cell.field.name) or None)
        for cell in sheet.cells
        if cell.field is not None and cell.field.node is not None
    )


def test_a_blank_execution_score_is_computed_as_the_rule_set_says() -> None:
    # 92.40 % reaches the step from 90 %, which gives 8 points; 91 + 8 = 99.
    form = sample_forms()[0].model_copy(deep=True)
    form.funds.total.score = None
    steps = values(lay_out(form, TEMPLATE, rule_set_for("regional-demo")))
    assert (steps["I6"], steps["H21"]) == (8, 99)
    by_rate = values(lay_out(form, TEMPLATE, WITH_EXECUTION))
    assert (by_rate["I6"], by_rate["H21"]) == (Decimal("9.24"), Decimal("100.24"))
