"""Write a laid out form as an Excel workbook, through openpyxl. Import this module only where a workbook is written.

The bytes depend on the form alone: no dates, no random names. Putting them into a file is `storage`'s part.
"""

import re
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.cell_text import clean_cell_text, safe_sheet_name
from selfeval_gui.exchange.layout import lay_out
from selfeval_gui.exchange.row_heights import split_tall_rows
from selfeval_gui.exchange.sheet import AT_THE_LEFT, BOXED, Cell, FieldRef, Sheet, Style, font_of
from selfeval_gui.exchange.template import Fonts, FontSpec, Template
from selfeval_gui.rules.rule_set import RuleSet

FORM_ID_PROPERTY = "selfeval.form"
# Excel takes rows of up to 409.5 points, in steps of 0.75.
HIGHEST_ROW = 408.75
_LONGEST_PROPERTY = 255
_CREATOR = "绩效自评"
# The format wants dates; a true one would make every export of the same form another file.
_DATE = datetime(2000, 1, 1)
_STYLE_NAMES = {
    Style.TITLE: "自评表标题",
    Style.SUBTITLE: "自评表年度",
    Style.LABEL: "自评表栏目",
    Style.TEXT: "自评表文字",
    Style.CENTRED: "自评表内容",
    Style.NUMBER: "自评表数字",
    Style.LINE: "自评表表外文字",
}
_MM_PER_INCH = 25.4
_PAPER_SIZES = {"A4": 9}
# Typed by hand, a text that begins so would be calculated: Excel is told to keep it a text when the cell is edited.
_ACTIVE_BEGINNINGS = tuple("=+-@\t'＝＋－＠")
# Excel reads _x0041_ in a text as "A"; with the underscore itself written so, the text stays what it is.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED_UNDERSCORE = "_x005F_"


class CellNote(NamedTuple):
    """A text that the workbook does not hold as the form does: characters removed as unprintable, or cut off."""

    place: str
    field: FieldRef | None
    removed: int
    cut: int


class ExportReport(NamedTuple):
    """What the reader of a workbook should know about it."""

    notes: tuple[CellNote, ...]


def render_xlsx(form: Form, template: Template, rule_set: RuleSet) -> tuple[bytes, ExportReport]:
    """Return the workbook with the form as its only sheet, and what of the form it could not hold."""
    workbook = Workbook(write_only=True)
    title = clean_cell_text(form.project_name).text[:_LONGEST_PROPERTY]
    workbook.properties = DocumentProperties(title=title, creator=_CREATOR, created=_DATE, modified=_DATE)
    form_id = StringProperty(name=FORM_ID_PROPERTY, value=clean_cell_text(form.id).text)
    workbook.custom_doc_props.append(form_id)  # type: ignore[attr-defined]
    sheet = split_tall_rows(lay_out(form, template, rule_set), HIGHEST_ROW)
    notes = tuple(_add_sheet(workbook, _Styles(workbook, sheet.fonts), sheet, safe_sheet_name(form.project_name, ())))
    buffer = BytesIO()
    ExcelWriter(workbook, _UndatedArchive(buffer, "w", ZIP_DEFLATED)).save()
    return buffer.getvalue(), ExportReport(notes)


class _UndatedArchive(ZipFile):
    """A zip file whose entries carry the same date always, the format's first day."""

    def writestr(self, name: str, data: str | bytes) -> None:  # type: ignore[override]
        entry = ZipInfo(name)
        entry.compress_type = self.compression
        entry.external_attr = 0o600 << 16  # as for any file; unpacked, the parts could not be read otherwise
        super().writestr(entry, data)

    def write(self, part: BytesIO, name: str) -> None:  # type: ignore[override]
        self.writestr(name, part.getvalue())


class _InMemoryWriter(WorksheetWriter):
    """Writes rows of cells to memory; openpyxl's own way leads over a temporary file, slow and open to others."""

    def __init__(self, sheet: WriteOnlyWorksheet, rows: list[list[ExcelCell]]) -> None:
        super().__init__(sheet, out=BytesIO())
        self._rows = rows
        self.write_top()

    def rows(self) -> list[tuple[int, list[Any]]]:
        """Return the rows with their numbers."""
        return list(enumerate(self._rows, 1))

    def cleanup(self) -> None:
        """Leave nothing behind, as nothing was made."""


class _Styles:
    """The cell styles of one workbook, each made at its first use."""

    def __init__(self, workbook: Workbook, fonts: Fonts) -> None:
        self._workbook = workbook
        self._fonts = fonts
        self._made: dict[tuple[Style, str], StyleArray] = {}
        # The width of columns counts in digits of the font of this style. By default that is Calibri, which another
        # language's Excel replaces, and the page would be of another width. There is no public way to it.
        workbook._named_styles["Normal"].font = _font(fonts.body)  # type: ignore[attr-defined] # noqa: SLF001

    def __call__(self, style: Style, number_format: str) -> StyleArray:
        made = self._made.get((style, number_format))
        if made is None:
            made = self._made[style, number_format] = self._make(style, number_format)
        return made

    def _make(self, style: Style, number_format: str) -> StyleArray:
        named = NamedStyle(
            name=_STYLE_NAMES[style] if style is not Style.NUMBER else f"{_STYLE_NAMES[style]} {number_format}",
            font=_font(font_of(style, self._fonts)),
            border=_box() if style in BOXED else None,
            alignment=_alignment(style),
            number_format=number_format,
        )
        self._workbook.add_named_style(named)
        return named.as_tuple()


@cache
def _font(spec: FontSpec) -> Font:
    return Font(name=spec.name, size=spec.size, bold=spec.bold)


@cache
def _box() -> Border:
    line = Side(style="thin")
    return Border(left=line, right=line, top=line, bottom=line)


@cache
def _alignment(style: Style) -> Alignment:
    # A number too wide for its column would show as ####; it is made smaller instead.
    shrinks = style is Style.NUMBER
    across = "left" if style in AT_THE_LEFT else "center"
    return Alignment(horizontal=across, vertical="center", wrap_text=not shrinks, shrink_to_fit=shrinks)


def _add_sheet(workbook: Workbook, styles: _Styles, sheet: Sheet, name: str) -> list[CellNote]:
    """Add the sheet to a write-only workbook. Every cell of a merge has the style, or its border would have gaps."""
    target: Any = workbook.create_sheet(name)  # the published types of a write-only sheet lack most of it
    _set_up(target, sheet)
    placed: dict[tuple[int, int], ExcelCell] = {}
    notes = []
    for cell in sheet.cells:
        style = styles(cell.style, cell.number_format)
        for row in range(cell.row, cell.last_row + 1):
            for column in range(cell.column, cell.last_column + 1):
                placed[row, column] = ExcelCell(target, row, column, style_array=style)
        notes += _fill(placed[cell.row, cell.column], cell)
    columns = range(1, len(sheet.column_widths) + 1)
    rows = [[placed[row, column] for column in columns] for row in range(1, len(sheet.row_heights) + 1)]
    target._writer = _InMemoryWriter(target, rows)  # noqa: SLF001 - there is no public way to it
    return notes


def _fill(target: ExcelCell, cell: Cell) -> list[CellNote]:
    """Write the value of the cell, a text as text whatever it looks like, and return what was lost."""
    if not isinstance(cell.value, str):
        target.value = cell.value
        return []
    clean = clean_cell_text(cell.value)
    if clean.text:
        target.value = _ESCAPE_LIKE.sub(_ESCAPED_UNDERSCORE, clean.text)
        target.data_type = "s"
    if clean.text.startswith(_ACTIVE_BEGINNINGS):
        target.quotePrefix = True
    if not (clean.removed or clean.cut):
        return []
    place = f"{get_column_letter(cell.column)}{cell.row}"
    return [CellNote(place, cell.field, clean.removed, clean.cut)]


def _set_up(target: Any, sheet: Sheet) -> None:  # noqa: ANN401 - see above
    """Set sizes, merges and print set-up."""
    digit = sheet.fonts.body.size / 2
    for column, width in enumerate(sheet.column_widths, 1):
        target.column_dimensions[get_column_letter(column)].width = width / digit
    for row, height in enumerate(sheet.row_heights, 1):
        target.row_dimensions[row].height = height
    for row, column, last_row, last_column in sheet.merges:
        target.merged_cells.ranges.add(CellRange(min_row=row, min_col=column, max_row=last_row, max_col=last_column))
    margins = sheet.page.margins_mm
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_setup.paperSize = _PAPER_SIZES[sheet.page.paper]
    target.page_setup.orientation = sheet.page.orientation
    target.page_setup.fitToWidth = 1
    target.page_setup.fitToHeight = 0
    target.print_options.horizontalCentered = True
    target.page_margins = PageMargins(
        left=margins.left / _MM_PER_INCH,
        right=margins.right / _MM_PER_INCH,
        top=margins.top / _MM_PER_INCH,
        bottom=margins.bottom / _MM_PER_INCH,
    )
    target.print_title_rows = "{}:{}".format(*sheet.title_rows)
