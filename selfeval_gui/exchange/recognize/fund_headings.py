"""The headings of 项目资金: which column of amounts each stands over."""

from __future__ import annotations

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column
from selfeval_gui.exchange.templates.labels import is_amount, meanings

_ANY_BUDGET = "budget"
_FEWEST_COLUMNS = 2  # with a heading that we know


def fund_columns_of(line: list[SourceCell]) -> list[Column] | None:
    """Return the columns of a row of fund headings; None for any other row."""
    if sum("fund_columns" in meanings(cell.text) for cell in line) < _FEWEST_COLUMNS:
        return None
    columns, taken = [], set[str]()
    for place, cell in enumerate(line):
        known = meanings(cell.text)
        name = known.get("fund_columns")
        if name in taken or (name is None and place and "captions" not in known and not is_amount(cell.text)):
            name = "other"  # an unknown heading has its own amounts below it, too
        if name is not None:
            taken.add(name)
            columns.append(Column(name, cell.column, cell.last_column))
    if _ANY_BUDGET in taken:
        # A 预算数 alone is what the rate is taken of; beside another it is the one that is missing.
        field = "initial_budget" if "annual_budget" in taken else "annual_budget"
        columns = [
            each._replace(field="other" if field in taken else field) if each.field == _ANY_BUDGET else each
            for each in columns
        ]
        taken.add(field)
    return columns if len(taken & {*FUND_AMOUNTS, "execution_rate"}) >= _FEWEST_COLUMNS else None
