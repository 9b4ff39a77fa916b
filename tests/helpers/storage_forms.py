"""Forms for the tests and benchmarks of storage: one of every field, and thousands that resemble the samples."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.form import Form, FundParts, FundRow, Funds, FundTotal, Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.codec import decode, encode

A_FOLDER_HOLDS = 100


def small_form() -> Form:
    """A form with one indicator of each level, numbers of several kinds and long text."""
    leaf = Indicator(
        id="n3",
        name="项目完成率",
        target="100%",
        actual="90%",
        weight=Decimal("12.50"),
        score=Decimal(10),
        reason="延期",
    )
    funds = Funds(
        total=FundTotal(annual_budget=Decimal(110), executed=Decimal("101.64"), weight=Decimal(10), score=Decimal(10)),
        parts=FundParts(other=FundRow(executed=Decimal("-5"))),
    )
    return Form(
        id="f0000001",
        year=2020,
        project_name="办公用房维修",
        department="市科协",
        implementing_unit="办公室",
        funds=funds,
        expected_goal="第一行\n第二行",
        indicators=[
            Indicator(id="n1", name="产出指标", children=[Indicator(id="n2", name="数量指标", children=[leaf])])
        ],
    )


def varied(form: Form, number: int) -> Form:
    """Return another form like the given one: other names, amounts, weights, scores and lengths of text."""
    dice = random.Random(number)
    new = form.model_copy(deep=True, update={"id": f"v{number:07d}", "year": dice.randint(2018, 2025)})
    new.project_name = f"{number:04d} {form.project_name}"
    new.department = f"第 {number % 37} 主管部门"
    budget = Decimal(dice.randint(1000, 9_999_999)).scaleb(-2)
    new.funds.total.initial_budget = new.funds.total.annual_budget = budget
    new.funds.total.executed = budget - Decimal(dice.randint(0, 500)).scaleb(-2)
    for leaf in level_three(new.indicators):
        leaf.weight = Decimal(dice.randint(8, 60)) / 4
        leaf.score = max(Decimal(0), leaf.weight - dice.randint(0, 3))
        leaf.reason = leaf.reason[: dice.randint(0, 200)]
    return new


def fill_workspace(folder: Path, count: int) -> None:
    """Write `count` forms like the samples, a hundred in a folder."""
    samples = [decode(path.read_bytes()) for path in sorted((forms_dir() / "samples" / "2020").glob("*.json"))]
    for number in range(count):
        below = folder / f"{number // A_FOLDER_HOLDS:03d} 部门"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:04d} 项目.json").write_bytes(encode(varied(samples[number % len(samples)], number)))
