"""Sums shared out by largest remainder."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.domain.apportion import apportion


@pytest.mark.parametrize(
    ("parts", "total", "places", "shares"),
    [
        (["29.997", "29.997", "30.006"], "90", 2, ["30.00", "30.00", "30.00"]),  # 0.02 missing; remainders 7, 7, 6
        (["0.5", "0.5"], "1", 0, ["1", "0"]),  # equal remainders: the first
        (["1.25", "1.25", "2.5"], "5", 1, ["1.3", "1.2", "2.5"]),  # a part that needs no rounding stays
        (["9.9", "9.9"], "19.8", 2, ["9.90", "9.90"]),
        ([], "0", 2, []),
        (["-0.5", "1.5"], "1", 0, ["0", "1"]),
    ],
)
def test_the_missing_units_go_to_the_largest_remainders(
    parts: list[str], total: str, places: int, shares: list[str]
) -> None:
    got = apportion([Decimal(part) for part in parts], Decimal(total), places)
    assert got == [Decimal(share) for share in shares]
    assert sum(got) == Decimal(total)


@given(st.lists(st.decimals(0, 1000, places=5), min_size=1, max_size=30), st.integers(0, 3))
def test_the_sum_is_exact_and_no_part_is_a_unit_off(parts: list[Decimal], places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    total = sum(parts, Decimal(0)).quantize(unit)
    got = apportion(parts, total, places)
    assert sum(got) == total
    assert all(abs(share - part) < unit for share, part in zip(got, parts, strict=True))
