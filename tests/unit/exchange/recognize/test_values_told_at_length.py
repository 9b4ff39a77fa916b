"""A target or an actual value told at length stays below its heading, whether a reason stands beside it or not."""

from __future__ import annotations

import pytest

from tests.helpers.grids import TITLE, left, read_one
from tests.helpers.imports import rows

LONG = "由施工队于七月开工，九月底建成产业路三公里，十月验收合格"


@pytest.mark.parametrize(("target", "actual"), [("3公里", LONG), (LONG, "3公里"), (LONG, LONG)])
def test_in_a_form_without_points(target: str, actual: str) -> None:
    found = read_one(
        *(TITLE, "项目名称|修路", "一级指标|二级指标|三级指标|指标值|实际完成值|未完成原因"),
        *(f"产出指标|数量指标|修路长度|{target}|{actual}|", "|质量指标|合格率|100%|98%|一段返工"),
    )
    assert [row[2:5] + row[7:] for row in rows(found.form)] == [
        ("修路长度", target, actual, ""),
        ("合格率", "100%", "98%", "一段返工"),
    ]
    assert (left(found), [each.code for each in found.doubts if each.code == "row.shifted"]) == ([], [])
