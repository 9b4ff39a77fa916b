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
        ("≥2万人", "30000名", "3"),
        ("≥2万人", "30000人次", None),  # one person comes several times
        ("≥3千人", "2800人", "2.8"),
        ("≥3百人", "280人", "2.8"),
        ("≥2千米", "1500米", "1.5"),
        ("≤50万", "498000", None),  # with 万 or without
        ("≤50万", "49.8", "49.8"),
        ("≥100人次/年", "120人次", "120"),
        ("≥100人次/月", "1200人次", None),
        ("≥50人/场", "350人", None),
        ("≤5元/平方米", "4.8元/㎡", "4.8"),
        ("≥3次", "4场", "4"),  # people write now this, now that
        ("≥3米", "4亩", None),
        ("≥3%", "4次", None),
        ("≥3次", "4%", None),
        ("≥3平方米", "4米", None),
        ("≥100百分比", "98%", "98"),  # as a system writes the unit of a column
        ("≥90%", "92百分比", "92"),
        ("≤24小时", "20h", "20"),
    ],
)
def test_an_actual_value_in_the_targets_unit(target: str, actual: str, number: str | None) -> None:
    wanted, reached = read_value(target), read_value(actual)
    assert isinstance(wanted, Quantity)
    assert isinstance(reached, Quantity)
    assert in_unit_of(wanted, reached) == (None if number is None else Decimal(number))
