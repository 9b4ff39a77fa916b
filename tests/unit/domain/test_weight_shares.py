"""分摊: what is spread makes the amount exactly, in whole steps but for one row, nobody gets two steps more than another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.domain.weight_shares import STEPS, NoProportion, even_shares, shares_in_proportion

steps = st.sampled_from(STEPS)
amounts = st.decimals(min_value=-200, max_value=200, places=2)
weights = st.lists(st.none() | st.decimals(min_value=0, max_value=60, places=1), min_size=1, max_size=12)


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("count", "amount", "step", "shares"),
    [
        (3, "10", "1", numbers("4", "3", "3")),
        (4, "10", "0.5", numbers("2.5", "2.5", "2.5", "2.5")),
        (3, "10", "0.5", numbers("3.5", "3.5", "3")),
        (3, "10", "0.1", numbers("3.4", "3.3", "3.3")),
        (2, "0.3", "1", numbers("0.3", "0")),
        (3, "-4", "1", numbers("-2", "-1", "-1")),
        (1, "12.5", "1", numbers("12.5")),
    ],
)
def test_evenly(count: int, amount: str, step: str, shares: list[Decimal]) -> None:
    assert even_shares(count, Decimal(amount), Decimal(step)) == shares


@pytest.mark.parametrize(
    ("given_weights", "amount", "step", "shares"),
    [
        (numbers("10", "20", "10"), "20", "1", numbers("5", "10", "5")),
        (numbers("15", "15", "11"), "10", "1", numbers("4", "3", "3")),
        (numbers("15", "15", "11"), "10", "0.1", numbers("3.7", "3.6", "2.7")),
        ([Decimal("30"), None, Decimal("10")], "4", "1", numbers("3", "0", "1")),
        (numbers("30", "10"), "-8", "1", numbers("-6", "-2")),
    ],
)
def test_in_proportion(given_weights: list[Decimal | None], amount: str, step: str, shares: list[Decimal]) -> None:
    assert shares_in_proportion(given_weights, Decimal(amount), Decimal(step)) == shares


def test_blank_or_negative_weights_have_no_proportion() -> None:
    for each in ([None, None], numbers("0", "0"), numbers("5", "-1")):
        with pytest.raises(NoProportion):
            shares_in_proportion(each, Decimal(10), Decimal(1))


@given(st.integers(1, 30), amounts, steps)
def test_even_shares_are_exact_and_close(count: int, amount: Decimal, step: Decimal) -> None:
    shares = even_shares(count, amount, step)
    assert sum(shares) == amount
    assert sum(share % step != 0 for share in shares) <= 1
    assert max(shares) - min(shares) < 2 * step


@given(weights, amounts, steps)
def test_proportional_shares_are_exact(rows: list[Decimal | None], amount: Decimal, step: Decimal) -> None:
    if not any(rows):
        return
    shares = shares_in_proportion(rows, amount, step)
    assert sum(shares) == amount
    assert sum(share % step != 0 for share in shares) <= 1
    assert all(share * amount >= 0 for share in shares)
