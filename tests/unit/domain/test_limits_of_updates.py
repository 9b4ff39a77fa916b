"""Which row of one version is which row of the other, and what of it wins: each rule at its limit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.domain.update_from import merged, project_key


def form(*rows: tuple[str, str, str, str], **fields: object) -> Form:
    """Return a form of rows (id, level 1, level 2, name), whose target is the id."""
    made = Form.model_validate({"id": "f", **fields})
    for row_id, one, two, name in rows:
        above = next((each for each in made.indicators if each.name == one), None)
        if above is None:
            above = Indicator(id=f"1{one}", name=one)
            made.indicators.append(above)
        below = next((each for each in above.children if each.name == two), None)
        if below is None:
            below = Indicator(id=f"2{one}{two}", name=two)
            above.children.append(below)
        below.children.append(Indicator(id=row_id, name=name, target=row_id))
    return made


def targets(now: Form) -> list[str]:
    return [row.target for row in level_three(now.indicators)]


OLD = (("a", "产出", "数量", "讲座"), ("b", "产出", "质量", "讲座"), ("c", "产出", "质量", "展览"))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("x", "产出", "数量", "讲座"), ["x", "b", "c"]),  # by all its names
        (("x", "产出", "质量", "讲座"), ["a", "x", "c"]),
        (("x", "产出指标", "质量 指标", "讲座指标"), ["a", "x", "c"]),
        (("x", "效益", "社会", "展览"), ["a", "b", "x"]),  # by its own name, which is unique
        (("x", "效益", "社会", "讲座"), ["a", "b", "c", "x"]),  # which is not
        (("x", "产出", "时效", "讲座"), ["a", "b", "c", "x"]),
        (("x", "产出", "数量", "比赛"), ["a", "x", "b", "c"]),
        (("b", "产出", "数量", "讲座"), ["a", "b", "c"]),  # by its id before all names
        (("c", "效益", "社会", "比赛"), ["a", "b", "c"]),
    ],
)
def test_which_row_is_which(row: tuple[str, str, str, str], expected: list[str]) -> None:
    assert targets(merged(form(*OLD), form(row))) == expected


def test_of_rows_with_equal_names_the_first_is_meant() -> None:
    old = form(("a", "产出", "数量", "讲座"), ("b", "产出", "数量", "讲座"))
    assert targets(merged(old, form(("x", "产出", "数量", "讲座")))) == ["x", "b"]


@pytest.mark.parametrize(
    ("before", "given", "after"), [(60, 50, 60), (None, 50, 50), (60, None, 60), (None, None, None)]
)
@pytest.mark.parametrize("level", [1, 2])
def test_the_weight_set_for_a_level_stays(before: int | None, given: int | None, after: int | None, level: int) -> None:
    old, new = form(*OLD), form(("x", "产出", "数量", "比赛"))
    for each, weight in ((old, before), (new, given)):
        top = each.indicators[0]
        (top if level == 1 else top.children[0]).weight = None if weight is None else Decimal(weight)
    top = merged(old, new).indicators[0]
    assert (top if level == 1 else top.children[0]).weight == after


def test_levels_without_rows_are_made_once() -> None:
    new = form(("x", "效益", "社会", "知晓"), ("y", "产出", "成本", "单价"))
    new.indicators[0].children.clear()
    new.indicators[1].children[0].children.clear()
    now = merged(merged(form(*OLD), new), new)
    assert [(one.name, [two.name for two in one.children]) for one in now.indicators] == [
        ("产出", ["数量", "质量", "成本"]),
        ("效益", []),
    ]


@pytest.mark.parametrize(
    ("targets_only", "old", "new", "expected"),
    [
        (False, "甲", "乙", "乙"),
        (False, "甲", "", "甲"),
        (True, "甲", "乙", "甲"),
        (True, "", "乙", "乙"),
    ],
)
@pytest.mark.parametrize("field", ["department", "notes", "extra.电话"])
def test_what_wins(field: str, targets_only: bool, old: str, new: str, expected: str) -> None:
    def one(text: str) -> Form:
        return form(**({"extra": {"电话": text}} if "." in field else {field: text}))

    now = merged(one(old), one(new), targets_only=targets_only)
    assert (now.extra["电话"] if "." in field else getattr(now, field)) == expected


@pytest.mark.parametrize(("targets_only", "actual"), [(False, "新"), (True, "旧")])
def test_a_target_form_sets_targets_and_what_is_blank(targets_only: bool, actual: str) -> None:
    old, new = form(*OLD[:1], expected_goal="旧"), form(("x", *OLD[0][1:]), expected_goal="新")
    for each, word in ((old, "旧"), (new, "新")):
        next(level_three(each.indicators)).actual = word
    next(level_three(new.indicators)).reason = "新"
    now = merged(old, new, targets_only=targets_only)
    row = next(level_three(now.indicators))
    assert (now.expected_goal, row.target, row.actual, row.reason) == ("新", "x", actual, "新")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ((2023, "甲项目", "乙局"), (2023, " 甲 项目", "乙局"), True),
        ((2023, "Ａ项目", "乙局"), (2023, "a项目", "乙局"), True),
        ((2023, "甲项目", "乙局"), (2023, "甲项目", "丙局"), False),
        ((2023, "甲项目", "乙局"), (2022, "甲项目", "乙局"), False),
        ((2023, "甲项目", "乙局"), (None, "甲项目", "乙局"), False),
    ],
)
def test_what_tells_one_form_from_all_others(
    one: tuple[int, str, str], other: tuple[int | None, str, str], is_same: bool
) -> None:
    assert (project_key(*one) == project_key(*other)) == is_same
