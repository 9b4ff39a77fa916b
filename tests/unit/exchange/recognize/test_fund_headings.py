"""The headings of 项目资金: over which amounts each stands, and how many make a row of them."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.fund_headings import fund_columns_of


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("年初预算数|全年预算数|全年执行数", "initial_budget|annual_budget|executed"),
        ("全年执行数|执行率", "executed|execution_rate"),
        # one amount alone has its value beside it, and points are no amounts
        ("全年预算数", None),
        ("全年预算数|分值", None),
        ("分值|得分", None),
        ("全年预算数|全年预算数", None),
        # a heading that stands twice, or that nobody knows, has its own amounts below it
        ("全年预算数|全年预算数|全年执行数", "annual_budget|other|executed"),
        ("全年预算数|场地|全年执行数", "annual_budget|other|executed"),
        # headings in an office's own words stand over what no other heading says; of two that say the same, over nothing
        ("全年预算数|已支付金额", "annual_budget|executed"),
        ("全年预算数|已支付金额|全年执行数", "annual_budget|other|executed"),
        ("全年预算数|执行率|已支付金额|本年支出额", "annual_budget|execution_rate|other|other"),
        # the first cell is what the rows are called, a number no heading
        ("场地|全年预算数|全年执行数", "annual_budget|executed"),
        ("全年预算数|100|全年执行数", "annual_budget|executed"),
        # a bare 预算数 is the one that is missing
        ("预算数|全年执行数", "annual_budget|executed"),
        ("全年预算数|预算数|全年执行数", "annual_budget|initial_budget|executed"),
        ("年初预算数|全年预算数|预算数|全年执行数", "initial_budget|annual_budget|other|executed"),
    ],
)
def test_a_row_of_headings(line: str, expected: str | None) -> None:
    cells = [SourceCell(0, 3, place, 3, place, text) for place, text in enumerate(line.split("|"))]
    found = fund_columns_of(cells)
    assert (None if found is None else "|".join(column.field for column in found)) == expected
    for column in found or ():
        assert column.first == column.last
