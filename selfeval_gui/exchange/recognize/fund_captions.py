"""What captions and headings of 项目资金 say beside their names: the unit of money, the weight of the execution."""

from __future__ import annotations

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.words import CONVERTED_MONEY, MONEY_UNIT, OTHER_MONEY, split_weight
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.templates.labels import LONGEST_LABEL, meanings

UNIT = FieldRef(None, "funds.unit")


class FundCaptions:
    """Takes them; `units` are those that headings say for their own columns, by the first column of each."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.units: dict[int, str] = {}
        self._weight: tuple[SourceCell, str] | None = None  # as a caption gives it: 预算执行情况（20分）
        self._says_unit = False  # whether the table has said a unit of money itself

    def take(self, cell: SourceCell) -> None:
        """Take a caption, a heading or the name of a row as a printed word, with the unit and the weight it says."""
        text = "".join(cell.text.split())
        unit, other = MONEY_UNIT.made.search(text), CONVERTED_MONEY.made.search(text)
        weight = split_weight(text)[1]
        if weight and "captions" in meanings(cell.text):
            self._weight = (cell, weight)
        if len(cell.text) > LONGEST_LABEL:
            self._ledger.label(cell)
        elif other is not None:
            self._take_unit(cell, other[1], is_held=False)
        elif unit is not None:
            self._take_unit(cell, unit[1], is_held=True)
        elif OTHER_MONEY.made.search(cell.text):
            self._ledger.unmapped(cell, ref=UNIT)
        else:
            self._ledger.label(cell)

    def _take_unit(self, cell: SourceCell, unit: str, *, is_held: bool) -> None:
        """Take a unit of money: the first is that of the form, another one that of the column below it.

        What a caption of the table says beats what stands above the table.
        """
        ledger = self._ledger
        known, is_new = ledger.cell_of(UNIT), unit != (ledger.other_money or ledger.form.funds.unit)
        is_of_column = "fund_columns" in meanings(cell.text)
        if known is not None and is_new and not is_of_column and not self._says_unit:
            ledger.let_go_of_unit(known)
            known = None
        self._says_unit = True
        if known is None and is_held:
            ledger.set_text("funds.unit", cell, unit)
        elif known is None:
            ledger.take_other_money(cell, unit)
        elif is_of_column and is_new:
            self.units[cell.column] = unit
            ledger.label(cell)
        elif is_held and ledger.form.funds.unit != unit:
            ledger.set_text("funds.unit", cell, unit)
        else:
            ledger.again(cell)

    def end(self) -> None:
        """Take the weight of a caption where no column gives it."""
        if self._weight is not None and self._ledger.form.funds.total.weight is None:
            self._ledger.set_number(self._ledger.form, "funds.total.weight", *self._weight)
