"""Rates, scores, totals and grades; the figures are those of the published forms, or worked out in the comments."""

from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, Funds, FundTotal, Indicator
from selfeval_gui.domain.scoring import (
    Basis,
    Totals,
    computed_execution_score,
    execution_rate,
    execution_score,
    grade,
    sum_below,
    totals,
)

SCALE = [("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0))]


def funds(budget: str | None, executed: str | None, weight: str | None = "10", score: str | None = None) -> FundTotal:
    return FundTotal(annual_budget=budget, executed=executed, weight=weight, score=score)


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "score"),
    [
        ("110", "101.64", "92.40", "9.24"),
        ("61", "53.36", "87.48", "8.75"),  # 87.48 % of 10 = 8.748
        ("250000", "215457.6", "86.18", "8.62"),
        ("289.48", "242.44", "83.75", "8.38"),  # 83.75 % of 10 = 8.375, half up
        ("43.5", "43.49", "99.98", "10.00"),
        ("100", "120", "120.00", "10.00"),  # never above the weight
        ("100", "0", "0.00", "0.00"),
        ("100", "-5", "-5.00", "0.00"),  # never below 0
    ],
)
def test_execution_rate_and_score(budget: str, executed: str, rate: str, score: str) -> None:
    assert str(execution_rate(funds(budget, executed))) == rate
    assert str(computed_execution_score(funds(budget, executed))) == score


@pytest.mark.parametrize(("budget", "executed"), [("0", "5"), (None, "5"), ("100", None), (None, None), ("0.00", "0")])
def test_without_a_budget_or_an_amount_there_is_no_rate(budget: str | None, executed: str | None) -> None:
    assert execution_rate(funds(budget, executed)) is None
    assert computed_execution_score(funds(budget, executed)) is None


def test_a_typed_execution_score_stands_before_the_computed_one() -> None:
    assert execution_score(funds("110", "101.64", score="10")) == 10
    assert execution_score(funds("110", "101.64")) == Decimal("9.24")


def form_with(*cells: tuple[str | None, str | None]) -> Form:
    leaves = [Indicator(id=f"l{row}", weight=weight, score=score) for row, (weight, score) in enumerate(cells)]
    level2 = Indicator(id="two", weight="99", children=leaves)
    empty2 = Indicator(id="empty", weight="7")
    return Form(
        id="f",
        indicators=[Indicator(id="one", children=[level2, empty2])],
        funds=Funds(total=funds("110", "101.64")),
    )


def test_totals_on_both_bases_leave_set_level_weights_out() -> None:
    form = form_with(("12.5", "12.5"), ("37.5", None), (None, None))
    assert totals(form, Basis.INDICATORS_ONLY) == Totals(Decimal(50), Decimal("12.5"))
    assert totals(form, Basis.WITH_EXECUTION) == Totals(Decimal(60), Decimal("21.74"))
    assert sum_below(form.indicators[0], 1, "weight") == 50
    assert sum_below(form.indicators[0].children[1], 2, "weight") is None


def test_a_form_without_any_number_has_no_total() -> None:
    assert totals(form_with((None, None)), Basis.INDICATORS_ONLY) == Totals(None, None)


def test_ten_tenths_make_one() -> None:
    assert totals(form_with(*[("0.1", "0.1")] * 10), Basis.INDICATORS_ONLY) == Totals(Decimal(1), Decimal(1))


@pytest.mark.parametrize(
    ("weight", "score", "name"),
    [
        ("100", "90", "优"),
        ("100", "89.99", "良"),
        ("100", "80", "良"),
        ("100", "60", "中"),
        ("100", "59.99", "差"),
        ("110", "99", "优"),  # 99 × 100 ÷ 110 = 90.00
        ("110", "98", "良"),  # 89.09
        ("100", "-1", "差"),
        ("0", "5", None),
        (None, None, None),
        ("100", None, None),
    ],
)
def test_grade_is_taken_from_score_in_per_cent_of_the_weight(
    weight: str | None, score: str | None, name: str | None
) -> None:
    sums = Totals(Decimal(weight) if weight else None, Decimal(score) if score else None)
    assert grade(sums, SCALE) == name
