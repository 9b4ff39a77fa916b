"""What plain workbooks share: their look, texts that fit a cell, row heights, the paper.

Import this module only where a workbook is written.
"""

from collections.abc import Sequence
from math import ceil
from typing import Literal

from xlsxwriter.worksheet import Worksheet

from selfeval_gui.exchange.cell_text import clean_cell_text
from selfeval_gui.exchange.documents.xlsx_book import Book, CellStyle, Value, set_footer, set_up_page
from selfeval_gui.exchange.layout.row_heights import HIGHEST_ROW
from selfeval_gui.exchange.templates.parts import FontSpec, Margins, Page
from selfeval_gui.i18n import _

FONT = FontSpec(name="宋体", size=10)
PADDING = 6.0  # points of a cell, both sides together, across as well as down
_LINE = 1.35  # times the font size
_STEP = 0.75  # one pixel
_MARGINS = Margins(left=10.16, right=10.16, top=10.16, bottom=15.24)
_GREY = "#999999"

TITLE = CellStyle("黑体", 16, bold=True, across="center", wraps=False)
NOTE = CellStyle(FONT.name, FONT.size)
HEADING = CellStyle(FONT.name, FONT.size, bold=True, across="center", line=_GREY, ground="#E8EEF7")
BODY = CellStyle(FONT.name, FONT.size, line=_GREY)


class TableSheet:
    """A sheet with a table below a title; a place in it is a row and a column, counted from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book = book
        self.sheet: Worksheet = book.add_sheet(name)
        self.width = sum(widths)
        self._last_column = len(widths) - 1
        book.set_widths(self.sheet, widths)

    def put(self, row: int, column: int, value: Value, look: CellStyle, link: str = "") -> None:
        """Put a value into a cell; a text that is too long for one says so at its end, and may lead to a place."""
        self.book.put(self.sheet, row, column, _fitting(value), look, link)

    def put_above(self, row: int, text: str, look: CellStyle, height: float) -> None:
        """Put a line across the table."""
        self.sheet.merge_range(row, 0, row, self._last_column, "", self.book.format_of(look))
        self.put(row, 0, text, look)
        self.sheet.set_row(row, height)

    def put_row(self, row: int, cells: Sequence[tuple[Value, CellStyle]], height: float) -> None:
        """Put the cells of a row."""
        put, sheet = self.book.put, self.sheet
        for column, (value, look) in enumerate(cells):
            put(sheet, row, column, _fitting(value), look)
        self.sheet.set_row(row, height)

    def set_up(
        self, heading: int, orientation: Literal["portrait", "landscape"], frozen: int = 0, filtered_to: int = 0
    ) -> None:
        """Let headings and some columns stay in sight, headings come again on each page, rows be filtered."""
        page = Page(paper="A4", orientation=orientation, margins_mm=_MARGINS)
        set_up_page(self.sheet, page, (heading, heading))
        set_footer(self.sheet, _("第 &P 页，共 &N 页"), page)
        self.sheet.freeze_panes(heading + 1, frozen)
        if filtered_to:
            self.sheet.autofilter(heading, 0, filtered_to, self._last_column)


def _fitting(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    clean = clean_cell_text(value)
    if not clean.cut:
        return clean.text
    ending = _("……（Excel 一格放不下，后面的见自评表）")
    return clean_cell_text(clean.text[: -len(ending)] + ending).text


def row_height(lines: int, size: float = FONT.size) -> float:
    """Return the height of a row with so many lines of a font size, in points; it may be more than Excel takes."""
    return ceil((lines * size * _LINE + PADDING) / _STEP) * _STEP


def held(height: float) -> float:
    """Return the height as far as Excel takes it."""
    return min(height, HIGHEST_ROW)
