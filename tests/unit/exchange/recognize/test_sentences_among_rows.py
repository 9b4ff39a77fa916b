"""A sentence alone below the indicators of a text or a paper is none of them."""

from __future__ import annotations

import pytest

from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, left, read_pages

NEXT = "效益指标|社会效益指标|受益户数|300户|300户|10|10"


def names(*lines: str) -> tuple[list[str], list[str], list[str]]:
    found = read_pages([TITLE, NAME, HEADINGS, ROW, *lines])
    rows = [leaf for one in found.form.indicators for two in one.children for leaf in two.children]
    return [row.name for row in rows], [row.reason for row in rows], left(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "填报数据经核对，真实可靠",
        "项目按期完成；后续加强管护。",
        "各单位应当据实填写本表，对所填内容的真实性和完整性负责，未经同意不得改动。",
    ],
)
def test_a_sentence_alone_is_listed(sentence: str) -> None:
    assert names(sentence) == (["改造小区数"], [""], [sentence])
    assert names(sentence, NEXT) == (["改造小区数", "受益户数"], ["", ""], [sentence])


def test_a_reason_goes_on_in_the_next_row() -> None:
    begun, rest = "受汛期影响，外墙工程推迟了一个多月才开工", "，下一步将提前安排施工并加强对进度的检查。"
    row = f"产出指标|数量指标|整治河道|9公里|8公里|10|9|{begun}"
    assert names(row, f"|||||||{rest}")[1:] == (["", f"{begun}{rest}"], [])


def test_a_name_alone_is_a_row() -> None:
    assert names("新建停车位数")[0] == ["改造小区数", "新建停车位数"]
