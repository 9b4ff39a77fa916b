"""Where each field outside the indicators stands on an office's own paper, from the way the recognizer took."""

from __future__ import annotations

import re

from selfeval_gui.domain.fields import EXTRA, get_field
from selfeval_gui.domain.words import half_width, money_unit_of
from selfeval_gui.exchange.own_paper.geometry import CellSlot, Geometry
from selfeval_gui.exchange.own_paper.learn_block import suffix_of
from selfeval_gui.exchange.own_paper.learned import Conflict
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column, heading_above
from selfeval_gui.exchange.recognize.pieces import PAIR, YEAR, YEAR_LINE, known_label
from selfeval_gui.exchange.recognize.result import FoundForm, RowKind, RowTaken
from selfeval_gui.exchange.templates.labels import is_no_value, meanings, plain
from selfeval_gui.exchange.templates.paper import CLEARED, PRINTED_TOTAL, At, PaperPlace
from selfeval_gui.exchange.templates.template_data import amount_field, is_amount_column
from selfeval_gui.exchange.templates.titles import is_title

OPTIONS = re.compile(r"[□☐☑■◻√]")
_LONGEST_LABEL = 12
_NOT_PLACES = {"funds.unit", "rule_set", "notes"}


class PlaceLearner:
    """Collects the places of one form; `headings` are the words above or beside each."""

    def __init__(self, found: FoundForm, geometry: Geometry) -> None:
        self._found, self._geometry = found, geometry
        self.places: list[PaperPlace] = []
        self.headings: dict[At, str] = {}
        self.conflicts: list[Conflict] = []
        self._right = 0  # the last column of the form
        self._fund_columns: tuple[Column, ...] = ()
        self._fund_heads: list[SourceCell] = []

    def learn(self, columns: list[Column], rows: set[tuple[int, int]]) -> None:
        """Go through the rows of the form; `columns` are those of the indicators, `rows` theirs."""
        self._right = max(each.last for each in columns)
        kinds = {each.kind for each in self._found.rows}
        for taken in self._found.rows:
            if taken.kind is RowKind.FUND_HEADINGS:
                self._fund_columns, self._fund_heads = taken.columns, taken.line
                if kinds.isdisjoint({RowKind.FUND_ROW, RowKind.FUND_TOTAL}):
                    grid, row = taken.line[0].grid, max(cell.last_row for cell in taken.line) + 1
                    self._funds("funds.total", self._geometry.row(grid, row))
            elif taken.kind is RowKind.FUND_TOTAL:
                self._funds("funds.total", self._slots(taken))
            elif taken.kind is RowKind.FUND_ROW:
                self._fund_row(taken)
            elif taken.kind is RowKind.GOAL_LABELS:
                self._goals(taken)
            elif taken.kind is RowKind.TOTAL:
                self._total(taken, columns)
            elif taken.kind is RowKind.PAIRS:
                self._pairs(taken)
        self._compare(rows)

    def _slots(self, taken: RowTaken) -> list[CellSlot]:
        return self._geometry.row(taken.line[0].grid, taken.line[0].row)

    def _put(self, field: str, slot: CellSlot, heading: str, **more: object) -> None:
        place = PaperPlace.model_validate({"field": field, "at": slot.at, **more})
        is_taken = any(
            each.at == place.at and (each.field == field or "cell" in {each.mode, place.mode}) for each in self.places
        )
        if is_taken or OPTIONS.search(slot.text):  # 1、…☑ 2、…□ is for a person to tick
            return
        self.places.append(place)
        self.headings.setdefault(slot.at, heading)

    # ---- funds ---------------------------------------------------------------------------------------------------

    def _fund_row(self, taken: RowTaken) -> None:
        label = next(cell for cell in taken.line if "fund_rows" in meanings(cell.text))
        name = meanings(label.text)["fund_rows"]
        slots = [each for each in self._slots(taken) if each.column > label.last_column and each.row == label.row]
        self._funds(name if name.startswith(EXTRA) else f"funds.{name}", slots, label.text)

    def _funds(self, row: str, slots: list[CellSlot], label: str = "") -> None:
        for slot in slots:
            above = heading_above(slot, self._fund_columns)
            if above is None or is_no_value(slot.text) or above.field in {"other", "method"}:
                continue
            is_amount = is_amount_column(above.field)
            if is_amount or row == "funds.total":
                words = next((cell.text for cell in self._fund_heads if cell.column == above.first), "")
                field = above.field if above.field.startswith(EXTRA) else f"{row}.{above.field}"
                field = amount_field(row.removeprefix("funds."), above.field) if is_amount else field
                percent = "%" in half_width(words)
                self._put(field, slot, f"{words} {label}".strip(), suffix=suffix_of(slot.text), percent=percent)

    # ---- goals and total -----------------------------------------------------------------------------------------

    def _goals(self, taken: RowTaken) -> None:
        slots = self._slots(taken)
        labels = list({meanings(slot.text)["goals"]: slot for slot in slots if "goals" in meanings(slot.text)}.values())
        right = self._geometry.beside(labels[0]) if labels else None
        is_beside = (
            right is not None
            and "goals" not in meanings(right.text)
            and (len(labels) == 1 or labels[1].column > right.last_column)
        )
        for slot in labels:
            value = self._geometry.beside(slot) if is_beside else self._geometry.below(slot)
            if value is not None and "goals" not in meanings(value.text):
                self._put(meanings(slot.text)["goals"], value, slot.text)

    def _total(self, taken: RowTaken, columns: list[Column]) -> None:
        label = taken.line[0]
        for field in ("weight", "score"):
            column = next((each for each in columns if each.field == field), None)
            slot = None if column is None else self._geometry.slot((label.grid, label.row, column.first))
            if slot is not None and slot.column > label.last_column:
                self._put(f"{PRINTED_TOTAL}{field}", slot, label.text, suffix=suffix_of(slot.text))

    # ---- labels with values beside them --------------------------------------------------------------------------

    def _pairs(self, taken: RowTaken) -> None:
        value: CellSlot | None = None
        for slot in self._slots(taken):
            if slot is value or slot.row != taken.line[0].row or not slot.text:
                continue
            if is_title(slot.text) and len(taken.line) <= 2:
                if YEAR.search(slot.text):
                    self._put("year", slot, slot.text, mode="year")
            elif YEAR_LINE.fullmatch("".join(half_width(slot.text).split())):
                self._put("year", slot, slot.text, mode="year")
            else:
                value = self._value_beside(slot)
                if value is None:
                    self._within(slot)

    def _value_beside(self, slot: CellSlot) -> CellSlot | None:
        known, beside = self._known(slot.text), self._geometry.beside(slot)
        if beside is None or (beside.text and beside.at not in self._found.mapped):
            return None
        field = _field_of(known)
        is_label = any(each in self._known(beside.text) for each in ("head", "extra", "captions"))
        if field and not is_label:
            self._put(field, beside, slot.text)
            return beside
        is_short = 2 <= len(plain(slot.text)) <= _LONGEST_LABEL and not PAIR.search(slot.text)
        is_word = is_short and not any(character.isdigit() for character in slot.text) and "captions" not in known
        if not field and not is_label and beside.row == slot.row and is_word and beside.is_formatted:
            self._put(f"{EXTRA}{slot.text.strip(' :：*')}", beside, slot.text)
            return beside
        return None

    def _within(self, slot: CellSlot) -> None:
        for pair in PAIR.finditer(slot.text):
            field = _field_of(self._known(pair[1]))
            if field and field != "notes" and money_unit_of(f"{pair[1]}:{pair[2].strip()}") is None:
                self._put(field, slot, pair[1], mode="pair", label=pair[1])

    def _known(self, text: str) -> dict[str, str]:
        return dict(known_label(text, self._found.labelled))

    # ---- what the recognizer itself took -------------------------------------------------------------------------

    def _compare(self, rows: set[tuple[int, int]]) -> None:
        """Compare with where the recognizer took values from: where the two do not agree, a person must look."""
        by_at: dict[At, list[PaperPlace]] = {}
        for each in self.places:
            by_at.setdefault(each.at, []).append(each)
        for at, refs in self._found.mapped.items():
            for ref in refs:
                if ref.node is not None or ref.name in _NOT_PLACES or at[:2] in rows:
                    continue
                name = "funds.total.execution_rate" if ref.name == "printed.execution_rate" else ref.name
                here, slot = by_at.get(at, []), self._geometry.slot(at)
                if slot is None or any(each.field == name for each in here):
                    continue
                if here and all(each.mode == "cell" for each in here):
                    self.conflicts.append(Conflict(code="disagree", place=self._geometry.place(at), text=slot.text))
                elif not here:
                    self._take_over(name, slot)

    def _take_over(self, name: str, slot: CellSlot) -> None:
        """Take a place that only the recognizer saw: a goal in one cell with its label, one that went on below.

        A legend beside the form, which stands in the row of a blank field, is none.
        """
        value = str(get_field(self._found.form, name) or "") if not name.startswith(("funds", "printed")) else slot.text
        if any(each.field == name and each.mode == "cell" for each in self.places) and not name.startswith(EXTRA):
            if slot.column <= self._right:
                self._put(CLEARED, slot, "")
            return
        start = slot.text.find(value.split("\n")[0]) if value else -1
        if name == "year":
            self._put(name, slot, slot.text, mode="year")
        elif start > 0:
            self._put(name, slot, slot.text[:start], mode="within", label=slot.text[:start])
        else:
            self._put(name, slot, "", suffix=suffix_of(slot.text))


def _field_of(known: dict[str, str]) -> str:
    if "head" in known:
        return known["head"]
    return f"{EXTRA}{known['extra']}" if "extra" in known else "notes" if "notes" in known else ""
