"""得分计算说明, read back by another library: every row with how its score comes about, sums by hand."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from selfeval_gui.domain.form import Form, FundTotal, Indicator
from selfeval_gui.exchange.reports.score_notes_book import render_score_notes
from selfeval_gui.rules.rule_set import presets
from tests.helpers.documents import sample_form

SHANGHAI, MOF, DEMO = (presets()[name] for name in ("shanghai-2020", "mof-2020", "regional-demo"))


def rows(data: bytes, name: str = "得分计算说明") -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def form_of(*leaves: tuple[str, str, str, str | None], budget: str = "61", executed: str = "53.36") -> Form:
    children = [
        Indicator(
            id=f"r{place}",
            name=f"行{place}",
            target=target,
            actual=actual,
            weight=Decimal(weight),
            score=None if score is None else Decimal(score),
        )
        for place, (target, actual, weight, score) in enumerate(leaves)
    ]
    second = Indicator(id="two", name="数量指标", children=children)
    form = Form(id="f", project_name="项目", indicators=[Indicator(id="one", name="产出指标", children=[second])])
    form.funds.total = FundTotal(annual_budget=Decimal(budget), executed=Decimal(executed), weight=Decimal(10))
    return form


def test_rows_of_every_kind() -> None:
    form = form_of(
        ("≥50场", "46场", "10", "9.2"),  # 46 / 50 × 10 = 9.2
        ("≤10次", "15次", "10", "7"),  # 10 / 15 × 10 = 6.67
        ("健全", "较为健全", "10", "7.99"),
        ("健全", "较为健全", "10", "8"),
        ("≥3场", "若干", "10", "5"),
        ("≥3场", "3场", "10", None),
    )
    found = rows(render_score_notes(form, SHANGHAI))
    assert [row[0] for row in found[:3]] == ["得分计算说明", "项目名称：项目", f"口径：{SHANGHAI.name}"]
    assert found[3][5:] == ["分值", "得分", "按口径应得", "怎样得来", "与口径是否一致"]
    # 53.36 / 61 = 87.4754 %, 87.48 % of 10 = 8.748
    assert found[4][:1] + found[4][3:] == [
        *("执行率", "全年预算数 61", "全年执行数 53.36", 10.0, 8.75, 8.75),
        *("执行率 53.36/61 = 87.48%；87.48% × 10 = 8.75", "一致"),
    ]
    assert [row[5:] for row in found[5:11]] == [
        [10.0, 9.2, 9.2, "正向：46/50 × 10 = 9.20", "一致"],
        [10.0, 7.0, 6.67, "反向：10/15 × 10 = 6.67", "不一致"],
        [10.0, 7.99, "6.00–7.99", "定性 部分达成：60–80% → 6.00–7.99", "一致"],
        [10.0, 8.0, "6.00–7.99", "定性 部分达成：60–80% → 6.00–7.99", "不一致"],
        [10.0, 5.0, "", "实际完成值无法与指标值比较，算不出得分", "由填表人判断"],
        [10.0, "", 10.0, "正向：完成 3，达到 3，得满分 10.00", ""],
    ]
    assert found[5][:5] == ["产出指标", "数量指标", "行0", "≥50场", "46场"]


def test_no_grade_before_the_weights_make_the_total() -> None:
    found = rows(render_score_notes(form_of(("≥50场", "50场", "15", "15")), SHANGHAI))
    assert [row[5:7] + row[8:] for row in found[-2:]] == [[15.0, 15.0, "还差 85", "本表口径"], [25.0, 23.75, "", ""]]


def test_totals_on_both_bases_with_their_grades() -> None:
    found = rows(render_score_notes(sample_form(2), SHANGHAI))
    assert [row[:3] + row[5:7] + row[8:] for row in found[-2:]] == [
        ["总分", "", "指标合计为总分，执行率另计", 100.0, 89.0, "等级 良", "本表口径"],
        ["总分", "", "执行率计入总分", 110.0, 99.0, "等级 优", ""],
    ]


@pytest.mark.parametrize(
    ("budget", "executed", "said"),
    [
        ("100", "120", "执行率 120/100 = 120.00%；超过 100%，得满分 10.00"),
        ("100", "-5", "执行率 -5/100 = -5.00%；低于 0，得 0.00"),
        ("0", "5", "没有填执行数，或全年预算数为空或为 0，算不出执行率"),
    ],
)
def test_odd_amounts(budget: str, executed: str, said: str) -> None:
    assert rows(render_score_notes(form_of(budget=budget, executed=executed), SHANGHAI))[4][8] == said


def test_steps_and_caps_of_a_regional_rule_set() -> None:
    found = rows(render_score_notes(form_of(budget="100", executed="75"), DEMO))
    assert found[3][0] == "执行率低于 80%，按口径总分最高 89。"
    assert found[5][7:9] == [4.0, "执行率 75/100 = 75.00%；按执行率分档得 4"]  # from 70 %: 4


def test_the_rule_set_stands_beside_in_words() -> None:
    found = dict(tuple(row) for row in rows(render_score_notes(sample_form(1), MOF), "口径")[2:])
    assert found["总分"] == "100，执行率计入总分"
    assert found["一级指标分值"] == "产出指标 50，效益指标 30，满意度指标 10"


def test_totals_follow_the_rows_above() -> None:
    sheet = load_workbook(BytesIO(render_score_notes(sample_form(2), SHANGHAI)))["得分计算说明"]
    last = sheet.max_row  # title, two notes and headings above; the execution row is row 5
    assert [cell.value for row in sheet.iter_rows(last - 1, last, 6, 7) for cell in row] == [
        f'=IF(COUNT({area})=0,"",SUM({area}))'
        for area in (f"F6:F{last - 2}", f"G6:G{last - 2}", f"F5:F{last - 2}", f"G5:G{last - 2}")
    ]


def test_it_can_be_printed() -> None:
    workbook = load_workbook(BytesIO(render_score_notes(sample_form(1), SHANGHAI)))
    assert workbook.sheetnames == ["得分计算说明", "口径"]
    sheet = workbook["得分计算说明"]
    assert sheet.freeze_panes == "A5"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.cell(sheet.max_row, 1).font.bold
    assert not sheet.cell(sheet.max_row - 2, 1).font.bold


def test_without_indicators_no_sum_holds_its_own_cell() -> None:
    form = form_of()
    form.indicators = []
    sheet = load_workbook(BytesIO(render_score_notes(form, SHANGHAI)))["得分计算说明"]
    # Below the headings in row 4: the execution row, the sums without it, the sums with it.
    assert [[sheet.cell(row, column).value for column in (6, 7)] for row in (6, 7)] == [
        [None, None],
        ['=IF(COUNT(F5)=0,"",SUM(F5))', '=IF(COUNT(G5)=0,"",SUM(G5))'],
    ]
