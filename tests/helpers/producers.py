"""The same paper as files of different programs: openpyxl, XlsxWriter, python-docx, Qt, and LibreOffice."""

from __future__ import annotations

import io
import subprocess
from decimal import Decimal
from html import escape
from pathlib import Path

import xlsxwriter
from docx import Document
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from tests.helpers.paper import Paper, PaperCell
from tests.helpers.xlsx_printing import missing_tools

missing_office = missing_tools
_FONT = "WenQuanYi Micro Hei"


def _number(cell: PaperCell) -> tuple[float, str] | None:
    """Return the number a cell stores and its format; None for a text."""
    if not cell.is_number:
        return None
    plain = cell.text.removesuffix("%")
    places = len(plain.partition(".")[2])
    form = "0" + ("." + "0" * places if places else "") + ("%" if cell.text.endswith("%") else "")
    return float(Decimal(plain) / (100 if cell.text.endswith("%") else 1)), form


def by_openpyxl(paper: Paper, *, is_for_print: bool = False) -> bytes:
    """Return a workbook with numbers as numbers, per cent as per cent; for print with borders, one page wide."""
    book, target = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for cell in paper.cells:
        place = sheet.cell(cell.row + 1, cell.column + 1)
        assert isinstance(place, Cell)
        number = _number(cell)
        if number is None:
            place.value = cell.text or None
            if cell.text.startswith("="):
                place.data_type = "s"
        else:
            place.value, place.number_format = number
        if (cell.row, cell.column) != (cell.last_row, cell.last_column):
            sheet.merge_cells(None, cell.row + 1, cell.column + 1, cell.last_row + 1, cell.last_column + 1)
    if is_for_print:
        _dress_for_print(sheet, paper)
    book.save(target)
    return target.getvalue()


def _dress_for_print(sheet: Worksheet, paper: Paper) -> None:
    side = Side(style="thin")
    for row in sheet.iter_rows(1, 1 + max(cell.last_row for cell in paper.cells)):
        for place in row:
            place.border = Border(side, side, side, side)
            place.alignment = Alignment(wrap_text=True, vertical="center")
    for column in range(1, 2 + max(cell.last_column for cell in paper.cells)):
        sheet.column_dimensions[get_column_letter(column)].width = 16
    for cell in paper.cells:
        width = 8 * (cell.last_column - cell.column + 1) - 1
        lines = sum(1 + len(line) // max(width, 1) for line in cell.text.split("\n"))
        high = sheet.row_dimensions[cell.row + 1]
        if cell.row == cell.last_row:
            high.height = max(high.height or 0, 16 * lines + 4)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def by_xlsxwriter(paper: Paper) -> bytes:
    """Return a workbook as reports of other programs are written."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    for cell in paper.cells:
        number = _number(cell)
        look = book.add_format({"border": 1, "text_wrap": True, **({"num_format": number[1]} if number else {})})
        value = cell.text if number is None else number[0]
        if (cell.row, cell.column) != (cell.last_row, cell.last_column):
            sheet.merge_range(cell.row, cell.column, cell.last_row, cell.last_column, value, look)
        elif number is None:
            sheet.write_string(cell.row, cell.column, cell.text, look)
        else:
            sheet.write_number(cell.row, cell.column, number[0], look)
    book.close()
    return target.getvalue()


def by_python_docx(paper: Paper) -> bytes:
    """Return a document with the paper as one table below a title."""
    document, target = Document(), io.BytesIO()
    document.add_paragraph("关于报送自评材料的说明")
    rows = 1 + max(cell.last_row for cell in paper.cells)
    columns = 1 + max(cell.last_column for cell in paper.cells)
    table = document.add_table(rows, columns)
    for cell in paper.cells:
        place = table.cell(cell.row, cell.column)
        if (cell.row, cell.column) != (cell.last_row, cell.last_column):
            place = place.merge(table.cell(cell.last_row, cell.last_column))
        place.text = cell.text
    document.save(target)
    return target.getvalue()


def as_html(paper: Paper) -> str:
    """Return a page with the paper as a table."""
    rows: dict[int, list[PaperCell]] = {}
    for cell in paper.cells:
        rows.setdefault(cell.row, []).append(cell)
    lines = []
    for _row, cells in sorted(rows.items()):
        parts = []
        for cell in sorted(cells, key=lambda cell: cell.column):
            down, right = cell.last_row - cell.row + 1, cell.last_column - cell.column + 1
            spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{right}"' if right > 1 else "")
            parts.append(f"<td{spans}>{escape(cell.text).replace(chr(10), '<br>') or '&nbsp;'}</td>")
        lines.append(f"<tr>{''.join(parts)}</tr>")
    style = f"body {{ font-family: '{_FONT}'; font-size: 9pt }}"
    head = f'<head><meta charset="utf-8"><style>{style}</style></head>'
    table = '<table border="1" cellspacing="0" cellpadding="2" width="100%">' + "\n".join(lines) + "</table>"
    return f"<!DOCTYPE html><html>{head}<body>{table}</body></html>"


def by_qt(paper: Paper) -> bytes:
    """Return a PDF file as Qt prints a table; needs a QGuiApplication."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(10, 10, 10, 10), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultFont(QFont(_FONT, 9))
    document.setHtml(as_html(paper))
    document.setPageSize(writer.pageLayout().paintRectPixels(writer.resolution()).size().toSizeF())
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(writer.pageLayout().paintRectPixels(writer.resolution()).size().toSizeF())
    document.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())


def convert(files: dict[str, bytes], suffix: str, target: str, folder: Path, *options: str) -> dict[str, bytes]:
    """Return files as LibreOffice saves them in another kind, all in one call."""
    source, out = folder / "in", folder / "out"
    source.mkdir(parents=True)
    for name, data in files.items():
        (source / f"{name}.{suffix}").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", target, "--outdir", str(out)]
    paths = [str(path) for path in sorted(source.iterdir())]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=200)
    ending = target.partition(":")[0]
    return {name: (out / f"{name}.{ending}").read_bytes() for name in files}
