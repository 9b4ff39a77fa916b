"""Blanks of twelve makes: openpyxl, python-docx and LibreOffice; pictures, text boxes, merged reasons, few rows or many."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from tests.helpers.own_papers import FIRST, document_bytes, workbook, workbook_bytes

_BOX = (
    '<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff>'
    "<xdr:row>20</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff>"
    '<xdr:row>22</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
    '<xdr:cNvPr id="9" name="说明框"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r>'
    "<a:t>请加盖公章后报送</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
)
_WORD_BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="box1" style="width:200pt;height:30pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>请加盖公章后报送</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)


def lying_with_lines() -> bytes:
    """Return a workbook as most offices print it: lines around all cells, on its side, two columns of other widths."""
    book = workbook()
    sheet = book["自评表"]
    sheet.page_setup.orientation = "landscape"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.column_dimensions["D"].width, sheet.column_dimensions["I"].width = 24, 40
    for line in sheet.iter_rows(3, sheet.max_row, 1, 9):
        for cell in line:
            cell.border = Border(*(Side("thin"),) * 4)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for place in ("A1", "A2"):
        sheet[place].alignment = Alignment(horizontal="center")
    return workbook_bytes(book)


def without_lines() -> bytes:
    """Return a workbook that has no line at all: on the screen its cells stand in Excel's grey grid."""
    book = workbook()
    for line in book["自评表"].iter_rows():
        for cell in line:
            cell.border = Border()
    return workbook_bytes(book)


def with_instructions() -> bytes:
    """Return a workbook that tells below the table how to fill it in."""
    book = workbook()
    book["自评表"]["A20"] = "填表说明：得分按完成比例计算"
    return workbook_bytes(book)


def with_blanks_to_sign() -> bytes:
    """Return a document with a line to sign below the table, blanks between its words."""
    document = Document(io.BytesIO(document_bytes()))
    document.add_paragraph("单位负责人：          填表人：")
    return _saved(document)


def _patched(data: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            held = before.read(name)
            after.writestr(name, held.replace(old.encode(), new.encode(), 1) if name == part else held)
    return out.getvalue()


def _with_text_box() -> bytes:
    blank = workbook_bytes(workbook(extra=True))
    with ZipFile(io.BytesIO(blank)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    end = re.search(r"</(?:xdr:)?wsDr>", drawing)
    assert end is not None
    return _patched(blank, "xl/drawings/drawing1.xml", end[0], _BOX + end[0])


def _with_merged_reasons() -> bytes:
    book = workbook()
    book["自评表"].merge_cells(f"I{FIRST + 1}:I{FIRST + 3}")
    return workbook_bytes(book)


def _with_drop_down() -> bytes:
    book = workbook()
    check = DataValidation(type="list", formula1='"完成,未完成,部分完成"')
    check.add(f"I{FIRST + 1}:I{FIRST + 3}")
    book["自评表"].add_data_validation(check)
    return workbook_bytes(book)


def _with_header_and_picture() -> bytes:
    document = Document(io.BytesIO(document_bytes()))
    document.sections[0].header.paragraphs[0].text = "内部资料"
    picture = io.BytesIO()
    Picture.new("RGB", (20, 10), "red").save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture)
    return _saved(document)


def _with_word_box() -> bytes:
    return _patched(document_bytes(), "word/document.xml", "</w:p>", f"{_WORD_BOX}</w:p>")


def _with_merged_word_reasons() -> bytes:
    document = Document(io.BytesIO(document_bytes()))
    table = document.tables[0]
    table.cell(10, 8).merge(table.cell(12, 8))
    return _saved(document)


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


BLANKS: dict[str, Callable[[], bytes]] = {
    "workbook of three rows": lambda: workbook_bytes(workbook()),
    "workbook of one row": lambda: workbook_bytes(workbook(examples=1)),
    "workbook with picture, comment, check": lambda: workbook_bytes(workbook(extra=True)),
    "workbook with text box": _with_text_box,
    "workbook with merged reasons": _with_merged_reasons,
    "workbook with drop-down": _with_drop_down,
    "workbook with lines, lying": lying_with_lines,
    "document of three rows": document_bytes,
    "document of one row": lambda: document_bytes(1),
    "document with header and picture": _with_header_and_picture,
    "document with text box": _with_word_box,
    "document with merged reasons": _with_merged_word_reasons,
}
