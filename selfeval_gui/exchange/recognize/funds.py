"""项目资金: the row of headings, 年度资金总额 and its parts, the printed execution rate, the unit of money."""

from __future__ import annotations

from contextlib import suppress

from selfeval_gui.domain.fields import EXTRA, FUND_AMOUNTS, FieldRef
from selfeval_gui.domain.numbers import NotANumber, format_typed, parse_amount, round_half_up
from selfeval_gui.domain.scoring import RATE_PLACES, exact_rate
from selfeval_gui.domain.words import MONEY_UNIT, OTHER_MONEY, half_width
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column, by_meaning, by_place
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.templates.labels import LONGEST_LABEL, is_amount, is_method, is_no_value, meanings

Line = list[SourceCell]
_ANY_BUDGET = "budget"


def fund_columns_of(line: Line) -> list[Column] | None:
    """Return the columns of a row of fund headings; None for any other row."""
    columns, taken = [], set[str]()
    for cell in line:
        name = meanings(cell.text).get("fund_columns")
        if name is not None and (name == "other" or name not in taken):
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
    return columns if len(taken & {*FUND_AMOUNTS, "execution_rate"}) >= 2 else None


class FundRows:
    """Takes the rows of 项目资金."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._columns: list[Column] = []
        self._has_rows = False

    def header(self, line: Line, columns: list[Column]) -> None:
        """Take the headings."""
        self._columns = columns
        heading: SourceCell | None = None
        for cell in line:
            if not any(character.isdigit() for character in cell.text) or meanings(cell.text):
                self._label_with_unit(cell)
                heading = cell
            elif heading is not None and "fund_columns" in meanings(heading.text):
                self._beside(heading, cell)
                heading = None
            else:
                self._ledger.unmapped(cell)

    def _beside(self, heading: SourceCell, cell: SourceCell) -> None:
        """Take a value that stands beside its heading, not below it: 预算数 80 执行数 79.5."""
        self._has_rows = True
        column = next((each for each in self._columns if each.first == heading.column), None)
        self._fund_cell("total", heading, cell, column.field if column is not None else "other")

    def is_bare_total(self, line: Line) -> bool:
        """Tell whether a row below the headings is the total without its label: nothing but numbers, the first row."""
        return not self._has_rows and all(is_amount(cell.text.rstrip("%％")) for cell in line)

    def bare_total(self, line: Line) -> None:
        """Take such a row."""
        self._has_rows = True
        for cell, column in zip(line, by_place(line, self._columns) or by_meaning(line, self._columns), strict=True):
            self._fund_cell("total", cell, cell, column.field if column is not None else "other")

    def _label_with_unit(self, cell: SourceCell) -> None:
        unit = MONEY_UNIT.search("".join(cell.text.split()))
        if unit is not None and len(cell.text) <= LONGEST_LABEL:
            if self._ledger.form.funds.unit != unit[1] or self._ledger.cell_of(FieldRef(None, "funds.unit")) is None:
                self._ledger.set_text("funds.unit", cell, unit[1])
            else:
                self._ledger.label(cell)
        elif OTHER_MONEY.search(cell.text):
            self._ledger.unmapped(cell, ref=FieldRef(None, "funds.unit"))
        else:
            self._ledger.label(cell)

    def row(self, line: Line) -> None:
        """Take a row that holds a label of a fund row."""
        self._has_rows = True
        place = next(place for place, cell in enumerate(line) if "fund_rows" in meanings(cell.text))
        for cell in line[:place]:
            self._label_with_unit(cell)
        row = meanings(line[place].text)["fund_rows"]
        cells = line[place + 1 :]
        self._ledger.label(line[place])
        if not self._columns:
            self._bare_amount(row, line[place], cells)
            return
        placed: list[Column | None] = [*(by_place(cells, self._columns) or by_meaning(cells, self._columns))]
        for cell, column in zip(cells, placed, strict=True):
            self._fund_cell(row, line[place], cell, column.field if column is not None else "other")

    def _fund_cell(self, row: str, label: SourceCell, cell: SourceCell, field: str) -> None:
        ledger = self._ledger
        if is_no_value(cell.text):
            ledger.label(cell)
        elif field in FUND_AMOUNTS and row.startswith(EXTRA):
            self._extra_amount(f"{row.removeprefix(EXTRA)}.{field}", cell)
        elif field.startswith(EXTRA):
            ledger.set_extra(field.removeprefix(EXTRA), cell)
        elif field == "method" and is_method(cell.text):
            ledger.label(cell)
        elif field in {"method", "other"} or (row != "total" and field not in FUND_AMOUNTS):
            ledger.unmapped(cell, "no_field", FieldRef(None, label.text.strip()))
        elif field == "execution_rate":
            self._rate(cell)
        else:
            ledger.set_number(ledger.form, f"funds.{row}.{field}", cell)

    def _extra_amount(self, name: str, cell: SourceCell) -> None:
        """Keep an amount of a row that the form has no field for as one types it, １２．５ as 12.5, or as it stands."""
        text: str | None = None
        with suppress(NotANumber):
            amount = parse_amount(cell.text, self._ledger.form.funds.unit)
            text = format_typed(amount.number) if not amount.written else None
        self._ledger.set_extra(name, cell, text)

    def _rate(self, cell: SourceCell) -> None:
        """Take the printed rate in per cent; 0.924 without a sign is a share where the amounts say so."""
        ref = FieldRef(None, "printed.execution_rate")
        if cell.is_computed:
            self._ledger.label(cell)
            return
        number = self._ledger.number_of(cell, ref, cell.text)
        if number is None:
            return
        real = exact_rate(self._ledger.form.funds.total)
        is_share = "%" not in half_width(cell.text) and abs(number) <= 2
        if is_share and (real is None or abs(number * 100 - real) < abs(number - real)):
            # Where the file does not tell how it is shown, it is shown as our own forms show it.
            number = round_half_up(number * 100, RATE_PLACES) if cell.unformatted else number * 100
        self._ledger.set_number(self._ledger.form, ref.name, cell, format(number, "f"))

    def _bare_amount(self, row: str, label: SourceCell, cells: Line) -> None:
        """Take an amount that stands beside its label without headings, as in a 绩效目标申报表."""
        for number, cell in enumerate(cells):
            if "fund_rows" in meanings(cell.text):
                self.row(cells[number:])
                return
            if row.startswith(EXTRA) or number or not is_amount(cell.text):
                self._ledger.unmapped(cell, "no_field", FieldRef(None, label.text.strip()))
                continue
            self._ledger.set_number(self._ledger.form, f"funds.{row}.initial_budget", cell)
            self._ledger.set_number(self._ledger.form, f"funds.{row}.annual_budget", cell)
