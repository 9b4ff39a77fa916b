"""The rows of the indicators on an office's own paper: where they begin and end, and the words it uses there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selfeval_gui.exchange.own_paper.geometry import CellSlot, Geometry
from selfeval_gui.exchange.own_paper.learned import Conflict
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.recognize.column_fit import Column, heading_above
from selfeval_gui.exchange.recognize.result import FoundForm, RowKind
from selfeval_gui.exchange.templates.labels import bare_level, heading, is_subtotal, meanings
from selfeval_gui.exchange.templates.paper import PaperBlock, PaperColumn
from selfeval_gui.exchange.templates.parts import LEVELS

_SUFFIX = re.compile(r"[\s\d０-９.,．，+-]+(分|万元|元)")
_NUMBERS = ("weight", "score")
_LABELS = {"head", "extra", "notes"}
_WIDE = 3  # columns of the indicators that one cell covers: a row of another kind


def suffix_of(text: str) -> str:
    """Return what stands behind the number of a cell: 分 in 15分."""
    found = _SUFFIX.fullmatch(text.strip())
    return found[1] if found else ""


class BlockLearner:
    """Finds the rows between the headings and what ends them; an end that is not certain is a conflict."""

    def __init__(self, found: FoundForm, geometry: Geometry) -> None:
        self._found, self._geometry = found, geometry
        self.conflicts: list[Conflict] = []
        heads = [each for each in found.rows if each.kind is RowKind.HEADINGS]
        if not heads:
            raise UnreadableSource("paper.no_block")
        self.grid = heads[0].line[0].grid
        self.columns: Sequence[Column] = next(
            each.columns for each in reversed(heads) if each.line[0].grid == self.grid
        )
        if any(each.line[0].grid != self.grid for each in heads):
            raise UnreadableSource("paper.no_block")  # headings again in another table: rows are in two places
        self._start = found.rows.index(heads[0])
        cells = [cell for each in heads for cell in each.line if heading_above(cell, self.columns) is not None]
        self.head = max(cell.last_row for cell in cells)

    def block(self) -> PaperBlock:
        """Return the block."""
        rows = self._rows()
        slots = [slot for row in rows for slot in self._geometry.row(self.grid, row) if slot.row == row]
        self._doubt_end(rows, slots)
        texts: dict[str, str] = {}
        suffixes: dict[str, str] = {}
        signs: list[str] = []
        for slot in slots:
            above = heading_above(slot, self.columns)
            field = "" if above is None else above.field
            if field in LEVELS and slot.text:
                texts.setdefault(f"{field}:{bare_level(slot.text)}", slot.text)
            elif field in _NUMBERS and suffix_of(slot.text):
                suffixes[field] = suffix_of(slot.text)
            elif field == "target.sign" and slot.text:
                signs.append(slot.text)
        return PaperBlock(
            rows=tuple((self.grid, row) for row in rows),
            columns=tuple(PaperColumn(field=x.field, first=x.first, last=x.last) for x in self.columns),
            level_texts=texts,
            suffixes=suffixes,
            choices={"target.sign": tuple(dict.fromkeys(signs))} if signs else {},
        )

    def _rows(self) -> list[int]:
        after = self._found.rows[self._start :]
        ends = [each for each in after if each.kind in {RowKind.TOTAL, RowKind.PAIRS}]
        end = next((each.line[0].row for each in ends if each.line[0].grid == self.grid), None)
        rows = [row for row in self._geometry.rows(self.grid) if row > self.head and (end is None or row < end)]
        if end is None:
            held = [
                row for row in rows if any(slot.text and slot.row == row for slot in self._geometry.row(self.grid, row))
            ]
            is_last = not held or self._geometry.names[self.grid].startswith("table") or held[-1] == rows[-1]
            if not is_last:
                rows = [row for row in rows if row <= held[-1]]
        if not rows or rows != list(range(rows[0], rows[-1] + 1)):
            raise UnreadableSource("paper.no_block")
        return rows

    def _doubt_end(self, rows: list[int], slots: list[CellSlot]) -> None:
        """Doubt rows that look like no indicators: they would be lost when the rows are written anew."""
        for slot in slots:
            place = f"{slot.row + 1}"
            covered = sum(slot.column <= each.first and each.last <= slot.last_column for each in self.columns)
            above = heading_above(slot, self.columns)
            is_label = (
                slot.row > rows[0]
                and bool(slot.text)
                and (heading(slot.text) not in {"other", "caption"} or not _LABELS.isdisjoint(meanings(slot.text)))
            )
            if covered >= _WIDE or is_label:
                self.conflicts.append(Conflict(code="end", place=place, text=slot.text))
            elif above is not None and is_subtotal(slot.text):
                self.conflicts.append(Conflict(code="subtotal", place=place, text=slot.text))
