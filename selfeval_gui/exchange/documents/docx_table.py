"""A laid out form as the body of a Word document: a table with merged cells, words outside it as paragraphs.

Word repeats rows only from the top of a table, so the rows from the heading of the indicators on are a table of their
own, close below the first. The label beside the indicators begins below that heading, for a repeated row may not be
merged with others. Rows may break over pages.
"""

from collections.abc import Callable, Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.documents.docx_xml import GAP, paragraph, text_run, twips
from selfeval_gui.exchange.layout.row_heights import LOWEST
from selfeval_gui.exchange.layout.sheet import BOXED, Cell, Sheet, Style, font_of, shown
from selfeval_gui.exchange.layout.text_width import size_in_one_line
from selfeval_gui.i18n import _

STYLE_IDS = {style: f"selfeval-{style}" for style in Style}
_PADDING = 40  # twips at either side of a cell, as much as the layout reckons with
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
)
_NO_PADDING = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
_OPEN = '<w:tcBorders><w:{} w:val="nil"/></w:tcBorders>'


class TableArea(NamedTuple):
    """Where a cell stands in the document, each counted from 1."""

    table: int
    row: int
    column: int


Note = Callable[[str, FieldRef | None, int], None]  # place, field, characters removed
Around = Callable[[Cell, str], str]  # the run of a cell, and what is to stand around it


def _alone(_cell: Cell, run: str) -> str:
    return run


def body_of(sheet: Sheet, note: Note, around: Around = _alone) -> str:
    """Return the XML of the form's paragraphs and tables; `note` is told of characters that cannot be written."""
    at: dict[tuple[int, int], Cell] = {}
    for cell in sheet.cells:
        for row in range(cell.row, cell.last_row + 1):
            at[row, cell.column] = cell
    parts: list[str] = []
    tables = 0
    for (is_boxed, is_lower), rows in groupby(
        range(1, len(sheet.row_heights) + 1), lambda row: _kind(sheet, at[row, 1], row)
    ):
        if not is_boxed:
            parts += [_line(sheet, [cell for cell in _row(at, sheet, row)], note, around) for row in rows]
            continue
        if parts and parts[-1].endswith("</w:tbl>"):
            parts.append(GAP.format(""))
        tables += 1
        parts.append(_table(sheet, at, list(rows), tables, has_heading=is_lower, note=note, around=around))
    return "".join(parts)


def _kind(sheet: Sheet, first: Cell, row: int) -> tuple[bool, bool]:
    """Tell whether the row belongs to a table, and whether to that of the indicators."""
    is_boxed = first.style in BOXED
    return is_boxed, is_boxed and row >= sheet.title_rows[0]


def _row(at: dict[tuple[int, int], Cell], sheet: Sheet, row: int) -> Iterator[Cell]:
    column = 1
    while column <= len(sheet.column_widths):
        cell = at[row, column]
        yield cell
        column = cell.last_column + 1


def _line(sheet: Sheet, cells: list[Cell], note: Note, around: Around) -> str:
    """Return a row outside the table as a paragraph; its cells begin where they begin on paper."""
    edges = [0, *accumulate(sheet.column_widths)]
    stops = "".join(f'<w:tab w:val="left" w:pos="{twips(edges[cell.column - 1])}"/>' for cell in cells[1:])
    texts = [around(cell, text_run(_clean(cell, None, note))) for cell in cells]
    words = "<w:r><w:tab/></w:r>".join(texts)
    tabs = f"<w:tabs>{stops}</w:tabs>" if stops else ""
    return paragraph(f"{_style(sheet, cells[0], cells[0].row)}{tabs}", words)


def _table(
    sheet: Sheet,
    at: dict[tuple[int, int], Cell],
    rows: list[int],
    number: int,
    *,
    has_heading: bool,
    note: Note,
    around: Around,
) -> str:
    widths = [twips(width) for width in sheet.column_widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = []
    for row in rows:
        is_heading = has_heading and row <= sheet.title_rows[1]
        repeated = "<w:tblHeader/>" if is_heading else ""
        cells = [
            _cell(sheet, cell, row, widths, TableArea(number, row - rows[0] + 1, cell.column), note, around)
            for cell in _row(at, sheet, row)
        ]
        height = f'<w:trHeight w:val="{twips(LOWEST)}" w:hRule="atLeast"/>'
        lines.append(f"<w:tr><w:trPr>{height}{repeated}</w:trPr>{''.join(cells)}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_LINES}"
        '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        '<w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{_PADDING}" w:type="dxa"/><w:right w:w="{_PADDING}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _cell(sheet: Sheet, cell: Cell, row: int, widths: list[int], place: TableArea, note: Note, around: Around) -> str:
    """Return the part of a cell that lies in this row; its text stands where it begins, below a repeated heading."""
    heading_ends = sheet.title_rows[1]
    crosses = cell.row <= heading_ends < cell.last_row and cell.row >= sheet.title_rows[0]
    first = heading_ends + 1 if crosses else cell.row
    span = cell.last_column - cell.column + 1
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged, border = "", ""
    if crosses and row <= heading_ends:
        border = _OPEN.format("bottom")
    elif cell.last_row > first:
        merged = '<w:vMerge w:val="restart"/>' if row == first else "<w:vMerge/>"
        border = _OPEN.format("top") if crosses and row == first else ""
    elif crosses:
        border = _OPEN.format("top")
    width = sum(widths[cell.column - 1 : cell.last_column])
    run = around(cell, _run(sheet, cell, _clean(cell, place, note))) if row == first else ""
    # Numbers get the whole width of their column, or they would be broken in two.
    inside = _NO_PADDING if cell.style is Style.NUMBER else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}{border}{inside}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(_style(sheet, cell, row), run)}</w:tc>"


def _run(sheet: Sheet, cell: Cell, text: str) -> str:
    """Return the run of a cell; an amount wider than its cell is made smaller, as spreadsheets and our pages do."""
    if cell.style is not Style.NUMBER or text.endswith("%"):
        return text_run(text)
    font, width = font_of(cell.style, sheet.fonts), sum(sheet.column_widths[cell.column - 1 : cell.last_column])
    size = size_in_one_line(text, font, width)
    return text_run(text, None if size == font.size else size)


def _style(sheet: Sheet, cell: Cell, row: int) -> str:
    """Return the style of a paragraph; Word keeps a row with the next one if every paragraph in it wants that."""
    kept = "<w:keepNext/>" if row in sheet.kept_with_next else ""
    return f'<w:pStyle w:val="{STYLE_IDS[cell.style]}"/>{kept}'


def _clean(cell: Cell, place: TableArea | None, note: Note) -> str:
    text, removed = without_control_characters(shown(cell))
    if removed:
        where = _("表外") if place is None else _("表 {table} 第 {row} 行第 {column} 列").format(**place._asdict())
        note(where, cell.field, removed)
    return text
