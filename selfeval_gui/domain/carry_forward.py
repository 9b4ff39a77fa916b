"""结转: a new form from another one. What was planned stays, what came out is cleared, the year goes on."""

from __future__ import annotations

import re
from typing import NamedTuple

from selfeval_gui.domain.form import Form, FundParts, Funds, FundTotal, Printed
from selfeval_gui.domain.tree import level_three, new_id


class Carried(NamedTuple):
    """What a new form takes over from another besides its structure and names of indicators."""

    targets: bool = True
    weights: bool = True
    goal: bool = True


def year_in_name(name: str, old: int | None, new: int | None) -> str:
    """Return the project's name with the old year replaced wherever it stands as a number of its own.

    "2020 年市科协办公用房维修项目" becomes "2021 年…"; in "2020001 号" and "2020-2022 年" nothing changes: the one
    is no year, the other a period that a person has to judge.
    """
    if old is None or new is None:
        return name
    return re.sub(rf"(?<![\d\-—–~～至]){old}(?!\d|\s*[\-—–~～至]\s*\d)", str(new), name)


def carry_forward(form: Form, kept: Carried = Carried()) -> Form:  # noqa: B008 - a tuple never changes
    """Return a draft with the structure of a form; year and names are still the old ones.

    Kept are head, template, rule set, execution weight, unit of money, indicators, and what `kept` says. Cleared are
    amounts, results, scores, reasons, notes, accepted findings and what an imported paper said.
    """
    new = form.model_copy(deep=True)
    new.id = new_id()
    new.status, new.notes, new.actual_outcome = "draft", "", ""
    new.accepted, new.printed = [], Printed()
    new.funds = Funds(unit=form.funds.unit, total=FundTotal(weight=form.funds.total.weight), parts=FundParts())
    if not kept.goal:
        new.expected_goal = ""
    for row in level_three(new.indicators):
        row.actual, row.score, row.reason = "", None, ""
        if not kept.targets:
            row.target = ""
        if not kept.weights:
            row.weight = None
    return new
