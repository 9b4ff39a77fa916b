"""结转: a new form from another one. What was planned stays, what came out is cleared, the year goes on."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from selfeval_gui.domain.fields import (
    AMOUNT_FIELDS,
    INDICATOR_FIELDS,
    OWN,
    amount_of,
    form_fields,
    get_field,
    set_field,
)
from selfeval_gui.domain.form import Form, Funds, Indicator, Printed
from selfeval_gui.domain.tree import level_three, new_id
from selfeval_gui.domain.years import own_years, with_years


class Carried(NamedTuple):
    """What a new form takes over from another besides its structure and names of indicators; see `fields.Carry`."""

    targets: bool = True
    weights: bool = True
    goal: bool = True
    budget: bool = False  # the amounts of the budget, for another form of the same year


def year_in_name(name: str, old: int | None, new: int | None) -> str:
    """Return the project's name with the old year replaced wherever it plainly is a year of its own.

    "2020 年市科协办公用房维修项目" becomes "2021 年…"; in "2020001 号" and "2020-2022 年" nothing changes: the one
    is no year, the other a period that a person has to judge.
    """
    if old is None or new is None:
        return name
    return with_years(name, own_years(name, old), new - old)


def carry_forward(form: Form, kept: Carried = Carried(), columns: Collection[str] = ()) -> Form:  # noqa: B008 - a tuple
    """Return a draft with the structure of a form; year and names are still the old ones.

    What stays is in the table of fields and in `kept`: head, template, rule set, execution weight, unit of money,
    indicators; for another form of the same year the budget, too; of the columns that a template adds those in
    `columns`. Amounts, results, verdicts, scores, reasons and notes are blank, also in fields that a template adds;
    accepted findings and what an imported paper said are gone.
    """
    new = form.model_copy(deep=True)
    new.id, new.accepted, new.funds, new.printed = new_id(), [], Funds(), Printed()
    stays = {"yes": True, "no": False, **kept._asdict()}
    budget = [name for name in AMOUNT_FIELDS if kept.budget and amount_of(name) != "executed"]
    blank = Form(id=new.id)
    for field in form_fields(form):
        is_kept = stays[field.carried] or field.name in budget
        set_field(new, field.name, get_field(form if is_kept else blank, field.name))
    blank_row = Indicator(id=new.id)
    for row in level_three(new.indicators):
        row.evidence, row.survey = [], None  # it proves what came out
        row.extra = {name: text for name, text in row.extra.items() if OWN + name in columns}
        for field in INDICATOR_FIELDS.values():
            if not stays[field.carried]:
                set_field(row, field.name, get_field(blank_row, field.name))
    return new
