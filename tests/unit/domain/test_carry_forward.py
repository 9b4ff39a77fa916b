"""结转: structure, targets and weights stay, what came out is cleared, the year in the name goes on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.carry_forward import Carried, carry_forward, year_in_name
from selfeval_gui.domain.fields import FORM_FIELDS, FieldKind, get_field, set_field
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three, walk
from tests.helpers.documents import sample_form


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2020 年市科协办公用房维修项目", "2021 年市科协办公用房维修项目"),
        ("市科协2020年度维修", "市科协2021年度维修"),
        ("维修（2020）第 2020 期", "维修（2021）第 2021 期"),
        ("2020001 号项目", "2020001 号项目"),
        ("2020-2022 年规划", "2020-2022 年规划"),
        ("2018—2020 年规划", "2018—2020 年规划"),
        ("2019 年遗留项目", "2019 年遗留项目"),
        ("", ""),
    ],
)
def test_the_year_in_the_name(old: str, new: str) -> None:
    assert year_in_name(old, 2020, 2021) == new
    assert year_in_name(old, None, 2021) == old


def shape(form: Form) -> list[tuple[str, int]]:
    return [(node.name, level) for node, level in walk(form.indicators)]


@pytest.mark.parametrize("number", [1, 3, 14])
def test_what_stays_and_what_goes(number: int) -> None:
    old = sample_form(number)
    new = carry_forward(old)
    assert shape(new) == shape(old)
    old_rows, new_rows = list(level_three(old.indicators)), list(level_three(new.indicators))
    assert [(row.target, row.weight) for row in new_rows] == [(row.target, row.weight) for row in old_rows]
    assert {(row.actual, row.score, row.reason) for row in new_rows} == {("", None, "")}
    assert (new.department, new.implementing_unit, new.expected_goal, new.rule_set, new.template) == (
        *(old.department, old.implementing_unit, old.expected_goal, old.rule_set, old.template),
    )
    assert (new.actual_outcome, new.notes, new.status, new.accepted) == ("", "", "draft", [])
    total = new.funds.total
    assert (total.initial_budget, total.annual_budget, total.executed, total.score) == (None,) * 4
    assert (total.weight, new.funds.unit) == (old.funds.total.weight, "万元")
    assert (new.printed.total_score, new.printed.total_weight, new.printed.execution_rate) == (None,) * 3
    assert new.id != old.id
    assert old == sample_form(number)


def test_targets_weights_and_goal_can_stay_behind() -> None:
    new = carry_forward(sample_form(1), Carried(targets=False, weights=False, goal=False))
    assert {(row.target, row.weight) for row in level_three(new.indicators)} == {("", None)}
    assert new.expected_goal == ""


EVERY_RESULT = (
    *("单位资金.initial_budget", "单位资金.annual_budget", "单位资金.executed", "单位资金.executed 2"),
    *("评价结论", "自评结论", "自评等级", "自评总分", "存在问题", "有关建议", "改进措施", "资金偏差原因"),
)
EVERY_FACT = (
    "项目负责人",
    "联系电话",
    "项目编码",
    "项目类型",
    "项目起止时间",
    "项目概况",
    "资金用途",
    "执行单位",
    "计划完成时间",
)


def test_amounts_and_verdicts_of_a_templates_own_fields_go_too() -> None:
    old = sample_form(1)
    old.extra = {name: "12.5" for name in EVERY_RESULT} | {name: "某某" for name in EVERY_FACT}
    new = carry_forward(old)
    assert {name: text for name, text in new.extra.items() if text} == dict.fromkeys(EVERY_FACT, "某某")
    assert new.extra.get("单位资金.executed") is None


def test_every_field_says_whether_it_stays() -> None:
    """What a form has at all is filled in, carried forward, and nothing but the plan is left."""
    old = Form(id="f")
    for name, field in FORM_FIELDS.items():
        fixed = {"funds.unit": "元", "status": "final", "rule_set": "mof-2020"}
        set_field(old, name, fixed.get(name, {FieldKind.TEXT: "文", FieldKind.YEAR: 2020}.get(field.kind, Decimal(5))))
    new = carry_forward(old)
    stays = {"project_name", "year", "department", "implementing_unit", "rule_set", "funds.unit", "funds.total.weight"}
    stays |= {"expected_goal"}
    assert {name for name in FORM_FIELDS if get_field(new, name) == get_field(old, name)} == stays
    assert {name for name in FORM_FIELDS if get_field(new, name) not in {None, ""}} == stays | {"status"}
