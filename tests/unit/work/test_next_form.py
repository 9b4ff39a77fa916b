"""The chain of a project's year: 申报, 监控, 自评, the next 申报: indicators and targets go along, results do not."""

from __future__ import annotations

from decimal import Decimal

from selfeval_gui.domain.carry_forward import Carried
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three, walk
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.unplaced import unplaced
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.check import check
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.work.next_form import next_form, usual_next, years_on
from tests.helpers.documents import sample_form
from tests.helpers.kinds import monitoring_form, target_form

PLAN, MONITOR, RESULT = (presets()[name] for name in ("target-declaration", "monitoring", "mof-2020"))
TARGETS = [("加固护岸长度", "≥3公里"), ("验收合格率", "100%"), ("每公里加固成本", "≤9万元"), ("村民满意度", "≥85%")]


def targets(form: Form) -> list[tuple[str, str]]:
    return [(row.name, row.target) for row in level_three(form.indicators)]


def left_over(form: Form) -> list[str]:
    sheet = lay_out(form, presets()[form.template], rule_set_of(form))
    return [ref.name for ref in unplaced(form, sheet)]


def test_what_usually_follows_and_in_which_year() -> None:
    assert [usual_next(form) for form in (target_form(), monitoring_form(), sample_form(1))] == [
        *("monitoring", "mof-2020", "mof-2020"),
    ]
    assert [years_on(target_form(), each) for each in (PLAN, MONITOR, RESULT)] == [1, 0, 0]
    assert [years_on(monitoring_form(), each) for each in (PLAN, MONITOR, RESULT)] == [1, 1, 0]
    assert [years_on(sample_form(1), each) for each in (PLAN, MONITOR, RESULT)] == [1, 1, 1]


def test_from_the_targets_to_the_report_during_the_year() -> None:
    before = target_form()
    form = next_form(before, MONITOR, Carried())
    assert (form.template, form.year, targets(form)) == ("monitoring", 2026, TARGETS)
    assert form.expected_goal == before.expected_goal
    assert (form.funds.unit, form.funds.total.initial_budget, form.funds.total.executed) == (
        "元",
        Decimal(300000),
        None,
    )
    assert form.extra == {"监控月份": "7", "填表人": "李四", "联系电话": "12345678", "填表日期": "2025-10-20"}
    assert [row.extra for row in level_three(form.indicators)] == [{}, {}, {}, {}]
    assert left_over(form) == ["funds.parts.carried_over.initial_budget"]  # its paper has no row for it
    assert before == target_form()


def test_from_there_to_the_self_evaluation() -> None:
    before = monitoring_form()
    form = next_form(before, RESULT, Carried())
    assert (form.template, form.rule_set, form.year) == ("mof-2020", "mof-2020", 2026)
    assert targets(form) == targets(before)
    assert {(row.actual, row.reason, len(row.extra)) for row in level_three(form.indicators)} == {("", "", 0)}
    total = form.funds.total
    assert (total.initial_budget, total.executed, total.weight, total.score) == (Decimal(100), None, Decimal(10), None)
    assert "监控月份" not in form.extra
    assert [name for name in form.extra if "amount:" in name] == []
    assert left_over(form) == [name for name in left_over(form) if name.startswith("extra.")]


def test_and_on_to_next_years_targets() -> None:
    before = sample_form(1)
    form = next_form(before, PLAN, Carried())
    assert (form.template, targets(form)) == ("target-declaration", targets(before))
    assert {row.weight for row, _level in walk(form.indicators)} == {None}
    assert form.funds.total.weight is None
    assert form.funds.total.initial_budget is None
    lacking = {finding.field for finding in check(form, rule_set_of(form)) if finding.code == "cell.required"}
    assert lacking == set()


def test_the_same_kind_a_year_on_keeps_the_targets_of_the_whole() -> None:
    form = next_form(target_form(), PLAN, Carried())
    assert [row.extra for row in level_three(form.indicators)] == [
        {"项目指标值": whole} for whole in ("≥9公里", "100%", "≤9万元", "≥90%")
    ]
    assert form.extra["项目总目标"] == "三年加固护岸九公里。"
    assert form.funds.total.initial_budget is None
    assert [name for name in form.extra if "amount:" in name] == []
