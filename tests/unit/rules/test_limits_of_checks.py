"""Each check at its limit: just inside there is a finding, just outside there is none (domain.md 4)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.scoring_rules import Contradiction
from selfeval_gui.messages import finding_sentence
from selfeval_gui.rules.check import check
from selfeval_gui.rules.contradictions import refuse_contradictions
from selfeval_gui.rules.rule_set import RuleSet, presets
from tests.unit.rules.test_check import MOF, SHANGHAI, clean_form, node

REGIONAL = presets()["regional-demo"]


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def codes(form: Form, *prefixes: str, rule_set: RuleSet = SHANGHAI) -> list[str]:
    return [each.code for each in check(form, rule_set) if each.code.startswith(prefixes)]


def form_with(**values: Any) -> Form:
    """Return a right form but for some values of its first row, 60 points."""
    form = clean_form()
    for name, value in values.items():
        setattr(node(form, "a"), name, value)
    return form


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        *(
            ("36", []),
            ("35.99", ["band.degree_word"]),
            ("47.99", []),
            ("48", ["band.degree_word"]),
            ("60", ["band.degree_word"]),
        ),
        (None, []),
    ],
)
def test_部分达成_is_from_60_to_below_80_per_cent(score: str | None, expected: list[str]) -> None:
    form = form_with(target="健全", actual="较健全", score=number(score), reason="说明。")
    assert codes(form, "band") == expected


@pytest.mark.parametrize(("score", "is_found"), [("0", False), ("35.99", False), ("36", True), ("-0.01", True)])
def test_未达成_is_from_0_to_below_60_per_cent(score: str, is_found: bool) -> None:
    form = form_with(target="健全", actual="未健全", score=Decimal(score), reason="说明。")
    assert ("band.degree_word" in codes(form, "band")) == is_found


@pytest.mark.parametrize(
    ("target", "actual", "score", "expected"),
    [
        ("3次", "3次", "59.99", ["met.deducted"]),
        ("3 次", "3次", "59.99", ["met.deducted"]),
        ("3次", "3次", "60", []),
        ("", "", "59.99", []),
        ("3次", "2次", "59.99", []),
    ],
)
def test_points_lost_though_the_target_is_met(target: str, actual: str, score: str, expected: list[str]) -> None:
    assert codes(form_with(target=target, actual=actual, score=Decimal(score), reason="说明。"), "met") == expected


@pytest.mark.parametrize(
    ("executed", "score", "is_found"),
    [
        ("7.99", "84.90", False),  # 84.9 − 79.9 = 5: not more than 5 points
        ("7.99", "84.91", True),
        ("8", "100", False),
        ("7.99", "100", True),
        ("0", "5", False),
        ("0", "5.01", True),
    ],
)
def test_a_gap_is_below_80_and_above_five_points(executed: str, score: str, is_found: bool) -> None:
    form = form_with(score=Decimal(score) - 40, reason="说明。")
    form.funds.total.executed = Decimal(executed)
    assert ("execution.gap" in codes(form, "execution")) == is_found


@pytest.mark.parametrize(
    ("budget", "executed", "expected"),
    [
        ("10", "10", []),
        ("10", "10.01", ["execution.over_budget"]),
        ("0", "1", ["execution.no_budget"]),
        ("0", "0", ["execution.no_budget"]),
        (None, "1", ["execution.no_budget"]),
        ("10", None, []),
    ],
)
def test_the_budget(budget: str | None, executed: str | None, expected: list[str]) -> None:
    form = clean_form()
    total = form.funds.total
    total.annual_budget, total.executed, total.score = number(budget), number(executed), None
    assert codes(form, "execution.no", "execution.over") == expected


@pytest.mark.parametrize(
    ("part", "carried", "extra", "is_found"),
    [
        ("9.9", None, {}, False),
        ("9.89", None, {}, True),
        ("9", "0.9", {}, False),
        (None, None, {}, False),
        ("9", None, {"单位资金.executed": "0.9"}, False),
        (None, None, {"单位资金.executed": "9.91"}, True),
        ("9.9", None, {"单位资金.executed": "约1"}, False),
        ("9.9", None, {"单位资金.initial_budget": "10"}, False),
        ("9.9", None, {"单位资金executed": "1"}, False),
        ("0", None, {}, True),
    ],
)
def test_parts_make_the_total_exactly(
    part: str | None, carried: str | None, extra: dict[str, str], is_found: bool
) -> None:
    form = clean_form()
    form.funds.parts.appropriation.executed, form.funds.parts.carried_over.executed = number(part), number(carried)
    form.extra = extra
    assert codes(form, "funds") == ["funds.parts"] * is_found


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        *(
            ("60", []),
            ("60.00", []),
            ("60.000", []),
            ("59.99", ["weight.total"]),
            ("59.999", ["weight.invalid", "weight.total"]),
        ),
        *(
            ("0", ["weight.invalid", "weight.total"]),
            ("-1", ["weight.invalid", "weight.total"]),
            (None, ["weight.total"]),
        ),
        *(("0.01", ["weight.total"]), ("0.001", ["weight.invalid", "weight.total"])),
    ],
)
def test_a_weight_is_above_0_with_two_decimals(weight: str | None, expected: list[str]) -> None:
    form = form_with(weight=number(weight), score=number(weight))
    assert sorted(codes(form, "weight")) == expected


@pytest.mark.parametrize(
    ("own", "below", "is_found"),
    [
        (None, "50", False),  # the rule set gives 产出 50
        (None, "51", True),
        ("51", "51", False),  # what stands in the row goes before the rule set
        ("50", "51", True),
        ("60", "50", True),
    ],
)
def test_a_level_makes_the_weight_set_for_it(own: str | None, below: str, is_found: bool) -> None:
    form = form_with(weight=Decimal(below) - 40, score=Decimal(below) - 40)
    node(form, "p").weight = number(own)
    assert ("weight.level" in codes(form, "weight", rule_set=MOF)) == is_found


@pytest.mark.parametrize(("own", "is_found"), [(None, False), ("100", False), ("99", True)])
def test_a_level_2_has_only_the_weight_that_stands_in_it(own: str | None, is_found: bool) -> None:
    form = clean_form()
    node(form, "q").weight = number(own)
    node(form, "q").name = "产出指标"  # a name to which the rule set gives a weight, but at level 1
    assert [each.node for each in check(form, MOF) if each.code == "weight.level"].count("q") == is_found


@pytest.mark.parametrize(
    ("change", "is_refused"),
    [
        ("equal_rates", True),
        ("equal_scores", True),
        ("rising", True),
        ("equal_grades", True),
        ("bands_meet", True),
        ("weights_fill", False),
        ("weights_above", True),
        ("as_it_is", False),
    ],
)
def test_steps_fall_and_weights_have_room(change: str, is_refused: bool) -> None:
    rules, scoring = REGIONAL, REGIONAL.scoring
    steps = scoring.execution_score.steps

    def with_steps(*new: Any) -> RuleSet:
        return replace(rules, scoring=scoring._replace(execution_score=scoring.execution_score._replace(steps=new)))

    def with_levels(weight: str) -> RuleSet:
        return replace(rules, level_weights={"产出指标": Decimal(weight)})

    bands = scoring.bands
    made = {
        "equal_rates": with_steps(steps[0], steps[1]._replace(rate_from=steps[0].rate_from)),
        "equal_scores": with_steps(steps[0], steps[1]._replace(score=steps[0].score)),
        "rising": with_steps(steps[1], steps[0]),
        "equal_grades": replace(rules, grades=(rules.grades[0], rules.grades[0])),
        "bands_meet": replace(rules, scoring=scoring._replace(bands=bands._replace(partial_from=bands.met_from))),
        "weights_fill": with_levels("90"),
        "weights_above": with_levels("90.01"),
        "as_it_is": rules,
    }[change]
    if is_refused:
        with pytest.raises(Contradiction):
            refuse_contradictions(made)
    else:
        refuse_contradictions(made)


@pytest.mark.parametrize(
    ("score", "reason", "expected"),
    [
        ("60", "", []),
        ("60", "人手不足。", ["reason.contradicts"]),
        ("60", "按计划完成。", []),
        ("60", "无", []),
        ("59.99", "", ["reason.missing"]),
        ("59.99", " ", ["reason.missing"]),
        ("59.99", "人手不足。", []),
        ("60.01", "人手不足。", []),
        (None, "人手不足。", []),
        (None, "", []),
    ],
)
def test_a_reason_is_due_below_full_marks_and_contradicts_them(
    score: str | None, reason: str, expected: list[str]
) -> None:
    form = form_with(target="30次", actual="31次", score=number(score), reason=reason)
    assert codes(form, "reason") == expected


@pytest.mark.parametrize(
    ("weight", "score", "is_found"), [("0", "0", False), ("0.5", "0.5", True), ("0.5", "0.35", False)]
)
def test_bands_need_a_weight(weight: str, score: str, is_found: bool) -> None:
    form = form_with(target="健全", actual="较健全", weight=Decimal(weight), score=Decimal(score), reason="说明。")
    assert codes(form, "band") == ["band.degree_word"] * is_found


def test_a_share_is_told_in_whole_per_cent() -> None:
    form = form_with(target="健全", actual="较健全", score=Decimal("35.7"), reason="说明。")  # 59.5 %, half up
    (finding,) = [each for each in check(form, SHANGHAI) if each.code == "band.degree_word"]
    assert (finding.args["share"], finding.expected) == ("60", "36–48")


@pytest.mark.parametrize(
    ("score", "expected"),
    [("-0.01", ["score.invalid"]), ("0", []), ("59.999", ["score.invalid"]), ("60.01", ["score.over_weight"])],
)
def test_a_score_is_between_0_and_its_weight(score: str, expected: list[str]) -> None:
    form = form_with(target="3次", actual="2次", score=Decimal(score), reason="说明。")
    assert codes(form, "score.invalid", "score.over") == expected


@pytest.mark.parametrize(
    ("weight", "fault"), [("-0.01", "weighs_less"), ("0", "weighs_nothing"), ("59.999", "decimals"), ("60", None)]
)
def test_what_is_wrong_with_a_weight_is_told(weight: str, fault: str | None) -> None:
    form = form_with(weight=Decimal(weight), score=None)
    faults = [each.args["fault"] for each in check(form, SHANGHAI) if each.code == "weight.invalid"]
    assert faults == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("weight", "sentence"),
    [
        ("-3", "分值 -3 不可用：负数会从合计里倒扣，请填大于 0 的分值。"),
        ("0", "分值 0 不可用：这样的行得多少分都不计，请填大于 0 的分值。"),
    ],
)
def test_a_weight_that_is_none_has_one_sentence(weight: str, sentence: str) -> None:
    found = check(form_with(weight=Decimal(weight), score=Decimal(5)), SHANGHAI)
    said = [
        finding_sentence(each) for each in found if each.field in {"weight", "score"} and each.code != "weight.level"
    ]
    assert said == [sentence]


@pytest.mark.parametrize(
    ("below", "told"), [("49", ("49", "1", "False")), ("51", ("51", "1", "True")), (None, ("0", "50", "False"))]
)
def test_by_how_much_a_level_differs(below: str | None, told: tuple[str, str, str]) -> None:
    form = form_with(weight=number(below))
    node(form, "b").weight = None
    (finding,) = [each for each in check(form, MOF) if each.code == "weight.level"]
    assert (finding.actual, finding.args["difference"], finding.args["over"]) == told


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        *(("【原因：　】", True), ("少 2 场。【措施: 】时限：6月底。", True), ("【时限：】", True)),
        *(("【原因：下雨】", False), ("【重要】停工", False), ("原因：", False)),
    ],
)
def test_a_part_of_the_frame_that_is_open_is_left_over(text: str, is_found: bool) -> None:
    form = clean_form()
    form.notes = text
    assert codes(form, "text") == ["text.placeholder"] * is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        *(("目标1：……", True), ("目标 2:......", True), ("建成书房。\n目标2：……", True), ("年度目标：……", True)),
        *(("目标1：全年开放……", False), ("目标1：\n全年开放", False)),
    ],
)
def test_a_goal_that_is_only_numbered_is_left_over(text: str, is_found: bool) -> None:
    form = clean_form()
    form.notes = text
    assert codes(form, "text") == ["text.placeholder"] * is_found


@pytest.mark.parametrize(("before", "is_found"), [(49_998, True), (49_999, False)])
def test_left_over_text_is_looked_for_in_fifty_thousand_characters(before: int, is_found: bool) -> None:
    form = clean_form()
    form.notes = f"{'长' * before}XX"
    assert codes(form, "text") == ["text.placeholder"] * is_found


@pytest.mark.parametrize(
    ("target", "actual", "is_unclear"),
    [
        *(("≥0次", "5次", True), (">0次", "1次", False), ("≤0次", "1次", False), ("≥1次", "1次", False)),
        *(("≥5次", "-1次", True), ("≥5次", "0次", False), ("≤0次", "-1次", True), ("≥-5度", "-1度", False)),
        *(("≥5次", "若干", True), ("≥5次", "5米", True), ("≥5次", "", False), ("及时", "若干", False)),
    ],
)
def test_targets_and_actual_values_that_cannot_be_compared(target: str, actual: str, is_unclear: bool) -> None:
    form = form_with(target=target, actual=actual, score=Decimal(50), reason="说明。")
    assert codes(form, "target.unclear") == ["target.unclear"] * is_unclear
