"""Forms of odd cells: every judgement gives a finding or nothing, never an exception, and has its sentence."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, FundRow, FundTotal, Indicator, Printed
from selfeval_gui.domain.suggestions import suggest_all
from selfeval_gui.domain.tree import Tree
from selfeval_gui.explanations import step_sentence
from selfeval_gui.messages import SEVERITY_LABELS, finding_place, finding_sentence
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.check import check, in_order
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES
from selfeval_gui.rules.rule_set import RuleSet, presets
from selfeval_gui.rules.shared import OF_LIST
from selfeval_gui.rules.what_if import what_if
from tests.helpers.documents import sample_form

pytestmark = pytest.mark.slow

TEXTS = (
    *("", " ", "≥5", "≤5", "=0", "0", "≥0", "≤0次", "≥5≤3", "80-90%", "及时", "较及时", "不及时", "部分达成", "未达成"),
    *("-5", "1e5", "≥", "XX", "……", "指标1", "100%", "120%", "999999999999999", "0.000001", "≤999999999999999", "无"),
    *("进度滞后", "无偏差", "5万元", "50000元", "<0", ">0", "=-3", "≥-3%", "０", "∞", "½", "②", "5‰", "\x00", "😀"),
    *("≥95%", "9月", "10月", "2019年", "明显", "5个活动", "管理有待加强", "7个", "明显", "无投诉"),
)
NAMES = ("产出", "满意度指标", "效益指标", "成本指标", "数量指标", "资金支付率", "活动")
NUMBERS = [None, *map(Decimal, ("0 -5 0.01 999999999999999 0.000001 12.5 -0.000001 1E+3 100 -0 90").split())]


def odd_form(seed: int) -> Form:
    dice = random.Random(seed)

    def number() -> Decimal | None:
        return dice.choice(NUMBERS)

    def text() -> str:
        return dice.choice(TEXTS)

    def row(node: str, level: int) -> Indicator:
        children = [row(f"{node}{place}", level + 1) for place in range(dice.randint(0, 3))] if level < 3 else []
        name = dice.choice([*NAMES, text()])
        cells = {"target": text(), "actual": text(), "reason": text(), "score": number()} if level == 3 else {}
        return Indicator(id=node, name=name, weight=number(), children=children, **cells)

    form = Form(id="f", year=2020, project_name=text(), expected_goal=text(), actual_outcome=text(), notes=text())
    form.indicators = [row(f"n{place}", 1) for place in range(3)]
    form.funds.total = FundTotal(annual_budget=number(), executed=number(), weight=number(), score=number())
    form.funds.parts.other = FundRow(executed=number())
    form.printed = Printed(execution_rate=number(), total_weight=number(), total_score=number())
    return form


def late_form() -> Form:
    """What the dice of the others hardly ever throw together."""
    form = odd_form(0)
    form.expected_goal = "开展5个活动"
    leaf = Indicator(id="late", name="活动", target="9月", actual="10月")
    more = Indicator(id="more", name="活动个数", target="7个", actual="7个")
    empty = Indicator(id="empty", name="场次")
    form.indicators.append(Indicator(id="one", children=[Indicator(id="two", children=[leaf, more, empty])]))
    return form


def siblings() -> list[Form]:
    """Forms of a unit in two spellings, all alike and all full, one project twice."""
    forms = []
    for project, unit in (("读书节", "图书馆(东)"), ("读书节", "图书馆东"), ("灯会", "图书馆东")):
        goal = f"办好{project}，让大家都来参加，做到服务到位、秩序良好、安全有序、人人满意"
        leaf = Indicator(id="c", name="学生及患者到场率", target="100%", weight=Decimal(90), score=Decimal(90))
        top = Indicator(id="a", name="产出", children=[Indicator(id="b", name="质量", children=[leaf])])
        forms.append(
            Form(id="f", project_name=project, implementing_unit=unit, expected_goal=goal, indicators=[top], year=2019)
        )
    return forms


@pytest.mark.parametrize("rule_set", presets().values(), ids=presets())
def test_every_finding_is_one_of_its_cell_and_has_a_sentence(rule_set: RuleSet) -> None:
    for seed in range(300):
        form = odd_form(seed)
        tree, found = Tree(form.indicators), check(form, rule_set)
        assert in_order(found, form) == found
        assert len({(each.node, each.field, each.code) for each in found}) == len(found)
        for finding in found:
            assert finding_sentence(finding).endswith("。")
            assert "{" not in finding_sentence(finding)
            assert finding_place(finding, tree)


@pytest.mark.parametrize("rule_set", presets().values(), ids=presets())
def test_suggestions_and_what_if_take_them_all(rule_set: RuleSet) -> None:
    for seed in range(300):
        form = odd_form(seed)
        for suggestion in suggest_all(form, rule_set.scoring).values():
            assert all("{" not in step_sentence(step.code, step.args) for step in suggestion.steps)
        assert [each.rule_set for each in what_if(form, rule_set, presets().values())] == list(presets().values())


def test_so_does_the_view_across() -> None:
    across = Across()
    for seed in range(100):
        across.put(str(seed), odd_form(seed), presets()["shanghai-2020"])
    found = [finding for seed in range(100) for finding in across.findings(str(seed), presets()["mof-2020"])]
    assert {"across.scores", "across.reason"} <= {finding.code for finding in found}
    assert all(finding_sentence(finding).endswith("。") for finding in found)


def test_the_rule_set_weighs_every_kind_of_finding() -> None:
    """All but what needs a list of projects or another kind of form, and what is said of files beside a form."""
    of_files = {"evidence.shared", "evidence.old", "evidence.changed"}
    of_kinds = {"monitor.rate", "monitor.impossible", "monitor.forecast", "reason.unmet", "column.word"}
    of_kinds |= {"target.over_full", "date.order"}
    kinds = set(DEFAULT_SEVERITIES) - of_files - of_kinds - {"across.missing", *OF_LIST}
    for severity in SEVERITY_LABELS:
        rule_set = replace(
            presets()["mof-2020"], id=f"all {severity}", severities=dict.fromkeys(DEFAULT_SEVERITIES, severity)
        )
        across, forms = Across(), [*map(odd_form, range(150)), *map(sample_form, range(1, 15)), late_form()]
        forms += siblings()
        for place, form in enumerate(forms):
            across.put(str(place), form, rule_set)
        found = [
            finding
            for place, form in enumerate(forms)
            for finding in (*check(form, rule_set), *across.findings(str(place), rule_set))
        ]
        assert {finding.code for finding in found} == kinds
        assert {finding.severity for finding in found} == {severity}
