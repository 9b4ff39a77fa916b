"""The laid out form as a table of places: which cell covers a place, what it holds, where on the pages it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from selfeval_gui.domain.fields import FieldRef

if TYPE_CHECKING:
    from selfeval_gui.exchange.layout.sheet import Cell, Sheet
    from selfeval_gui.paper.pages import PaperPage

_SPLIT = "target"  # a template may show it in several columns; it is typed as the one text it is
NOWHERE = -1


class Area(NamedTuple):
    """The rows and columns a cell covers, from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class DrawnPart(NamedTuple):
    """Where a cell, or a part of it, is drawn: the page, and the place on it in points."""

    page: int
    rect: QRectF


class Fresh(NamedTuple):
    """What an edit changed: cells by their number, and the page and its height in points from where on all moved."""

    cells: set[int]
    moved: tuple[int, float] | None


def first_moved(before: Sequence[PaperPage], pages: Sequence[PaperPage]) -> tuple[int, float] | None:
    """Return the first page and the height on it where a piece stands elsewhere than before; None where none does."""
    if len(before) != len(pages):
        return 0, 0.0  # each page says at its foot how many there are
    for number, (old, new) in enumerate(zip(before, pages, strict=True)):
        if old is new:
            continue
        stood, stands = ({piece.cell[:2]: piece[1:5] for piece in page.pieces} for page in (old, new))
        moved = [place for place in stood.keys() | stands.keys() if stood.get(place) != stands.get(place)]
        tops = [where[place][1] for where in (stood, stands) for place in moved if place in where]
        if tops:
            return number, min(tops) * new.scale
    return None


class PaperPlan:
    """One layout of a form. Cells are known by their number in the sheet; parts of one text have one number."""

    def __init__(self, sheet: Sheet, pages: Sequence[PaperPage]) -> None:
        self.sheet, self.pages = sheet, pages
        self.rows, self.columns = len(sheet.row_heights), len(sheet.column_widths)
        self.areas: dict[int, Area] = {}
        self._owner = [[NOWHERE] * self.columns for _ in range(self.rows)]
        self._by_field: dict[FieldRef, int] = {}
        self._by_opening: dict[FieldRef, int] = {}
        whole: dict[tuple[int, FieldRef], int] = {}
        for number, cell in enumerate(sheet.cells):
            ref = cell.field or cell.opening
            is_split = ref is not None and ref.name == _SPLIT
            self._put(whole.setdefault((cell.row, ref), number) if ref is not None and is_split else number, cell)
        self.order = sorted(self.areas, key=self.areas.__getitem__)
        self.on_pages = [self._spots_on(place, page) for place, page in enumerate(pages)]
        self.spots = _joined(self.on_pages)

    def with_texts(self, sheet: Sheet, pages: Sequence[PaperPage], *, is_moved: bool) -> PaperPlan:
        """Return the plan of the same cells that hold something else; `is_moved` if they are drawn elsewhere, too."""
        plan = copy(self)
        plan.sheet, plan.pages = sheet, pages
        if is_moved:
            here = zip_longest(self.pages[: len(pages)], self.on_pages[: len(pages)], pages)
            plan.on_pages = [
                found if page is before else self._spots_on(place, page)
                for place, (before, found, page) in enumerate(here)
            ]
            plan.spots = _joined(plan.on_pages)
        return plan

    def _put(self, number: int, cell: Cell) -> None:
        area = Area(cell.row - 1, cell.column - 1, cell.last_row - 1, cell.last_column - 1)
        for row in range(area.top, area.bottom + 1):
            self._owner[row][area.left : area.right + 1] = [number] * (area.right - area.left + 1)
        if cell.field is None and cell.opening is None:
            return
        before = self.areas.get(number)
        self.areas[number] = area if before is None else area._replace(left=min(before.left, area.left))
        if before is not None:
            self.areas[number] = self.areas[number]._replace(right=max(before.right, area.right))
        if cell.field is not None and (cell.computed is None or cell.field not in self._by_field):
            self._by_field[cell.field] = number
        if cell.opening is not None:
            self._by_opening.setdefault(cell.opening, number)

    def _spots_on(self, place: int, page: PaperPage) -> dict[int, list[DrawnPart]]:
        """Return where the cells stand on one page."""
        spots: dict[int, list[DrawnPart]] = {}
        size, owner, areas = page.scale, self._owner, self.areas
        for piece in page.pieces:  # hundreds at an edit that moves rows
            cell, left, top, width, height = piece[:5]
            number = owner[cell[0] - 1][cell[1] - 1]
            if number not in areas:
                continue
            rect = QRectF(left * size, top * size, width * size, height * size)
            found = spots.setdefault(number, [])
            if found and abs(found[-1].rect.top() - rect.top()) < 1:
                found[-1] = DrawnPart(place, found[-1].rect.united(rect))  # parts of one text side by side
            else:
                found.append(DrawnPart(place, rect))
        return spots

    # ---- asking --------------------------------------------------------------------------------------------------

    def at(self, row: int, column: int) -> int:
        """Return the number of the cell over a place that holds a field or could; `NOWHERE` for words and outside."""
        if 0 <= row < self.rows and 0 <= column < self.columns and self._owner[row][column] in self.areas:
            return self._owner[row][column]
        return NOWHERE

    def cell(self, number: int) -> Cell:
        """Return the cell of a number."""
        return self.sheet.cells[number]

    def find(self, ref: FieldRef) -> int:
        """Return the cell that shows a field, the typed one before a computed one."""
        return self._by_field.get(ref, NOWHERE)

    def find_opening(self, ref: FieldRef) -> int:
        """Return the blank cell in which a field of a new indicator would stand."""
        return self._by_opening.get(ref, NOWHERE)

    def in_row(self, row: int) -> Iterator[int]:
        """Yield the cells that cover a row, from the left."""
        last = NOWHERE
        for number in self._owner[row] if 0 <= row < self.rows else ():
            if number != last and number in self.areas:
                yield number
            last = number

    def same_place(self, number: int, newer: PaperPlan) -> int:
        """Return where a cell stands in a newer plan: that of its field, or what stands in place of an opening."""
        cell = self.cell(number)
        if cell.field is not None:
            found = newer.find(cell.field)
            if found != NOWHERE and newer.cell(found).computed == cell.computed:
                return found
            here = newer.at(*self.areas[number][:2])
            is_opening = here != NOWHERE and newer.cell(here).opening is not None
            return here if found != NOWHERE or is_opening else NOWHERE
        opening = NOWHERE if cell.opening is None else newer.find_opening(cell.opening)
        return newer.at(*self.areas[number][:2]) if opening == NOWHERE else opening


def _joined(on_pages: Sequence[Mapping[int, Sequence[DrawnPart]]]) -> dict[int, list[DrawnPart]]:
    """Return where each cell stands, page by page."""
    spots: dict[int, list[DrawnPart]] = {}
    for on_page in on_pages:
        for number, found in on_page.items():
            spots.setdefault(number, []).extend(found)
    return spots
