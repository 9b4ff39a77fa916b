"""Workbooks as one writes them at first with openpyxl, and as XlsxWriter wants them."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from selfeval_gui.exchange.layout.sheet import BOXED, Cell, Sheet, Style, font_of


def style_by_openpyxl(sheets: Sequence[Sheet], workbook: Workbook) -> Workbook:
    """Write the sheets as one does at first: every cell gets its own font, border and alignment."""
    for number, sheet in enumerate(sheets):
        target = workbook.create_sheet(f"{number}")
        for column, width in enumerate(sheet.column_widths, 1):
            target.column_dimensions[get_column_letter(column)].width = width / 5.25
        for row, height in enumerate(sheet.row_heights, 1):
            target.row_dimensions[row].height = height
        for cell in sheet.cells:
            for row in range(cell.row, cell.last_row + 1):
                for column in range(cell.column, cell.last_column + 1):
                    place = target.cell(row, column)
                    font = font_of(cell.style, sheet.fonts)
                    place.font = Font(name=font.name, size=font.size, bold=font.bold)
                    place.alignment = Alignment(horizontal=_across(cell), vertical="center", wrap_text=True)
                    if cell.style in BOXED:
                        line = Side(style="thin")
                        place.border = Border(left=line, right=line, top=line, bottom=line)
            target.cell(cell.row, cell.column).value = cell.value
            target.cell(cell.row, cell.column).number_format = cell.number_format
        for row, column, last_row, last_column in sheet.merges:
            target.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
    workbook.save(BytesIO())
    return workbook


def write_by_xlsxwriter(sheet: Sheet) -> int:
    """Write the sheet as XlsxWriter wants it: a format for each look, made once a workbook."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    target = workbook.add_worksheet()
    for number, width in enumerate(sheet.column_widths):
        target.set_column(number, number, width / 5.25)
    for number, height in enumerate(sheet.row_heights):
        target.set_row(number, height)
    formats = {}
    for cell in sheet.cells:
        look = (cell.style, cell.number_format)
        if look not in formats:
            font = font_of(cell.style, sheet.fonts)
            formats[look] = workbook.add_format(
                {
                    "font_name": font.name,
                    "font_size": font.size,
                    "bold": font.bold,
                    "border": int(cell.style in BOXED),
                    "align": _across(cell),
                    "valign": "vcenter",
                    "text_wrap": True,
                    "num_format": cell.number_format,
                }
            )
        place = (cell.row - 1, cell.column - 1)
        if cell[:2] != cell[2:4]:
            target.merge_range(*place, cell.last_row - 1, cell.last_column - 1, "", formats[look])
        if cell.value is None:
            target.write_blank(*place, None, formats[look])
        elif isinstance(cell.value, str):
            target.write_string(*place, cell.value, formats[look])
        else:
            target.write_number(*place, float(cell.value), formats[look])
    workbook.close()
    return len(buffer.getvalue())


def _across(cell: Cell) -> str:
    return "left" if cell.style is Style.TEXT else "center"
