"""结转: structure, targets and weights stay, what came out is cleared, the year in the name goes on."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.carry_forward import Carried, carry_forward, year_in_name
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
