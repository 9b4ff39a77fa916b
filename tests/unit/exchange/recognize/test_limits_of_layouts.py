"""What is remembered of a layout, at its limits: which rows are its headings, which cells stand below and beside."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.layout_choices import (
    AWAY,
    BY_ROW,
    FIELD,
    NOTED,
    NUMBERS,
    OWN,
    PRINTED,
    LayoutChoice,
    choices_of,
    follow,
    headings_of,
)
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import NAME, TITLE, Spans, left, said, sheet

HEADINGS = "一级指标|二级指标|三级指标|年度指标值|达到的数|分值|得分"
ROW = "产出指标|数量指标|修渠|3公里|2公里|100|100"
FUNDS = ("项目资金（万元）|年初预算数|全年预算数|全年执行数", "年度资金总额|10|10|8")
HEAD = ("项目名称|修渠|||经手的处室|甲处",)


class Paper:
    """A form as it was read."""

    def __init__(self, *lines: str, spans: Spans | None = None) -> None:
        self.source = Source([sheet(0, TITLE, *lines, spans=spans)], is_workbook=True)
        (self.found,) = recognize(self.source).forms

    def cell(self, text: str) -> SourceCell:
        (cell,) = [each for each in self.source.grids[0].cells if each.text == text]
        return cell

    def headings(self) -> tuple[str, ...]:
        return headings_of(self.source, self.found)

    def choices(self, *texts: str, way: tuple[str, str] = (NOTED, "")) -> list[LayoutChoice]:
        return choices_of(self.source, self.found, [self.cell(text) for text in texts], way)

    def follow(self, *choices: LayoutChoice) -> FoundForm | None:
        return follow(self.source, self.found, choices, "水务表")


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        ((*HEAD, *FUNDS, HEADINGS, ROW), f"项目资金|年初预算数|全年预算数|全年执行数|{HEADINGS}"),
        ((*HEAD, HEADINGS, ROW), HEADINGS),
        ((*HEAD, HEADINGS, ROW, f"|质量指标|合格率{ROW[14:]}"), HEADINGS),
        ((*HEAD, HEADINGS, "产出指标|数量指标", ROW), HEADINGS),
        ((NAME, "项目资金|金额单位：元", HEADINGS, ROW), HEADINGS),
        ((*HEAD, "年度资金总额|年初预算数|10|全年预算数|10|全年执行数|8", HEADINGS, ROW), HEADINGS),
        ((*HEAD, "三级指标|年度指标值|分值", "修渠|3公里|100"), "三级指标|年度指标值|分值"),
        (
            (*HEAD, "一级指标|二级指标|三级指标|绩效指标||分值|得分", "|||年度指标值|达到的数", ROW),
            "一级指标|二级指标|三级指标|绩效指标|分值|得分",
        ),
    ],
)
def test_a_layout_is_known_by_three_words_or_more_above_amounts_and_indicators(
    lines: tuple[str, ...], headings: str
) -> None:
    assert "|".join(Paper(*lines).headings()) == headings


def test_a_cell_is_below_the_nearest_heading_over_its_first_column() -> None:
    paper = Paper(*HEAD, *FUNDS, HEADINGS, ROW, spans={(4, 3): (4, 4), (5, 4): (5, 4)})
    assert paper.choices("8") == [LayoutChoice(NOTED, "全年执行数", True)]
    assert paper.choices("2公里") == [LayoutChoice(NOTED, "年度指标值", True)]
    assert paper.choices("3公里") == [LayoutChoice(NOTED, "年度指标值", True)]


def test_what_was_followed_is_said_before_any_other_doubt() -> None:
    paper = Paper("项目名称|修渠", "序号|年度目标任务|年末完成情况", "|修渠三公里|修渠三公里", HEADINGS, ROW)
    assert paper.found.doubts
    now = paper.follow(LayoutChoice(NOTED, "达到的数", True))
    assert now is not None
    assert [each.code for each in now.doubts].index("layout.followed") == 0


@pytest.mark.parametrize(
    ("lines", "spans", "value"),
    [
        (("经手的处室|甲处",), None, "甲处"),
        (("经手的处室||||||||||||甲处",), None, "甲处"),  # nothing else stands in its column
        (("经手的处室|甲处", "|乙处"), {(2, 0): (3, 0)}, "乙处"),
        (("经手的处室|甲处", "|乙处"), {(2, 0): (3, 0)}, "甲处"),
        (("经手的处室", "甲处"), {(2, 0): (2, 2)}, "甲处"),
        (("经手的处室", "||甲处"), {(2, 0): (2, 2)}, "甲处"),
        (("经手的处室", "|甲处"), {(2, 0): (2, 2)}, "甲处"),
    ],
)
def test_what_is_remembered_of_a_labels_cell_is_followed(
    lines: tuple[str, ...], spans: Spans | None, value: str
) -> None:
    paper = Paper("项目名称|修渠", *lines, HEADINGS, ROW, spans=spans)
    choices = paper.choices(value, way=(FIELD, "department"))
    assert choices == [LayoutChoice(FIELD, "经手的处室", False, "department")]
    now = paper.follow(*choices)
    assert now is not None
    assert value in now.form.department


def test_a_cell_beside_a_label_goes_by_it() -> None:
    paper = Paper(*HEAD, *FUNDS, HEADINGS, ROW, "其他||说明甲")
    assert paper.choices("甲处", way=(OWN, "")) == [LayoutChoice(OWN, "经手的处室", False, "经手的处室")]
    assert paper.choices("甲处", way=(FIELD, "department")) == [LayoutChoice(FIELD, "经手的处室", False, "department")]
    assert paper.choices("2公里", "8", "2公里", way=(AWAY, "")) == [
        LayoutChoice(AWAY, "达到的数", True),
        LayoutChoice(AWAY, "全年执行数", True),
    ]


def test_following_does_each_choice_that_can_be_done_and_says_so() -> None:
    paper = Paper(*HEAD, *FUNDS, HEADINGS, ROW)
    now = paper.follow(
        LayoutChoice(FIELD, "经手的处室", False, "implementing_unit"),
        LayoutChoice(FIELD, "经手的处室", False, "no_such_field"),
        LayoutChoice(NUMBERS, "达到的数", True, "元"),
        LayoutChoice(NOTED, "没有的栏", True),
    )
    assert now is not None
    assert now.form.implementing_unit == "甲处"
    assert said(now.doubts)[0] == ("layout.followed", "水务表")
    assert paper.found.form.implementing_unit == ""
    assert paper.follow(LayoutChoice(NOTED, "没有的栏", True), LayoutChoice(NOTED, "没有的话", False)) is None
    assert paper.follow(LayoutChoice(BY_ROW, "经手的处室", True, "actual")) is None


@pytest.mark.parametrize(
    ("choice", "actual", "out"),
    [
        (LayoutChoice(BY_ROW, "达到的数", True, "actual"), "2公里", []),
        (LayoutChoice(OWN, "达到的数", True, "达到的数"), "", []),
        (LayoutChoice(NOTED, "达到的数", True), "", []),
        (LayoutChoice(PRINTED, "达到的数", True), "", []),
        (LayoutChoice(AWAY, "达到的数", True), "", ["2公里"]),
    ],
)
def test_what_became_of_a_column_becomes_of_it_again(choice: LayoutChoice, actual: str, out: list[str]) -> None:
    paper = Paper(*HEAD, *FUNDS, HEADINGS, ROW)
    now = paper.follow(choice)
    assert now is not None
    assert [row.actual for row in level_three(now.form.indicators)] == [actual]
    assert left(now) == out
    assert ("2公里" in now.form.extra.get("达到的数", "")) == (choice.way == OWN)
    assert ("2公里" in now.form.notes) == (choice.way == NOTED)


def test_what_stands_below_a_label_is_left_alone_where_a_value_stands_beside_it() -> None:
    paper = Paper("项目名称|修渠", "带队的人|丁一|核对的人|王二", *FUNDS, HEADINGS, ROW)
    (choice,) = paper.choices("丁一", way=(AWAY, ""))
    found = paper.follow(choice)
    assert found is not None
    assert "项目资金（万元）" not in left(found) and "丁一" in left(found)
    assert paper.cell("项目资金（万元）").key in found.mapped
