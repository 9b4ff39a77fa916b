"""年度总体目标 under other headings: goal and outcome stay apart, and what has no field keeps its own name."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, left, read_one


def read(*lines: str) -> FoundForm:
    return read_one(TITLE, NAME, *lines, HEADINGS, ROW)


def goals(found: FoundForm) -> tuple[str, str]:
    return found.form.expected_goal, found.form.actual_outcome


@pytest.mark.parametrize("outcome", ["年末工作落实说明", "目标达成情况", "全年任务完成情况"])
def test_an_unknown_heading_of_the_outcome_is_guessed_and_said(outcome: str) -> None:
    found = read(f"年度总体目标|预期目标|||{outcome}", "|修路八公里。|||修路九公里。")
    assert goals(found) == ("修路八公里。", "修路九公里。")
    assert (codes(found), left(found)) == (["goal.guessed"], [])


def test_a_third_column_keeps_its_name() -> None:
    found = read(
        "年度总体目标|预期目标|调整后绩效目标|实际完成情况|偏离说明",
        "|修路八公里。|修路七公里。|修路九公里。|多修一段",
    )
    assert goals(found) == ("修路八公里。", "修路九公里。")
    assert found.form.extra == {"调整后绩效目标": "修路七公里。", "偏离说明": "多修一段"}
    assert (codes(found), left(found)) == ([], [])


def test_both_goals_guessed() -> None:
    found = read("总体目标|年度目标|||年度总体目标完成情况", "|修路八公里。|||修路九公里。")
    assert goals(found) == ("修路八公里。", "修路九公里。")
    assert codes(found) == ["goal.guessed"] * 2


def test_both_on_one_line() -> None:
    found = read("年度目标|修路八公里。||完成情况|修路九公里。")
    assert goals(found) == ("修路八公里。", "修路九公里。")


def test_numbered_headings_are_no_texts() -> None:
    found = read(
        "项目基本情况|1.项目年度目标完成情况||项目年度目标|年度目标完成情况",
        "|||修路八公里。|修路九公里。",
        "|2.项目实施过程概述||四月开工，九月完工。",
    )
    assert goals(found) == ("修路八公里。", "修路九公里。")
    assert found.form.extra == {"项目实施过程概述": "四月开工，九月完工。"}


def test_the_goal_of_many_years_is_not_that_of_the_year() -> None:
    found = read("年度目标：|修路八公里。", "长期目标|路网成环。")
    assert goals(found) == ("修路八公里。", "")
    assert found.form.extra == {"长期目标": "路网成环。"}


def test_what_stands_in_the_table_goes_before_a_line_above_it() -> None:
    found = read_one(TITLE, "单位名称：丙科", "项目名称|改造工程", "主管部门|甲局|实施单位|乙中心", HEADINGS, ROW)
    assert (found.form.department, found.form.implementing_unit) == ("甲局", "乙中心")
    assert found.form.extra == {"单位名称": "丙科"}
    assert codes(found) == []


def test_a_line_above_counts_where_the_table_says_nothing() -> None:
    found = read_one(TITLE, "单位名称：丙科", "项目名称|改造工程", HEADINGS, ROW)
    assert found.form.implementing_unit == "丙科"


def test_levels_in_the_second_row_of_headings() -> None:
    found = read_one(
        TITLE,
        NAME,
        "绩效指标|||年度指标值|||全年完成值|分值|得分",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位",
        "产出指标|数量指标|改造小区数|≥|12|个|13|100|100",
        spans={(2, 0): (2, 2), (2, 3): (2, 5)},
    )
    row = found.form.indicators[0].children[0].children[0]
    assert (row.name, row.target, row.actual, row.weight, row.score) == ("改造小区数", "≥12个", "13个", 100, 100)


@pytest.mark.parametrize("kind", ["定量指标", "定性指标", "负向指标", "定量"])
def test_the_kind_of_a_target_is_not_glued_to_it(kind: str) -> None:
    found = read_one(
        TITLE,
        NAME,
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|分值|得分",
        f"产出指标|数量指标|改造小区数|{kind}|≥12|个|13|100|100",
    )
    assert found.form.indicators[0].children[0].children[0].target == "≥12个"


@pytest.mark.parametrize("heading", ["未达标原因及拟采取的措施", "偏离原因说明", "差异原因"])
def test_any_heading_of_reasons(heading: str) -> None:
    found = read_one(
        TITLE,
        NAME,
        f"一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|{heading}",
        f"{ROW}|雨季停工",
    )
    assert found.form.indicators[0].children[0].children[0].reason == "雨季停工"


@pytest.mark.parametrize("title", ["项目支出绩效自评表2023", "绩效自评表2023年度", "项目支出绩效自评报告表"])
def test_titles_as_offices_write_them(title: str) -> None:
    found = read_one(title, NAME, HEADINGS, ROW)
    assert found.form.year == (2023 if "2023" in title else None)


def test_a_picture_in_a_cell_is_no_text() -> None:
    found = read_one(TITLE, NAME, HEADINGS, "产出指标|数量指标|改造小区数|12个|=DISPIMG('ID_7',1)|100|100")
    assert found.form.indicators[0].children[0].children[0].actual == ""
    assert codes(found) == ["cell.picture"]
    assert left(found) == ["=DISPIMG('ID_7',1)"]


def test_other_names_of_project_and_department() -> None:
    found = read_one(TITLE, "专项资金名称|改造工程", "市级主管部门|甲局", HEADINGS, ROW)
    assert (found.form.project_name, found.form.department) == ("改造工程", "甲局")


@pytest.mark.parametrize(("length", "goal"), [(16, "修塘三口"), (17, "")])
def test_an_unknown_heading_of_a_goal_is_no_longer_than_a_heading_is(length: int, goal: str) -> None:
    heading = f"{'塘' * (length - 2)}目标"
    found = read_one(TITLE, NAME, f"{heading}|实际完成情况", "修塘三口|修了两口", HEADINGS, ROW)
    assert found.form.expected_goal == goal
    assert "修了两口" in found.form.actual_outcome


YEAR = ("年度总体目标|预期目标|||实际完成情况", "|修路八公里。|||修路九公里。")


@pytest.mark.parametrize(
    ("lines", "extra"),
    [
        (("长期绩效目标", "路网成环。", *YEAR), {"长期绩效目标": "路网成环。"}),
        (("项目中期目标（2022—2024年）", "路网成环，", "村村相通。", *YEAR), "路网成环，\n村村相通。"),
        ((*YEAR, "实施期目标：", "路网成环。"), {"实施期目标": "路网成环。"}),
        (("中长期目标", *YEAR), {}),  # left blank
        (("总体目标|长期目标", "|路网成环。", *YEAR), {"长期目标": "路网成环。"}),
        (("三年目标", "路网成环。", "年度目标", "预期目标|实际完成情况", "修路八公里。|修路九公里。"), "路网成环。"),
    ],
)
def test_the_goal_of_many_years_has_a_caption_in_a_row_of_its_own(
    lines: tuple[str, ...], extra: dict[str, str] | str
) -> None:
    found = read(*lines)
    assert goals(found) == ("修路八公里。", "修路九公里。")
    assert (found.form.extra if isinstance(extra, dict) else [*found.form.extra.values()]) == (
        extra if isinstance(extra, dict) else [extra]
    )
    assert (codes(found), left(found)) == ([], [])


@pytest.mark.parametrize("is_first", [True, False])
def test_the_goal_of_many_years_has_headings_of_its_own(is_first: bool) -> None:
    pair = "预期目标|实际完成情况"
    many, year = ("长期目标", pair, "路网成环。|成环一半。"), ("年度目标", pair, "修路八公里。|修路九公里。")
    found = read(*(*many, *year) if is_first else (*year, *many))
    assert goals(found) == ("修路八公里。", "修路九公里。")
    assert found.form.extra == {"长期目标：预期目标": "路网成环。", "长期目标：实际完成情况": "成环一半。"}
    assert (codes(found), left(found)) == ([], [])


def test_the_goals_of_many_years_and_of_the_year_stand_side_by_side() -> None:
    found = read("项目长期绩效目标|年度绩效目标", "路网成环。|修路八公里。")
    assert (goals(found), found.form.extra) == (("修路八公里。", ""), {"项目长期绩效目标": "路网成环。"})


def test_labels_of_the_head_below_a_caption_without_text_are_no_goal() -> None:
    found = read("长期目标", "项目负责人|李某", *YEAR)
    assert goals(found) == ("修路八公里。", "修路九公里。")
    assert found.form.extra == {"项目负责人": "李某"}


HEADED = "年度总体目标|预期目标|实际完成情况"
GOALS = "|修路八公里。|修路九公里。"


@pytest.mark.parametrize(
    ("heading", "is_numbered"),
    [
        ("1.进度情况", True),
        ("12．进度情况", True),
        ("（一）进度情况", True),
        ("（12）进度情况", True),
        ("三、进度情况", True),
        (".进度情况", False),
        ("100.进度情况", False),
        ("（）进度情况", False),
        ("（100）进度情况", False),
        ("进度情况", False),
    ],
)
def test_a_numbered_heading_below_the_goals_begins_a_text_of_its_own(heading: str, is_numbered: bool) -> None:
    found = read(HEADED, GOALS, f"{heading}|路基六月完工。")
    assert ("路基六月完工。" in found.form.extra.values()) == is_numbered
    assert ("路基六月完工。" in "".join(goals(found))) == (not is_numbered)


def test_a_numbered_heading_with_nothing_beside_it_is_a_line_of_the_goal() -> None:
    found = read(HEADED, GOALS, "|（一）工作目标")
    assert goals(found) == ("修路八公里。\n（一）工作目标", "修路九公里。")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("二、绩效指标", True),
        ("二、工程资金", True),
        ("十二、工程资金", True),
        ("二十一、工程资金", False),
        ("、工程资金", False),
        ("二、总资金", False),
        ("二十一、绩效指标", False),
        ("、绩效指标", False),
        ("二、总目标", False),
        (f"二、{'宽' * 16}情况", True),
        (f"二、{'宽' * 17}情况", False),
    ],
)
def test_a_numbered_caption_ends_the_goals(text: str, begins: bool) -> None:
    found = read(HEADED, GOALS, text)
    assert (text.partition("|")[0] not in "".join([*goals(found), *found.form.extra])) == begins


@pytest.mark.parametrize(("goal", "outcome"), [((1, 1), (2, 4)), ((1, 3), (4, 4))])
def test_a_text_below_both_headings_is_of_the_first(goal: tuple[int, int], outcome: tuple[int, int]) -> None:
    headings = f"{'|' * goal[0]}预期目标{'|' * (outcome[0] - goal[0])}实际完成情况"
    spans = {(2, goal[0]): (2, goal[1]), (2, outcome[0]): (2, outcome[1]), (3, 1): (3, 4)}
    found = read_one(TITLE, NAME, headings, "|修路八公里。", HEADINGS, ROW, spans=spans)
    assert goals(found) == ("修路八公里。", "")


def test_a_numbered_caption_with_a_text_beside_it_ends_no_goal() -> None:
    assert goals(read(HEADED, GOALS, "二、绩效指标|见下表")) == ("修路八公里。\n见下表", "修路九公里。")


def test_a_guessed_goal_and_outcome_may_be_all_that_a_row_says() -> None:
    assert goals(read("工作目标|工作完成情况", "修路八公里。|修路九公里。")) == ("修路八公里。", "修路九公里。")


def test_an_unknown_heading_alone_is_no_outcome() -> None:
    found = read("1.预期目标|进度情况", "|修路九公里。")
    assert (found.form.actual_outcome, found.form.extra) == ("", {"进度情况": "修路九公里。"})


@pytest.mark.parametrize("rows", [1, 2])
def test_the_only_heading_of_the_goal_is_no_caption(rows: int) -> None:
    """年度目标 over two rows stands before 实际完成情况, whose goal has no heading of its own, or holds its text."""
    found = read_one(
        *(TITLE, NAME, "年度目标|工作完成情况", "修路八公里。|修路九公里。", HEADINGS, ROW),
    )
    assert goals(found) == ("修路八公里。", "修路九公里。")
    beside = read_one(
        *(TITLE, NAME, "年度目标|修路八公里。", *["|修到六月。"] * (rows - 1), HEADINGS, ROW),
        spans={(2, 0): (1 + rows, 0)},
    )
    assert beside.form.expected_goal == "\n".join(["修路八公里。", "修到六月。"][:rows])
