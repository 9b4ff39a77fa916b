"""Heights of table rows from what their texts need, and rows within what a spreadsheet allows. Points throughout."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import ceil

from selfeval_gui.exchange.layout.sheet import Cell, Sheet, Style, font_of
from selfeval_gui.exchange.templates.parts import FontSpec
from selfeval_gui.exchange.templates.template import Template

# In how many lines a text wraps in a font and a width in points.
Measure = Callable[[str, FontSpec, float], int]

LOWEST = 18.75
HIGHEST_ROW = 408.75  # Excel takes rows of up to 409.5 points, in steps of 0.75
CELL_PADDING = 4.0
_STEP = 0.75  # one pixel, which is how exactly a spreadsheet keeps a height


def row_heights(cells: Iterable[Cell], rows: int, template: Template, measure: Measure) -> tuple[float, ...]:
    """Return the height of each row so that every cell shows all of its text; numbers are never wrapped.

    What a cell over several rows lacks is shared evenly by them.
    """
    return RowHeights(list(cells), rows, template, measure).heights


class RowHeights:
    """The `heights` of rows whose cells come to hold something else; what stayed the same is not measured again."""

    def __init__(self, cells: Sequence[Cell], rows: int, template: Template, measure: Measure) -> None:
        self._rows, self._template, self._measure = rows, template, measure
        self._fonts = {style: font_of(style, template.fonts) for style in Style}
        # The more rows a cell covers the later it comes, so that it adds no more than the others have left open.
        order = sorted(range(len(cells)), key=lambda number: _rows_covered(cells[number]))
        self._spans = [(number, cells[number].row - 1, cells[number].last_row) for number in order]
        self._needed = list(map(self._need, cells))
        self.heights = self._fit()

    def take(self, cells: Sequence[Cell], changed: Iterable[int]) -> None:
        """Follow cells in the same places, of which these hold something else."""
        needed = {number: self._need(cells[number]) for number in changed}
        if any(self._needed[number] != height for number, height in needed.items()):
            for number, height in needed.items():
                self._needed[number] = height
            self.heights = self._fit()

    def _need(self, cell: Cell) -> float:
        """Return the height that a cell's text takes."""
        _row, column, _last_row, last_column, value, style = cell[:6]
        font = self._fonts[style]
        width = sum(self._template.column_widths[column - 1 : last_column]) - CELL_PADDING
        lines = self._measure(value, font, width) if isinstance(value, str) else 1
        return lines * font.size * self._template.line_height + CELL_PADDING

    def _fit(self) -> tuple[float, ...]:
        heights = [LOWEST] * self._rows
        for number, first, end in self._spans:
            lacking = self._needed[number] - sum(heights[first:end])
            if lacking > 0:
                for place in range(first, end):
                    heights[place] += lacking / (end - first)
        return tuple(_whole_steps(height) for height in heights)


def split_tall_rows(sheet: Sheet, highest: float) -> Sheet:
    """Return the sheet with each row higher than `highest` made of several rows, over which its cells are merged."""
    if max(sheet.row_heights) <= highest:
        return sheet
    parts = [ceil(height / highest) for height in sheet.row_heights]
    first_rows = list(accumulate(parts, initial=1))
    return sheet._replace(
        cells=tuple(
            cell._replace(row=first_rows[cell.row - 1], last_row=first_rows[cell.last_row] - 1) for cell in sheet.cells
        ),
        row_heights=tuple(
            _whole_steps(height / count)
            for height, count in zip(sheet.row_heights, parts, strict=True)
            for _ in range(count)
        ),
        title_rows=(first_rows[sheet.title_rows[0] - 1], first_rows[sheet.title_rows[1]] - 1),
        kept_with_next=frozenset(first_rows[row] - 1 for row in sheet.kept_with_next),
    )


def _rows_covered(cell: Cell) -> int:
    return cell.last_row - cell.row


def _whole_steps(height: float) -> float:
    return ceil(height / _STEP) * _STEP
