"""What is less than a step goes to the row with the greatest claim that is still open, the first of equal ones."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.weight_shares import NoProportion, even_shares, shares_in_proportion


@pytest.mark.parametrize(
    ("weights", "amount", "step", "shares"),
    [
        ("1 2", "10.5", "1", "3.5 7"),  # 3.5 and 7 are due
        ("2 1", "10.5", "1", "7 3.5"),
        ("1 1 1", "10.5", "1", "4 3.5 3"),  # 3.5 each: 4 is more already
        ("1 3", "0.4", "0.5", "0 0.4"),
        ("1 3", "-0.4", "0.5", "0 -0.4"),
        ("0 3", "9.5", "1", "0 9.5"),
        ("1 1", "9", "0.5", "4.5 4.5"),
    ],
)
def test_shares_in_proportion(weights: str, amount: str, step: str, shares: str) -> None:
    found = shares_in_proportion([Decimal(each) for each in weights.split()], Decimal(amount), Decimal(step))
    assert found == [Decimal(each) for each in shares.split()]
    assert sum(found) == Decimal(amount)


@pytest.mark.parametrize(("count", "shares"), [(0, []), (1, ["10.5"]), (2, ["5.5", "5"]), (3, ["4", "3.5", "3"])])
def test_even_shares(count: int, shares: list[str]) -> None:
    found = even_shares(count, Decimal("10.5"), Decimal(1))
    assert sorted(found, reverse=True) == sorted((Decimal(each) for each in shares), reverse=True)


@pytest.mark.parametrize("weights", [[], [None], [Decimal(0), None], [Decimal(-1), Decimal(2)]])
def test_no_proportion(weights: list[Decimal | None]) -> None:
    with pytest.raises(NoProportion):
        shares_in_proportion(weights, Decimal(1), Decimal(1))
