"""Amounts in rows of their own below their names, as some offices turn the table of 项目资金."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Funds
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, left, read_one

NAMES = "项目资金（万元）|年度资金总额|其中：财政拨款|上年结转资金|其他资金"


def read(*lines: str) -> FoundForm:
    return read_one(TITLE, NAME, *lines, HEADINGS, ROW)


def amounts(funds: Funds, name: str) -> list[Decimal | None]:
    parts = funds.parts
    return [getattr(row, name) for row in (funds.total, parts.appropriation, parts.carried_over, parts.other)]


def test_amounts_stand_below_their_names() -> None:
    found = read(NAMES, "|120|90|20|10")
    for name in ("initial_budget", "annual_budget"):
        assert amounts(found.form.funds, name) == [Decimal(number) for number in (120, 90, 20, 10)]
    assert left(found) == []


def test_each_row_below_the_names_says_which_amounts_it_gives() -> None:
    found = read(NAMES, "年初预算数|100|80|15|5", "全年预算数|120|90|20|10", "全年执行数|114|88|16|10")
    expected = {"initial_budget": (100, 80, 15, 5), "annual_budget": (120, 90, 20, 10), "executed": (114, 88, 16, 10)}
    for name, numbers in expected.items():
        assert amounts(found.form.funds, name) == [Decimal(number) for number in numbers]
    assert left(found) == []


def test_a_row_without_value_is_no_amount() -> None:
    found = read(NAMES, "|120|120|—|/")
    assert amounts(found.form.funds, "annual_budget") == [Decimal(120), Decimal(120), None, None]


@pytest.mark.parametrize("below", ["|120|90||||7", "12|120|90|20|10"])
def test_what_has_two_readings_is_listed(below: str) -> None:
    found = read(NAMES, below)
    assert amounts(found.form.funds, "annual_budget") == [None] * 4
    assert left(found) == [text for text in below.split("|") if text]


def test_a_row_further_down_is_none_of_theirs() -> None:
    found = read(NAMES, "主管单位联系人|王某", "|120|90|20|10")
    assert amounts(found.form.funds, "annual_budget") == [None] * 4
    assert left(found) == ["120", "90", "20", "10"]
