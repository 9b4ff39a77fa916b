"""Lists of evidence, blocks of a template's own and files without a form, at their limits."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.evidence import EVIDENCE_LABELS
from selfeval_gui.exchange.readers.grid import Aside, Grid, Source
from selfeval_gui.exchange.recognize.evidence_list import ListedRow, read_evidence_list
from selfeval_gui.exchange.recognize.kinds import Kind
from selfeval_gui.exchange.recognize.no_form import NoForm, why_no_form
from selfeval_gui.exchange.recognize.result import Omitted, Recognized
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, Spans, left, read_one, sheet

LIST = "三级指标|材料名称"


def listed(*lines: str, spans: Spans | None = None) -> list[ListedRow] | None:
    return read_evidence_list(Source([sheet(0, *lines, spans=spans)], is_workbook=True))


def rows_of(*lines: str, spans: Spans | None = None) -> list[tuple[str, str, dict[str, str]]]:
    found = listed(*lines, spans=spans)
    assert found is not None
    return [(row.level_2, row.row, {**row.said}) for row in found]


@pytest.mark.parametrize(
    ("headings", "is_list"),
    [(LIST, True), (f"序号|{LIST}", True), ("三级指标|文号", False), ("材料名称|文号", False), ("指标|满意", True)],
)
def test_a_list_names_indicators_and_documents_or_counts(headings: str, is_list: bool) -> None:
    assert listed("佐证材料清单", headings) == ([] if is_list else None)


def test_a_row_says_where_it_stands_and_what() -> None:
    found = listed("项目名称：维修", "", f"序号|{LIST}", "1|讲座|签到表", "||照片")
    assert found == [
        ListedRow("Sheet1!A4", "维修", "", "讲座", {"name": "签到表"}),
        ListedRow("Sheet1!C5", "维修", "", "讲座", {"name": "照片"}),
    ]
    assert [row.text for row in found] == ["讲座 签到表", "讲座 照片"]


@pytest.mark.parametrize(
    ("line", "project"),
    [
        ("项目名称|维修", "维修"),
        ("项目名称：|维修|另一格", "维修"),
        ("单位|甲|项目名称|维修", "维修"),
        ("项目名称：维修|甲", "维修"),
        ("甲|项目名称", ""),
        ("单位|甲", ""),
    ],
)
def test_the_project_stands_behind_its_label(line: str, project: str) -> None:
    found = listed(line, LIST, "讲座|签到表")
    assert found is not None
    assert [row.project for row in found] == [project]


def test_the_project_is_named_above_the_table_only() -> None:
    found = listed("项目名称：维修", LIST, "讲座|签到表", "项目名称：巡展", "讲座|照片")
    assert found is not None
    assert {row.project for row in found} == {"维修"}


def test_an_indicator_holds_for_the_rows_below_until_its_level_changes() -> None:
    assert rows_of(
        "二级指标|三级指标|材料名称",
        "数量指标|讲座|签到表",
        "数量指标||照片",
        "||回执",
        "质量指标||合格证",
        "|验收|报告",
    ) == [
        ("数量指标", "讲座", {"name": "签到表"}),
        ("数量指标", "讲座", {"name": "照片"}),
        ("数量指标", "讲座", {"name": "回执"}),
        ("质量指标", "", {"name": "合格证"}),
        ("质量指标", "验收", {"name": "报告"}),
    ]


def test_both_levels_in_one_cell() -> None:
    assert rows_of("二级指标 / 三级指标|材料名称", "数量指标 / 讲座|签到表", "讲座|照片") == [
        ("数量指标", "讲座", {"name": "签到表"}),
        ("数量指标", "讲座", {"name": "照片"}),
    ]


def test_a_merged_level_holds_for_its_rows_and_a_merged_document_for_its_first() -> None:
    spans = {(1, 0): (2, 0), (1, 2): (2, 2)}
    assert rows_of(f"{LIST}|页码", "讲座|签到表|3", "|照片|", "", spans=spans) == [
        ("", "讲座", {"name": "签到表", "pages": "3"}),
        ("", "讲座", {"name": "照片"}),
    ]


def test_two_columns_of_one_meaning_and_one_of_none_are_kept() -> None:
    assert rows_of(f"一级指标|{LIST}|日期|文号|责任人", "产出|讲座|签到表|3月|5号|李雷") == [
        ("", "讲座", {"name": "签到表", "document": "3月 5号", "note": "责任人：李雷"})
    ]


@pytest.mark.parametrize(("name", "label"), [*EVIDENCE_LABELS.items()])
def test_the_headings_that_we_print_are_known(name: str, label: str) -> None:
    ((_level, row, said),) = rows_of(f"三级指标|{label}|佐证材料", "讲座|甲|乙")
    assert (row, said) == ("讲座", {"name": "甲 乙"} if name == "name" else {name: "甲", "name": "乙"})


def test_nothing_registered_is_no_document() -> None:
    assert rows_of(LIST, "讲座|（没有登记材料）", "验收|", "巡展|照片") == [("", "巡展", {"name": "照片"})]


def test_counts_below_documents_are_another_table() -> None:
    found = listed(LIST, "讲座|签到表", "三级指标|发放|满意|备考|满意度", "|90|80|x|90%")
    assert found is not None
    assert [(row.row, {**row.said}, row.is_survey) for row in found] == [
        ("讲座", {"name": "签到表"}, False),
        ("", {"sent": "90", "satisfied": "80"}, True),
    ]


def test_a_list_in_a_comment_or_text_box_is_none() -> None:
    beside = Grid("批注", sheet(0, LIST, "讲座|签到表").cells, aside=Aside.COMMENT)
    assert read_evidence_list(Source([beside], is_workbook=True)) is None


# ---- blocks of texts ---------------------------------------------------------------------------------------------

BLOCK = "情况说明|存在问题和改进措施"


@pytest.mark.parametrize("headings", [f"|{BLOCK}", f"资金管理情况|{BLOCK}"])
def test_a_block_gives_each_text_to_its_label_and_heading(headings: str) -> None:
    found = read_one(TITLE, NAME, headings, "分配科学性|按因素法|无", "下达及时性|当月下达|", HEADINGS, ROW)
    assert found.form.extra == {
        "分配科学性：情况说明": "按因素法",
        "分配科学性：存在问题和改进措施": "无",
        "下达及时性：情况说明": "当月下达",
    }
    assert left(found) == []


def test_what_stands_left_of_a_label_or_right_of_all_headings_is_listed() -> None:
    spans = {(2, 2): (2, 3), (3, 3): (3, 3)}
    found = read_one(
        TITLE, NAME, f"||{BLOCK.replace('|', '||')}", "管理|分配科学性||按因素法|无|另注", HEADINGS, ROW, spans=spans
    )
    assert found.form.extra == {"分配科学性：情况说明": "按因素法", "分配科学性：存在问题和改进措施": "无"}
    assert left(found) == ["另注", "管理"]


# ---- no form -----------------------------------------------------------------------------------------------------


def why(*lines: str, result: Recognized | None = None) -> NoForm:
    return why_no_form(Source([sheet(0, *lines)], is_workbook=True), result or Recognized())


def test_five_tables_are_named_by_twenty_letters_of_each() -> None:
    long = "二〇二三年度教育局全部预算项目绩效情况一览表"
    cells = sheet(0, *(f"{letter}{long}" for letter in "甲乙丙丁戊己")).cells
    result = Recognized(omitted=[Omitted(Kind.OVERVIEW, cell) for cell in cells])
    assert why("甲", result=result) == NoForm(
        "source.only_others", {"names": "、".join(f"一览表“{letter}{long[:19]}”" for letter in "甲乙丙丁戊")}
    )


def test_what_is_passed_over_within_a_form_is_no_table() -> None:
    (cell,) = sheet(0, "第1页").cells
    assert why("甲", result=Recognized(omitted=[Omitted(Kind.EMPTY_ROW, cell)])) == NoForm("source.no_form", {})


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("",), NoForm("source.no_words", {})),
        (("通知",), NoForm("source.no_form", {})),
        ((LIST,), NoForm("source.evidence_list", {})),
        (("一级指标",), NoForm("source.no_headings", {"words": "一级指标", "missing": "年度指标值、分值"})),
        (("一级指标|分值",), NoForm("source.no_headings", {"words": "一级指标、分值", "missing": "年度指标值"})),
        (("一级指标|指标值",), NoForm("source.no_headings", {"words": "一级指标、指标值", "missing": "分值"})),
        (("指标值|分值",), NoForm("source.no_headings", {"words": "指标值、分值", "missing": "指标名称"})),
        (("三级指标|指标值|分值",), NoForm("source.not_in_columns", {"words": "三级指标、指标值、分值"})),
        (
            ("项目名称|实施单位", "全年执行数", "三级指标|指标值|分值|得分"),
            NoForm("source.not_in_columns", {"words": "三级指标、指标值、分值、得分、项目名称"}),
        ),
    ],
)
def test_a_file_without_a_form_says_how_far_its_headings_go(lines: tuple[str, ...], expected: NoForm) -> None:
    assert why(*lines) == expected


def test_words_of_a_comment_are_no_words_of_the_table() -> None:
    beside = Grid("批注", sheet(0, "一级指标").cells, aside=Aside.COMMENT)
    assert why_no_form(Source([beside], is_workbook=True), Recognized()) == NoForm("source.no_words", {})
