"""What plain workbooks share, written through openpyxl: their look, texts that stay texts, row heights, the paper.

Import this module only where a workbook is written.
"""

from collections.abc import Iterable
from functools import cache
from math import ceil
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from selfeval_gui.exchange.cell_text import clean_cell_text, escaped, is_active
from selfeval_gui.exchange.documents.xlsx_package import CREATOR
from selfeval_gui.exchange.layout.row_heights import HIGHEST_ROW
from selfeval_gui.exchange.templates.template import FontSpec
from selfeval_gui.i18n import _

FONT = FontSpec(name="宋体", size=10)
PADDING = 6.0  # points of a cell, both sides together, across as well as down
_LINE = 1.35  # times the font size
_STEP = 0.75  # one pixel
_DIGIT = FONT.size / 2  # points to a unit of column width
_MARGIN, _FOOT_MARGIN, _FOOT = 0.4, 0.6, 0.3  # inches; the page number stands between the table and the edge
_A4 = 9
_HEADING_GROUND = "FFE8EEF7"
_LINE_COLOUR = "FF999999"


class Look(NamedTuple):
    """What a cell looks like."""

    font: Font
    alignment: Alignment
    border: Border | None = None
    ground: PatternFill | None = None


@cache
def title_look() -> Look:
    """Return the look of the title above a table."""
    return Look(Font(name="黑体", size=16, bold=True), Alignment(horizontal="center", vertical="center"))


@cache
def note_look() -> Look:
    """Return the look of a line between title and table."""
    return Look(_font(), Alignment(horizontal="left", vertical="center", wrap_text=True))


@cache
def heading_look() -> Look:
    """Return the look of a column's heading."""
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return Look(_font(bold=True), centred, _box(), PatternFill("solid", fgColor=_HEADING_GROUND))


@cache
def body_look(across: str, *, bold: bool = False, size: float = FONT.size, wraps: bool = True) -> Look:
    """Return the look of a cell; `across` is left, center or right."""
    return Look(_font(bold=bold, size=size), Alignment(horizontal=across, vertical="center", wrap_text=wraps), _box())


def _font(*, bold: bool = False, size: float = FONT.size) -> Font:
    return Font(name=FONT.name, size=size, bold=bold)


@cache
def _box() -> Border:
    line = Side(style="thin", color=_LINE_COLOUR)
    return Border(left=line, right=line, top=line, bottom=line)


def new_workbook(title: str, *, write_only: bool = False) -> Any:  # noqa: ANN401 - the published types lack most of it
    """Return an empty workbook; its columns are counted in digits of `FONT`, in every language's Excel."""
    workbook: Any = Workbook(write_only=write_only)
    workbook.properties = DocumentProperties(title=clean_cell_text(title).text, creator=CREATOR)
    workbook._named_styles["Normal"].font = _font()  # noqa: SLF001 - there is no public way
    return workbook


def fill(cell: Any, value: object, look: Look) -> Any:  # noqa: ANN401 - cells of two kinds
    """Put a value into a cell, and return the cell; a text stays a text, whatever it begins with or looks like."""
    cell.font, cell.alignment = look.font, look.alignment
    if look.border is not None:
        cell.border = look.border
    if look.ground is not None:
        cell.fill = look.ground
    if not isinstance(value, str):
        cell.value = value
    elif text := _held_text(value):
        cell.value = escaped(text)
        cell.data_type = "s"
        cell.quotePrefix = is_active(text)
    return cell


def _held_text(text: str) -> str:
    """Return the text as a cell can hold it; one that is too long says so at its end."""
    clean = clean_cell_text(text)
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


def set_widths(sheet: Any, widths: Iterable[float]) -> None:  # noqa: ANN401
    """Make the columns so many points wide."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width / _DIGIT


def set_up_print(sheet: Any, heading: int, orientation: str) -> None:  # noqa: ANN401
    """Set the paper: A4, one page wide, the row of headings again on each page, pages numbered."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(_MARGIN, _MARGIN, _MARGIN, _FOOT_MARGIN, _FOOT, _FOOT)
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.oddFooter.center.text = _("第 &P 页，共 &N 页")
