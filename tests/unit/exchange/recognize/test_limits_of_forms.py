"""Where a form begins and ends: each rule at its limit, just inside and just outside."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.readers.grid import Grid, Source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import Recognized
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, left, read_all, said, sheet
from tests.helpers.imports import rows

FORM = (TITLE, NAME, HEADINGS, ROW)
FUNDS = "项目资金（万元）|年初预算数|全年预算数|全年执行数"
AMOUNTS = "年度资金总额|80|80|79.5"


def outside(result: Recognized) -> list[str]:
    return [cell.text for cell in result.outside]


def names(result: Recognized) -> list[str]:
    return [found.form.project_name for found in result.forms]


@pytest.mark.parametrize(("between", "is_near"), [(0, True), (6, True), (7, False)])
@pytest.mark.parametrize("label", [NAME, HEADINGS])
def test_a_title_stands_up_to_seven_rows_above_the_first_label(label: str, between: int, is_near: bool) -> None:
    notes = [f"要求{'甲乙丙丁戊己庚'[number]}" for number in range(between)]
    result = read_all(sheet(0, "关于报送的通知", TITLE, *notes, label, HEADINGS, ROW))
    assert (TITLE in outside(result), "关于报送的通知" in outside(result)) == (
        not is_near and label == NAME,
        is_near or label == NAME,
    )


@pytest.mark.parametrize(
    ("title", "is_title"),
    [
        (TITLE, True),
        (f"{TITLE}|单位：元", True),
        (f"附件|{TITLE}|单位：元", False),
        ("2023年度项目支出绩效自评表填写说明", False),
    ],
)
def test_a_title_shares_its_row_with_one_cell_at_most(title: str, is_title: bool) -> None:
    result = read_all(sheet(0, title, *FORM[1:]))
    assert [found.form.year for found in result.forms] == [2023 if is_title else None]
    assert outside(result) == ([] if is_title else title.split("|"))


def test_a_list_of_titles_is_no_form() -> None:
    result = read_all(sheet(0, f"1.{TITLE}", f"2.{TITLE}", *FORM))
    assert (names(result), outside(result)) == (["改造工程"], [f"1.{TITLE}", f"2.{TITLE}"])


@pytest.mark.parametrize(
    ("above", "out"),
    [
        (["附件2", "报表编号：0013"], []),
        (["关于报送的通知", "附件2"], ["关于报送的通知"]),
        (["附件2", "关于报送的通知"], ["附件2", "关于报送的通知"]),
        (["附件2|共三份"], ["附件2", "共三份"]),
        (["部门：教育局"], []),  # as 云南's 公开14表 prints it
        (["科室：教育科"], ["科室：教育科"]),
    ],
)
def test_what_stands_above_a_title_belongs_to_it_without_a_gap(above: list[str], out: list[str]) -> None:
    assert outside(read_all(sheet(0, *above, *FORM))) == out


def test_what_stands_below_the_last_form_stays_below_it() -> None:
    result = read_all(sheet(0, *FORM, "附件3"))
    assert (names(result), outside(result)) == (["改造工程"], [])


def test_what_stands_above_a_title_belongs_to_it_and_not_to_the_form_before() -> None:
    result = read_all(sheet(0, *FORM, "附件2", "报表编号：0013", *FORM))
    assert [found.form.extra for found in result.forms] == [{}, {"报表编号": "0013"}]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((TITLE, NAME, HEADINGS, ROW, "项目名称|绿化工程", HEADINGS, ROW), ["改造工程", "绿化工程"]),
        ((NAME, HEADINGS, ROW, "项目名称|绿化工程", HEADINGS, ROW), ["改造工程", "绿化工程"]),
        ((*FORM, TITLE, "项目名称|绿化工程", HEADINGS, ROW), ["改造工程", "绿化工程"]),
        ((*FORM, TITLE, HEADINGS, ROW), ["改造工程", ""]),
        ((HEADINGS, ROW), [""]),
        (("关于报送的通知",), []),
    ],
)
def test_a_form_begins_with_its_title_or_its_name(lines: tuple[str, ...], expected: list[str]) -> None:
    assert names(read_all(sheet(0, *lines))) == expected


@pytest.mark.parametrize(
    ("above", "out"),
    [
        (["部门：教育局", "2022年"], []),
        (["填报人：王五"], []),
        (["2022年度预算"], ["2022年度预算"]),
        (["（  年度）"], ["（  年度）"]),
        (["部门：教育局", "请填写", "2022年"], ["部门：教育局", "请填写"]),
    ],
)
def test_fields_above_the_name_belong_to_a_form_without_title(above: list[str], out: list[str]) -> None:
    assert outside(read_all(sheet(0, *above, *FORM[1:]))) == out


@pytest.mark.parametrize(
    ("funds", "is_form"),
    [((FUNDS, AMOUNTS), True), (("项目资金|全年预算数|全年执行数", "年度资金总额|80|79.5"), False)],
)
def test_without_indicators_a_form_has_three_headings_of_funds(funds: tuple[str, ...], is_form: bool) -> None:
    assert names(read_all(sheet(0, TITLE, NAME, *funds))) == (["改造工程"] if is_form else [])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((TITLE, NAME), (HEADINGS, ROW), [("改造工程", True)]),
        ((TITLE, NAME), (f"{TITLE}（续）", HEADINGS, ROW), [("改造工程", True)]),
        ((TITLE, NAME), (TITLE, HEADINGS, ROW), [("", False)]),
        ((TITLE, NAME), ("项目名称|绿化工程", HEADINGS, ROW), [("绿化工程", False)]),
        (FORM, (HEADINGS, ROW), [("改造工程", False), ("", False)]),
        ((TITLE, "主管部门|住建局"), (HEADINGS, ROW), [("", False)]),
        ((TITLE, NAME, FUNDS), (FUNDS, AMOUNTS), [("改造工程", False), ("", False)][:1]),
    ],
)
def test_a_sheet_goes_on_only_with_the_indicators_that_are_missing(
    first: tuple[str, ...], second: tuple[str, ...], expected: list[tuple[str, bool]]
) -> None:
    result = read_all(sheet(0, *first), sheet(1, *second))
    assert [(found.form.project_name, "sheet.joined" in codes(found)) for found in result.forms] == expected


def test_the_tables_of_a_document_follow_each_other() -> None:
    (found,) = read_all(sheet(0, TITLE, NAME), sheet(1, HEADINGS, ROW), sheet(2, ROW), is_workbook=False).forms
    assert (found.grids, len(rows(found.form)), codes(found)) == ((0, 1, 2), 2, ["basis.unknown"])


def test_names_stand_beside_each_other_only_in_one_row() -> None:
    wide = [
        "项目名称|改造工程||项目名称|绿化工程||项目名称|道路工程",
        "|".join(["三级指标|指标值|分值"] * 3),
        "|".join(["甲|1个|100"] * 3),
    ]
    result = read_all(sheet(0, *wide))
    assert names(result) == ["改造工程", "绿化工程", "道路工程"]
    assert [[row[2:4] for row in rows(found.form)] for found in result.forms] == [[("甲", "1个")]] * 3
    assert [[*codes(found), *left(found)] for found in result.forms] == [["year.missing"]] * 3
    below = read_all(sheet(0, *FORM, "|项目名称|绿化工程", f"|{HEADINGS}", f"|{ROW}"))
    assert [len(rows(found.form)) for found in below.forms] == [1, 1]


@pytest.mark.parametrize(("forms", "ids"), [([FORM], ["abc"]), ([FORM, FORM], [])])
def test_the_id_of_an_export_is_that_of_its_only_form(forms: list[tuple[str, ...]], ids: list[str]) -> None:
    result = read_all(*(sheet(number, *lines) for number, lines in enumerate(forms)), form_id="abc")
    assert [found.form.id for found in result.forms if found.form.id == "abc"] == ids


def test_a_form_without_an_id_of_ours_gets_one() -> None:
    (found,) = read_all(sheet(0, *FORM)).forms
    assert len(found.form.id) == 8


def test_each_form_is_told() -> None:
    told = []
    recognize(Source([sheet(0, *FORM, *FORM)], is_workbook=True), lambda: told.append(1))
    assert len(told) == 2


def hidden(*lines: str, is_hidden: bool = False, rows_hidden: tuple[int, ...] = ()) -> Grid:
    return sheet(0, *lines)._replace(is_hidden=is_hidden, hidden_rows=frozenset(rows_hidden))


def test_what_excel_hides_is_doubted_once() -> None:
    for grid, expected in (
        (hidden(*FORM), []),
        (hidden(*FORM, is_hidden=True), [("sheet.hidden", "Sheet1")]),
        (
            hidden(*FORM, rows_hidden=(1, 3)),
            [("row.hidden", "项目名称 改造工程 实施单位 房管中心"), ("row.hidden", ROW.replace("|", " "))],
        ),
        (
            hidden(*FORM, is_hidden=True, rows_hidden=(3,)),
            [("sheet.hidden", "Sheet1"), ("row.hidden", ROW.replace("|", " "))],
        ),
    ):
        (found,) = read_all(grid).forms
        assert [each for each in said(found.doubts) if "hidden" in each[0]] == expected


@pytest.mark.parametrize("length", [79, 80, 81])
def test_a_doubt_shows_eighty_characters_of_a_row(length: int) -> None:
    long = "宽" * length
    (found,) = read_all(hidden(*FORM, f"备注|{long}", rows_hidden=(4,))).forms
    assert said(found.doubts) == [("row.hidden", f"备注 {long}"[:80])]


@pytest.mark.parametrize(
    ("heading", "is_of_booklet"),
    [
        ("2 绿化工程", True),
        ("12、绿化工程", True),
        ("绿化工程", False),
        (".绿化工程", False),
        ("2. 道路工程", False),
        ("2. 绿化工程|第3页", False),
    ],
)
def test_the_heading_of_a_booklet_says_a_number_and_the_project_that_follows(heading: str, is_of_booklet: bool) -> None:
    result = read_all(sheet(0, *FORM, heading, TITLE, "项目名称|绿化工程", HEADINGS, ROW))
    assert names(result) == ["改造工程", "绿化工程"]
    assert (outside(result) == [heading]) == is_of_booklet


@pytest.mark.parametrize(("hidden", "is_doubted"), [((4,), True), ((3,), False), ((3, 4, 5), True)])
def test_a_hidden_column_is_doubted(hidden: tuple[int, ...], is_doubted: bool) -> None:
    grid = sheet(0, TITLE, "项目名称|改造工程", HEADINGS, ROW)._replace(hidden_columns=frozenset(hidden))
    (found,) = read_all(grid).forms
    texts = [text for code, text in said(found.doubts) if code == "column.hidden"]
    assert ("实际完成值 12个" in texts) == is_doubted
