"""What one cell says of the whole form: its year and unit side by side, the total's amounts with their names."""

from __future__ import annotations

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.domain.words import MONEY_UNITS, half_width, money_unit_of
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.pieces import PAIR, YEAR, is_year
from selfeval_gui.exchange.templates.labels import is_amount, meanings

_FEWEST = 2  # parts of such a cell; one alone is read as a cell of its own
_FIELDS = {"budget": "annual_budget", **{name: name for name in FUND_AMOUNTS}}


def take_within(cell: SourceCell, ledger: Ledger) -> bool:
    """Read such a cell: 2022年度  单位：元, or 预算金额：120万元  支出金额：114万元  执行率：95%."""
    return _year_and_unit(cell, ledger) or _amounts(cell, ledger)


def _year_and_unit(cell: SourceCell, ledger: Ledger) -> bool:
    parts = cell.text.split()
    units = [money_unit_of(part) for part in parts]
    years = [part for part, unit in zip(parts, units, strict=True) if unit is None]
    if len(parts) != _FEWEST or len(years) != 1 or not is_year(years[0]):
        return False
    unit = next(each for each in units if each is not None)
    found = YEAR.search(half_width(years[0]))
    if found is None or unit not in MONEY_UNITS:
        return False
    ledger.set_year(cell, int(found[1]))
    ledger.set_text("funds.unit", cell, unit)
    return True


def _amounts(cell: SourceCell, ledger: Ledger) -> bool:
    pairs = [(meanings(found[1]).get("fund_columns", ""), found[2].strip()) for found in PAIR.finditer(cell.text)]
    names = [name for name, _value in pairs]
    if len(pairs) < _FEWEST or len({*names}) < len(names) or not _FIELDS.keys() & {*names}:
        return False
    if not all(name in {*_FIELDS, "execution_rate"} and is_amount(value.rstrip("%％")) for name, value in pairs):
        return False
    for name, value in pairs:
        field = f"funds.total.{_FIELDS[name]}" if name in _FIELDS else f"printed.{name}"
        ledger.set_number(ledger.form, field, cell, value.rstrip("%％") if name not in _FIELDS else value)
    return True
