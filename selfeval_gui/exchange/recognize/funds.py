"""项目资金: the row of headings, 年度资金总额 and its parts, the printed execution rate, the unit of money."""

from __future__ import annotations

from contextlib import suppress

from selfeval_gui.domain.fields import BARE_AMOUNT, EXTRA, FUND_AMOUNTS, OWN_AMOUNT, FieldRef
from selfeval_gui.domain.form import FundTotal
from selfeval_gui.domain.goals import PART
from selfeval_gui.domain.numbers import NotANumber, format_typed, money_behind, parse_amount, round_half_up
from selfeval_gui.domain.scoring import RATE_PLACES, exact_rate
from selfeval_gui.domain.words import MONEY_UNIT, half_width
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column, by_meaning, by_place, heading_above
from selfeval_gui.exchange.recognize.fund_captions import UNIT, FundCaptions
from selfeval_gui.exchange.recognize.fund_headings import (
    amounts_behind,
    columns_above,
    columns_in_two_rows,
    fund_columns_of,
    is_left_in_words,
    is_of_states,
    is_total_without_name,
    names_once,
    without_heading_of_names,
)
from selfeval_gui.exchange.recognize.fund_names import NamesAbove
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.pieces import is_total_of_more_years
from selfeval_gui.exchange.templates.labels import (
    LONGEST_LABEL,
    is_amount,
    is_method,
    is_no_value,
    is_total_of_funds,
    meanings,
    plain,
)
from selfeval_gui.exchange.templates.template_data import amount_field, is_amount_column

Line = list[SourceCell]
_ROW_OF_AMOUNTS = 2  # numbers beside a label; a field of the head has one
_YEARS = ("年度", "当年", "本年", "其中:当年", "其中:本年", "其中当年", "其中本年")


class FundRows:
    """Takes the rows of 项目资金."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._columns: list[Column] = []
        self._headings: Line = []
        self._has_rows = False
        self._year_from: int | None = None  # where the year's amounts begin beside those of the whole project
        self._whole = ""  # what the paper calls those
        self._names = NamesAbove()
        self._captions = FundCaptions(ledger)

    def header(self, line: Line, columns: list[Column]) -> None:
        """Take the headings; one we do not know is listed, as what stands below it."""
        above, self._columns, self._headings, self._has_rows = self._columns, columns, line, False
        if is_of_states(line):
            self._ledger.again(*line)
            return
        heading: SourceCell | None = None
        for place, cell in enumerate(line):
            is_known = meanings(cell.text) and not is_left_in_words(cell, columns)
            if place and not (is_known or MONEY_UNIT.made.search(cell.text) or is_no_value(cell.text)):
                self._unknown(cell, heading, above)
                heading = None
            elif not any(character.isdigit() for character in cell.text) or meanings(cell.text):
                self._captions.take(cell)
                heading = cell
            else:
                self._unknown(cell, heading, above)
                heading = None

    def _unknown(self, cell: SourceCell, heading: SourceCell | None, above: list[Column]) -> None:
        is_value = is_amount(cell.text.rstrip("%％")) or is_no_value(cell.text)
        wide = heading_above(cell, above)
        needs_no_name = heading is None and wide is not None and wide.field == "execution_rate"
        if heading is not None and is_value and "fund_columns" in meanings(heading.text):
            self._beside(heading, cell)
        elif is_value and needs_no_name:
            self._fund_cell("total", cell, cell, "execution_rate")
        else:
            self._ledger.unmapped(cell)

    def _beside(self, heading: SourceCell, cell: SourceCell) -> None:
        """Take a value that stands beside its heading, not below it: 预算数 80 执行数 79.5."""
        self._has_rows = True
        place = next((place for place, each in enumerate(self._columns) if each.first == heading.column), None)
        self._fund_cell("total", heading, cell, self._columns[place].field if place is not None else "other")
        if place is not None:  # below it stand the amounts of other rows
            self._columns[place] = self._columns[place]._replace(last=cell.last_column)

    def _beside_names(self, line: Line, columns: list[Column]) -> None:
        """Take the rest of a row, in which the total's amounts stand beside what they are: 实际支出 52.8."""
        for name, cell in zip(line[::2], line[1::2], strict=False):
            column = heading_above(name, columns)
            if column is None or column.field == "other":
                self._ledger.unmapped(name)
            else:
                self._ledger.label(name)
            self._fund_cell("total", name, cell, column.field if column is not None else "other")
        if len(line) % 2:
            self._ledger.unmapped(line[-1])

    def is_bare_total(self, line: Line) -> bool:
        """Tell whether a row below the headings is the total without its label: nothing but numbers, the first row."""
        return not self._has_rows and not self.is_named_row(line) and is_total_without_name(line, self._columns)

    def bare_total(self, line: Line) -> None:
        """Take such a row."""
        self._has_rows = True
        for cell, column in zip(line, by_place(line, self._columns) or by_meaning(line, self._columns), strict=True):
            self._fund_cell("total", cell, cell, column.field if column is not None else "other", column)

    def is_named_row(self, line: Line) -> bool:
        """Tell whether a row below the headings is one of money under a name we do not know, amounts beside it."""
        label = self._own_label(line)
        return label is not None and bool(amounts_behind(label, line))

    def _own_label(self, line: Line) -> SourceCell | None:
        first = min((each.first for each in self._columns if each.field != "other"), default=0)
        before = (cell for cell in line if cell.column < first and not is_amount(cell.text))
        words = [cell for cell in before if "captions" not in meanings(cell.text)]
        if len(words) != 1 or len(words[0].text) > LONGEST_LABEL:
            return None
        known = meanings(words[0].text)
        # 项目支出总额 is a field of one kind of form; in another it is the row of the total, a number in each column.
        is_field = "extra" in known and len(amounts_behind(words[0], line)) < _ROW_OF_AMOUNTS
        return None if is_field or {"head", "goals"} & known.keys() else words[0]

    def end(self) -> None:
        """Take the weight of a caption where no column gives it."""
        self._captions.end()

    def row(self, line: Line) -> None:
        """Take a row that holds a label of a fund row, or a name of its own, under which its amounts are kept."""
        if self._takes_second_headings(line):
            return
        is_first = not self._columns and not self._has_rows
        if not self._columns:
            self._names.note(line)
        years = next((cell for cell in line if is_first and is_total_of_more_years(cell.text)), None)
        known = years or next((cell for cell in line if "fund_rows" in meanings(cell.text)), None)
        label = known or self._own_label(line) or line[0]
        place = line.index(label)
        for cell in line[:place]:
            self._captions.take(cell)
        row = meanings(label.text).get("fund_rows") or self._row_named(label)
        cells, again = names_once(label, line[place + 1 :]) if self._columns else (line[place + 1 :], [])
        self._ledger.again(*again)
        if MONEY_UNIT.made.search(label.text) and self._ledger.cell_of(UNIT) is None:
            self._captions.take(label)
        else:
            self._ledger.label(label)
        if not self._columns:
            self._look_for_year(label, cells)
            self._has_rows = True
            self._bare_amount(row, label, cells)
            return
        if not self._has_rows:
            self._columns = without_heading_of_names(self._columns, self._headings, label)
        self._has_rows = True
        for cell, column in zip(
            cells, columns_above(cells, self._columns, is_wrapped=self._ledger.is_wrapped), strict=True
        ):
            self._fund_cell(row, label, cell, column.field if column is not None else "other", column)

    def takes_below_names(self, line: Line) -> bool:
        """Take a row of amounts right below their names, where no heading says more than one thing of them."""
        if self._takes_second_headings(line):
            return True
        found = self._names.below(line) if not self._columns and self._year_from is None else None
        if found is None:
            return False
        field, amounts = found
        if field:
            self._captions.take(line[0])
        for row, cell in amounts:
            if field or is_no_value(cell.text):
                self._fund_cell(row, self._names.name_of(row), cell, field)
            else:
                self._bare_amount(row, self._names.name_of(row), [cell])
        return True

    def _takes_second_headings(self, line: Line) -> bool:
        """Take a second row of headings, which part the wide ones above: 年初 and 调整后 below 预算."""
        columns = None if self._has_rows else columns_in_two_rows(line, self._columns)
        if columns is None:
            return False
        known = {each.first for each in columns if each.field != "other"}
        self._ledger.again(*(cell for cell in line if cell.column in known))
        for cell in line:
            if cell.column not in known:
                self._ledger.unmapped(cell)
        self._columns = columns
        return True

    def _row_named(self, label: SourceCell) -> str:
        """Return what a row is whose name we do not know: the total by its word, else one of its own."""
        if is_total_of_funds(label.text) and self._ledger.form.funds.total == FundTotal():
            return "total"
        self._ledger.doubt("label.unknown", label, text=label.text.strip())
        return f"{EXTRA}{label.text.strip().removeprefix('其中').strip(' :：')}"

    def _fund_cell(
        self, row: str, label: SourceCell, cell: SourceCell, field: str, column: Column | None = None
    ) -> None:
        ledger = self._ledger
        unit = self._captions.units.get(column.first, "") if column is not None else ""
        if is_no_value(cell.text):
            ledger.label(cell)
        elif is_amount_column(field) and amount_field(row, field).startswith(EXTRA):
            self._extra_amount(amount_field(row, field).removeprefix(EXTRA), cell, unit)
        elif field.startswith(EXTRA):
            ledger.set_extra(field.removeprefix(EXTRA), cell)
        elif field == "method" and is_method(cell.text):
            ledger.label(cell)
        elif field in {"method", "other"} or (row != "total" and field not in FUND_AMOUNTS):
            ledger.unmapped(cell, "no_field", FieldRef(None, label.text.strip()))
        elif field == "execution_rate":
            self._rate(cell)
        else:
            raw = cell.text + unit if unit and is_amount(cell.text) and not money_behind(cell.text) else None
            ledger.set_number(ledger.form, f"funds.{row}.{field}", cell, raw)

    def _extra_amount(self, name: str, cell: SourceCell, unit: str) -> None:
        """Keep an amount of a row that the form has no field for as one types it, １２．５ as 12.5, or as it stands."""
        text: str | None = None
        with suppress(NotANumber):
            raw = cell.text + unit if unit and not money_behind(cell.text) else self._ledger.with_money(cell.text)
            amount = parse_amount(raw, self._ledger.form.funds.unit)
            text = format_typed(amount.number) if not amount.written or raw != cell.text else None
            if raw != cell.text:
                shown = f"{raw} → {text}{self._ledger.form.funds.unit}"
                self._ledger.doubt("amount.converted", cell, FieldRef(None, f"{EXTRA}{name}"), shown)
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

    def _look_for_year(self, label: SourceCell, cells: Line) -> None:
        """Learn from the first row whether the whole project's money stands there, the year's beside it."""
        if plain(label.text).startswith(_YEARS) and self._year_from is not None and label.column < self._year_from:
            self._year_from = None  # those of more years stood in rows of their own
        if self._has_rows or plain(label.text).startswith(_YEARS):
            return
        year = next((cell for cell in cells if plain(cell.text).startswith(_YEARS) and not is_amount(cell.text)), None)
        if year is not None or is_total_of_more_years(label.text):
            self._year_from = year.column if year is not None else (cells or [label])[-1].last_column + 1
            self._whole = plain(label.text)

    def _bare_amount(self, row: str, label: SourceCell, cells: Line) -> None:
        """Take an amount that stands beside its label without headings, as in a 绩效目标申报表."""
        for number, cell in enumerate(cells):
            if "fund_rows" in meanings(cell.text) or cell.column == self._year_from:
                self.row(cells[number:])
                return
            if number and (columns := fund_columns_of([cell, *cells[number + 2 :: 2]], fewest=1)):
                self._beside_names(cells[number:], columns)
                return
            is_of_whole = self._year_from is not None and label.column < self._year_from
            if not number and is_of_whole and is_amount(cell.text):
                part = plain(label.text).removeprefix("其中").strip(":：")
                name = part if part == self._whole else f"{self._whole}{PART}{part}"
                self._extra_amount(f"{name}.{OWN_AMOUNT}{BARE_AMOUNT}", cell, "")
                continue
            if row.startswith(EXTRA) or number or not is_amount(cell.text):
                self._ledger.unmapped(cell, "no_field", FieldRef(None, label.text.strip()))
                continue
            self._ledger.set_number(self._ledger.form, f"funds.{row}.initial_budget", cell)
            self._ledger.set_number(self._ledger.form, f"funds.{row}.annual_budget", cell)
