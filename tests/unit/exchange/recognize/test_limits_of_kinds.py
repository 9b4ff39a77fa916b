"""What is no form, at the limits: how many columns and rows make a list, how far its title stands, how long a cover is."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.recognize.kinds import Kind
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, read_all, sheet

HEAD = "项目名称|护岸加固|主管部门|水务局|实施单位|河道站"
LIST = "序号|项目名称|实施单位|年初预算数"
IN_LIST = "1|校舍加固|一中|30"


def kinds(*lines: str) -> list[str]:
    return [each.kind for each in read_all(sheet(0, *lines)).omitted]


def outside(*lines: str) -> list[str]:
    return [cell.text for cell in read_all(sheet(0, *lines)).outside]


@pytest.mark.parametrize(
    ("lines", "is_list"),
    [
        (("项目名称|实施单位|联系人", "校舍加固|一中|周某"), True),
        (("项目名称|实施单位", "校舍加固|一中"), False),
        (("项目名称|实施单位|联系人", "校舍加固"), False),
        (("序号|项目名称", "1|校舍加固"), True),
    ],
)
def test_a_list_has_three_columns_unless_it_only_counts_its_projects(lines: tuple[str, ...], is_list: bool) -> None:
    assert kinds(*lines) == ([Kind.NAMES] if is_list else [])


@pytest.mark.parametrize(("between", "is_list"), [(0, True), (1, True), (2, False)])
def test_the_first_project_of_a_list_stands_within_two_rows_of_its_headings(between: int, is_list: bool) -> None:
    units = ["|||（万元）"] * between
    assert kinds(LIST, *units, IN_LIST) == ([Kind.OVERVIEW] if is_list else [])


@pytest.mark.parametrize(
    ("headings", "is_list"),
    [
        ("项目名称|实施单位|年初预算数|镇街|批次|进度", True),
        ("项目名称|实施单位|年初预算数|镇街|批次|进度|编码", False),
    ],
)
def test_half_of_the_headings_of_a_list_are_known(headings: str, is_list: bool) -> None:
    assert kinds(headings, "校舍加固|一中", "操场翻新|二小") == ([Kind.OVERVIEW] if is_list else [])


@pytest.mark.parametrize(
    ("first", "second", "third", "is_list"),
    [
        (5, 5, 2, True),  # two rows decide
        (5, 4, 5, False),
        (4, 5, 5, False),
    ],
)
def test_below_fewer_known_headings_two_rows_fill_more_than_half_of_them(
    first: int, second: int, third: int, is_list: bool
) -> None:
    rows = ["|".join(f"甲{row}乙{place}" for place in range(width)) for row, width in enumerate((first, second, third))]
    headings = "项目名称|实施单位|年初预算数|镇街|批次|进度|编码|坐标"
    assert kinds(headings, *rows) == ([Kind.OVERVIEW] if is_list else [])


def test_labels_with_their_values_beside_them_are_no_headings_of_a_list() -> None:
    (found,) = read_all(sheet(0, TITLE, HEAD, "建设地点|城东|河岸|长堤", HEADINGS, ROW)).forms
    assert (found.form.project_name, found.form.department) == ("护岸加固", "水务局")


def test_a_known_word_that_is_the_name_of_the_project_stands_in_no_list() -> None:
    line = "编号|项目名称|上年结转|主管部门|实施单位|水务局"
    assert kinds(line, "7|城东|河岸|长堤|甲|乙", "8|城西|河岸|长堤|甲|乙") == []
    assert kinds(line.replace("上年结转", "镇街"), "7|城东|河岸|长堤|甲|乙", "8|城西|河岸|长堤|甲|乙") == [Kind.NAMES]


@pytest.mark.parametrize(("above", "out"), [(4, []), (5, ["区教育局甲"])])
def test_four_rows_above_its_headings_belong_to_a_list(above: int, out: list[str]) -> None:
    lines = [f"区教育局{'甲乙丙丁戊'[number]}" for number in range(above)]
    assert (outside(*lines, LIST, IN_LIST), kinds(*lines, LIST, IN_LIST)) == (out, [Kind.OVERVIEW])


@pytest.mark.parametrize(("above", "kind"), [(3, [Kind.ACCOUNTS]), (4, [])])
def test_the_title_of_a_table_stands_in_its_first_four_rows(above: int, kind: list[Kind]) -> None:
    lines = ["甲", "乙", "丙", "丁"][:above]
    assert kinds(*lines, "部门收入支出决算总表", "科目|年初预算数|全年预算数|决算数", "教育|50|60|58") == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门收入支出决算总表", [Kind.ACCOUNTS]),
        ("部门收入支出决算总表|公开01表", [Kind.ACCOUNTS]),
        ("部门收入支出决算总表|公开01表|单位：万元", []),
        ("公开01表|部门收入支出决算总表", []),
    ],
)
def test_a_title_stands_first_in_its_row_with_one_cell_beside_it_at_most(title: str, kind: list[Kind]) -> None:
    assert kinds(title, "科目|年初预算数|全年预算数|决算数", "教育|50|60|58") == kind


@pytest.mark.parametrize(("rows", "kind"), [(0, []), (1, [Kind.ACCOUNTS])])
def test_a_title_alone_is_no_table(rows: int, kind: list[Kind]) -> None:
    assert kinds("部门收入支出决算总表", *["教育|50|60|58"] * rows) == kind


@pytest.mark.parametrize(("rows", "is_cover"), [(1, False), (2, True), (20, True), (21, False)])
def test_a_cover_is_a_title_and_up_to_nineteen_lines(rows: int, is_cover: bool) -> None:
    lines = [TITLE, *["实施单位：一中"] * (rows - 1)]
    assert kinds(*lines) == ([Kind.COVER] if is_cover else [])


@pytest.mark.parametrize("line", ["实施单位：一中|周某", "请于三月底前报送", "天气：晴"])
def test_a_line_of_another_kind_stands_on_no_cover(line: str) -> None:
    assert kinds(TITLE, "主管部门：教育局", line) == []


@pytest.mark.parametrize(("filled", "kind"), [("", [Kind.BLANK]), ("40", [])])
def test_a_form_with_nothing_but_a_score_is_filled_in(filled: str, kind: list[Kind]) -> None:
    lines = (TITLE, "项目名称", HEADINGS, f"产出指标|数量指标|指标1：||||{filled}")
    assert [each for each in kinds(*lines) if each is Kind.BLANK] == kind


def test_a_form_stands_below_a_list() -> None:
    result = read_all(sheet(0, LIST, IN_LIST, "", TITLE, NAME, HEADINGS, ROW))
    assert ([each.kind for each in result.omitted], len(result.forms)) == ([Kind.OVERVIEW], 1)
