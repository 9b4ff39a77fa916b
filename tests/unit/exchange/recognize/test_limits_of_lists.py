"""A bureau's list of projects and a unit's list of answers at their limits: which row is the heading, what a row says."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from selfeval_gui.domain.review.register import Register
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.answer_sheet import SheetAnswer, read_answer_sheet
from selfeval_gui.exchange.recognize.register_list import RegisterRead, read_register_list, read_wanted
from tests.helpers.grids import sheet


def table(*lines: str) -> list[list[str]]:
    """Return the cells of lines, which stand between bars."""
    return [line.split("|") for line in lines]


def read(*lines: str) -> tuple[Register, RegisterRead]:
    found = read_register_list(table(*lines))
    assert found.register is not None
    return found.register, found


def doubts(found: RegisterRead) -> Sequence[tuple[int, str, str]]:
    return [(doubt.row, doubt.code, doubt.text) for doubt in found.doubts]


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("项目名称", False),
        ("项目名称|备注", False),
        ("项目名称|单位", True),
        ("项目名称|联系人", True),
        ("单位|单位编码", True),
        ("单位|联系人", True),
        ("单位|联系人|年度", True),
        ("单位|单位编码|年度", True),
        ("单位|联系电话", False),
        ("单位编码|联系人", False),
        ("联系人|联系电话", False),
    ],
)
def test_a_heading_names_projects_with_something_else_or_units_with_code_or_person(heading: str, is_one: bool) -> None:
    assert (read_register_list(table("名单", heading, "甲|乙|2020")).register is not None) == is_one


def test_rows_are_numbered_as_they_stand_and_a_short_row_is_blank_at_its_end() -> None:
    register, found = read(
        "名单", "单位|项目名称|预算（元）|年度", "科技馆", "科技馆|展厅|约百万|某年", "科技馆|展厅|5|"
    )
    assert doubts(found) == [
        (4, "list.bad_year", "某年"),
        (4, "list.bad_budget", "约百万"),
        (5, "list.twice", "展厅"),
    ]
    assert [(one.unit, one.name, one.budget, one.exempt) for one in register.projects] == [
        ("科技馆", "展厅", None, None)
    ]
    assert found.lines == [Wanted("展厅", "科技馆", budget_unit="元", spellings=[])]


def test_of_two_headings_of_one_meaning_the_first_counts() -> None:
    register, _found = read("项目名称|单位|项目", "展厅|科技馆|巡展")
    assert [one.name for one in register.projects] == ["展厅"]


@pytest.mark.parametrize(
    ("lines", "unit", "is_stated"),
    [
        (("项目|单位|预算（元）",), "元", True),
        (("单位：元", "项目|单位|预算（万元）"), "万元", True),
        (("金额单位：元", "项目|单位|预算"), "元", True),
        (("项目|单位|预算|单位：元",), "元", True),
        (("项目|单位|预算",), "万元", False),
        (("项目|单位|预算", "金额单位：元"), "万元", False),
    ],
)
def test_money_is_in_the_unit_of_its_heading_or_of_a_line_above(
    lines: tuple[str, ...], unit: str, is_stated: bool
) -> None:
    register, found = read(*lines, "展厅|科技馆|50000")
    (exhibition,) = [one for one in register.projects if one.name == "展厅"]
    assert (exhibition.budget, exhibition.budget_unit) == (Decimal(50000), unit)
    assert found.lines[-1].budget_unit == (unit if is_stated else None)
    assert doubts(found) == ([] if is_stated else [(1, "list.no_money_unit", unit)])


def test_without_budgets_no_unit_of_money_is_missed() -> None:
    _register, found = read("项目|单位", "展厅|科技馆")
    assert doubts(found) == []


def test_unit_and_code_are_filled_down_until_the_next_unit() -> None:
    register, found = read(
        "单位|单位编码|项目名称|联系人|电话|简称",
        "科技馆|001|展厅|王芳|021|科馆、老馆",
        "||巡展|李雷|022|",
        "图书馆||阅览||||",
        "科技馆|009|修缮|赵六|023|新馆",
    )
    assert [(one.unit, one.name) for one in register.projects] == [
        ("科技馆", "展厅"),
        ("科技馆", "巡展"),
        ("图书馆", "阅览"),
        ("科技馆", "修缮"),
    ]
    assert [(one.name, one.code, one.contact, one.phone, one.others) for one in register.units] == [
        ("科技馆", "001", "王芳", "021", ["科馆", "老馆", "新馆"]),
        ("图书馆", "", "", "", []),
    ]
    assert [line.spellings for line in found.lines] == [["科馆", "老馆", "新馆"]] * 2 + [[]] + [
        ["科馆", "老馆", "新馆"]
    ]


def test_sums_and_blank_rows_are_passed_over_and_a_row_without_names_is_named() -> None:
    register, found = read("项目名称|联系人", "展厅|", "合 计|王芳", "|", "|李雷")
    assert [one.name for one in register.projects] == ["展厅"]
    assert doubts(found) == [(5, "list.no_name", "李雷")]
    units, found = read("单位|联系人", "科技馆|王芳", "总计|王芳")
    assert ([one.name for one in units.units], units.projects, doubts(found)) == (["科技馆"], [], [])


@pytest.mark.parametrize(
    ("word", "is_exempt"), [("是", True), ("√", True), ("Y", True), ("免报", True), ("否", False), ("", False)]
)
def test_which_words_free_a_project(word: str, is_exempt: bool) -> None:
    register, found = read("单位|项目|是否免报|免报原因", f"科技馆|展厅|{word}|涉密")
    exempt = register.projects[0].exempt
    assert (None if exempt is None else exempt.reason) == ("涉密" if is_exempt else None)
    assert found.lines[0].is_exempt == is_exempt


def test_a_project_of_two_years_is_one_project_and_two_lines() -> None:
    register, found = read("单位|项目|预算（万元）|年度|免报", "科技馆|展厅|5|2020|", "科技馆|展厅|7|2021|是")
    assert [one.budget for one in register.projects] == [Decimal(5)]
    assert [(line.year, line.budget, line.is_exempt) for line in found.lines] == [
        (2020, Decimal(5), False),
        (2021, Decimal(7), True),
    ]
    assert register.task.year == 2020


@pytest.mark.parametrize(
    ("days", "due", "is_bad"),
    [
        (("2021-03-05 00:00:00", "2021-03-01"), "2021-03-05", False),
        (("2021-03-01", "2021-03-05"), "2021-03-05", False),
        (("2021年3月", ""), "2021-03-31", False),
        (("尽快", "2021-03-05"), "2021-03-05", True),
    ],
)
def test_the_task_is_due_on_the_latest_day(days: tuple[str, str], due: str, is_bad: bool) -> None:
    register, found = read("单位|项目|截止日期", *(f"科技馆|展厅{place}|{day}" for place, day in enumerate(days)))
    assert register.task.due == due
    assert doubts(found) == ([(2, "list.bad_day", "尽快")] if is_bad else [])


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("展厅|甲", "巡展", "|乙", " 修缮 |"), ["展厅", "巡展", "修缮"]),
        (("名单", "序号|项目名称", "1|展厅", "2", "3| |", "|合计", "4|修缮"), ["展厅", "修缮"]),
        (("项目名称|单位", "展厅|科技馆"), ["展厅"]),
        (("", "展厅"), ["展厅"]),
    ],
)
def test_names_alone_are_a_list_of_projects(lines: tuple[str, ...], names: list[str]) -> None:
    assert [one.name for one in read_wanted(table(*lines))] == names


ANSWERS = "项目|意见|答复|说明"


def answers(*lines: str) -> list[SheetAnswer] | None:
    other = sheet(0, "说明|请在表里答复")
    return read_answer_sheet(Source([other, sheet(1, *lines)], is_workbook=True))


def test_answers_stand_below_their_headings_in_any_order() -> None:
    found = answers(
        "退回意见",
        f"意见编号|{ANSWERS}|位置",
        "r1|展厅|人数不符|已改||A / B",
        "",
        "||||",
        "|巡展|无附件|",
        "||||见附件|",
    )
    assert found == [
        SheetAnswer(3, "r1", "展厅", "A / B", "人数不符", "已改", ""),
        SheetAnswer(6, "", "巡展", "", "无附件", "", ""),
        SheetAnswer(7, "", "", "", "", "", "见附件"),
    ]
    assert [each.is_answered for each in found] == [True, False, True]


@pytest.mark.parametrize(
    ("headings", "is_one"), [(ANSWERS, True), (f"编号|{ANSWERS}", True), (ANSWERS.replace("答复", "办理"), False)]
)
def test_four_headings_make_a_sheet_of_answers(headings: str, is_one: bool) -> None:
    assert (answers(headings, "展厅|人数不符|已改|") is not None) == is_one
