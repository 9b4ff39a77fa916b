"""A form that only sets targets is judged by what it has: days in order, shares of a whole, costs, parts and totals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.messages import finding_sentence
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.kinds import monitoring_form, target_form


def found(form: Form) -> list[Finding]:
    return check(form, rule_set_of(form))


def codes(form: Form) -> list[tuple[str, str | None, str]]:
    return [(each.code, each.node, each.field) for each in found(form)]


def row(form: Form, key: str) -> Indicator:
    return next(each for each in level_three(form.indicators) if each.id == key)


def test_a_blank_form_lacks_only_what_its_paper_has() -> None:
    fields = {each.field for each in found(Form(id="a", template="target-declaration"))}
    assert fields == {"project_name", "year", "department", "implementing_unit", "expected_goal"}


@pytest.mark.parametrize(
    ("begins", "ends", "is_told"),
    [
        ("2026-03-01", "2028-11-30", False),
        ("2026-03-01", "2026年3月1日", False),
        ("2026年3月", "2026年2月", True),
        ("2027.1.1", "2026.12.31", True),
        ("3月", "12月", False),  # of the form's own year
        ("12月", "3月", True),
        ("待定", "2026-12-31", False),
        ("2026-12-31", "", False),
    ],
)
def test_days_stand_in_order(begins: str, ends: str, *, is_told: bool) -> None:
    form = target_form()
    form.extra |= {"计划开始日期": begins, "计划完成日期": ends}
    assert codes(form) == ([("date.order", None, "extra.计划完成日期")] if is_told else [])
    for finding in found(form):
        assert finding_sentence(finding) == f"“计划开始日期”写的是“{begins}”，晚于“计划完成日期”的“{ends}”，请核对。"


@pytest.mark.parametrize(
    ("name", "target", "is_told"),
    [
        ("验收合格率", "100%", False),
        ("验收合格率", "≥100%", False),
        ("验收合格率", ">100%", True),
        ("验收合格率", "≥120%", True),
        ("自来水普及率", "95%-105%", True),
        ("产值增长率", "≥120%", False),
        ("每亩产量", "≥120%", False),
        ("村民满意比例", "≥900%", True),
    ],
)
@pytest.mark.parametrize("field", ["target", "own.项目指标值"])
def test_a_part_is_no_more_than_the_whole(field: str, name: str, target: str, *, is_told: bool) -> None:
    form = target_form()
    judged = row(form, "t2")
    judged.name = name
    if field == "target":
        judged.target = target
    else:
        judged.extra["项目指标值"] = target
    assert codes(form) == ([("target.over_full", "t2", field)] if is_told else [])


def test_a_self_evaluation_may_say_more_than_the_whole() -> None:
    form = target_form()
    form.template = "mof-2020"
    row(form, "t2").target = "≥120%"
    assert "target.over_full" not in {each.code for each in found(form)}


@pytest.mark.parametrize("field", ["target", "own.项目指标值"])
def test_a_cost_is_at_most(field: str) -> None:
    form = target_form()
    if field == "target":
        row(form, "t3").target = "≥9万元"
    else:
        row(form, "t3").extra["项目指标值"] = "≥9万元"
    assert codes(form) == [("cost.sign", "t3", field)]


def test_parts_make_the_total_of_the_year_and_of_all_years() -> None:
    # 250 000 + 0 + 40 000 and 700 000 + 200 000
    form = target_form()
    form.funds.parts.other.initial_budget = Decimal(40000)
    form.extra["项目资金总额：其他资金.amount:金额"] = "200000"
    whole, year = sorted(found(form), key=lambda each: each.field)
    assert (whole.code, whole.field, whole.expected, whole.actual) == (
        *("funds.parts", "extra.项目资金总额.amount:金额"),
        *("900000", "800000"),
    )
    assert finding_sentence(whole) == "各项资金合计 900000，与项目资金总额 800000 不一致。"
    assert (year.code, year.field, year.expected, year.actual) == (
        *("funds.parts", "funds.total.initial_budget"),
        *("290000", "300000"),
    )
    assert finding_sentence(year) == "各项资金合计 290000，与年度资金总额 300000 不一致。"


def test_so_do_those_of_a_column_that_a_template_adds() -> None:
    form = monitoring_form()
    form.extra["parts.other.amount:全年预计执行数"] = "10"  # 80 + 10 are not 95.5
    (finding,) = found(form)
    assert (finding.field, finding.expected, finding.actual) == ("extra.total.amount:全年预计执行数", "90", "95.5")


def test_words_of_the_paper_that_were_left_are_told() -> None:
    form = target_form()
    row(form, "t4").target = "……"
    assert codes(form) == [("text.placeholder", "t4", "target")]
