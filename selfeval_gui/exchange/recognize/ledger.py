"""The account kept while a form is read: each cell once, as a value, a label, or without a place."""

from __future__ import annotations

from decimal import Decimal

from selfeval_gui.domain.fields import AMOUNT_FIELDS, EXTRA, FieldRef, get_field, set_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import (
    NotANumber,
    NumberTooLong,
    SeveralNumbers,
    format_typed,
    money_behind,
    parse_amount,
    parse_typed,
)
from selfeval_gui.domain.tree import new_id
from selfeval_gui.domain.words import is_error_value
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.result import CellKey, FoundForm, Omitted, ReaderRemark
from selfeval_gui.exchange.templates.labels import is_no_value, joined, with_list_items, without_paper_blanks


class Ledger:
    """Takes cells in and keeps the form they make."""

    def __init__(self, *, is_wrapped: bool, keeps_blanks: bool = False) -> None:
        self.form = Form(id=new_id())
        self.found = FoundForm(self.form)
        self.is_wrapped = is_wrapped
        self.keeps_blanks = keeps_blanks  # rows and forms that nobody has filled in count, too
        self.computed_weight: Decimal | None = None  # the total weight as a formula left it
        self.other_money = ""  # a unit that no form can hold, in which the paper gives amounts: 千元
        self.leaves_total_open = False  # 总分 stands there without a typed weight
        self.known_already: set[CellKey] = set()  # labels that only say again what other cells say
        self._filled: dict[FieldRef, SourceCell] = {}
        self._above: dict[FieldRef, str] = {}  # fields of a line above the table, with its label; the table's own win
        self._with_unit: dict[FieldRef, tuple[SourceCell, str]] = {}  # amounts that say their own unit

    def label(self, *cells: SourceCell) -> None:
        """Enter printed words of the form."""
        self.found.labels.update(cell.key for cell in cells if cell.key not in self.found.mapped)

    def again(self, *cells: SourceCell) -> None:
        """Enter cells that say once more what other cells say: a sum, a share, the number of a row."""
        self.label(*cells)
        self.known_already.update(cell.key for cell in cells)

    def unmapped(self, cell: SourceCell, code: str = "no_field", ref: FieldRef | None = None) -> None:
        """Enter a cell that has no place in the form."""
        self.found.unmapped.append(ReaderRemark(code, cell, ref, cell.text))

    def label_after_all(self, *cells: SourceCell) -> None:
        """Enter cells as printed words though each, read alone, seemed to have no place."""
        keys = {cell.key for cell in cells}
        self.found.unmapped[:] = [
            remark for remark in self.found.unmapped if remark.cell is None or remark.cell.key not in keys
        ]
        for cell in cells:
            self.again(cell)

    def omit(self, kind: str, *cells: SourceCell) -> None:
        """Enter cells that are no content of a form, together and as what people call them."""
        self.found.omitted.append(Omitted(kind, cells[0], cells[1:]))

    def doubt(
        self, code: str, cell: SourceCell | None = None, ref: FieldRef | None = None, text: str | None = None
    ) -> None:
        """Note something a person should look at."""
        shown = (cell.text if cell is not None else "") if text is None else text
        self.found.doubts.append(ReaderRemark(code, cell, ref, shown))

    def mapped(self, cell: SourceCell, *refs: FieldRef) -> None:
        """Enter a cell that went to these fields."""
        key, found = cell.key, self.found
        found.labels.discard(key)
        found.mapped[key] = (*found.mapped.get(key, ()), *refs)

    # ---- values --------------------------------------------------------------------------------------------------

    def text_of(self, cell: SourceCell, *, is_short: bool = False) -> str:
        """Return the text a field takes over; paper's blanks and line ends are left out where a reader brings them."""
        if not self.is_wrapped:
            return cell.text.strip()
        if is_short:
            return joined(cell.text)
        text = with_list_items(cell.text)
        if text != cell.text:
            self.doubt("paragraph.guessed", cell)
        return without_paper_blanks(text)

    def set_text(self, name: str, cell: SourceCell, text: str | None = None, *, is_short: bool = True) -> None:
        """Enter a text of the form's own; a second, different one has no place and is doubted."""
        value = self.text_of(cell, is_short=is_short) if text is None else text
        self._set(self.form, FieldRef(None, name), cell, value)

    def set_text_above(self, name: str, label: str, cell: SourceCell, text: str) -> None:
        """Enter a text of a line that stands outside the table; a cell of the table with the same label goes before."""
        ref = FieldRef(None, name)
        is_first = ref not in self._filled
        self.set_text(name, cell, text)
        if is_first:
            self._above[ref] = label.strip()

    def set_cell_text(self, row: Indicator, name: str, cell: SourceCell, *, is_short: bool) -> None:
        """Enter a text of a row; what only shows that a formula failed is listed and doubted."""
        ref = FieldRef(NodeId(row.id), name)
        code = "number.error_value" if is_error_value(cell.text) else "cell.picture" if _is_picture(cell.text) else ""
        if code:
            self.unmapped(cell, code, ref)
            self.doubt(code, cell, ref)
            return
        set_field(row, name, self.text_of(cell, is_short=is_short))
        self.mapped(cell, ref)

    def set_number(self, part: Form | Indicator, name: str, cell: SourceCell, text: str | None = None) -> None:
        """Enter a number as printed. What is none leaves the field blank, is listed and doubted.

        A printed total or rate is what somebody has typed: a formula's says nothing that the cells do not say, or it is
        left from before they were changed.
        """
        if cell.is_computed and name.startswith("printed."):
            self.label(cell)
            return
        ref = FieldRef(NodeId(part.id) if isinstance(part, Indicator) else None, name)
        raw = cell.text if text is None else text
        if is_no_value(raw):
            self.label(cell)
            return
        number = self.number_of(cell, ref, raw)
        if number is not None:
            if cell.exact and text is None:
                self.doubt("number.rounded", cell, ref, f"{cell.text} ≈ {cell.exact}")
            self._set(part, ref, cell, number)

    def number_of(self, cell: SourceCell, ref: FieldRef, raw: str) -> Decimal | None:
        """Return the number a cell holds; None, listed and doubted, for anything else."""
        try:
            if ref.name not in AMOUNT_FIELDS:
                return parse_typed(raw)
            raw = self.with_money(raw)
            amount = parse_amount(raw, self.form.funds.unit)
            if amount.written:
                self._with_unit.setdefault(ref, (cell, raw))
            return amount.number
        except NumberTooLong:
            code = "number.too_long"
        except SeveralNumbers:
            code = "number.several"
        except NotANumber:
            code = "number.error_value" if is_error_value(raw) else "number.invalid"
        self.unmapped(cell, code, ref)
        self.doubt(code, cell, ref)
        return None

    def with_money(self, raw: str) -> str:
        """Return an amount with the unit in which the paper gives it, where that is none of a form's own."""
        return raw + self.other_money if self.other_money and raw.strip() and not money_behind(raw) else raw

    def settle_amounts(self) -> None:
        """Convert the amounts that say their own unit, now that the form's is known, and say so of each."""
        unit = self.form.funds.unit
        for ref, (cell, raw) in self._with_unit.items():
            if self._filled.get(ref) is not cell:
                continue
            set_field(self.form, ref.name, None)
            number = self.number_of(cell, ref, raw)
            if number is None:
                self.found.mapped[cell.key] = tuple(each for each in self.found.mapped[cell.key] if each != ref)
                continue
            set_field(self.form, ref.name, number)
            if parse_amount(raw, unit).written != unit:
                shown = f"{raw.strip()} → {format_typed(number)}{unit}"
                self.doubt("amount.converted", cell, ref, shown)

    def set_extra(self, name: str, cell: SourceCell, text: str | None = None) -> FieldRef:
        """Keep a value that has no field of its own under the name it has on the paper, and return where."""
        value = self.text_of(cell) if text is None else text
        key = name.strip(" :：*")
        number, free = 1, key
        while free in self.form.extra and self.form.extra[free] != value:
            number += 1
            free = f"{key} {number}"
        self.form.extra[free] = value
        ref = FieldRef(None, f"{EXTRA}{free}")
        self.mapped(cell, ref)
        return ref

    def take_other_money(self, cell: SourceCell, unit: str) -> None:
        """Remember that amounts are given in a unit that no form can hold; they are converted, and it is said of each.

        One that stands there after the form's own unit is known says nothing of all amounts.
        """
        ref = FieldRef(None, "funds.unit")
        if ref in self._filled:
            self.unmapped(cell, "twice", ref)
            self.doubt("value.twice", cell, ref)
            return
        self.other_money = unit
        self._set(self.form, ref, cell, self.form.funds.unit)

    def let_go_of_unit(self, cell: SourceCell) -> None:
        """Take back the unit of money that a cell has given, and doubt that cell: another one knows better."""
        ref = FieldRef(None, "funds.unit")
        left = tuple(each for each in self.found.mapped.pop(cell.key) if each != ref)
        if left:
            self.found.mapped[cell.key] = left
        else:
            self.again(cell)
        del self._filled[ref]
        self.other_money = ""
        self.doubt("unit.above", cell, ref)

    def set_year(self, cell: SourceCell, year: int) -> None:
        """Enter the year."""
        self._set(self.form, FieldRef(None, "year"), cell, year)

    def cell_of(self, ref: FieldRef) -> SourceCell | None:
        """Return the cell a field of one cell came from."""
        return self._filled.get(ref)

    def is_of_one_cell(self, name: str, other: str) -> bool:
        """Tell whether two fields of the form came from the same cell."""
        cell = self._filled.get(FieldRef(None, name))
        return cell is not None and cell is self._filled.get(FieldRef(None, other))

    def take_back(self, name: str) -> None:
        """Leave a field of the form blank after all; its cell went to another one, too, or is a printed word."""
        ref = FieldRef(None, name)
        cell = self._filled.pop(ref)
        set_field(self.form, name, None)
        self.found.mapped[cell.key] = tuple(each for each in self.found.mapped[cell.key] if each != ref)
        if not self.found.mapped[cell.key]:
            del self.found.mapped[cell.key]
            self.label(cell)

    def append(
        self, part: Form | Indicator, name: str, cell: SourceCell, between: str, text: str | None = None
    ) -> None:
        """Add a text (that of the cell, if none is given) to one that went on in another cell."""
        ref = FieldRef(NodeId(part.id) if isinstance(part, Indicator) else None, name)
        before = get_field(part, name)
        text = self.text_of(cell) if text is None else text
        set_field(part, name, f"{before}{between}{text}" if before else text)
        self.mapped(cell, ref)

    def _set(self, part: Form | Indicator, ref: FieldRef, cell: SourceCell, value: str | int | Decimal) -> None:
        before = get_field(part, ref.name)
        if ref in self._above and before != value and self._filled[ref].key[:2] < cell.key[:2]:
            old = self._filled.pop(ref)
            self.found.mapped[old.key] = tuple(each for each in self.found.mapped[old.key] if each != ref)
            self.set_extra(self._above.pop(ref), old, str(before))
        if ref in self._filled and before != value:
            self.unmapped(cell, "twice", ref)
            self.doubt("value.twice", cell, ref)
            return
        self._filled[ref] = cell
        set_field(part, ref.name, value)
        self.mapped(cell, ref)


def _is_picture(text: str) -> bool:
    return text.removeprefix("=").removeprefix("_xlfn.").startswith("DISPIMG(")  # as WPS keeps one within a cell
