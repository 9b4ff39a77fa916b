"""Units of one measure are brought together, by their scale; units of different measures are not compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.targets import Quantity, read_value
from selfeval_gui.domain.units import in_unit_of


@pytest.mark.parametrize(
    ("target", "actual", "number"),
    [
        ("≥1万元", "5000元", "0.5"),
        ("≥1亿元", "5000万元", "0.5"),
        ("≥5000元", "1万元", "10000"),
        ("≥2万人", "30000人次", "3"),
        ("≥3次", "4场", "4"),  # people write now this, now that
        ("≥3米", "4亩", None),
        ("≥3%", "4次", None),
        ("≥3次", "4%", None),
        ("≥3平方米", "4米", None),
    ],
)
def test_an_actual_value_in_the_targets_unit(target: str, actual: str, number: str | None) -> None:
    wanted, reached = read_value(target), read_value(actual)
    assert isinstance(wanted, Quantity)
    assert isinstance(reached, Quantity)
    assert in_unit_of(wanted, reached) == (None if number is None else Decimal(number))
