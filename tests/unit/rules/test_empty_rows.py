"""Rows of a template that nobody has filled in: one finding each; rows set aside: none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.messages import finding_line
from selfeval_gui.rules.check import check
from selfeval_gui.rules.rule_set import presets

MOF = presets()["mof-2020"]


def of_rows(*rows: dict[str, Any]) -> Form:
    leaves = [Indicator(id=f"r{place}", **row) for place, row in enumerate(rows, 1)]
    second = Indicator(id="q", name="数量指标", children=leaves)
    top = Indicator(id="p", name="产出指标", children=[second])
    return Form(id="f", year=2025, indicators=[top])


def in_rows(form: Form) -> list[tuple[str, str, str]]:
    """Code, row and severity of what stands in the rows."""
    return [
        (each.code, each.node, each.severity.value)
        for each in check(form, MOF)
        if each.node is not None and each.node.startswith("r")
    ]


@pytest.mark.parametrize("name", ["", "  ", "指标1", "培训人数", "……"])
def test_a_row_without_a_value_is_one_hint(name: str) -> None:
    form = of_rows({"name": name})
    assert in_rows(form) == [("row.empty", "r1", "hint")]
    line = next(finding_line(each, form) for each in check(form, MOF) if each.code == "row.empty")
    assert line.endswith("这一行还什么都没有填。不用的行请删去，或在指标值里写“不适用”。")


def test_the_same_name_in_rows_of_the_template_is_no_double_indicator() -> None:
    assert in_rows(of_rows({"name": "指标1"}, {"name": "指标1"})) == [
        ("row.empty", "r1", "hint"),
        ("row.empty", "r2", "hint"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"name": "其中：市级资金"},
        {"name": "其中:当年拨款支持的场次", "target": "3场", "actual": "3场"},
        {"name": "社会成本", "target": "不适用"},
        {"name": "不 适 用"},
        {"name": "生态效益", "target": "不适用", "actual": "不适用", "reason": "不适用"},
    ],
)
def test_a_row_set_aside_says_nothing(row: dict[str, Any]) -> None:
    assert in_rows(of_rows(row)) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"name": "培训人数", "target": "≥100人"}, "cell.required"),  # begun
        ({"name": "", "weight": Decimal(10)}, "cell.required"),
        ({"name": "其中：市级资金", "target": "3场", "weight": Decimal(10)}, "score.missing"),  # it has a weight
        ({"name": "不适用人群建档数", "target": "3份"}, "score.missing"),  # only a word in a name
    ],
)
def test_a_row_begun_is_told_cell_by_cell(row: dict[str, Any], code: str) -> None:
    found = [each[0] for each in in_rows(of_rows(row))]
    assert code in found
    assert "row.empty" not in found
