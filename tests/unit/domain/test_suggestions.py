"""Suggested scores: the vectors, whose sums are worked out by hand in the data, and what holds for every one."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.domain.form import Form, FundTotal, Indicator
from selfeval_gui.domain.scoring import Basis, cap_for, computed_execution_score, execution_rate, sum_below, totals
from selfeval_gui.domain.scoring_rules import ExecutionScore, OverAchievement, ScoringRules
from selfeval_gui.domain.suggestions import Suggestion, suggest, suggest_all
from selfeval_gui.explanations import step_sentence
from selfeval_gui.rules.rule_set import presets

VECTORS = Path(__file__).resolve().parents[2] / "data" / "vectors"
SCORES: list[dict[str, Any]] = json.loads((VECTORS / "scores.json").read_text(encoding="utf-8"))
EXECUTION: list[dict[str, Any]] = json.loads((VECTORS / "execution.json").read_text(encoding="utf-8"))
SHANGHAI, DEMO = presets()["shanghai-2020"].scoring, presets()["regional-demo"].scoring
NO_DEDUCTION = OverAchievement(None, None, Decimal(0))


def shown(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


@pytest.mark.parametrize("vector", SCORES, ids=[each["sum"] for each in SCORES])
def test_vectors(vector: dict[str, Any]) -> None:
    weight = Decimal(vector["weight"]) if "weight" in vector else None
    rules = presets()[vector["rule_set"]].scoring
    is_satisfaction = vector.get("satisfaction", False)
    got = suggest(vector["target"], vector["actual"], weight, rules, is_satisfaction=is_satisfaction)
    low, high = vector.get("low", vector.get("score")), vector.get("high", vector.get("score"))
    assert (shown(got.low), shown(got.high)) == (low, high)
    assert [step.code for step in got.steps] == vector["steps"]
    for step in got.steps:
        sentence = step_sentence(step.code, step.args)
        assert "{" not in sentence
        assert not sentence.startswith("：")


@pytest.mark.parametrize("vector", EXECUTION, ids=[each["sum"] for each in EXECUTION])
def test_execution_vectors(vector: dict[str, Any]) -> None:
    rules = presets()[vector["rule_set"]].scoring
    funds = FundTotal(annual_budget=Decimal(vector["budget"]), executed=Decimal(vector["executed"]), weight=Decimal(10))
    assert shown(execution_rate(funds)) == vector.get("rate")
    assert shown(computed_execution_score(funds, rules.execution_score)) == vector.get("score")
    cap = cap_for(execution_rate(funds), rules.caps)
    assert shown(cap.highest if cap else None) == vector.get("cap")


def test_a_score_given_by_hand_is_not_computed() -> None:
    funds = FundTotal(annual_budget=Decimal(10), executed=Decimal(5), weight=Decimal(10))
    by_hand = ExecutionScore("by_hand", ())
    assert computed_execution_score(funds, by_hand) is None
    form = Form(id="f")
    form.funds.total = funds
    assert totals(form, Basis.WITH_EXECUTION, by_hand).score is None
    assert totals(form, Basis.WITH_EXECUTION).score == 5


@pytest.mark.parametrize(
    ("target", "actual", "rules", "sentences"),
    [
        ("≥50场", "46场", SHANGHAI, ["正向：46/50 × 10 = 9.20"]),
        ("健全", "部分达成", SHANGHAI, ["定性 部分达成：60–80% → 6.00–7.99"]),
        ("≤10次", "15次", SHANGHAI, ["反向：10/15 × 10 = 6.67"]),
        ("≤10次", "15次", DEMO, ["反向：(1 − (15 − 10)/10) × 10 = 5.00"]),
        ("=50", "46", SHANGHAI, ["等于：46/50 × 10 = 9.20"]),
        ("≥50", "70", DEMO, ["正向：完成 70，达到 50，得满分 10.00", "达到指标值的 1.3 倍，扣 2 分：10.00 → 8.00"]),
    ],
)
def test_a_score_explains_itself(target: str, actual: str, rules: ScoringRules, sentences: list[str]) -> None:
    steps = suggest(target, actual, Decimal(10), rules).steps
    assert [step_sentence(step.code, step.args) for step in steps] == sentences


def test_all_or_nothing() -> None:
    rules = SHANGHAI._replace(
        quantities=SHANGHAI.quantities._replace(positive="all_or_nothing", equal="all_or_nothing")
    )
    assert suggest("≥50", "49", Decimal(10), rules).score == 0
    assert suggest("≥50", "50", Decimal(10), rules).score == 10
    assert suggest("=50", "51", Decimal(10), rules).score == 0
    assert suggest("=50%", "50", Decimal(10), rules).score == 10


def test_a_row_below_satisfaction_takes_the_steps() -> None:
    def leaf(node: str) -> Indicator:
        return Indicator(id=node, target="≥95%", actual="92%", weight=Decimal(10))

    form = Form(
        id="f",
        indicators=[
            Indicator(id="1", name="产出指标", children=[Indicator(id="2", name="质量指标", children=[leaf("a")])]),
            Indicator(id="3", name="满意度", children=[Indicator(id="4", name="服务对象", children=[leaf("b")])]),
        ],
    )
    found = suggest_all(form, DEMO)
    assert {node: each.score for node, each in found.items()} == {"a": Decimal("9.68"), "b": Decimal(10)}


# ---- what holds for every score ----------------------------------------------------------------------------------

numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
weights = st.decimals(min_value="0.01", max_value=100, places=3)
marks = st.sampled_from(["≥", ">", "", "=", "≤", "<", "不少于", "不超过"])
words = st.sampled_from(["及时", "较为及时", "不及时", "部分达成", "≥1≤2", "80-90%", "", "0.5%", "3场", "XX"])
cells = st.one_of(words, st.builds(lambda mark, number: f"{mark}{number}", marks, numbers))
rule_sets = st.sampled_from([each.scoring for each in presets().values()])


@given(cells, cells, weights, rule_sets, st.booleans())
def test_a_score_lies_within_0_and_the_weight(
    target: str, actual: str, weight: Decimal, rules: ScoringRules, is_satisfaction: bool
) -> None:
    got = suggest(target, actual, weight, rules, is_satisfaction=is_satisfaction)
    assert (got.low is None) == (got.high is None)
    if got.low is not None and got.high is not None:
        assert 0 <= got.low <= got.high <= weight


def score(target: str, actual: Decimal, weight: Decimal, rules: ScoringRules, is_satisfaction: bool) -> Decimal:
    plain = rules._replace(over_achievement=NO_DEDUCTION)
    got: Suggestion = suggest(target, str(actual), weight, plain, is_satisfaction=is_satisfaction)
    assert got.score is not None
    return got.score


@given(numbers, numbers, numbers, weights, rule_sets, st.booleans())
def test_more_is_never_worse_where_more_is_wanted(
    target: Decimal, one: Decimal, other: Decimal, weight: Decimal, rules: ScoringRules, is_satisfaction: bool
) -> None:
    low, high = sorted((one, other))
    for mark in ("≥", ">"):
        first = score(f"{mark}{target}", low, weight, rules, is_satisfaction)
        assert first <= score(f"{mark}{target}", high, weight, rules, is_satisfaction)


@given(numbers, numbers, numbers, weights, rule_sets)
def test_more_is_never_better_where_less_is_wanted(
    target: Decimal, one: Decimal, other: Decimal, weight: Decimal, rules: ScoringRules
) -> None:
    low, high = sorted((one, other))
    for mark in ("≤", "<"):
        assert score(f"{mark}{target}", low, weight, rules, False) >= score(
            f"{mark}{target}", high, weight, rules, False
        )


@given(st.lists(st.lists(st.lists(st.one_of(st.none(), weights), max_size=4), max_size=3), max_size=3))
def test_the_sums_of_the_levels_make_the_total(tree: list[list[list[Decimal | None]]]) -> None:
    form = Form(
        id="f",
        indicators=[
            Indicator(
                id=f"{top}",
                children=[
                    Indicator(
                        id=f"{top}-{second}",
                        children=[Indicator(id=f"{top}-{second}-{row}", weight=w) for row, w in enumerate(rows)],
                    )
                    for second, rows in enumerate(seconds)
                ],
            )
            for top, seconds in enumerate(tree)
        ],
    )
    total = totals(form, Basis.INDICATORS_ONLY).weight or Decimal(0)
    for level, nodes in ((1, form.indicators), (2, [each for top in form.indicators for each in top.children])):
        assert sum((sum_below(node, level, "weight") or Decimal(0) for node in nodes), Decimal(0)) == total


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥2 000人", "1\u2009900人", "9.50"),  # 1900 ÷ 2000 × 10
        ("五年以上", "四年", "8.00"),
        ("五年以上", "五年", "10.00"),
        ("30日内", "28日", "10.00"),
        ("30日内", "40日", "7.50"),  # 30 ÷ 40 × 10
        ("≤10天", "12日", "8.33"),
        ("≤10天", "12月8日", None),
        ("10月20日前", "28日", None),
    ],
)
def test_numbers_as_clerks_write_them_are_scored(target: str, actual: str, score: str | None) -> None:
    assert shown(suggest(target, actual, Decimal(10), presets()["mof-2020"].scoring).score) == score
