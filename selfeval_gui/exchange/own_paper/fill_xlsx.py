"""A workbook filled in place: the XML of its sheet is changed, every other part stays unless rows move through it."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache

from lxml import etree

from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.cell_text import column_letters
from selfeval_gui.exchange.own_paper.geometry import Area, CellSlot, S, WorkbookGeometry, area, workbook_geometry
from selfeval_gui.exchange.own_paper.heights import fit_heights
from selfeval_gui.exchange.own_paper.moves import Moves
from selfeval_gui.exchange.own_paper.other_parts import finished
from selfeval_gui.exchange.own_paper.rows_copied import patterns
from selfeval_gui.exchange.own_paper.sheet_moves import move_names, write_merges
from selfeval_gui.exchange.own_paper.sheet_xml import SheetXml, clear
from selfeval_gui.exchange.own_paper.values import Rows, Shown, Values
from selfeval_gui.exchange.own_paper.within import put_within
from selfeval_gui.exchange.recognize.column_fit import Column, heading_above
from selfeval_gui.exchange.templates.paper import PRINTED_TOTAL
from selfeval_gui.exchange.templates.parts import LEVELS

_geometry = lru_cache(maxsize=2)(workbook_geometry)  # a batch fills one blank again and again, and only looks at it
_OF_A_ROW = ("hidden", "ht", "customHeight")


def fill_xlsx(values: Values) -> bytes:
    """Return the blank of the paper with the values of a form."""
    data = values.paper.data
    geometry = _geometry(data)
    grid = values.paper.block.rows[0][0]
    sheets = {grid: SheetXml(data, geometry, grid)}
    for place in values.paper.places:
        if place.at[0] not in sheets:
            sheets[place.at[0]] = SheetXml(data, geometry, place.at[0])
        sheet, (_grid, row, column) = sheets[place.at[0]], place.at
        cell, shown = sheet.cell(row + 1, column), values.of(place.field)
        if place.mode == "cell":
            sheet.put(cell, shown, place)
        else:
            put_within(sheet.texts(cell), place, shown.at(place))
    block = _Block(sheets[grid], geometry, values)
    block.fill()
    return finished(data, geometry, list(sheets.values()), block.sheet, block.moves)


class _Block:
    """The rows of the indicators in a sheet: copies of its own, and everything below them moved."""

    def __init__(self, sheet: SheetXml, geometry: WorkbookGeometry, values: Values) -> None:
        self.sheet, self._geometry, self._values = sheet, geometry, values
        self._rows, block = Rows(values), values.paper.block
        self._grid = block.rows[0][0]
        self._old = [row + 1 for _grid, row in block.rows]
        self._columns = [Column(each.field, each.first, each.last) for each in block.columns]
        self._left, self._right = min(x.first for x in self._columns), max(x.last for x in self._columns)
        self.moves = Moves(self._old[0], self._old[-1], len(self._rows.rows))
        shown = [row for row in self._old if self.sheet.row(row).get("hidden") not in {"1", "true"}]
        self._patterns = patterns(shown or self._old, self.moves.rows)
        self._merges: list[Area] = []

    def fill(self) -> None:
        """Put the rows of the form in the place of the old ones."""
        lines = self._copies()
        self._move_rows(lines)
        self._merges = self._moved_merges()
        for number, pattern in enumerate(self._patterns):
            self._fill_row(number, pattern)
        totals = self._totals()
        fit_heights(self.sheet, self._merges, self.moves, self._touched(), self._lowest)
        move_names(self.sheet, self.moves, totals)
        write_merges(self.sheet.root, self._merges)

    # ---- rows ----------------------------------------------------------------------------------------------------

    def _copies(self) -> list[etree._Element]:
        looks = self._looks_of_levels()
        heights = [float(height) for row in self._old if (height := self.sheet.row(row).get("ht"))]
        self._lowest = min(heights, default=self.sheet.usual_height)
        lines = []
        for number, pattern in enumerate(self._patterns):
            line = deepcopy(self.sheet.row(pattern))
            for name in _OF_A_ROW:
                line.attrib.pop(name, "")
            _renumber(line, self.moves.first + number)
            for cell in line.iterfind(f"{S}c"):
                column = area(cell.get("r", ""))[1]
                if column in looks:
                    cell.set("s", looks[column])
                if self._left <= column <= self._right or (number and column < self._left):
                    clear(cell)
            lines.append(line)
        return lines

    def _looks_of_levels(self) -> dict[int, str]:
        """Return the style of a cell that showed each level: one that a merge covered is not aligned as it should."""
        looks: dict[int, str] = {}
        for row in self._old:
            for slot in self._geometry.row(self._grid, row - 1):
                above = heading_above(slot, self._columns)
                if above is not None and above.field in LEVELS and slot.row == row - 1:
                    looks.setdefault(slot.column, self.sheet.cell(row, slot.column).get("s", "0"))
        return looks

    def _move_rows(self, lines: list[etree._Element]) -> None:
        sheet, old = self.sheet, self.sheet.rows
        place = sheet.data.index(old[self._old[0]])
        for row in self._old:
            sheet.data.remove(old.pop(row))
        for line in reversed(lines):
            sheet.data.insert(place, line)
        sheet.rows = {}
        for row, line in sorted(old.items()):
            moved = row + self.moves.shift if row > self.moves.last else row
            if moved != row:
                _renumber(line, moved)
            sheet.rows[moved] = line
        sheet.rows.update({self.moves.first + number: line for number, line in enumerate(lines)})

    def _moved_merges(self) -> list[Area]:
        """Return the merges outside the block, rows from 1: a caption beside it grows, a heading ends above it."""
        first, last, shift = self.moves.first, self.moves.last, self.moves.shift
        found: list[Area] = []
        for top, left, bottom, right in self.sheet.merges:
            row, end = top + 1, bottom + 1
            is_beside = right < self._left or left > self._right
            if end < first:
                found.append((row, left, end, right))
            elif row > last:
                found.append((row + shift, left, end + shift, right))
            elif is_beside and end >= last and (row < first or end > row):
                found.append((row, left, end + shift, right))
            elif not is_beside and row < first:
                found.append((row, left, first - 1, right))
        return found

    def _fill_row(self, number: int, pattern: int) -> None:
        row, seen = self.moves.first + number, set[str]()
        for slot in self._geometry.row(self._grid, pattern - 1):
            wide = (row, slot.column, row, slot.last_column)
            if slot.last_column < self._left or slot.column > self._right:
                if slot.last_column > slot.column and not any(_holds(each, wide) for each in self._merges):
                    self._merges.append(wide)
                continue
            above = heading_above(slot, self._columns)
            if above is not None and above.field in LEVELS and above.field not in seen:
                self._put_level(number, slot, above.field)
            else:
                if above is not None and above.field not in seen:
                    self.sheet.put(self.sheet.cell(row, slot.column), self._rows.cell(number, above.field))
                self._merges.append(wide)
            seen.update([above.field] if above is not None else [])

    def _put_level(self, number: int, slot: CellSlot, field: str) -> None:
        span, row = self._rows.level_at(number, field), self.moves.first + number
        if span is not None and span.first == number:
            self.sheet.put(self.sheet.cell(row, slot.column), Shown(span.text))
            self._merges.append((row, slot.column, self.moves.first + span.last, slot.last_column))

    # ---- sums and heights ----------------------------------------------------------------------------------------

    def _totals(self) -> set[str]:
        """Let the totals be sums over the rows, with their values stored; return the names of their cells."""
        made = set[str]()
        for place in self._values.paper.places:
            name = place.field.removeprefix(PRINTED_TOTAL)
            column = next((each for each in self._columns if each.field == name), None)
            if name == place.field or column is None or place.suffix or place.at[1] + 1 <= self.moves.last:
                continue
            formula = self._sum(name, column)
            cell = self.sheet.cell(place.at[1] + 1 + self.moves.shift, place.at[2])
            if formula:
                self.sheet.put(cell, self._values.of(place.field), place, formula)
                made.add(cell.get("r", ""))
        return made

    def _sum(self, name: str, column: Column) -> str:
        letters, block = column_letters(column.first), self._values.paper.block
        if name in block.suffixes:
            return ""  # 15分 is a text, which no formula adds
        formula = f"SUM({letters}{self.moves.first}:{letters}{self.moves.first + self.moves.rows - 1})"
        if self._values.rule_set.total_basis is not Basis.WITH_EXECUTION:
            return formula
        row = next((each for each in self._values.paper.places if each.field == f"funds.total.{name}"), None)
        if row is None or row.suffix or row.at[0] != self._grid:
            return ""
        return f"{formula}+{column_letters(row.at[2])}{self.moves.start(row.at[1] + 1)}"

    def _touched(self) -> set[int]:
        """Return the rows outside the block that hold other texts now."""
        rows = [
            each.at[1] + 1 for each in self._values.paper.places if each.mode == "cell" and each.at[0] == self._grid
        ]
        return {self.moves.start(row) for row in rows if not self.moves.first <= row <= self.moves.last}


def _renumber(line: etree._Element, row: int) -> None:
    line.set("r", str(row))
    for cell in line.iterfind(f"{S}c"):
        cell.set("r", f"{column_letters(area(cell.get('r', ''))[1])}{row}")


def _holds(merge: Area, wide: Area) -> bool:
    return merge[0] <= wide[0] <= merge[2] and merge[1] <= wide[3] and wide[1] <= merge[3]
