"""What is no form is named and left out: lists of projects, final accounts, forms that nobody has filled in."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.readers.grid import Grid, Source
from selfeval_gui.exchange.recognize.kinds import Kind
from selfeval_gui.exchange.recognize.no_form import why_no_form
from selfeval_gui.exchange.recognize.result import Recognized
from selfeval_gui.import_messages import source_sentence
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, read_all, read_one, sheet
from tests.helpers.imports import rows

FORM = (TITLE, NAME, HEADINGS, ROW)
OVERVIEW = (
    "区教育局2023年度项目汇总",
    "序号|项目名称|实施单位|年初预算数|全年执行数|自评得分",
    "1|校舍加固|一中|30|28|95",
    "2|操场翻新|二小|12|12|99",
)
BLANK = (
    "项目支出绩效自评表",
    "（    年度）",
    "项目名称",
    "主管部门||||实施单位",
    "项目资金（万元）|||年初预算数|全年预算数|全年执行数|分值",
    "|年度资金总额|||||10",
    "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
    "产出指标|数量指标|指标1：",
    "||……",
    "总分|||||100",
)


def omitted(result: Recognized) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in result.omitted]


def why(*grids: Grid) -> str:
    result = read_all(*grids)
    assert result.forms == []
    reason = why_no_form(Source([*grids], is_workbook=True), result)
    return source_sentence(reason.code, **reason.args)


def test_an_overview_beside_a_form() -> None:
    result = read_all(sheet(0, *OVERVIEW), sheet(1, *FORM))
    assert [found.form.project_name for found in result.forms] == ["改造工程"]
    assert (omitted(result), result.outside) == ([(Kind.OVERVIEW, "区教育局2023年度项目汇总")], [])


def test_an_overview_above_a_form_on_one_sheet() -> None:
    result = read_all(sheet(0, *OVERVIEW, "", *FORM))
    assert [found.form.project_name for found in result.forms] == ["改造工程"]
    assert [len(each.cells) for each in result.omitted] == [19]


def test_an_overview_under_the_title_of_a_form() -> None:
    result = read_all(sheet(0, TITLE, *OVERVIEW[1:]))
    assert (result.forms, [each.kind for each in result.omitted]) == ([], [Kind.OVERVIEW])


@pytest.mark.parametrize(
    "lines",
    [
        ("序号|项目名称", "1|校舍加固", "2|操场翻新"),
        ("项目名称|实施单位|联系人", "校舍加固|一中|周某", "操场|二小|吴某"),
    ],
)
def test_a_list_of_names(lines: tuple[str, ...]) -> None:
    assert [each.kind for each in read_all(sheet(0, *lines)).omitted] == [Kind.NAMES]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门收入支出决算总表", Kind.ACCOUNTS),
        ("2023年度重点项目清单", Kind.OVERVIEW),
        ("入库项目名单", Kind.NAMES),
    ],
)
def test_a_table_without_indicators_is_what_its_title_says(title: str, kind: Kind) -> None:
    lines = (title, "科目|年初预算数|全年预算数|决算数", "教育|50|60|58")
    assert omitted(read_all(sheet(0, *lines))) == [(kind, title)]


def test_an_empty_template_beside_a_form() -> None:
    result = read_all(sheet(0, *FORM), sheet(1, *BLANK))
    assert len(result.forms) == 1
    assert omitted(result) == [(Kind.BLANK, "项目支出绩效自评表")]


@pytest.mark.parametrize(
    ("place", "filled"),
    [
        (2, "项目名称|供水管网"),
        (5, "|年度资金总额|||90||10"),
        (7, "产出指标|数量指标|指标1：|5公里"),
        (7, "产出指标|数量指标|管网长度||6公里"),
    ],
)
def test_a_form_of_which_only_one_thing_is_filled_in_is_a_form(place: int, filled: str) -> None:
    result = read_all(sheet(0, *BLANK[:place], filled, *BLANK[place + 1 :]))
    assert (len(result.forms), [each.kind for each in result.omitted if each.kind is Kind.BLANK]) == (1, [])


def test_rows_of_the_template_that_nobody_filled_in() -> None:
    rest = ("||指标2：", "||……", "效益指标|社会效益指标|指标1", "满意度指标|服务对象满意度指标|××满意度")
    result = read_all(sheet(0, *FORM, *rest, "总分|||||100|100"))
    (found,) = result.forms
    assert rows(found.form) == [("产出指标", "数量指标", "改造小区数", "12个", "12个", "100", "100", "")]
    assert omitted(result) == [(Kind.EMPTY_ROW, text) for text in ("指标2：", "……", "指标1", "××满意度")]
    assert (found.unmapped, found.doubts) == ([], found.doubts)


def test_a_level_is_kept_whose_first_row_nobody_filled_in() -> None:
    spans = {(4, 0): (5, 0), (4, 1): (5, 1)}
    found = read_one(*FORM, "效益指标|社会效益指标|……", "||受益户数|≥9户|9户|0|0", spans=spans)
    assert rows(found.form)[1][:4] == ("效益指标", "社会效益指标", "受益户数", "≥9户")


def test_a_row_with_a_value_is_kept_whatever_its_name() -> None:
    found = read_one(*FORM, "||指标2|5次|5次")
    assert [row[2] for row in rows(found.form)] == ["改造小区数", "指标2"]


def test_the_sentence_names_what_is_there_instead() -> None:
    said = why(sheet(0, *OVERVIEW), sheet(1, *BLANK))
    assert "一览表“区教育局2023年度项目汇总”、空白表样“项目支出绩效自评表”" in said


def test_headings_of_a_list_stay_apart_in_the_sentence() -> None:
    assert "项目名单“序号 项目名称”" in why(sheet(0, "序号|项目名称", "1|改造小区"))


def test_the_sentence_says_how_far_the_headings_go() -> None:
    said = why(sheet(0, "三级指标|权重", "改造小区数|100"))
    assert "找到了“三级指标、权重”" in said
    assert "没有找到“年度指标值”" in said


def test_no_heading_is_asked_for_that_stands_there() -> None:
    said = why(sheet(0, "三级指标 年度指标值 分值", "三级指标", "年度指标值", "分值"))
    assert "“三级指标、年度指标值、分值”" in said
    assert "不在同一行" in said
    assert "没有找到“" not in said


def test_a_head_on_one_line_begins_no_list() -> None:
    head = "项目名称|护岸加固|主管部门|水务局|实施单位|河道站"
    funds = "项目资金（万元）|年度资金总额|年初预算数|全年预算数|全年执行数|分值"
    found = read_one(TITLE, head, funds, "|合计|3|3|3|10", HEADINGS, ROW)
    form = found.form
    assert (form.project_name, form.department, form.implementing_unit) == ("护岸加固", "水务局", "河道站")


def test_a_title_may_say_evaluation_without_self() -> None:
    found = read_one("2023年度财政支出绩效评价表", NAME, HEADINGS, ROW)
    assert (found.form.project_name, found.form.year) == ("改造工程", 2023)
    result = read_all(sheet(0, "2023年度财政支出绩效评价表", NAME, HEADINGS, ROW))
    assert result.outside == []
