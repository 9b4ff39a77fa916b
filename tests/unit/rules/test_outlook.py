"""Forms of other kinds are judged by what they have: the outlook of a report during the year, words to choose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import Tree
from selfeval_gui.messages import finding_place, finding_sentence
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.kinds import KINDS, monitoring_form, transfer_form


def found(form: Form) -> list[Finding]:
    return check(form, rule_set_of(form))


def codes(form: Form) -> list[tuple[str, str | None, str]]:
    return [(each.code, each.node, each.field) for each in found(form)]


def without_reasons() -> Form:
    form = monitoring_form()
    form.indicators[0].children[0].children[0].reason = ""
    return form


@pytest.mark.parametrize("name", KINDS)
def test_a_form_without_weights_or_scores_has_no_finding_about_them(name: str) -> None:
    assert codes(KINDS[name]()) == []


def test_a_blank_form_of_a_kind_lacks_only_what_its_paper_has() -> None:
    fields = {each.field for each in found(Form(id="a", template="monitoring"))}
    assert fields == {
        *("project_name", "year", "department", "implementing_unit", "funds.total.executed"),
        *("expected_goal", "actual_outcome"),
    }


def test_spending_behind_the_months_wants_a_reason() -> None:
    # 7 of 12 months are 58.33 %; 40 of 100 are 18.33 points behind, 49 are 9.33
    form = without_reasons()
    (rate, impossible) = found(form)
    assert (rate.code, rate.field, rate.expected, rate.actual) == (
        "monitor.rate",
        "funds.total.executed",
        "58.33",
        "40",
    )
    assert (impossible.code, impossible.node, impossible.field) == ("monitor.impossible", "r1", "reason")
    form.funds.total.executed = Decimal(49)
    form.funds.parts.appropriation.executed = Decimal(49)
    assert [each.code for each in found(form)] == ["monitor.impossible"]


def test_the_month_is_the_forms_own() -> None:
    form = without_reasons()
    form.extra["监控月份"] = "4"  # 33.33 %
    assert [each.code for each in found(form)] == ["monitor.impossible"]
    form.extra["监控月份"] = "十三"  # no month: the usual one counts
    assert [each.code for each in found(form)] == ["monitor.rate", "monitor.impossible"]


def test_a_forecast_below_the_target_is_not_certain() -> None:
    form = monitoring_form()
    row = form.indicators[0].children[0].children[1]
    row.extra["全年预计完成情况"] = "2900平方米"
    assert codes(form) == [("monitor.forecast", "r2", "own.全年预计完成情况")]
    row.extra["完成目标可能性"] = "有可能"
    assert codes(form) == []


def test_other_words_than_those_to_choose_are_told() -> None:
    form = monitoring_form()
    row = form.indicators[0].children[0].children[1]
    row.extra |= {"完成目标可能性": "大概", "偏差原因": "经费保障、天气"}
    assert codes(form) == [
        ("column.word", "r2", "own.偏差原因"),
        ("column.word", "r2", "own.完成目标可能性"),
    ]
    for finding in found(form):
        assert "{" not in finding_sentence(finding)
        assert finding_place(finding, Tree(form.indicators))[-1] in {"偏差原因", "完成目标可能性"}


def test_a_target_that_was_missed_has_a_reason_where_no_points_tell() -> None:
    form = transfer_form()
    row = form.indicators[0].children[0].children[0]
    row.reason = ""
    assert codes(form) == [("reason.unmet", "p1", "reason")]
    assert finding_sentence(found(form)[0]) == ("指标值“≥100公里”，实际完成“95公里”，没有完成，应写明原因和改进措施。")
    row.reason = "无"
    assert codes(form) == [("reason.unmet", "p1", "reason")]
    row.actual = "100公里"
    assert codes(form) == []


def test_the_money_of_a_row_that_the_template_adds_is_part_of_the_total() -> None:
    form = transfer_form()
    form.extra["地方资金.executed"] = "150"  # 770 + 150 + 0 are not 950
    assert [(each.code, each.field, each.expected, each.actual) for each in found(form)] == [
        ("funds.parts", "funds.total.executed", "920", "950"),
    ]
