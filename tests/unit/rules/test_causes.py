"""Findings with one cause: the leading one by name, what stands under it, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from selfeval_gui.domain.form import Form, FundRow, Funds, FundTotal, Indicator, Printed
from selfeval_gui.messages import cause_sentence, finding_sentence
from selfeval_gui.rules.accepted import heaviest_first, led
from selfeval_gui.rules.check import check
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.finding import Answer, Finding
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.rule_set import presets

MOF = presets()["mof-2020"]
SHANGHAI = presets()["shanghai-2020"]


def row(node: str, weight: str, score: str | None = None, **texts: str) -> Indicator:
    given = {"name": f"项目{node}", "target": "8场", "actual": "8场"} | texts
    return Indicator(id=node, weight=weight, score=weight if score is None else score or None, **given)


def form_of(rows: list[Indicator], *, total: dict[str, Any] | None = None, **values: Any) -> Form:
    """50 points in 产出 by the rows given, 30 + 10 beside them, an execution row of 10 that is right."""
    rest = (("效益指标", "社会效益指标", row("x", "30")), ("满意度指标", "服务对象满意度指标", row("y", "10")))
    tops = [("产出指标", "数量指标", rows), *((top, second, [leaf]) for top, second, leaf in rest)]
    tree = [
        Indicator(id=f"t{n}", name=top, children=[Indicator(id=f"s{n}", name=second, children=leaves)])
        for n, (top, second, leaves) in enumerate(tops)
    ]
    amounts = {"initial_budget": "100", "annual_budget": "100", "executed": "90", "weight": "10", "score": "9"}
    funds = values.pop("funds", None) or Funds(total=FundTotal(**(amounts | (total or {}))))
    given: dict[str, Any] = {"project_name": "路灯维护", "department": "城管局", "implementing_unit": "路灯所"}
    given |= {"expected_goal": "路灯常亮", "actual_outcome": "路灯亮了", "indicators": tree, "funds": funds}
    given |= {"rule_set": "mof-2020"}
    return Form(id="f", year=2025, **(given | values))


def under(form: Form, rule_set: Any = MOF) -> set[tuple[str, str | None]]:
    """Each finding's code with that of the finding it stands under."""
    return {(each.code, each.under and each.under.code) for each in check(form, rule_set)}


def sentences(form: Form, rule_set: Any = MOF) -> dict[str, str]:
    return {each.code: finding_sentence(each) for each in check(form, rule_set)}


def test_nothing_is_wrong_with_the_form_to_begin_with() -> None:
    assert check(form_of([row("a", "50")]), MOF) == []


def test_weights_of_98_with_a_printed_100_lack_2_and_say_so_once() -> None:
    form = form_of([row("a", "48")], printed=Printed(total_weight="100"))
    assert under(form) == {
        ("weight.total", None),
        ("weight.level", "weight.total"),
        ("total.mismatch", "weight.total"),
    }
    assert sentences(form)["weight.total"] == "分值合计 98，应为 100，还差 2。"
    form.rule_set = "某县-2031"  # which nobody here knows
    assert rule_set_of(form) is MOF
    assert sentences(form, rule_set_of(form))["weight.total"] == "分值合计 98，应为 100，还差 2。"


def test_indicators_of_98_beside_an_execution_row_lack_2_too() -> None:
    form = form_of([row("a", "58")], printed=Printed(total_weight="100"), rule_set="某县-2031")
    assert rule_set_of(form) is SHANGHAI
    assert sentences(form, rule_set_of(form))["weight.total"] == "分值合计 98，应为 100，还差 2。"


def test_an_unknown_basis_is_the_ministrys() -> None:
    form = form_of([row("a", "20")])
    form.rule_set = "某县-2031"
    assert rule_set_of(form) is MOF


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"score": "45"}, {("met.deducted", None), ("reason.missing", "met.deducted")}),
        ({"score": "45", "reason": "暂无"}, {("met.deducted", None), ("reason.empty_phrase", "met.deducted")}),
        (
            {"target": "9月", "actual": "10月", "score": "45"},
            {("date.late", None), ("reason.missing", "date.late")},
        ),
        ({"actual": "≥8场"}, {("actual.condition", None)}),
        # A wrong score and a missing reason are two things to do: the right score leaves the reason missing.
        ({"actual": "4场", "score": "40"}, {("score.formula", None), ("reason.missing", None)}),
        ({"actual": "4场", "score": "25"}, {("reason.missing", None)}),
        ({"target": "良好", "actual": "较好", "score": "35", "reason": "雨季积水，9 月已疏通"}, set()),
    ],
)
def test_what_follows_in_a_row(cells: dict[str, str], expected: set[tuple[str, str | None]]) -> None:
    form = form_of([row("a", "50", **cells)])
    assert under(form) == expected


def test_another_row_leads_nothing_here() -> None:
    form = form_of([row("a", "25", "20", reason="项目缩短"), row("b", "25", "12.5", actual="4场")])
    assert under(form) == {("met.deducted", None), ("reason.missing", None)}


@pytest.mark.parametrize(
    ("score", "printed", "expected"),
    [
        ("", "99", "score.missing"),  # 30 + 10 + 9 without the blank one
        ("50", "74", "score.formula"),  # the paper counted the right 25: 25 + 49, and 99 is computed
        ("50", "80", None),  # explained by nothing that was found
    ],
)
def test_a_printed_score_that_other_findings_explain(score: str, printed: str, expected: str | None) -> None:
    form = form_of([row("a", "50", score, actual="4场")], printed=Printed(total_score=printed))
    assert ("total.mismatch", expected) in under(form)


def test_an_amount_in_yuan_leads_all_that_it_brings_with_it() -> None:
    printed = Printed(execution_rate="90.00")
    form = form_of([row("a", "50")], total={"executed": "900000", "score": "9"}, printed=printed)
    assert under(form) == {
        ("amounts.scale", None),
        ("execution.over_budget", "amounts.scale"),
        ("execution.score", "amounts.scale"),
        ("rate.mismatch", "amounts.scale"),
    }


def test_a_score_by_a_wrong_printed_rate_stands_under_the_rate_and_one_that_is_not_does_not() -> None:
    printed = Printed(execution_rate="95.0")
    form = form_of([row("a", "50")], total={"score": "9.5"}, printed=printed)
    assert under(form) == {("rate.mismatch", None), ("execution.score", "rate.mismatch")}
    assert sentences(form)["rate.mismatch"] == "原表印的执行率是 95.0%，按金额计算应为 90.0%。"
    form.funds.total.score = form.funds.total.weight
    assert under(form) == {("rate.mismatch", None), ("execution.score", None)}


def test_parts_of_a_budget_that_is_blank() -> None:
    parts = {"appropriation": FundRow(annual_budget="100", initial_budget="90", executed="90")}
    total = FundTotal(initial_budget="100", executed="90", weight="10", score="9")
    form = form_of([row("a", "50")], funds=Funds(total=total, parts=parts))
    found = [(each.field, each.under and each.under.code) for each in check(form, MOF) if each.code == "funds.parts"]
    assert found == [("funds.total.initial_budget", None), ("funds.total.annual_budget", "execution.no_budget")]


def test_one_other_year_in_many_places_is_said_once() -> None:
    form = form_of([row("a", "25", name="2024年巡查"), row("b", "25", target="2023年完成", actual="完成")])
    form.project_name = "2024年路灯维护"
    years = [(each.args["text"], each.under and each.under.field) for each in check(form, MOF) if each.code[0] == "y"]
    assert years == [("2024", None), ("2024", "project_name"), ("2023", None)]


def test_totals_keep_the_decimals_of_the_paper() -> None:
    form = form_of([row("a", "50")], printed=Printed(total_score="98.50", total_weight="100.00"))
    assert sentences(form)["total.mismatch"] == "原表印的合计是 98.50，按各行计算应为 99.00。"
    (found,) = check(form, MOF)
    assert (found.expected, found.actual) == ("99", "98.5")


def test_a_second_form_of_a_project_leads_what_the_two_share() -> None:
    rows = [{"score": "35", "reason": "雨季积水，9 月已疏通", "target": "良好", "actual": "较好"}]
    one, two = (form_of([row("a", "50", **cells)]) for cells in rows * 2)
    found = dict(check_many({"a": one, "b": two}, lambda _form: MOF))
    expected = {("across.twice", None), ("across.reason", "across.twice")}
    assert {(each.code, each.under and each.under.code) for each in found["a"]} == expected
    two.implementing_unit = two.department = "排水所"
    found = dict(check_many({"a": one, "b": two}, lambda _form: MOF))
    assert ("across.twice", None) not in {(each.code, each.under) for each in found["a"]}


def test_what_follows_stands_below_and_lends_its_weight() -> None:
    printed = Printed(execution_rate="90.00")
    form = form_of([row("a", "50", "45")], total={"executed": "900000"}, printed=printed)
    ordered = heaviest_first(check(form, MOF))
    assert [each.code for each in ordered] == [
        *("amounts.scale", "rate.mismatch", "execution.over_budget", "execution.score"),  # it holds an error
        *("met.deducted", "reason.missing"),
    ]
    assert cause_sentence(ordered[1].identity) == "由“原表执行率与计算不符”引起。"


def test_what_is_open_does_not_stand_under_what_is_accepted() -> None:
    found: list[Finding] = check(form_of([row("a", "50", "45")]), MOF)
    assert [[each.code for each in below] for _lead, below in led(found)] == [["reason.missing"]]
    answered = [
        each._replace(answer=Answer("张", "按会议纪要")) if each.code == "met.deducted" else each for each in found
    ]
    assert [(lead.code, below) for lead, below in led(answered)] == [("met.deducted", []), ("reason.missing", [])]


def test_an_execution_row_beside_indicators_of_100_is_read_in_both_ways() -> None:
    form = form_of([row("a", "60", "55", actual="7场", reason="一场因雨取消")])
    found = next(each for each in check(form, MOF) if each.code == "weight.total")
    # Inside: (55 + 40 + 9) ÷ 110 = 94.545…; beside: 95.
    assert finding_sentence(found) == (
        "分值合计 110，应为 100，多 10。只看指标，分值正好是 100：执行率计入总分，折算得 94.55 分（优）；"
        "执行率另计，得 95 分（优）。如果执行率是另计的，请改用口径“上海 2020（指标合计 100，执行率另计）”。"
    )
    assert found.args["rule_set"] == "shanghai-2020"
    assert (found.expected, found.actual) == ("100", "110")
    other = next(each for each in check(form_of([row("a", "50")]), SHANGHAI) if each.code == "weight.total")
    assert finding_sentence(other).startswith("分值合计 90，应为 100，还差 10。连同执行率，分值正好是 100：")
    assert "请改用口径“财预〔2020〕10号（执行率计入 100）”" in finding_sentence(other)
    near = next(each for each in check(form_of([row("a", "59")]), MOF) if each.code == "weight.total")
    assert finding_sentence(near) == "分值合计 109，应为 100，多 9。"


def test_on_the_seeds_a_reason_stands_under_points_lost_for_nothing_and_levels_under_the_total(
    samples: Any,
) -> None:
    from selfeval_gui.storage.codec import decode

    forms = [decode(path.read_bytes()) for path in sorted(samples.glob("*.json"))]
    own = [each for form in forms for each in check(form, SHANGHAI) if each.under is not None]
    assert [(each.code, each.under and each.under.code) for each in own] == [("reason.missing", "met.deducted")] * 4
    ministry = [each for form in forms for each in check(form, MOF) if each.code == "weight.level"]
    assert [each.under and each.under.code for each in ministry] == ["weight.total"] * 42
