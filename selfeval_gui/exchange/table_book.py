"""Plain tables as an Excel workbook, through openpyxl: one heading row that stays, a page wide, every text in full.

Import this module only where a workbook is written. A text stays a text, whatever it begins with.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from io import BytesIO
from math import ceil
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from selfeval_gui.exchange.cell_text import SheetNames, clean_cell_text
from selfeval_gui.exchange.template import FontSpec
from selfeval_gui.exchange.text_width import count_lines
from selfeval_gui.i18n import _

_CREATOR = "绩效自评"
_FONT = FontSpec(name="宋体", size=10)
_LINE = 1.35  # times the font size
_PADDING = 6.0
_HIGHEST_ROW = 408.75  # points; Excel takes no more
_DIGIT = _FONT.size / 2  # points to a unit of column width
_MARGIN_INCHES = 0.4
_A4 = 9
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ in a text as "A"
_ACTIVE_BEGINNINGS = tuple("=+-@\t'＝＋－＠")

Value = str | int | Decimal | None


class Column(NamedTuple):
    """A column: its heading, its width in points, whether its cells stand in the middle."""

    heading: str
    width: float
    is_centred: bool = False


class Table(NamedTuple):
    """One sheet: what stands above the table, its columns, and rows of as many values; bold rows are sums."""

    name: str
    title: str
    notes: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    bold_rows: frozenset[int] = frozenset()


def render_tables(tables: Sequence[Table], title: str) -> bytes:
    """Return the workbook with a sheet for each table."""
    workbook = Workbook(write_only=True)
    workbook.properties = DocumentProperties(title=clean_cell_text(title).text, creator=_CREATOR)
    names = SheetNames()
    for table in tables:
        _write(workbook.create_sheet(names.next(table.name)), table)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _write(sheet: Any, table: Table) -> None:  # noqa: ANN401 - the published types of a write-only sheet lack most of it
    above = [table.title, *table.notes]
    heading, last_column = len(above) + 1, get_column_letter(len(table.columns))
    rows = list(table.rows)
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width / _DIGIT
    _set_up(sheet, heading)
    sheet.freeze_panes = f"A{heading + 1}"
    sheet.auto_filter.ref = f"A{heading}:{last_column}{heading + max(1, len(rows))}"
    room = sum(column.width for column in table.columns) - _PADDING
    for number, text in enumerate(above, 1):
        sheet.merged_cells.add(f"A{number}:{last_column}{number}")
        lines = count_lines(text, _FONT, room)
        sheet.row_dimensions[number].height = 27 if number == 1 else _height(lines)
        sheet.append([_cell(sheet, text, _title_look() if number == 1 else _note_look())])
    sheet.row_dimensions[heading].height = _height(
        max(count_lines(column.heading, _FONT, column.width - _PADDING) for column in table.columns)
    )
    sheet.append([_cell(sheet, column.heading, _heading_look()) for column in table.columns])
    for place, row in enumerate(rows):
        cells = list(zip(row, table.columns, strict=True))
        lines = max(
            count_lines(value, _FONT, column.width - _PADDING) if isinstance(value, str) else 1
            for value, column in cells
        )
        sheet.row_dimensions[heading + 1 + place].height = _height(lines)
        bold = place in table.bold_rows
        sheet.append([_cell(sheet, value, _body_look(column.is_centred, bold)) for value, column in cells])


def _height(lines: int) -> float:
    return min(ceil((lines * _FONT.size * _LINE + _PADDING) / 0.75) * 0.75, _HIGHEST_ROW)


def _cell(sheet: Any, value: Value, look: "_Look") -> Any:  # noqa: ANN401 - see above
    cell = WriteOnlyCell(sheet)
    cell.font, cell.alignment = look.font, look.alignment
    if look.border is not None:
        cell.border = look.border
    if look.fill is not None:
        cell.fill = look.fill
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = clean_cell_text(value).text
    if text:
        cell.value = _ESCAPE_LIKE.sub("_x005F_", text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_ACTIVE_BEGINNINGS)
    return cell


class _Look(NamedTuple):
    font: Font
    alignment: Alignment
    border: Border | None = None
    fill: PatternFill | None = None


@cache
def _title_look() -> _Look:
    return _Look(Font(name="黑体", size=16, bold=True), Alignment(horizontal="center", vertical="center"))


@cache
def _note_look() -> _Look:
    return _Look(
        Font(name=_FONT.name, size=_FONT.size), Alignment(horizontal="left", vertical="center", wrap_text=True)
    )


@cache
def _heading_look() -> _Look:
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return _Look(
        Font(name=_FONT.name, size=_FONT.size, bold=True), centred, _box(), PatternFill("solid", fgColor="FFE8EEF7")
    )


@cache
def _body_look(is_centred: bool, bold: bool) -> _Look:
    across = Alignment(horizontal="center" if is_centred else "left", vertical="center", wrap_text=True)
    return _Look(Font(name=_FONT.name, size=_FONT.size, bold=bold), across, _box())


@cache
def _box() -> Border:
    line = Side(style="thin", color="FF999999")
    return Border(left=line, right=line, top=line, bottom=line)


def _set_up(sheet: Any, heading: int) -> None:  # noqa: ANN401 - see above
    """Set the paper: A4 across, one page wide, the heading again on each page, pages numbered."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(*[_MARGIN_INCHES] * 4)
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.oddFooter.center.text = _("第 &P 页，共 &N 页")
