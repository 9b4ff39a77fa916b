"""Levels that stand in rows of their own above their indicators, where no column is for them."""

from __future__ import annotations

from tests.helpers.grids import TITLE, left, read_one
from tests.helpers.imports import rows


def test_each_row_is_below_the_levels_above_it() -> None:
    found = read_one(
        *(TITLE, "项目名称|修堤", "指标|目标值|完成值|分值|得分|偏差原因", "一、产出指标", "（一）数量指标"),
        *("修堤长度|3公里|3公里|40|40|", "（二）质量指标", "合格率|100%|95%|30|28|一段返工", "二、效益指标"),
        *("（一）社会效益指标", "受益村数|2个|2个|30|30|", "合计|||100|98"),
    )
    assert rows(found.form) == [
        ("一、产出指标", "（一）数量指标", "修堤长度", "3公里", "3公里", "40", "40", ""),
        ("一、产出指标", "（二）质量指标", "合格率", "100%", "95%", "30", "28", "一段返工"),
        ("二、效益指标", "（一）社会效益指标", "受益村数", "2个", "2个", "30", "30", ""),
    ]
    assert left(found) == []


def test_a_sign_without_its_target_is_no_target() -> None:
    found = read_one(
        *(TITLE, "项目名称|修堤", "一级指标|二级指标|三级指标|指标性质|完成值|分值|得分"),
        "产出指标|数量指标|修堤长度|≥|3公里|100|100",
    )
    assert rows(found.form) == [("产出指标", "数量指标", "修堤长度", "", "3公里", "100", "100", "")]
    assert left(found) == ["≥"]
