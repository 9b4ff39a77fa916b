"""A workbook made new, through XlsxWriter: the looks of its cells, texts that stay texts, formulas with their values.

Import this module only where a workbook is written. Putting the bytes into a file is `storage`'s part.
"""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from selfeval_gui.data import resources_dir
from selfeval_gui.domain.ids import FORM_ID_PROPERTY
from selfeval_gui.exchange.cell_text import clean_cell_text, is_active
from selfeval_gui.exchange.documents.properties import CREATOR, DATE, LONGEST_PROPERTY
from selfeval_gui.exchange.layout.sheet import GENERAL
from selfeval_gui.exchange.templates.parts import FontSpec, Page
from selfeval_gui.i18n import _

_MM_PER_INCH = 25.4
_PAPER_SIZES = {"A4": 9}
_DIGIT_PIXELS = 7  # what XlsxWriter takes a digit for, whatever the font: it counts columns in pixels


class Formula(NamedTuple):
    """A formula, and what it comes to as long as nobody changes the cells; None where that is a blank cell."""

    text: str
    value: Decimal | int | None


Value = str | int | Decimal | Formula | None


class CellStyle(NamedTuple):
    """What a cell looks like; `line` and `ground` are colours, "" for none."""

    font: str
    size: float
    bold: bool = False
    across: str = "left"
    wraps: bool = True
    shrinks: bool = False
    line: str = ""
    ground: str = ""
    number_format: str = GENERAL
    is_link: bool = False
    stays_text: bool = False  # when somebody edits the cell, although the text looks like a formula


_LINK_LOOK = {"font_color": "#0563C1", "underline": 1}


class Book:
    """A workbook in the making; a place in it is a row and a column, counted from 0."""

    def __init__(self, title: str, font: FontSpec, form_id: str = "") -> None:
        self._buffer = BytesIO()
        # The width of columns counts in digits of the default font. Were it Calibri, which another language's Excel
        # replaces, the page would be of another width; and no font of a theme must take its place.
        default = {"font_name": font.name, "font_size": font.size, "font_scheme": "none", "font_family": 0}
        self._points_per_digit = font.size / 2
        # In memory: the other way leaves texts of the form in the temporary folder, and needs an open file a sheet.
        self.book = Workbook(self._buffer, {"in_memory": True, "default_format_properties": default})
        shown = clean_cell_text(title).text[:LONGEST_PROPERTY]
        self.book.set_properties({"title": shown, "author": CREATOR, "created": DATE})
        if form_id:
            self.book.set_custom_property(FORM_ID_PROPERTY, clean_cell_text(form_id).text, "text")
        self._formats: dict[CellStyle, Format] = {}

    def add_sheet(self, name: str) -> Worksheet:
        """Add a sheet behind the others."""
        return self.book.add_worksheet(name)

    def format_of(self, look: CellStyle) -> Format:
        """Return the format for a look, one for all cells that have it."""
        made = self._formats.get(look)
        if made is None:
            made = self._formats[look] = self.book.add_format(_properties(look))
        return made

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, look: CellStyle, link: str = "") -> None:
        """Put a value into a cell. A text, which must be clean, stays one, whatever it begins with or looks like.

        `link` is the place of the workbook that a text leads to.
        """
        if isinstance(value, str) and value:
            look = look._replace(stays_text=True) if is_active(value) else look
            if link:
                sheet.write_url(row, column, f"internal:{link}", self.format_of(look), value)
            else:
                sheet.write_string(row, column, value, self.format_of(look))
        elif isinstance(value, Formula):
            result = "" if value.value is None else value.value
            sheet.write_formula(row, column, value.text, self.format_of(look), result)
        elif value is None or isinstance(value, str):
            sheet.write_blank(row, column, None, self.format_of(look))
        else:
            sheet.write_number(row, column, float(value), self.format_of(look))

    def set_widths(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        """Make the columns so many points wide."""
        for column, width in enumerate(widths):
            sheet.set_column_pixels(column, column, self.pixels(width))

    def pixels(self, width: float) -> float:
        """Return a width in points in what XlsxWriter takes for pixels across."""
        return width / self._points_per_digit * _DIGIT_PIXELS

    def finish(self) -> bytes:
        """Return the bytes of the workbook and take it apart: its sheets name it, and it names them."""
        self.book.close()
        vars(self.book).clear()
        return self._buffer.getvalue()


def set_up_page(sheet: Worksheet, page: Page, title_rows: tuple[int, int]) -> None:
    """Set paper and margins, one page wide; the title rows, counted from 0, come again on each page."""
    sheet.set_paper(_PAPER_SIZES[page.paper])
    if page.orientation == "landscape":
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sides = page.margins_mm
    sheet.set_margins(*(each / _MM_PER_INCH for each in (sides.left, sides.right, sides.top, sides.bottom)))
    sheet.repeat_rows(*title_rows)


def set_draft_header(sheet: Worksheet, page: Page) -> None:
    """Put 草稿 behind each page as a picture, and at the right as a word, for programs that show no such pictures."""
    header = '&C&G&R&"黑体,Bold"&14{word}'.format(word=_("草稿"))
    margin = page.margins_mm.top / 2 / _MM_PER_INCH
    sheet.set_header(header, {"image_center": str(resources_dir() / "draft.png")}, margin)


def set_footer(sheet: Worksheet, text: str, page: Page) -> None:
    """Put a line below the middle of each page."""
    sheet.set_footer(f"&C{text}", margin=page.margins_mm.bottom / 2 / _MM_PER_INCH)


def _properties(look: CellStyle) -> dict[str, object]:
    """Return a look in XlsxWriter's words."""
    border = {"border": 1} if look.line else {}
    line = {"border_color": look.line} if look.line not in {"", "auto"} else {}
    ground = {"bg_color": look.ground} if look.ground else {}
    return {
        **{"font_name": look.font, "font_size": look.size, "bold": int(look.bold), "num_format": look.number_format},
        **{"align": look.across, "valign": "vcenter", "text_wrap": look.wraps, "shrink": look.shrinks},
        **{**border, **line, **ground, **(_LINK_LOOK if look.is_link else {}), "quote_prefix": look.stays_text},
    }
