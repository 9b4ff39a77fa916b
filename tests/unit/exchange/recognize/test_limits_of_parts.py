"""Captions of parts, labels of goals and lists of tasks at their limits, just inside and just outside."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.pieces import is_below_indicators
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, left, read_one

TEXT = "加强管理并按月检查"
GOALS = ("年度总体目标|预期目标|实际完成情况", "|修路三公里|修好三公里")


@pytest.mark.parametrize("caption", ["措施", "整改措施", f"{'宽' * 16}措施"])
@pytest.mark.parametrize("number", ["五", "十一"])
def test_a_caption_of_a_text_has_two_to_eighteen_characters_behind_its_number(number: str, caption: str) -> None:
    found = read_one(TITLE, NAME, HEADINGS, ROW, f"{number}、{caption}", TEXT)
    assert (found.form.extra, left(found)) == ({caption: TEXT}, [])


@pytest.mark.parametrize("caption", [f"五、{'宽' * 17}措施", "二十一、整改措施"])
def test_a_longer_one_is_none(caption: str) -> None:
    found = read_one(TITLE, NAME, HEADINGS, ROW, caption, TEXT)
    assert (found.form.extra, left(found)) == ({}, [caption, TEXT])


@pytest.mark.parametrize(
    ("heading", "is_heading"),
    [("年初设定", True), ("年初设定内容", True), ("年初设定的内容", False), ("设定1", False), ("年初设定。", False)],
)
def test_a_heading_of_the_goal_in_own_words_has_six_characters_and_no_digit(heading: str, is_heading: bool) -> None:
    lines = (f"年度总体目标|{heading}|完成情况", "|修路三公里|修好三公里")
    found = read_one(TITLE, NAME, *lines, HEADINGS, ROW)
    assert (found.form.expected_goal == "修路三公里") == is_heading
    assert found.form.actual_outcome == "修好三公里"
    assert codes(found) == ["goal.guessed"]


@pytest.mark.parametrize(
    "caption",
    [
        "年度主要任务|任务名称|完成情况",
        "单位年度主要任务|任务名称",
        "年度主要任务",
        "重点工作",
        "本年度重点任务",
        "项目实施计划",
    ],
)
def test_tasks_below_the_goals_are_no_goals(caption: str) -> None:
    found = read_one(TITLE, NAME, *GOALS, caption, "任务一|已修", HEADINGS, ROW)
    assert (found.form.expected_goal, found.form.actual_outcome) == ("修路三公里", "修好三公里")


def test_a_goal_stands_in_a_cell_with_a_label_of_two_characters() -> None:
    found = read_one(TITLE, NAME, "目标：修好三公里路，群众满意", HEADINGS, ROW)
    assert (found.form.expected_goal, codes(found), left(found)) == ("修好三公里路，群众满意", ["goal.guessed"], [])


def test_a_goal_may_speak_of_tasks() -> None:
    found = read_one(TITLE, NAME, GOALS[0], "|做好全年重点工作|", HEADINGS, ROW)
    assert found.form.expected_goal == "做好全年重点工作"


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("整改措施", 0, True),
        ("整改措施|加强管理", 0, True),
        # a row of values, whose first name ends so
        ("保障措施|制度建设|健全|健全", 0, False),
        ("保障措施|制度建设|健全|健全", 1, True),
        ("整改措施|加强管理", -1, False),
    ],
)
def test_measures_below_the_indicators(line: str, column: int, expected: bool) -> None:
    cells = [SourceCell(0, 9, place, 9, place, text) for place, text in enumerate(line.split("|"))]
    assert is_below_indicators(cells, column) == expected
