"""What the facts do not bear, a case and a near miss at a time: texts from published forms and a re-check of 2026.

Each case is a row (level 1, level 2, name, target, actual, weight, score, reason) and the codes found in it by hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from selfeval_gui.domain.form import Form, FundRow, Funds, FundTotal, Indicator
from selfeval_gui.messages import finding_sentence
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES, Finding, Severity
from selfeval_gui.rules.rule_set import presets

STRICT = presets()["review-strict"]
MOF = presets()["mof-2020"]


def form_with(row: dict[str, Any], levels: tuple[str, str] = ("产出指标", "数量指标"), **values: Any) -> Form:
    leaf = Indicator(**({"id": "a", "name": "活动场次", "target": "10场", "actual": "10场"} | row))
    top = Indicator(id="p", name=levels[0], children=[Indicator(id="q", name=levels[1], children=[leaf])])
    given: dict[str, Any] = {"project_name": "项目", "department": "部门", "implementing_unit": "单位"}
    given |= {"expected_goal": "目标", "actual_outcome": "情况", "indicators": [top]}
    return Form(id="f", year=2025, **(given | values))


def codes(form: Form, *wanted: str) -> list[tuple[str, str | None, str, str | None]]:
    """The findings of these codes under the strict preset: code, row, field and what is expected."""
    return [(each.code, each.node, each.field, each.expected) for each in check(form, STRICT) if each.code in wanted]


def measured(target: str, actual: str, weight: str, score: str, reason: str = "") -> dict[str, Any]:
    return {"target": target, "actual": actual, "weight": weight, "score": score, "reason": reason}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (measured("≥4754", "4604", "5", "5"), "4.84"),  # 4604 ÷ 4754 × 5 = 4.8422
        (measured("≤5300元", "5830元", "10", "10"), "9.09"),  # 5300 ÷ 5830 × 10 = 9.0909
        (measured("≥95%", "90%", "10", "5", "下雨"), "9.47"),  # 90 ÷ 95 × 10 = 9.4737
        (measured("50人", "0.002万人", "10", "10"), "4"),  # 20 ÷ 50 × 10
        (measured("=0起", "1起", "6", "6"), "0"),
    ],
)
def test_a_score_that_the_two_numbers_do_not_give(row: dict[str, Any], expected: str) -> None:
    assert codes(form_with(row), "score.formula", "met.deducted") == [("score.formula", "a", "score", expected)]


@pytest.mark.parametrize(
    "row",
    [
        measured("≥4754", "4604", "5", "4.84", "少报"),
        measured("≥4754", "4604", "5", "4.85", "少报"),  # a hundredth beside it is rounding
        measured("≥3场", "5场", "10", "10"),
        measured("3千米", "3000亩", "10", "5", "说明"),  # no one unit
        measured("3天", "4个工作日", "10", "5", "说明"),
        measured("及时", "比较及时", "15", "11", "说明"),
        measured("≥95%", "90%", "10", "10.5"),  # above its weight, which is said already
        {"target": "≥95%", "actual": "90%", "score": "5"},  # no weight yet
    ],
)
def test_scores_that_stand(row: dict[str, Any]) -> None:
    assert codes(form_with(row), "score.formula", "met.deducted") == []


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥100%", "100%"), ("=8个", "8个"), ("3个工作日内", "2个工作日"), ("不少于3场", "4场"), ("≤0.3万元", "2900元")],
)
def test_points_lost_though_the_target_is_reached_by_value(target: str, actual: str) -> None:
    form = form_with(measured(target, actual, "10", "8", "说明"))
    assert codes(form, "score.formula", "met.deducted") == [("met.deducted", "a", "score", "10")]
    sentence = next(finding_sentence(each) for each in check(form, STRICT) if each.code == "met.deducted")
    assert sentence == f"实际完成值达到了指标值“{target}”（{actual}），却扣了 2 分：分值 10，得分 8。"


@pytest.mark.parametrize(
    ("target", "actual", "score", "reason"),
    [
        ("2025年8月31日前", "2025年9月3日", "10", ""),
        ("12月底前", "2026年1月", "10", "疫情影响"),
        ("9月", "10月", "8", ""),
        ("第三季度", "2025年10月8日完成", "10", ""),
        ("2025.06.30前", "2025.07.01", "10", ""),
    ],
)
def test_done_later_than_allowed(target: str, actual: str, score: str, reason: str) -> None:
    form = form_with(measured(target, actual, "10", score, reason))
    assert codes(form, "date.late") == [("date.late", "a", "actual", None)]


@pytest.mark.parametrize(
    ("target", "actual", "score", "reason"),
    [
        ("2025年8月31日前", "2025年8月31日", "10", ""),
        ("9月15日前", "9月", "10", ""),  # may have been before the 15th
        ("12月底前", "2026年1月", "8", "招标流标一次，推迟一个月"),
        ("每月5日前", "12月8日", "10", ""),  # of one month nothing is said
        ("3个月内", "4月", "10", ""),
        ("及时", "9月", "10", ""),
        ("9月", "13月", "10", ""),
        ("上半年", "6月30日", "10", ""),
    ],
)
def test_done_in_time_or_not_to_be_told(target: str, actual: str, score: str, reason: str) -> None:
    assert codes(form_with(measured(target, actual, "10", score, reason)), "date.late") == []


@pytest.mark.parametrize(
    ("actual", "is_found"),
    [
        *(("≥95%", True), ("不少于3场", True), ("95%以上", True), ("不超过2次", True)),
        *(("95%", False), ("3场", False), ("基本完成", False), ("", False), ("=8个", False), ("约50人", False)),
    ],
)
def test_a_condition_is_no_result(actual: str, is_found: bool) -> None:
    found = codes(form_with({"actual": actual}), "actual.condition")
    assert found == ([("actual.condition", "a", "actual", None)] if is_found else [])


@pytest.mark.parametrize(
    ("levels", "name", "target", "is_found"),
    [
        (("成本指标", "经济成本指标"), "设备购置支出", "≥50万元", True),
        (("产出指标", "成本指标"), "项目总额", ">100万元", True),
        (("产出指标", "数量指标"), "培训人均费用", "不低于300元", True),
        (("产出指标", "质量指标"), "采购单价", "≥20元", True),
        (("成本指标", "经济成本指标"), "设备购置支出", "≤50万元", False),
        (("成本指标", "经济成本指标"), "成本节约率", "≥5%", False),
        (("产出指标", "成本指标"), "办公费用压减率", "≥10%", False),
        (("成本指标", "经济成本指标"), "单位能耗下降额", "≥3万元", False),
        (("产出指标", "数量指标"), "培训人数", "≥300人", False),
        (("成本指标", "经济成本指标"), "设备购置支出", "50万元", False),
    ],
)
def test_a_cost_is_at_most_its_target(levels: tuple[str, str], name: str, target: str, is_found: bool) -> None:
    found = codes(form_with({"name": name, "target": target}, levels), "cost.sign")
    assert found == ([("cost.sign", "a", "target", None)] if is_found else [])


@pytest.mark.parametrize(
    ("level", "name", "severity"),
    [
        ("数量指标", "资金支付率", Severity.WARNING),
        ("质量指标", "预算执行率", Severity.WARNING),
        ("数量", "补助资金拨付金额", Severity.WARNING),
        ("时效指标", "资金拨付及时率", Severity.HINT),
        ("数量指标", "设备到位率", None),
        ("质量指标", "政策执行满意率", None),
        ("数量指标", "补贴发放人数", None),
        ("经济效益指标", "资金使用率", None),
    ],
)
def test_money_is_counted_once(level: str, name: str, severity: Severity | None) -> None:
    found = [
        each for each in check(form_with({"name": name}, ("产出指标", level)), MOF) if each.code == "quantity.money"
    ]
    assert [(each.field, each.severity) for each in found] == ([] if severity is None else [("name", severity)])


@pytest.mark.parametrize(
    ("name", "target", "field"),
    [
        ("居民生活水平明显提升", "100%", ""),  # measured
        ("居民健康水平提升显著", "有所提升", "name"),
        ("社会影响力持续提升", "广泛", "name"),
        ("带动就业", "效果明显", "target"),
        ("空气质量", "持续提升", "target"),
        ("服务能力", "良好", "target"),
        ("长效管理机制", "健全", ""),
        ("制度建设", "建立", ""),
        ("带动就业人数", "≥20人", ""),
    ],
)
def test_a_benefit_says_what_it_is(name: str, target: str, field: str) -> None:
    form = form_with({"name": name, "target": target}, ("效益指标", "社会效益指标"))
    assert codes(form, "benefit.hollow") == ([("benefit.hollow", "a", field, None)] if field else [])
    assert codes(form_with({"name": name, "target": target}), "benefit.hollow") == []
    assert not [each for each in check(form, MOF) if each.code == "benefit.hollow"], "off unless a rule set says so"


@pytest.mark.parametrize(
    ("actual", "is_found"),
    [*(("满意", True), ("未收到投诉", True), ("无投诉", True)), *(("96.5%", False), ("≥95%", False), ("", False))],
)
def test_satisfaction_is_measured(actual: str, is_found: bool) -> None:
    form = form_with({"target": "≥90%", "actual": actual}, ("满意度指标", "服务对象满意度指标"))
    assert bool(codes(form, "satisfaction.no_survey")) is is_found


@pytest.mark.parametrize(
    ("reason", "is_found"),
    [
        ("工作进度管理有待加强。", True),
        ("进一步提高管理水平，加强管理。", True),
        ("绩效目标编制水平有待提高，加强绩效目标编制学习。", True),
        ("承办单位设备故障，推迟到12月开展。", False),
        ("疫情期间场馆关闭，线下活动取消", False),
        ("管理有待加强，2026年3月底前修订办法", False),
        ("无", False),
        ("", False),
    ],
)
def test_a_reason_names_something(reason: str, is_found: bool) -> None:
    form = form_with(measured("10场", "8场", "10", "8", reason))
    assert bool(codes(form, "reason.vague")) is is_found
    assert not codes(form_with(measured("10场", "10场", "10", "10", reason)), "reason.vague"), "no points are lost"


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        ("项目完成率", "项目 完成率", True),
        ("培训人数（人）", "培训人数(人)", True),
        ("质量（达标率）", "质量达标率", True),
        ("培训人数（教师）", "培训人数（学生）", False),
        ("项目完成率", "项目完成及时率", False),
        ("", "", False),
    ],
)
def test_no_indicator_stands_twice(first: str, second: str, is_found: bool) -> None:
    form = form_with({"name": first})
    form.indicators[0].children[0].children.append(Indicator(id="b", name=second, target="1", actual="1"))
    assert codes(form, "indicator.double") == ([("indicator.double", "b", "name", None)] if is_found else [])


def test_an_outcome_that_repeats_the_goal() -> None:
    form = form_with({}, expected_goal="开展 10 场活动。", actual_outcome="开展10场活动。")
    assert codes(form, "goal.copied") == [("goal.copied", None, "actual_outcome", None)]
    form.actual_outcome = "开展了10场活动。"
    assert codes(form, "goal.copied") == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("2024年度文化活动经费", True),
        ("完成 2023 年遗留工程", True),
        ("2026年新建三座桥", True),
        ("2025年度文化活动经费", False),
        ("2023—2025年三年行动", False),
        ("按照财预〔2020〕10号执行", False),
        ("较2024年增长5%", False),
        ("与2024年持平", False),
        ("2023年度至2025年度", False),
        ("比2024年减少3起", False),
        ("2027年底前建成", False),
        ("持续到2026年12月止", False),
        ("编号2024001", False),
    ],
)
def test_years_are_the_forms_own(text: str, is_found: bool) -> None:
    for field in ("project_name", "expected_goal"):
        found = codes(form_with({}, **{field: text}), "year.mismatch")
        assert found == ([("year.mismatch", None, field, None)] if is_found else [])
    for field in ("name", "target"):
        found = codes(form_with({field: text}), "year.mismatch")
        assert found == ([("year.mismatch", "a", field, None)] if is_found else [])


def funds(annual: str, executed: str, part: str | None = None, initial: str | None = None) -> Funds:
    made = Funds(total=FundTotal(initial_budget=initial, annual_budget=annual, executed=executed))
    if part is not None:
        made.parts.appropriation = FundRow(annual_budget=part)
    return made


@pytest.mark.parametrize(
    ("amounts", "field"),
    [
        (funds("110", "1100000"), "funds.total.executed"),
        (funds("1000000", "95"), "funds.total.executed"),
        (funds("110", "100", part="1090000"), "funds.parts.appropriation.annual_budget"),
        (funds("50", "48", initial="500000"), "funds.total.initial_budget"),
        (funds("110", "101.64"), ""),
        (funds("1", "8000"), ""),
        (funds("1", "11001"), ""),
        (funds("0", "0"), ""),
    ],
)
def test_amounts_ten_thousand_times_too_large(amounts: Funds, field: str) -> None:
    found = codes(form_with({}, funds=amounts), "amounts.scale")
    assert found == ([("amounts.scale", None, field, None)] if field else [])


@pytest.mark.parametrize(
    ("goal", "name", "target", "is_found"),
    [
        ("新建17个社区站点，覆盖全区。", "社区站点数量", "70个", True),
        ("社区站点达到17个。", "社区站点", "≥20个", False),  # between noun and number stands something
        ("组织培训班5期，受训200人。", "组织培训班", "6期", True),
        ("新建17个社区站点。", "社区站点数量", "17个", False),
        ("新建17个社区站点。", "社区站点覆盖人数", "70个", False),
        ("新建17个社区站点，改造3个社区站点。", "社区站点数量", "20个", False),
        ("新建17个社区站点。", "社区站点数量", "70%", False),
    ],
)
def test_goal_and_target_count_alike(goal: str, name: str, target: str, is_found: bool) -> None:
    found = codes(form_with({"name": name, "target": target}, expected_goal=goal), "numbers.differ")
    assert found == ([("numbers.differ", "a", "target", None)] if is_found else [])


def test_what_is_off_is_not_looked_for() -> None:
    row = measured("≥4754", "4604", "5", "5")
    off = replace(MOF, id="without", severities={"score.formula": Severity.OFF})
    found: list[Finding] = check(form_with(row), off)
    assert found
    assert "score.formula" not in {each.code for each in found}
    assert "score.formula" in {each.code for each in check(form_with(row), MOF)}


def test_only_the_strict_preset_looks_for_what_is_hollow() -> None:
    off = {code for code, severity in DEFAULT_SEVERITIES.items() if severity is Severity.OFF}
    assert off == {"benefit.hollow", "satisfaction.no_survey", "reason.vague", "goal.copied"} | {
        *("evidence.missing", "evidence.shared", "evidence.old", "evidence.changed"),
    }
    for rule_set in presets().values():
        looked_for = {code for code in off if rule_set.severity[code] is not Severity.OFF}
        assert looked_for == (off if rule_set.id == "review-strict" else set())
    assert STRICT.severity["quantity.money"] is STRICT.severity["benefit.hollow"] is Severity.WARNING
    assert STRICT.total == MOF.total
