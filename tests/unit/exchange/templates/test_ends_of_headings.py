"""A heading that nobody knows is told by its end: beside two that are known, and where that leaves no doubt."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.templates.ends_of_headings import says_by_ending, with_those_by_ending

KNOWN = {"三级指标": "name", "实际完成值": "actual", "分值": "weight"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("三级指标|年度任务完成值|分值", "name|actual|weight"),
        ("三级指标|单位自评得分|分值", "name|score|weight"),
        ("三级指标|年度任务完成值|分值|单位自评得分", "name|actual|weight|score"),
        # one that is known is no row of headings
        ("三级指标|年度任务完成值", "name|other"),
        ("三级指标|年度任务完成值|单位自评得分", "name|other|other"),
        # the field has its heading, or two want it
        ("三级指标|实际完成值|年度任务完成值", "name|actual|other"),
        ("三级指标|分值|甲任务完成值|乙任务完成值", "name|weight|other|other"),
        # of another year or office, or of nothing
        ("三级指标|上年任务完成值|分值", "name|other|weight"),
        ("三级指标|专家得分|分值", "name|other|weight"),
        ("三级指标|场地|分值", "name|other|weight"),
        ("三级指标|实际完成值|分值", "name|actual|weight"),
    ],
)
def test_what_stands_below_a_row_of_headings(line: str, expected: str) -> None:
    texts = line.split("|")
    assert with_those_by_ending(texts, [KNOWN.get(text, "other") for text in texts]) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "says"), [("年度任务完成值", True), ("上年任务完成值", False), ("场地", False), ("", False)]
)
def test_a_text_that_says_by_its_end_what_it_is(text: str, says: bool) -> None:
    assert says_by_ending(text) is says
