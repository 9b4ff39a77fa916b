"""Further pairs of goals: found, judged, carried forward, merged and looked for as the form's own pair is."""

from selfeval_gui.domain.carry_forward import Carried, carry_forward
from selfeval_gui.domain.fields import field_of, form_fields
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.goals import goals_of
from selfeval_gui.rules.check import check
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.kinds import hubei_project_form

SECOND = "extra.年度目标2：预期目标"
OUTCOME = "extra.年度目标2：实际完成情况"


def test_the_pairs_of_a_form() -> None:
    own, second = goals_of(hubei_project_form())
    assert (own.field, own.outcome) == ("expected_goal", "改造路灯九百盏，亮灯率99%。")
    assert second == (SECOND, "降低照明能耗三成。", OUTCOME, "能耗降低三成一。")
    assert [goal.field for goal in goals_of(Form(id="f"))] == ["expected_goal"]


def test_a_further_goal_is_a_goal_wherever_fields_are_told_apart() -> None:
    assert (field_of(SECOND).group, field_of(SECOND).carried, field_of(SECOND).sets_target) == ("goals", "goal", True)
    assert (field_of(OUTCOME).group, field_of(OUTCOME).carried, field_of(OUTCOME).is_required) == ("goals", "no", False)
    assert {SECOND, OUTCOME} <= {field.name for field in form_fields(hubei_project_form()) if field.is_searched}


def test_next_year_keeps_what_is_expected() -> None:
    extra = carry_forward(hubei_project_form()).extra
    assert extra.get("年度目标2：预期目标") == "降低照明能耗三成。"
    assert extra.get("年度目标2：实际完成情况") is None
    assert extra.get("偏差大或目标未完成原因分析") is None
    assert extra.get("项目类型") == "一次性项目"
    assert "年度目标2：预期目标" not in carry_forward(hubei_project_form(), Carried(goal=False)).extra


def test_a_further_outcome_that_only_copies_its_goal_is_found() -> None:
    form = hubei_project_form()
    rules = rule_set_for("review-strict")
    assert not [each for each in check(form, rules) if each.code == "goal.copied"]
    form.extra["年度目标2：实际完成情况"] = " 降低照明能耗三成。"
    assert [each.field for each in check(form, rules) if each.code == "goal.copied"] == [OUTCOME]


def test_another_year_in_a_further_goal_is_found() -> None:
    form = hubei_project_form()
    form.extra["年度目标2：预期目标"] = "2023年降低照明能耗三成。"
    found = [each.field for each in check(form, rule_set_for("hubei")) if each.code == "year.mismatch"]
    assert found == [SECOND]


def test_a_form_without_weights_gets_no_finding_about_weights() -> None:
    codes = {each.code for each in check(hubei_project_form(), rule_set_for("hubei"))}
    assert not {code for code in codes if code.startswith("weight")}
