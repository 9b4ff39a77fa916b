"""What checks know of a form is the same whether it was worked out anew or from what was known before a change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.check import check_facts
from selfeval_gui.rules.facts import facts_of
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.documents import long_form, sample_form


def _score(form: Form) -> None:
    next(level_three(form.indicators)).score = Decimal("0.5")


def _empty_reason(form: Form) -> None:
    next(level_three(form.indicators)).reason = ""


def _name_of_level(form: Form) -> None:
    form.indicators[0].children[0].name = "满意度指标"


def _year(form: Form) -> None:
    form.year = 1999


def _new_row(form: Form) -> None:
    form.indicators[0].children[0].children.insert(0, Indicator(id="new", name="新的", weight=Decimal(1)))


def _gone_row(form: Form) -> None:
    del form.indicators[0].children[0].children[0]


def _moved_rows(form: Form) -> None:
    first, last = form.indicators[0].children[0], form.indicators[-1].children[-1]
    first.children, last.children = last.children, first.children


def _twin_of_a_row_elsewhere(form: Form) -> None:
    *_others, last = level_three(form.indicators)
    last.name = next(level_three(form.indicators)).name


def _goal(form: Form) -> None:
    form.expected_goal = "2019年培训学员100人次。"


def _paper_with_words_of_its_own(form: Form) -> None:
    form.template = "hubei-department"


def _paper_without_scores(form: Form) -> None:
    form.template = "target-declaration"


_CHANGES = (
    *(_score, _empty_reason, _name_of_level, _year, _new_row, _gone_row, _moved_rows),
    *(_twin_of_a_row_elsewhere, _goal, _paper_with_words_of_its_own, _paper_without_scores),
)


@pytest.mark.parametrize("change", _CHANGES)
@pytest.mark.parametrize("number", [1, 2, 6, 14])
def test_a_change_is_judged_as_a_form_seen_for_the_first_time(number: int, change: Callable[[Form], None]) -> None:
    form, same = sample_form(number), sample_form(number)
    rule_set = rule_set_of(form)
    before = facts_of(form, rule_set.scoring.execution_score)
    check_facts(before, rule_set)
    change(form)
    change(same)
    after = facts_of(form, rule_set.scoring.execution_score, before)
    anew = facts_of(same, rule_set.scoring.execution_score)
    assert list(after.rows) == list(anew.rows)
    assert after.totals == anew.totals
    assert check_facts(after, rule_set) == check_facts(anew, rule_set)


def test_a_change_of_one_row_leaves_the_other_runs_what_they_were() -> None:
    form = long_form(100)
    rule = rule_set_of(form).scoring.execution_score
    before = facts_of(form, rule)
    changed = next(level_three(form.indicators))
    changed.actual += "，已完成"
    after = facts_of(form, rule, before)
    kept = [run is old for run, old in zip(after.runs, before.runs, strict=True)]
    assert kept.count(False) == 1
    assert changed.id in next(iter(after.runs)).nodes
    assert not kept[0]


def test_a_row_judged_before_is_told_in_the_words_of_another_paper() -> None:
    form = sample_form(1)
    row = next(level_three(form.indicators))
    row.score = Decimal(99)
    rule_set = rule_set_of(form)
    before = facts_of(form, rule_set.scoring.execution_score)
    check_facts(before, rule_set)
    form.template = "hubei-department"
    after = check_facts(facts_of(form, rule_set.scoring.execution_score, before), rule_set)
    found = next(each for each in after if (each.code, each.node) == ("score.over_weight", row.id))
    assert found.args["column"] == "实际得分"
    assert found.args["weight_column"] == "权重"
