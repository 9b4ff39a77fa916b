"""What-if and 折算: the figures of the 14 real forms, and sums that are exact whatever the weights are."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.domain.form import Form, FundTotal, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.conversion import Conversion, convert
from selfeval_gui.rules.rule_set import RuleSet, presets
from selfeval_gui.rules.what_if import WhatIf, what_if
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files

SHANGHAI, MOF, DEMO = (presets()[name] for name in ("shanghai-2020", "mof-2020", "regional-demo"))


@pytest.fixture(scope="module")
def samples() -> list[Form]:
    return [decode(path.read_bytes()) for path in sample_files()]


def under(form: Form, rule_set: RuleSet, own: RuleSet = SHANGHAI) -> WhatIf:
    (result,) = what_if(form, own, [rule_set])
    return result


# ---- the 14 forms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "indicators", "execution", "total"),
    [
        (1, "81.90", "9.24", "91.14"),
        (2, "80.10", "9.99", "90.09"),
        (4, "80.10", "8.75", "88.85"),
        (5, "80.10", "10.00", "90.10"),
        (14, "79.20", "8.38", "87.58"),
    ],
)
def test_seeds_under_mof_2020(samples: list[Form], number: int, indicators: str, execution: str, total: str) -> None:
    got = under(samples[number - 1], MOF)
    assert (str(got.indicators), str(got.execution), str(got.total)) == (indicators, execution, total)
    assert got.scaled == (100, 90)
    assert (got.cap, got.rows) == (None, ())
    assert got.worth == got.total


def test_two_forms_rise_and_none_falls(samples: list[Form]) -> None:
    tables = [what_if(form, SHANGHAI, presets().values()) for form in samples]
    assert [[each.rule_set.id for each in table] for table in tables] == [list(presets())] * 14
    own = [next(each for each in table if each.rule_set is SHANGHAI) for table in tables]
    before, after = [each.grade for each in own], [table[0].grade for table in tables]
    assert [place for place, grade in enumerate(before, 1) if grade == "良"] == [2, 4, 5, 14]
    assert [place for place, grade in enumerate(after, 1) if grade == "良"] == [4, 14]
    assert all(each.scaled is None for each in own)
    assert [each.worth for each in own] == [91, 89, 90, 89, 89, 90, 90, 91, 91, 90, 91, 90, 90, 88]


# ---- rows, caps --------------------------------------------------------------------------------------------------


def leaf(node: str, weight: str | None, score: str | None, target: str = "健全", actual: str = "健全") -> Indicator:
    numbers = [None if each is None else Decimal(each) for each in (weight, score)]
    return Indicator(id=node, name=node, target=target, actual=actual, weight=numbers[0], score=numbers[1])


def form_of(*leaves: Indicator, budget: str = "100", executed: str = "100", execution_score: str | None = None) -> Form:
    form = Form(id="f", indicators=[Indicator(id="1", name="产出", children=[Indicator(id="2", children=[*leaves])])])
    form.funds.total = FundTotal(
        annual_budget=Decimal(budget),
        executed=Decimal(executed),
        weight=Decimal(10),
        score=None if execution_score is None else Decimal(execution_score),
    )
    return form


def test_a_score_that_followed_the_rule_set_follows_the_other_one() -> None:
    # formula a: 10 / 15 × 10 = 6.67, formula b: 5; scaled by 90 / 100: 4.50 of 9
    form = form_of(leaf("a", "10", "6.67", "≤10次", "15次"), leaf("b", "90", "90"))
    got = under(form, DEMO)
    (row,) = got.rows
    assert (row.node, row.score, row.suggestion.steps[0].code) == ("a", Decimal("4.50"), "less_excess")
    assert got.indicators == Decimal("4.50") + 81
    assert under(form, MOF).rows == ()
    assert under(form, SHANGHAI).indicators == Decimal("96.67")


def test_a_score_that_a_person_chose_stays_and_the_row_is_named() -> None:
    form = form_of(leaf("a", "10", "7", "≤10次", "15次"), leaf("b", "90", "90"))
    got = under(form, DEMO)
    (row,) = got.rows
    assert (row.score, row.suggestion.score) == (Decimal("6.30"), Decimal("4.50"))
    assert got.indicators == Decimal("87.30")


def test_a_cap_is_named_where_it_bites() -> None:
    form = form_of(leaf("a", "100", "98"), executed="75")
    got = under(form, DEMO)
    assert (got.total, got.execution) == (Decimal("92.20"), 4)  # 98 × 0.9 = 88.2, and 4 for 75 %
    assert got.cap is not None
    assert (got.cap.highest, got.worth, got.grade) == (89, 89, "良")
    low = under(form_of(leaf("a", "100", "80"), executed="75"), DEMO)
    assert (low.total, low.cap, low.worth) == (76, None, 76)
    assert under(form, MOF).cap is None


def test_a_form_without_weights_or_scores_has_no_total() -> None:
    empty = under(form_of(leaf("a", None, None)), MOF)
    assert (empty.total, empty.worth, empty.grade, empty.scaled) == (None, None, None, None)
    unscored = under(form_of(leaf("a", "100", None)), MOF)
    assert (unscored.total, unscored.grade, unscored.scaled) == (None, None, (100, 90))


# ---- 折算 --------------------------------------------------------------------------------------------------------


def converted(form: Form, rule_set: RuleSet = MOF) -> Conversion:
    result = convert(form, rule_set)
    assert result is not None
    return result


def test_a_seed_is_converted_by_one_factor(samples: list[Form]) -> None:
    got = converted(samples[0])
    leaves = list(level_three(samples[0].indicators))
    assert [got.weights[NodeId(leaf.id)] for leaf in leaves] == [(leaf.weight or 0) * Decimal("0.9") for leaf in leaves]
    assert [got.scores[NodeId(leaf.id)] for leaf in leaves] == [(leaf.score or 0) * Decimal("0.9") for leaf in leaves]
    assert (got.from_sum, got.to_sum) == (100, 90)
    assert (got.execution_weight, got.execution_score) == (10, Decimal("9.24"))


def test_the_remainder_goes_to_the_largest_remainders() -> None:
    form = form_of(leaf("a", "33.33", "33.33"), leaf("b", "33.33", "33.33"), leaf("c", "33.34", "33.34"))
    got = converted(form)  # 29.997, 29.997, 30.006: 0.02 is missing, remainders .7, .7, .6
    assert got.weights == dict.fromkeys("abc", 30)
    assert got.scores == got.weights


def test_a_weight_set_for_a_level_follows_its_rows() -> None:
    form = form_of(leaf("a", "60", "60"), leaf("b", "40", "20"))
    form.indicators[0].weight = Decimal(100)
    form.indicators[0].children[0].weight = Decimal(70)
    got = converted(form)
    assert got.weights == {"a": 54, "b": 36, "1": 90, "2": 63}


def test_a_form_that_fits_keeps_every_digit() -> None:
    form = form_of(leaf("a", "45.125", "45.120"), leaf("b", "44.875", None))
    got = converted(form)
    assert str(got.weights) == str({"a": Decimal("45.125"), "b": Decimal("44.875")})
    assert got.scores == {"a": Decimal("45.120")}


def test_an_execution_score_given_by_hand_is_scaled() -> None:
    scoring = MOF.scoring._replace(execution_score=MOF.scoring.execution_score._replace(method="by_hand"))
    by_hand = replace(MOF, scoring=scoring, execution_weight=Decimal(20), level_weights={})
    assert converted(form_of(leaf("a", "100", "98"), execution_score="7"), by_hand).execution_score == 14
    assert converted(form_of(leaf("a", "100", "98")), by_hand).execution_score is None


def test_a_form_without_weights_cannot_be_converted() -> None:
    assert convert(form_of(leaf("a", None, "5")), MOF) is None
    assert convert(Form(id="f"), MOF) is None


rows = st.lists(
    st.tuples(st.decimals("0.01", 60, places=2), st.one_of(st.none(), st.decimals(0, 1, places=2))),
    min_size=1,
    max_size=25,
)


@given(rows, st.sampled_from([SHANGHAI, MOF]))
def test_sums_are_exact_and_rows_keep_what_they_are(
    given_rows: list[tuple[Decimal, Decimal | None]], rule_set: RuleSet
) -> None:
    leaves = [
        leaf(f"r{place}", str(weight), None if share is None else str((share * weight).quantize(Decimal("0.01"))))
        for place, (weight, share) in enumerate(given_rows)
    ]
    got = converted(form_of(*leaves), rule_set)
    factor = got.to_sum / got.from_sum
    assert sum(got.weights.values()) == rule_set.indicator_weight
    for each in leaves:
        assert each.weight is not None
        new = got.weights[NodeId(each.id)]
        assert abs(new - each.weight * factor) < Decimal("0.02")
        if each.score is None:
            assert each.id not in got.scores
            continue
        score = got.scores[NodeId(each.id)]
        assert 0 <= score <= new
        assert abs(score - each.score * factor) < Decimal("0.01")
        assert score == new or each.score < each.weight, "full marks stay full marks"
        assert score == 0 or each.score > 0, "nothing stays nothing"
    if all(each.score is not None for each in leaves):
        whole = sum((each.score or Decimal(0) for each in leaves), Decimal(0)) * factor
        assert abs(sum(got.scores.values(), Decimal(0)) - whole) <= Decimal("0.005") + Decimal("1e-9")
