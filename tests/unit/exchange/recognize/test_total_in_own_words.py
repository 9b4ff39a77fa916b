"""The total's row under an office's own words: it is no indicator, and its numbers stand where they belong."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.numbers import format_typed
from tests.helpers.grids import TITLE, left, read_one
from tests.helpers.imports import rows

ROW = "产出指标|数量指标|修堤长度|3公里|3公里"


@pytest.mark.parametrize("name", ["得分合计", "自评得分总计", "自评总得分"])
def test_both_sums(name: str) -> None:
    headings = "一级指标|二级指标|三级指标|指标值|完成值|分值|得分"
    found = read_one(TITLE, "项目名称|修堤", headings, f"{ROW}|100|98", f"{name}|||||100|98")
    printed = found.form.printed
    assert (format_typed(printed.total_weight), format_typed(printed.total_score)) == ("100", "98")
    assert (len(rows(found.form)), left(found)) == (1, [])


@pytest.mark.parametrize("numbers", ["分值|得分", "得分"])
def test_the_score_alone_is_no_weight(numbers: str) -> None:
    values = "100|98" if "|" in numbers else "98"
    headings = f"一级指标|二级指标|三级指标|指标值|完成值|{numbers}"
    found = read_one(
        *(TITLE, "项目名称|修堤", headings, f"{ROW}|{values}", "自评得分|98"),
        spans={(4, 1): (4, 5 + numbers.count("|"))},
    )
    printed = found.form.printed
    assert (format_typed(printed.total_weight), format_typed(printed.total_score)) == ("", "98")
    assert (len(rows(found.form)), left(found)) == (1, [])
