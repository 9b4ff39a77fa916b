"""The summary: its rows against the printed forms, its workbook as other programs read it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.reports.summary_book import render_summary
from selfeval_gui.exchange.reports.summary_rows import (
    SummaryRow,
    average_score,
    counted,
    finding_kinds,
    fund_sums,
    grades_by_unit,
    summarize,
    years_of,
)
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.weights_left import GradeStanding
from tests.helpers.kinds import monitoring_form
from tests.helpers.xlsx_forms import long_form, sample_forms

NAMESPACES = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def rows_of(forms: list[Form]) -> list[SummaryRow]:
    return [summarize(form.id, form, check(form, rule_set_of(form))) for form in forms]


@pytest.fixture(scope="module")
def rows() -> list[SummaryRow]:
    return rows_of(sample_forms())


def read(data: bytes, sheet: int = 0) -> list[list[Any]]:
    """Read a sheet with a reader that is not the writer."""
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(sheet).to_python()


def test_rows_are_the_printed_forms(rows: list[SummaryRow], seeds: list[dict[str, Any]]) -> None:
    assert len(rows) == 14
    for row, seed in zip(rows, seeds, strict=True):
        assert row.project_name == seed["project_name"]
        for name in ("initial_budget", "annual_budget", "executed"):
            assert getattr(row, name) == Decimal(seed["funds_total"][name])
        assert f"{row.execution_rate}%" == seed["funds_total"]["execution_rate"]
        lost = [each for each in seed["indicators"] if Decimal(each["score"]) < Decimal(each["weight"])]
        assert [each.indicator for each in row.deductions] == [each["name"] for each in lost]
    scores = "91 89 90 89 89 90 90 91 91 90 91 90 90 88".split()
    assert [str(row.score_alone) for row in rows] == scores
    assert [row.score_with_execution for row in rows] == [Decimal(score) + 10 for score in scores]


def test_problems_say_who_gave_no_reason(rows: list[SummaryRow]) -> None:
    first = rows[2].problems.splitlines()[0]
    assert first == "项目完成及时性（扣 2 分）、项目活动形式（扣 1 分）、科普内容情况（扣 1 分）：没有写明原因"
    assert "没有写明原因" not in rows[2].measures


def test_sums_and_groups(rows: list[SummaryRow], seeds: list[dict[str, Any]]) -> None:
    sums = fund_sums(rows)
    assert sums.executed == sum(Decimal(seed["funds_total"]["executed"]) for seed in seeds)
    budget = sum(Decimal(seed["funds_total"]["annual_budget"]) for seed in seeds)
    assert sums.annual_budget == budget == Decimal("2310.48")
    assert sums.execution_rate == Decimal("96.22")  # 2223.15 ÷ 2310.48
    assert average_score(rows, "score_alone") == Decimal("89.93")  # 1259 ÷ 14
    (unit,) = grades_by_unit(rows)
    assert {name: len(forms) for name, forms in unit.forms.items()} == {"优": 10, "良": 4, "中": 0, "差": 0}
    assert [row.key for row in rows if row.key in unit.forms["良"]] == ["s02", "s04", "s05", "s14"]
    counts = {kind.code: (kind.count, len(kind.forms)) for kind in finding_kinds(rows)}
    assert counts["reason.missing"] == (11, 7)
    assert counts["met.deducted"] == (4, 2)
    assert counts["execution.score"] == (10, 10)
    assert years_of(rows) == "2020"


def test_amounts_in_yuan_join_the_others() -> None:
    form = Form(id="a")
    form.funds.unit = "元"
    form.funds.total.annual_budget, form.funds.total.executed = Decimal(250000), Decimal("215457.6")
    row = rows_of([form])[0]
    assert (row.annual_budget, row.executed) == (Decimal(25), Decimal("21.54576"))
    assert row.execution_rate == Decimal("86.18")
    assert (row.grade, row.grade_words) == (None, "还差 100")


def test_forms_without_amounts_do_not_spoil_the_rate() -> None:
    half = Form(id="a")
    half.funds.total.annual_budget, half.funds.total.executed = Decimal(10), Decimal(5)
    unspent = Form(id="b")
    unspent.funds.total.annual_budget = Decimal(90)
    sums = fund_sums(rows_of([half, unspent]))
    assert (sums.annual_budget, sums.executed, sums.execution_rate) == (Decimal(100), Decimal(5), Decimal("50.00"))


def test_first_sheet_as_others_read_it(rows: list[SummaryRow], seeds: list[dict[str, Any]]) -> None:
    table = read(render_summary(rows))
    assert table[0][0] == "2020 年度项目支出绩效自评汇总表"
    assert [str(each).replace("\n", "") for each in table[1]] == [
        *("序号", "项目名称", "主管部门", "实施单位"),
        *("年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）", "执行率"),
        *("得分（只计指标）", "得分（含执行率）", "等级", "主要问题", "改进措施"),
    ]
    for number, (line, seed) in enumerate(zip(table[2:16], seeds, strict=True), 1):
        assert line[:3] == [number, seed["project_name"], seed["department"]]
        assert line[6] == pytest.approx(float(seed["funds_total"]["executed"]))
    assert [line[10] for line in table[2:16]].count("优") == 10
    assert table[16][1] == "合计 14 份，得分为平均"
    assert table[16][4:10] == [2310.48, 2310.48, 2223.15, 0.9622, 89.93, 99.93]


def test_sheets_are_ready_for_use_and_print(rows: list[SummaryRow]) -> None:
    workbook = load_workbook(BytesIO(render_summary(rows)))
    assert workbook.sheetnames == ["汇总表", "各单位等级", "检查结果"]
    sheet: Any = workbook["汇总表"]
    assert sheet.auto_filter.ref == "A2:M16"
    assert sheet.freeze_panes == "C3"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # one page wide without a word
    each: Any
    for each in workbook.worksheets:  # the page number stands below the table, and is not cut
        assert each.page_margins.footer + 20 / 72 <= each.page_margins.bottom
        assert each.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["H3"].number_format == "0.00%"
    assert sheet["G3"].number_format == "#,##0.00"


def test_sums_rates_and_means_follow_their_cells(rows: list[SummaryRow]) -> None:
    workbook = load_workbook(BytesIO(render_summary(rows)))
    sheet: Any = workbook["汇总表"]
    assert sheet["H3"].value == '=IFERROR(IF(ISNUMBER(G3),ROUND(G3/F3,4),""),"")'
    assert sheet["E17"].value == '=IF(COUNT(E3:E16)=0,"",SUM(E3:E16))'
    assert sheet["J17"].value == '=IFERROR(ROUND(AVERAGE(J3:J16),2),"")'
    assert sheet["H17"].value.count("SUMPRODUCT(--ISNUMBER(H3:H16),G3:G16)") == 2
    units: Any = workbook["各单位等级"]
    assert [units[place].value for place in ("F3", "B4", "F4")] == [
        f'=IF(COUNT({area})=0,"",SUM({area}))' for area in ("B3:E3", "B3", "F3")
    ]


def test_grades_have_a_chart_over_their_cells(rows: list[SummaryRow]) -> None:
    data = render_summary(rows)
    table = read(data, 1)
    assert table[1] == ["实施单位", "优", "良", "中", "差", "份数"]
    assert table[2] == ["上海市科学技术协会", 10, 4, 0, 0, 14]
    assert table[3] == ["合计", 10, 4, 0, 0, 14]
    with ZipFile(BytesIO(data)) as parts:
        chart = ElementTree.fromstring(parts.read("xl/charts/chart1.xml"))
    values = [each.text for each in chart.iterfind(".//c:ser/c:val/c:numRef/c:f", NAMESPACES)]
    assert values == [f"各单位等级!${column}$3" for column in "BCDE"]
    for label in chart.iterfind(".//c:dLbls/c:numFmt", NAMESPACES):
        assert label.attrib == {"formatCode": "0;;;", "sourceLinked": "0"}, "else LibreOffice writes 0 beside the bar"
    assert len(list(chart.iterfind(".//c:ser/c:dLbls/c:numFmt", NAMESPACES))) == 4
    places = {"c:catAx/c:scaling/c:orientation": "maxMin", "c:valAx/c:crosses": "max"}
    for place, value in places.items():  # the first unit on top, as in the table, and the numbers below
        assert [each.get("val") for each in chart.iterfind(f".//{place}", NAMESPACES)] == [value]
    assert chart.find(".//c:majorGridlines", NAMESPACES) is None


def test_findings_by_kind(rows: list[SummaryRow]) -> None:
    lines = {line[0]: line for line in read(render_summary(rows), 2)[2:]}
    assert lines["扣分没有写原因"][1:4] == ["警告", 11, 7]
    assert "2020 年国际交流与合作项目" in lines["达到指标值却扣分"][4]


def test_every_code_has_a_name() -> None:
    assert set(FINDING_KINDS) == set(DEFAULT_SEVERITIES)


def test_nothing_at_all() -> None:
    data = render_summary([])
    assert read(data)[0][0] == "项目支出绩效自评汇总表"
    assert "合计 0 份" in str(read(data)[2][1])
    assert read(data, 2)[2][0] == "没有检查结果"


def test_text_stays_text_and_rows_within_excels_limit() -> None:
    form = long_form()
    form.project_name = '=HYPERLINK("http://x")\x00'
    form.implementing_unit = ""
    form.department = "甲_x0041_乙"
    for leaf in form.indicators[0].children[0].children:
        leaf.reason = "未按期完成，" * 500 + leaf.id
    data = render_summary(rows_of([form]))
    sheet: Any = load_workbook(BytesIO(data))["汇总表"]
    assert sheet["B3"].data_type == "s"
    assert sheet["B3"].value == '=HYPERLINK("http://x")'
    assert sheet["B3"].quotePrefix
    with ZipFile(BytesIO(data)) as parts:
        assert "_x005F_x0041_" in parts.read("xl/sharedStrings.xml").decode(), "else Excel reads 甲A乙"
    assert sheet["L3"].value.count("未按期完成，") == 1000
    assert sheet.row_dimensions[3].height <= 409
    assert sheet["L3"].font.size < 10
    assert read(data, 1)[2][0] == "没有填写单位"


def test_what_a_cell_cannot_hold_is_said_in_it() -> None:
    form = long_form()
    form.indicators[0].children[0].children[0].reason = "未" * 40_000
    text = read(render_summary(rows_of([form])))[2][11]
    assert len(text) == 32_767
    assert text.endswith("……（Excel 一格放不下，后面的见自评表）")


def test_grades_of_a_scale_of_ones_own() -> None:
    form = Form(id="a", indicators=[Indicator(id="1", children=[Indicator(id="2", children=[Indicator(id="3")])])])
    (row,) = rows_of([form])
    (unit,) = grades_by_unit(
        [row._replace(grades=("甲", "乙"), standing=GradeStanding("乙", Decimal(0))), row._replace(key="b")]
    )
    assert {name: len(forms) for name, forms in unit.forms.items()} == {
        **{"优": 0, "良": 0, "中": 0, "差": 0},
        **{"甲": 0, "乙": 1, "": 1},
    }


def test_stages_of_a_year_are_added_apart() -> None:
    year = sample_forms()[0]
    report = monitoring_form()
    report.funds.total.executed = Decimal(40)
    found = rows_of([report, year])
    assert [row.key for row in counted(found)] == [year.id]
    assert fund_sums(counted(found)).executed == year.funds.total.executed
    lines = read(render_summary(found))
    named = {line[1]: line for line in lines}
    assert named[f"{report.project_name}（监控）"][6] == 40
    assert named["自评合计 1 份，得分为平均"][6] == float(year.funds.total.executed or 0)
    assert named["监控合计 1 份，得分为平均"][6] == 40
    assert read(render_summary(found), 1)[-1][-1] == 1  # grades are of self-evaluations


def test_where_only_reports_are_these_are_counted() -> None:
    assert [row.key for row in counted(rows_of([monitoring_form()]))] == [monitoring_form().id]
    assert "合计 1 份，得分为平均" in [line[1] for line in read(render_summary(rows_of([monitoring_form()])))]
