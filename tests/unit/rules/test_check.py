"""Each finding code on a form made for it, with what is expected and what is there worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.domain.form import Form, Funds, FundTotal, Indicator, Printed
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Tree
from selfeval_gui.messages import finding_place, finding_sentence
from selfeval_gui.rules.check import check, in_order
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES, Finding, Severity
from selfeval_gui.rules.rule_set import RuleSet, presets

SHANGHAI = presets()["shanghai-2020"]
MOF = presets()["mof-2020"]
STRICT = presets()["review-strict"]  # looks for everything


def leaf(node_id: str, weight: str, score: str | None, **fields: Any) -> Indicator:
    texts = {"name": f"指标{node_id}", "target": "100%", "actual": "100%"}
    return Indicator(id=node_id, weight=weight, score=score, **(texts | fields))


def clean_form() -> Form:
    """A form no check has anything to say about: 60 + 40 = 100, 9.9/10 spent, execution score 9.9."""
    return Form(
        id="f",
        year=2020,
        project_name="项目",
        department="部门",
        implementing_unit="单位",
        expected_goal="目标",
        actual_outcome="情况",
        funds=Funds(total=FundTotal(initial_budget="10", annual_budget="10", executed="9.9", weight="10", score="9.9")),
        indicators=[
            Indicator(
                id="p",
                name="产出指标",
                children=[Indicator(id="q", name="数量指标", children=[leaf("a", "60", "60"), leaf("b", "40", "40")])],
            )
        ],
    )


def node(form: Form, node_id: str) -> Indicator:
    return Tree(form.indicators).node(NodeId(node_id))


def set_leaf(node_id: str, **values: Any) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        for field, value in values.items():
            setattr(node(form, node_id), field, value)

    return change


def set_funds(**values: Any) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        for field, value in values.items():
            setattr(form.funds.total, field, value)

    return change


def set_form(**values: Any) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        for field, value in values.items():
            setattr(form, field, value)

    return change


def both(*changes: Callable[[Form], None]) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        for each in changes:
            each(form)

    return change


def set_part(part: str, **values: Any) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        for field, value in values.items():
            setattr(getattr(form.funds.parts, part), field, value)

    return change


D = Decimal


def found(form: Form, rule_set: RuleSet = SHANGHAI) -> list[tuple[str, str | None, str, str | None, str | None]]:
    return [(each.code, each.node, each.field, each.expected, each.actual) for each in check(form, rule_set)]


def test_a_right_form_has_no_finding() -> None:
    assert found(clean_form()) == []


CASES: list[tuple[str, Callable[[Form], None], list[tuple[str, str | None, str, str | None, str | None]]]] = [
    ("three short", set_leaf("b", weight=D(37), score=D(37)), [("weight.total", None, "total.weight", "100", "97")]),
    (
        "half a point over",
        set_leaf("b", weight=D("40.5"), score=D("40.5")),
        [("weight.total", None, "total.weight", "100", "100.5")],
    ),
    (
        "negative weight",
        set_leaf("b", weight=D(-5), score=D(-5)),
        [
            ("weight.invalid", "b", "weight", None, "-5"),
            ("score.invalid", "b", "score", None, "-5"),
            ("weight.total", None, "total.weight", "100", "55"),
        ],
    ),
    (
        "weight of zero",
        set_leaf("b", weight=D(0), score=D(0)),
        [("weight.invalid", "b", "weight", None, "0"), ("weight.total", None, "total.weight", "100", "60")],
    ),
    (
        "three decimals",
        set_leaf("b", weight=D("40.000"), score=D("39.125"), reason="说明"),
        [("met.deducted", "b", "score", "40", "39.125"), ("score.invalid", "b", "score", None, "39.125")],
    ),
    (
        "a row of the template with its name only",
        set_leaf("b", weight=None, score=None, target="", actual=" ", reason=""),
        [("row.empty", "b", "name", None, None), ("weight.total", None, "total.weight", "100", "60")],
    ),
    ("above its weight", set_leaf("b", score=D("40.01")), [("score.over_weight", "b", "score", "40", "40.01")]),
    ("no score", set_leaf("b", score=None, actual="未达标"), [("score.missing", "b", "score", None, None)]),
    (
        "lost points without a reason",
        set_leaf("b", score=D(30), actual="75%", reason=" \n"),
        [("reason.missing", "b", "reason", None, None)],
    ),
    (
        "a reason that says nothing",
        set_leaf("b", score=D(30), actual="75%", reason="暂 无"),
        [("reason.empty_phrase", "b", "reason", None, None)],
    ),
    (
        "met but for blanks, and points lost",
        set_leaf("b", score=D(39), target="比较 满意", actual="比较满意", reason="说明"),
        [("met.deducted", "b", "score", "40", "39")],
    ),
    (
        "partly reached scored above 80 per cent",
        set_leaf("b", score=D(32), target="健全", actual="较为健全", reason="说明"),
        [("band.degree_word", "b", "score", "24–32", "32")],
    ),
    (
        "partly reached scored 60 per cent",
        set_leaf("b", score=D(24), target="健全", actual="较健全", reason="说明"),
        [],
    ),
    (
        "partly reached scored below 60 per cent",
        set_leaf("b", score=D("23.99"), target="健全", actual="部分 健全", reason="说明"),
        [("band.degree_word", "b", "score", "24–32", "23.99")],
    ),
    (
        "not reached scored 60 per cent",
        set_leaf("b", score=D(24), target="满意", actual="不满意", reason="说明"),
        [("band.degree_word", "b", "score", "0–24", "24")],
    ),
    ("not reached scored below", set_leaf("b", score=D("23.5"), target="满意", actual="不满意", reason="说明"), []),
    ("a word that only looks alike", set_leaf("b", score=D(1), target="健全", actual="较大", reason="说明"), []),
    (
        "budget of zero",
        set_funds(annual_budget=D(0)),
        [("execution.no_budget", None, "funds.total.annual_budget", None, "0")],
    ),
    (
        "no budget",
        set_funds(annual_budget=None),
        [("execution.no_budget", None, "funds.total.annual_budget", None, None)],
    ),
    (
        "spent more than there was",
        set_funds(executed=D("10.5"), score=D(10)),
        [("execution.over_budget", None, "funds.total.executed", "10", "10.5")],
    ),
    (
        "execution score of full marks",
        set_funds(score=D(10)),
        [("execution.score", None, "funds.total.score", "9.9", "10")],
    ),
    ("execution score left to the program", set_funds(score=None), []),
    (
        "execution score above its weight",
        set_funds(score=D(11)),
        [
            ("execution.score", None, "funds.total.score", "9.9", "11"),
            ("score.over_weight", None, "funds.total.score", "10", "11"),
        ],
    ),
    (
        "nothing spent is filled in",
        set_funds(executed=None),
        [("cell.required", None, "funds.total.executed", None, None)],
    ),
    (
        "parts that do not make the total",
        set_part("appropriation", executed=D(9)),
        [("funds.parts", None, "funds.total.executed", "9", "9.9")],
    ),
    (
        "parts of a template's own rows that do not make the total",
        set_form(extra={"单位资金.executed": "9", "联系电话.executed": "无"}),
        [("funds.parts", None, "funds.total.executed", "9", "9.9")],
    ),
    ("parts of a template's own rows that make it", set_form(extra={"单位资金.executed": "９.９"}), []),
    ("parts that make it", set_part("other", executed=D("9.90"), annual_budget=D(10)), []),
    ("printed rate right at its own decimals", set_form(printed=Printed(execution_rate="99")), []),
    (
        "printed rate wrong",
        set_form(printed=Printed(execution_rate="99.10")),
        [("rate.mismatch", None, "printed.execution_rate", "99", "99.1")],
    ),
    ("printed total on the other basis", set_form(printed=Printed(total_weight="110", total_score="109.9")), []),
    (
        "printed total on no basis",
        set_form(printed=Printed(total_score="98")),
        [("total.mismatch", None, "printed.total_score", "100", "98")],
    ),
    (
        "level weight set in the row",
        set_leaf("q", weight=D(90)),
        [("weight.level", "q", "weight", "90", "100")],
    ),
    (
        "blank cells",
        both(set_form(project_name=" ", year=None), set_leaf("a", name="", target="\u3000")),
        [
            ("cell.required", None, "project_name", None, None),
            ("cell.required", None, "year", None, None),
            ("cell.required", "a", "name", None, None),
            ("cell.required", "a", "target", None, None),
        ],
    ),
]


def hint(node_id: str, field: str = "target") -> list[tuple[str, str | None, str, str | None, str | None]]:
    return [("target.unclear", node_id, field, None, None)]


def in_reason(code: str) -> list[tuple[str, str | None, str, str | None, str | None]]:
    return [(code, "b", "reason", None, None)]


def left_over(field: str, node_id: str | None = None) -> list[tuple[str, str | None, str, str | None, str | None]]:
    return [("text.placeholder", node_id, field, None, None)]


CASES += [
    (
        "a score that the numbers do not give",
        set_leaf("b", target="≥100", actual="90"),
        [("score.formula", "b", "score", "36", "40")],  # 90 ÷ 100 × 40
    ),
    ("later than allowed", set_leaf("b", target="9月", actual="10月"), [("date.late", "b", "actual", None, None)]),
    ("a condition as result", set_leaf("b", actual="≥100%"), [("actual.condition", "b", "actual", None, None)]),
    (
        "a cost of at least so much",
        set_leaf("b", name="人均费用", target="≥5元", actual="5元"),
        [("cost.sign", "b", "target", None, None)],
    ),
    ("money as quantity", set_leaf("b", name="资金支付率"), [("quantity.money", "b", "name", None, None)]),
    ("a name twice", set_leaf("b", name="指 标a"), [("indicator.double", "b", "name", None, None)]),
    ("a year before", set_form(project_name="2019年项目"), [("year.mismatch", None, "project_name", None, None)]),
    (
        "元 under 万元",
        set_funds(initial_budget=D(100000)),
        [("amounts.scale", None, "funds.total.initial_budget", None, "100000")],
    ),
    (
        "another number in the goal",
        both(set_form(expected_goal="建设5个站点"), set_leaf("b", name="站点数量", target="6个", actual="6个")),
        [("numbers.differ", "b", "target", None, None)],
    ),
    ("a goal copied, which is off", set_form(actual_outcome="目标"), []),
    ("a reason that fits any row, which is off", set_leaf("b", score=D(30), actual="75%", reason="管理有待加强"), []),
    (
        "a benefit that only says so, which is off",
        both(set_leaf("p", name="效益指标"), set_leaf("b", name="成效明显", target="好", actual="好")),
        [],
    ),
    (
        "satisfaction not measured, which is off",
        both(set_leaf("p", name="满意度指标"), set_leaf("b", target="满意", actual="满意")),
        [],
    ),
    (
        "money not spent, marks full",
        set_funds(executed=D("7.99"), score=None),
        [("execution.gap", None, "printed.execution_rate", "80", "79.9")],
    ),
    ("80 per cent is no gap", set_funds(executed=D(8), score=None), []),
    (
        "marks five points above the rate",
        both(set_funds(executed=D("7.5"), score=None), set_leaf("a", score=D(40), actual="66.67%", reason="说明")),
        [],
    ),
    (
        "marks more than five points above the rate",
        both(set_funds(executed=D("7.49"), score=None), set_leaf("a", score=D(40), actual="66.67%", reason="说明")),
        [("execution.gap", None, "printed.execution_rate", "80", "74.9")],
    ),
    ("full marks and a shortfall in words", set_leaf("b", reason="部分工作滞后"), in_reason("reason.contradicts")),
    ("full marks and a shortfall denied", set_leaf("b", reason="无偏差"), []),
    ("denied once and said once", set_leaf("b", reason="无偏差，有待总结"), in_reason("reason.contradicts")),
    ("full marks and a neutral reason", set_leaf("b", reason="按计划完成"), []),
    ("lost points and a shortfall in words", set_leaf("b", score=D(30), actual="75%", reason="进度滞后"), []),
    ("far above the target", set_leaf("b", target="≥10次", actual="13次"), in_reason("over_achieved")),
    ("above the target", set_leaf("b", target="≥10次", actual="12.9次"), []),
    ("far above, and why", set_leaf("b", target="≥10次", actual="20次", reason="指标偏低，有待修订"), []),
    (
        "far above, and a reason that says nothing",
        set_leaf("b", target="10", actual="20", reason="无"),
        in_reason("over_achieved"),
    ),
    ("far below where less is wanted", set_leaf("b", target="≤10次", actual="1次"), []),
    ("at least and at most in one cell", set_leaf("b", target="≥5次≤3次", actual="4次"), hint("b")),
    ("a relation without a number", set_leaf("b", target="≥", actual="4次"), hint("b")),
    ("a bare zero", set_leaf("b", target="0", actual="0"), hint("b")),
    ("no accident", set_leaf("b", target="0起", actual="0起"), []),
    ("at least zero", set_leaf("b", target="≥0次", actual="3次"), hint("b")),
    ("exactly zero", set_leaf("b", target="=0次", actual="0次"), []),
    ("zero at most", set_leaf("b", target="≤0", actual="0"), []),
    ("text where a number should be", set_leaf("b", target="≥10次", actual="已完成"), hint("b", "actual")),
    ("another measure", set_leaf("b", target="≥100米", actual="100亩"), hint("b", "actual")),
    ("a negative actual", set_leaf("b", target="≤10次", actual="-3次"), hint("b", "actual")),
    ("a negative target", set_leaf("b", target="≥-5%", actual="-3%"), []),
    ("words for words", set_leaf("b", target="及时", actual="按时"), []),
    ("a name left over", set_leaf("b", name="指标 1"), left_over("name", "b")),
    ("a level's name left over", set_leaf("q", name="二级指标2："), left_over("name", "q")),
    ("dots left over", set_leaf("b", target="……", actual="……"), left_over("target", "b") + left_over("actual", "b")),
    ("crosses left over", set_form(project_name="XX项目"), left_over("project_name")),
    ("crosses of another width", set_form(implementing_unit="××单位"), left_over("implementing_unit")),
    ("a hint left over", set_form(expected_goal="（100字以内）建成"), left_over("expected_goal")),
    ("crosses in a field that a template adds", set_form(extra={"项目负责人": "XX"}), left_over("extra.项目负责人")),
    (
        "crosses for an amount that a template adds",
        set_form(extra={"单位资金.executed": "××"}),
        left_over("extra.单位资金.executed"),
    ),
    ("an amount that a template adds", set_form(extra={"单位资金.weight": "12"}), []),
    ("a line of dots", set_form(actual_outcome="目标 1：完成\n……"), left_over("actual_outcome")),
    ("a size, a sign, a sentence", set_form(notes="XXL 号，3×4 米，完成指标 3 项…等，共 100 字"), []),
]


@pytest.mark.parametrize(("change", "findings"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_fault_is_found_and_nothing_else(
    change: Callable[[Form], None], findings: list[tuple[str, str | None, str, str | None, str | None]]
) -> None:
    form = clean_form()
    change(form)
    assert found(form) == findings


def test_the_execution_row_counts_inside_the_total_where_the_rule_set_says_so() -> None:
    form = clean_form()
    assert ("weight.total", None, "total.weight", "100", "110") in found(form, MOF)
    assert ("weight.level", "p", "weight", "50", "100") in found(form, MOF)
    node(form, "p").name = "产出"
    assert ("weight.level", "p", "weight", "50", "100") in found(form, MOF), "the level's name without 指标 is the same"


def test_a_form_without_indicators_is_100_short() -> None:
    form = clean_form()
    form.indicators.clear()
    assert found(form) == [("weight.total", None, "total.weight", "100", "0")]


def test_findings_come_in_the_order_of_the_paper() -> None:
    form = clean_form()
    set_leaf("b", score=None, weight=D(30))(form)
    set_leaf("a", name="")(form)
    set_funds(score=D(10))(form)
    form.actual_outcome = ""
    assert [each.code for each in check(form, SHANGHAI)] == [
        "execution.score",
        "cell.required",
        "cell.required",
        "score.missing",
        "weight.total",
    ]


def test_findings_in_fields_that_a_template_adds_follow_the_head() -> None:
    form = clean_form()
    form.implementing_unit, form.expected_goal = "XX局", "XX"
    form.extra = {"联系人": "XX", "报表编号": "XX"}
    places = ["implementing_unit", "extra.联系人", "extra.报表编号", "expected_goal"]
    found = check(form, SHANGHAI)
    assert [each.field for each in found] == places
    assert [each.field for each in in_order(found[::-1], form)] == [
        *("implementing_unit", "extra.报表编号", "extra.联系人", "expected_goal"),
    ]


def test_every_finding_has_a_place_and_a_whole_sentence() -> None:
    seen: dict[str, str] = {}
    for _, change, _ in CASES:
        form = clean_form()
        change(form)
        for finding in check(form, STRICT) + check(form, SHANGHAI):
            sentence = finding_sentence(finding)
            assert sentence.endswith("。")
            assert "{" not in sentence
            assert all(finding_place(finding, Tree(form.indicators)))
            seen[finding.code] = sentence
    beyond = ("across.", "list.", "evidence.shared", "evidence.old", "evidence.changed")  # of others, lists, files
    of_kinds = ("monitor.", "reason.unmet", "column.word", "target.over_full", "date.order")
    assert set(seen) == {code for code in DEFAULT_SEVERITIES if not code.startswith((*beyond, *of_kinds))}


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (
            Finding(
                "weight.total", Severity.ERROR, None, "total.weight", "100", "97", {"difference": "3", "over": "False"}
            ),
            "分值合计 97，应为 100，还差 3。",
        ),
        (
            Finding(
                "weight.total", Severity.ERROR, None, "total.weight", "100", "110", {"difference": "10", "over": "True"}
            ),
            "分值合计 110，应为 100，多 10。",
        ),
        (
            Finding("execution.score", Severity.WARNING, None, "funds.total.score", "9.24", "10"),
            "执行率得分填的是 10，按执行率 × 分值应为 9.24。",
        ),
        (Finding("cell.required", Severity.WARNING, None, "expected_goal"), "“预期目标”不能为空。"),
    ],
)
def test_sentences_say_what_is_there_and_what_is_expected(finding: Finding, sentence: str) -> None:
    assert finding_sentence(finding) == sentence


@pytest.mark.parametrize(
    ("score", "told"),
    [
        ("32", "应得分值的 60%–80%（24–32 分），现在得 32/40，为 80%，80% 不算在内。"),
        ("23.99", "应得分值的 60%–80%（24–32 分），现在得 23.99/40，为 60%。"),
        ("36", "应得分值的 60%–80%（24–32 分），现在得 36/40，为 90%。"),
    ],
)
def test_a_score_at_the_upper_end_of_its_band_is_told_why_it_is_not_in_it(score: str, told: str) -> None:
    """满 60%，不到 80%: 80% belongs to 达成."""
    form = clean_form()
    set_leaf("b", score=D(score), target="健全", actual="较为健全", reason="说明")(form)
    (finding,) = (each for each in check(form, SHANGHAI) if each.code == "band.degree_word")
    assert finding_sentence(finding) == "“较为健全”属于部分达成，" + told


def test_the_place_is_named_in_the_words_of_the_form() -> None:
    form = clean_form()
    tree = Tree(form.indicators)
    assert finding_place(Finding("x", Severity.HINT, node(form, "a").id, "score"), tree) == [
        "产出指标",
        "数量指标",
        "指标a",
        "得分",
    ]
    assert finding_place(Finding("x", Severity.HINT, None, "funds.total.score"), tree) == [
        "项目资金",
        "年度资金总额",
        "得分",
    ]
    assert finding_place(Finding("x", Severity.HINT, None, "expected_goal"), tree) == ["年度总体目标", "预期目标"]
    assert finding_place(Finding("x", Severity.HINT, None, "total.weight"), tree) == ["总分", "分值"]


def test_the_rule_set_weighs_a_finding() -> None:
    form = clean_form()
    set_leaf("b", score=D(30), actual="75%")(form)
    strict = replace(SHANGHAI, id="strict", severities={"reason.missing": Severity.ERROR})
    assert [each.severity for each in check(form, SHANGHAI)] == [Severity.WARNING]
    assert [each.severity for each in check(form, strict)] == [Severity.ERROR]


def test_a_rule_set_may_ask_for_no_reason() -> None:
    form = clean_form()
    set_leaf("b", score=D(30), target="≥10", actual="7.5")(form)
    set_leaf("a", target="≥10", actual="100")(form)
    assert {each.code for each in check(form, SHANGHAI)} == {"reason.missing", "over_achieved"}
    assert check(form, replace(SHANGHAI, id="lenient", compulsory_reasons=())) == []


def test_execution_score_by_steps_and_by_hand() -> None:
    form = clean_form()  # 99 per cent spent, 9.9 typed
    steps = presets()["regional-demo"].scoring
    by_steps = replace(SHANGHAI, id="steps", scoring=steps)
    (finding,) = check(form, by_steps)
    assert (finding.code, finding.expected, finding.actual) == ("execution.score", "9", "9.9")
    assert finding_sentence(finding) == "执行率得分填的是 9.9，按执行率分档应为 9。"
    by_hand = steps._replace(execution_score=steps.execution_score._replace(method="by_hand", steps=()))
    assert check(form, replace(SHANGHAI, id="hand", scoring=by_hand)) == []


def test_an_edit_of_one_row_is_seen_though_rows_are_remembered() -> None:
    form = clean_form()
    assert found(form) == []
    set_leaf("b", reason="进度滞后")(form)
    assert found(form) == in_reason("reason.contradicts")
    set_leaf("b", reason="")(form)
    assert found(form) == []


def test_findings_of_several_sources_are_put_in_the_order_of_the_paper() -> None:
    form = clean_form()
    set_leaf("b", score=None, weight=D(30), name="")(form)
    set_funds(score=D(10))(form)
    form.expected_goal = ""
    right = check(form, SHANGHAI)
    assert len(right) == 5
    assert in_order(reversed(right), form) == right
