"""Heights of table rows from what their texts need, and rows within what a spreadsheet allows. Points throughout."""

from collections.abc import Callable, Iterable
from itertools import accumulate
from math import ceil

from selfeval_gui.exchange.layout.sheet import Cell, Sheet, Style, changed_cells, font_of
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
    heights, widths, spacing = [LOWEST] * rows, template.column_widths, template.line_height
    fonts = {style: font_of(style, template.fonts) for style in Style}
    # The more rows a cell covers the later it comes, so that it adds no more than the others have left open.
    for cell in sorted(cells, key=_rows_covered):
        row, column, last_row, last_column, value, style = cell[:6]
        font = fonts[style]
        width = sum(widths[column - 1 : last_column]) - CELL_PADDING
        lines = measure(value, font, width) if isinstance(value, str) else 1
        lacking = lines * font.size * spacing + CELL_PADDING - sum(heights[row - 1 : last_row])
        if lacking > 0:
            for place in range(row - 1, last_row):
                heights[place] += lacking / (last_row - row + 1)
    return tuple(_whole_steps(height) for height in heights)


def are_as_high(before: Sheet, after: Sheet, measure: Measure) -> bool:
    """Tell without a look at all cells that the rows need the heights they had; False where that is not certain."""
    changed = changed_cells(before, after)
    return changed is not None and all(
        _needed(before, before.cells[each], measure) == _needed(after, after.cells[each], measure) for each in changed
    )


def _needed(sheet: Sheet, cell: Cell, measure: Measure) -> tuple[FontSpec, int]:
    """Return what a cell adds to the heights: font and count of lines."""
    font = font_of(cell.style, sheet.fonts)
    width = sum(sheet.column_widths[cell.column - 1 : cell.last_column]) - CELL_PADDING
    return font, measure(cell.value, font, width) if isinstance(cell.value, str) else 1


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
