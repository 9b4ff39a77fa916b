"""Words within a cell that say all by themselves, at their limits: years, marks of the paper, labels with a colon."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.recognize.pieces import PAIR, YEAR_LINE, is_mark, is_year
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, left, read_one


def head(*lines: str) -> FoundForm:
    return read_one(TITLE, NAME, *lines, HEADINGS, ROW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2023", True), ("（2023年度）", True), ("2023__年", True), ("2023___年", False), ("年", False)],
)
def test_a_year_and_nothing_else(text: str, expected: bool) -> None:
    assert is_year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(年度)", True),
        ("年", True),
        ("____年度", True),
        ("20_____年", False),
        ("(20__年度)", True),
        ("项目年度", False),
    ],
)
def test_a_place_for_a_year_has_four_signs_at_most_and_may_have_none(text: str, expected: bool) -> None:
    assert (YEAR_LINE.fullmatch(text) is not None) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("第1页", True), ("第 999 页", True), ("第1000页", False), ("第页", False)]
)
def test_a_page_has_three_digits_at_most(text: str, expected: bool) -> None:
    assert is_mark(text) == expected


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("名：甲", [("名", "甲")]),
        (f"{'宽' * 16}：甲", [("宽" * 16, "甲")]),
        (f"长{'宽' * 16}：甲", [("宽" * 16, "甲")]),
        ("：甲", []),
        ("电话：甲 名：乙", [("电话", "甲 "), ("名", "乙")]),
        (f"电话：甲 {'宽' * 16}：乙", [("电话", "甲 "), ("宽" * 16, "乙")]),
        (f"电话：{'宽' * 17}：乙", [("电话", "宽"), ("宽" * 16, "乙")]),
        ("电话：甲：：乙", [("电话", ""), ("甲", "：乙")]),
    ],
)
def test_the_word_before_a_colon_has_sixteen_characters_at_most(text: str, pairs: list[tuple[str, str]]) -> None:
    assert PAIR.findall(text) == pairs


@pytest.mark.parametrize(
    ("text", "is_stamp"),
    [
        ("（盖章）", True),
        (f"{'宽' * 8}盖章", True),
        (f"{'宽' * 9}盖章", False),
        ("盖章后寄出", False),
    ],
)
def test_a_place_for_a_stamp_is_no_value(text: str, is_stamp: bool) -> None:
    found = head(f"联系人|{text}")
    assert (left(found), found.form.extra) == (([text], {}) if is_stamp else ([], {"联系人": text}))


@pytest.mark.parametrize(
    ("name", "weight"),
    [("产出指标（5分）", "5"), ("产出指标（50 分）", "50"), ("产出指标（100分）", "100"), ("产出指标（分）", None)],
)
def test_the_weight_of_a_level_in_its_name(name: str, weight: str | None) -> None:
    found = read_one(TITLE, NAME, HEADINGS, ROW.replace("产出指标", name))
    level = found.form.indicators[0].weight
    assert (None if level is None else format(level, "f")) == weight
