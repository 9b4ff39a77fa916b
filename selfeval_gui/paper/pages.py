"""A laid out form cut into pages: which row stands where, what is repeated, which lines of a text go on overleaf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from selfeval_gui.exchange.layout.sheet import AT_THE_LEFT, Cell, Sheet, Style, font_of, shown
from selfeval_gui.exchange.templates.parts import POINTS_PER_MM, Page
from selfeval_gui.paper.metrics import LaidText, Typesetter

PADDING = 4.0  # of a cell, both sides together, across as well as down
_PAPERS = {"A4": (595.0, 842.0)}
_FEWEST_LINES = 3  # of a broken row at the foot of a page
_LONGEST_NAME = 8  # lines of the name of a level, for which rows are made higher
_LARGEST_GAP = 0.1  # of a page, left empty so that a row stays whole
_MOST_ROUNDS = 50


class Piece(NamedTuple):
    """A cell, or its part on this page, in points from the page's top left corner; with the lines that stand there."""

    cell: Cell
    left: float
    top: float
    width: float
    height: float
    block: LaidText | None
    first_line: int = 0
    lines: int = 0


class PaperPage(NamedTuple):
    """One page; sizes in points. What stands on it is drawn `scale` times as large, so that the table fits."""

    width: float
    height: float
    scale: float
    pieces: tuple[Piece, ...]


class _Slot(NamedTuple):
    """A row, or a part of it, on a page; `start` says how much of the row stands on pages before."""

    row: int
    top: float
    height: float
    start: float = 0.0


class _Part(NamedTuple):
    """Where a cell stands on one page; `is_repeated` for rows that stand on other pages as well, `row` is its last."""

    page: int
    top: float
    height: float
    is_repeated: bool
    row: int


def paper_size(page: Page) -> tuple[float, float]:
    """Return width and height in points, as the paper lies."""
    width, height = _PAPERS[page.paper]
    return (width, height) if page.orientation == "portrait" else (height, width)


def paginate(sheet: Sheet, typesetter: Typesetter) -> list[PaperPage]:
    """Return the pages of a form: rows stay whole where a page has room, the heading row stands on each page."""
    return cut(sheet, [set_text(cell, sheet, typesetter) for cell in sheet.cells], typesetter.line_height)


def cut(sheet: Sheet, blocks: Sequence[LaidText | None], line_height: float) -> list[PaperPage]:
    """Return the pages of a form whose texts are set, a block for each cell."""
    width, height = paper_size(sheet.page)
    margins = sheet.page.margins_mm
    room = width - (margins.left + margins.right) * POINTS_PER_MM
    scale = min(1.0, room / sum(sheet.column_widths))
    left = (width / scale - sum(sheet.column_widths)) / 2
    top, bottom = margins.top * POINTS_PER_MM / scale, margins.bottom * POINTS_PER_MM / scale
    cutter = _Cutter(sheet, blocks, sheet.fonts.body.size * line_height, height / scale - top - bottom)
    edges = list(accumulate(sheet.column_widths, initial=left))
    pieces = cutter.pieces(edges, top)
    return [PaperPage(width, height, scale, tuple(each)) for each in pieces]


class _Cutter:
    """Cuts a sheet. Heights grow where a text that goes on overleaf needs more room than it did in one piece."""

    def __init__(self, sheet: Sheet, blocks: Sequence[LaidText | None], step: float, room: float) -> None:
        self._sheet, self._blocks = sheet, blocks
        self._room = room
        self._heights = list(sheet.row_heights)
        self._step = step
        first, last = sheet.title_rows
        titles = sum(self._heights[first - 1 : last])
        self._titles = range(first, last + 1) if titles < room / 2 else range(0)
        reach = max(cell.last_row for cell in sheet.cells if first <= cell.row <= last)
        self._last_titled = reach if reach > last else len(self._heights)  # a table that ends with the sheet

    def pieces(self, edges: list[float], top: float) -> list[list[Piece]]:
        """Return the pieces of each page."""
        pieces: list[list[Piece]] = []
        for _ in range(_MOST_ROUNDS):
            pages = self._cut()
            pieces = [[] for _ in pages]
            by_row = _slots_by_row(pages)
            whole = {row: slots[0] for row, slots in by_row.items() if len(slots) == 1}
            lacking = 0
            for cell, block in zip(self._sheet.cells, self._blocks, strict=True):
                row, column, last_row, last_column = cell[:4]
                if row == last_row and row in whole:  # as nearly all of them
                    page, (_row, down, height, _start) = whole[row]
                    lines = 0 if block is None else block.lines
                    if block is None or room_for(height, block) >= lines:
                        left = edges[column - 1]
                        width = edges[last_column] - left
                        pieces[page].append(Piece(cell, left, top + down, width, height, block, 0, lines))
                        continue
                for lacks, lines in self._place(cell, block, self._parts_of(cell, by_row), edges, top, pieces):
                    self._heights[lacks - 1] += lines * self._step
                    lacking += lines
            if not lacking:
                break
        return pieces

    # ---- rows to pages -------------------------------------------------------------------------------------------

    def _cut(self) -> list[list[_Slot]]:
        pages: list[list[_Slot]] = [[]]
        used = 0.0
        for group in self._groups():
            heights = [self._heights[row - 1] for row in group]
            fits_overleaf = sum(heights) <= self._room - self._repeated(group[0])
            if used and used + sum(heights) > self._room and fits_overleaf and self._moves(max(heights), used):
                used = self._turn(pages, group[0])
            for row in group:
                used = self._put(pages, row, used)
        return pages

    def _groups(self) -> Iterator[list[int]]:
        """Yield rows that stay on one page where they can; the last row, and 总分, with the one before."""
        group, last = [], len(self._heights)
        for row in range(1, last + 1):
            group.append(row)
            is_kept = row in (last - 1, self._last_titled) or row in self._sheet.kept_with_next
            if row == last or not is_kept:
                yield group
                group = []

    def _put(self, pages: list[list[_Slot]], row: int, used: float) -> float:
        """Put a row below what is there, on the next page, or in parts; return how much of the page is used."""
        left, start = self._heights[row - 1], 0.0
        while used + left > self._room:
            lines = int((self._room - used - PADDING) // self._step)
            fits_overleaf = left <= self._room - self._repeated(row)
            if (fits_overleaf and not start and self._moves(left, used)) or lines < _FEWEST_LINES:
                before = used
                used = self._turn(pages, row)
                if used >= before and not fits_overleaf:
                    lines = max(1, int((self._room - used - PADDING) // self._step))
                else:
                    continue
            if fits_overleaf:  # then some lines of it go on there, not one alone
                lines = min(lines, int((left - PADDING) // self._step) - _FEWEST_LINES)
            part = lines * self._step
            pages[-1].append(_Slot(row, used, part + PADDING, start))
            left, start = left - part, start + part
            used = self._turn(pages, row)
        pages[-1].append(_Slot(row, used, left, start))
        return used + left

    def _moves(self, height: float, used: float) -> bool:
        """Tell whether a row goes to the next page as a whole: unless it is long and leaves much of this one empty."""
        is_short = height < 3 * _FEWEST_LINES * self._step
        return is_short or self._room - used < _LARGEST_GAP * self._room

    def _repeated(self, row: int) -> float:
        return sum(self._heights[each - 1] for each in self._titles_above(row))

    def _titles_above(self, row: int) -> list[int]:
        """Return the heading rows that stand again above a row; below 总分 they would say nothing."""
        return [each for each in self._titles if each < row <= self._last_titled + 1]

    def _turn(self, pages: list[list[_Slot]], row: int) -> float:
        """Begin a page with the heading rows, if they stand above the row, and return how much of it they take."""
        pages.append([])
        used = 0.0
        for each in self._titles_above(row):
            pages[-1].append(_Slot(each, used, self._heights[each - 1]))
            used += self._heights[each - 1]
        return used

    # ---- cells to pages ------------------------------------------------------------------------------------------

    def _parts_of(self, cell: Cell, by_row: Mapping[int, list[tuple[int, _Slot]]]) -> list[_Part]:
        """Return the parts of a cell, one for each page it stands on."""
        if cell.row == cell.last_row:
            is_repeated = cell.row in self._titles or _names_a_row(cell)
            return [_Part(page, slot.top, slot.height, is_repeated, cell.row) for page, slot in by_row[cell.row]]
        spans: dict[int, tuple[float, float, int]] = {}
        for row in range(cell.row, cell.last_row + 1):
            for page, (_row, top, height, _start) in by_row[row]:
                first, last, _before = spans.get(page, (top, top, row))
                spans[page] = min(first, top), max(last, top + height), row
        return [_Part(page, top, bottom - top, True, row) for page, (top, bottom, row) in sorted(spans.items())]

    @staticmethod
    def _place(
        cell: Cell,
        block: LaidText | None,
        parts: list[_Part],
        edges: list[float],
        top: float,
        pieces: list[list[Piece]],
    ) -> list[tuple[int, int]]:
        """Add the cell's pieces; return rows with the number of lines that found no room there.

        The name of a level stands on each page whole.
        """
        left, width = edges[cell.column - 1], edges[cell.last_column] - edges[cell.column - 1]
        if len(parts) == 1 and _has_room(parts[0].height, block):
            lines, part = 0 if block is None else block.lines, parts[0]
            pieces[part.page].append(Piece(cell, left, top + part.top, width, part.height, block, 0, lines))
            return []
        whole = [block is not None and room_for(part.height, block) >= block.lines for part in parts]
        if not any(whole) and len(parts) == 1:
            whole = [True]  # a number that was made smaller, or a row that is a hair too low
        line, is_set = 0, False
        for part, is_whole in zip(parts, whole, strict=True):
            first, lines = 0, 0
            if block is not None and any(whole):
                if is_whole and (part.is_repeated or not is_set):
                    lines, is_set = block.lines, True
            elif block is not None:
                first, lines = line, min(room_for(part.height, block), block.lines - line)
                line += lines
            piece = Piece(cell, left, top + part.top, width, part.height, block if lines else None, first, lines)
            pieces[part.page].append(piece)
        if block is None:
            return []
        if _names_a_row(cell) and len(parts) > 1 and cell.last_row > cell.row and block.lines <= _LONGEST_NAME:
            lacking = [(part.row, block.lines - room_for(part.height, block)) for part in parts]
            return [(row, lines) for row, lines in lacking if lines > 0]
        return [] if any(whole) else [(cell.last_row, block.lines - line)]


def _names_a_row(cell: Cell) -> bool:
    """Tell whether a cell says which indicator a row is about; a row that goes on overleaf says it there again."""
    return cell.field is not None and cell.field.node is not None and cell.field.name == "name"


def _slots_by_row(pages: list[list[_Slot]]) -> dict[int, list[tuple[int, _Slot]]]:
    """Return where each row stands: the pages with its parts on them."""
    by_row: dict[int, list[tuple[int, _Slot]]] = {}
    for number, slots in enumerate(pages):
        for slot in slots:
            by_row.setdefault(slot.row, []).append((number, slot))
    return by_row


def _has_room(height: float, block: LaidText | None) -> bool:
    """Tell whether all lines of a text stand in a part of a cell."""
    return block is None or room_for(height, block) >= block.lines


def room_for(height: float, block: LaidText) -> int:
    """Return how many lines of the block stand in a part of a cell."""
    return max(0, int((height - PADDING + 0.01) // block.step))


def set_text(cell: Cell, sheet: Sheet, typesetter: Typesetter) -> LaidText | None:
    """Set the text of a cell; a number too wide for its cell is made smaller, as spreadsheets do."""
    text = shown(cell)
    if not text:
        return None
    spec = font_of(cell.style, sheet.fonts)
    width = sum(sheet.column_widths[cell.column - 1 : cell.last_column]) - PADDING
    height = spec.size * typesetter.line_height
    if cell.style is Style.NUMBER:
        wanted = typesetter.width(text, spec)
        if wanted > width:
            spec = spec.model_copy(update={"size": max(1.0, int(spec.size * width / wanted * 10) / 10)})
    centred = cell.style not in AT_THE_LEFT
    return typesetter.block(text, spec, width, centred=centred, line_height=height / spec.size)
