"""A laid out form as the worksheet part of a workbook, and notes about texts that a cell cannot hold."""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from selfeval_gui.exchange.cell_text import clean_cell_text, escaped, is_active
from selfeval_gui.exchange.documents.export_notes import CellNote
from selfeval_gui.exchange.documents.xlsx_styles import Look
from selfeval_gui.exchange.layout.sheet import Cell, Sheet

_MM_PER_INCH = 25.4
_PAPER_SIZES = {"A4": 9}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SheetPart(NamedTuple):
    """The XML of a worksheet, and what its cells could not hold."""

    xml: str
    notes: list[CellNote]


def sheet_part(
    sheet: Sheet,
    number_of: Callable[[Look], int],
    *,
    links: Mapping[tuple[int, int], str] | None = None,
    header: str = "",
    drawing: str = "",
    is_first: bool = True,
) -> SheetPart:
    """Return the worksheet. Every cell of a merge has the style, or its border would have gaps.

    `links` lead from cells, by row and column, to places of the workbook; `header` is what stands above each page;
    `drawing` is the relation of the picture in it; the first sheet is the one shown when the workbook is opened.
    """
    columns = _LETTERS[: len(sheet.column_widths)]
    rows = [[""] * len(columns) for _ in sheet.row_heights]
    notes: list[CellNote] = []
    for cell in sheet.cells:
        look: Look = (cell.style, cell.number_format, False)
        content = ""
        if isinstance(cell.value, str):
            clean = clean_cell_text(cell.value)
            if clean.removed or clean.cut:
                notes.append(CellNote(f"{columns[cell.column - 1]}{cell.row}", cell.field, clean.removed, clean.cut))
            if clean.text:
                look = (cell.style, cell.number_format, is_active(clean.text))
                text = escape(escaped(clean.text))
                content = f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        elif cell.value is not None:
            content = f"><v>{cell.value:f}</v></c>"
        number = number_of(look)
        if cell[:2] != cell[2:4]:
            blank = f'" s="{number}"/>'
            for row in range(cell.row, cell.last_row + 1):
                for column in range(cell.column - 1, cell.last_column):
                    rows[row - 1][column] = f'<c r="{columns[column]}{row}{blank}'
        first = f'<c r="{columns[cell.column - 1]}{cell.row}" s="{number}"'
        rows[cell.row - 1][cell.column - 1] = first + (content or "/>")
    body = "".join(
        f'<row r="{row}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'
        for row, (height, cells) in enumerate(zip(sheet.row_heights, rows, strict=True), 1)
    )
    before, behind = _before(sheet, is_first=is_first), _behind(sheet, links or {}, header, drawing)
    return SheetPart(f"{before}<sheetData>{body}</sheetData>{behind}", notes)


def area_name(cell: Cell | tuple[int, int, int, int]) -> str:
    """Return "A1:B2"."""
    row, column, last_row, last_column = cell[:4]
    return f"{_LETTERS[column - 1]}{row}:{_LETTERS[last_column - 1]}{last_row}"


def _before(sheet: Sheet, *, is_first: bool) -> str:
    digit = sheet.fonts.body.size / 2
    widths = "".join(
        f'<col min="{column}" max="{column}" width="{width / digit:.10g}" customWidth="1"/>'
        for column, width in enumerate(sheet.column_widths, 1)
    )
    extent = area_name((1, 1, len(sheet.row_heights), len(sheet.column_widths)))
    selected = ' tabSelected="1"' if is_first else ""
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{extent}"/>'
        f'<sheetViews><sheetView{selected} workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
    )


def _behind(sheet: Sheet, links: Mapping[tuple[int, int], str], header: str, drawing: str) -> str:
    """Return what follows the rows, in the order that Excel demands."""
    merges = sheet.merges
    areas = "".join(f'<mergeCell ref="{area_name(area)}"/>' for area in merges)
    targets = "".join(
        f'<hyperlink ref="{_LETTERS[column - 1]}{row}" location={quoteattr(place)}/>'
        for (row, column), place in links.items()
    )
    page = sheet.page
    sides = {name: getattr(page.margins_mm, name) / _MM_PER_INCH for name in ("left", "right", "top", "bottom")}
    margins = " ".join(f'{name}="{inches:.10g}"' for name, inches in sides.items())
    return (
        (f'<mergeCells count="{len(merges)}">{areas}</mergeCells>' if merges else "")
        + (f"<hyperlinks>{targets}</hyperlinks>" if targets else "")
        + '<printOptions horizontalCentered="1"/>'
        + f'<pageMargins {margins} header="{sides["top"] / 2:.6g}" footer="{sides["bottom"] / 2:.6g}"/>'
        + f'<pageSetup paperSize="{_PAPER_SIZES[page.paper]}" orientation="{page.orientation}"'
        + ' fitToWidth="1" fitToHeight="0"/>'
        + (f"<headerFooter>{header}</headerFooter>" if header else "")
        + (f'<legacyDrawingHF r:id="{drawing}"/>' if drawing else "")
        + "</worksheet>"
    )
