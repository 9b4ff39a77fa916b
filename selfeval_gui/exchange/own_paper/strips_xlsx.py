"""The sheets of a filled workbook as strips: widths, heights, borders and fonts as Excel has them."""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import accumulate
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.own_paper.geometry import CellSlot, S, WorkbookGeometry, workbook_geometry
from selfeval_gui.exchange.own_paper.sheet_xml import SheetXml
from selfeval_gui.exchange.own_paper.strips import EdgeLook, Strip, StripCell, Strips, font_as_said, page_as_said
from selfeval_gui.exchange.readers.safe_xml import parse_xml
from selfeval_gui.exchange.templates.paper import Paper
from selfeval_gui.exchange.templates.parts import FontSpec, Page

_USUAL_FONT = FontSpec(name="宋体", size=11)
_MM_PER_INCH = 25.4
_USUAL_MARGIN = 0.7  # inches
_LOWEST = 12.0


def workbook_strips(data: bytes, paper: Paper) -> Strips:
    """Return the sheets of a filled workbook that hold places of the form."""
    geometry = workbook_geometry(data)
    grid = paper.block.rows[0][0]
    grids = sorted({grid, *(each.at[0] for each in paper.places)})
    sheets = {each: SheetXml(data, geometry, each) for each in grids}
    looks = _looks_of(data)
    strips = [_strip(sheet, geometry, each, paper, looks) for each, sheet in sheets.items()]
    return Strips(strips, _page(sheets[grid].root), {each: each for each in grids})


def _strip(sheet: SheetXml, geometry: WorkbookGeometry, grid: int, paper: Paper, looks: tuple[EdgeLook, ...]) -> Strip:
    slots = [slot for row in geometry.rows(grid) for slot in geometry.row(grid, row) if slot.row == row]
    right = max(_right_edges(geometry, grid, paper), default=0)
    slots = [slot for slot in slots if slot.column <= right]
    last_row = max((slot.row for slot in slots if slot.text), default=-1)
    left = min((slot.column for slot in slots if slot.text), default=0)
    widths = [sheet.points(column, column) for column in range(left, right + 1)]
    return Strip(
        grid,
        tuple(_cell(sheet, slot, left, right, looks) for slot in slots if left <= slot.column and slot.row <= last_row),
        tuple(accumulate(widths, initial=0.0)),
        {row: _height(sheet, row) for row in range(last_row + 1) if not _is_hidden(sheet, row)},
    )


def _right_edges(geometry: WorkbookGeometry, grid: int, paper: Paper) -> list[int]:
    """Return the last columns of what belongs to the form: words beside it, such as lists to choose from, do not."""
    places = [geometry.slot(each.at) for each in paper.places if each.at[0] == grid]
    right = [slot.last_column for slot in places if slot is not None]
    return right + [each.last for each in paper.block.columns if paper.block.rows[0][0] == grid]


def _cell(sheet: SheetXml, slot: CellSlot, left: int, right: int, looks: tuple[EdgeLook, ...]) -> StripCell:
    number = int(sheet.cell(slot.row + 1, slot.column).get("s", "0")) if slot.is_formatted else 0
    look = looks[number] if number < len(looks) else EdgeLook(False, "", _USUAL_FONT)
    return StripCell(
        slot.at, slot.last_row, slot.column - left, min(slot.last_column, right) - left + 1, slot.text, look
    )


def _is_hidden(sheet: SheetXml, row: int) -> bool:
    line = sheet.rows.get(row + 1)
    return line is not None and line.get("hidden") in {"1", "true"}


def _height(sheet: SheetXml, row: int) -> float:
    line = sheet.rows.get(row + 1)
    return max(_LOWEST, float((line.get("ht") if line is not None else "") or sheet.usual_height))


def _looks_of(data: bytes) -> tuple[EdgeLook, ...]:
    with ZipFile(io.BytesIO(data)) as archive:
        has_styles = "xl/styles.xml" in archive.namelist()
        return _styles(archive.read("xl/styles.xml")) if has_styles else ()


@lru_cache(maxsize=16)
def _styles(part: bytes) -> tuple[EdgeLook, ...]:
    root = parse_xml(part)
    fonts = [_font(each) for each in root.iterfind(f"{S}fonts/{S}font")] or [_USUAL_FONT]
    boxed = [_is_boxed(each) for each in root.iterfind(f"{S}borders/{S}border")] or [False]
    looks = []
    for each in root.iterfind(f"{S}cellXfs/{S}xf"):
        align = each.find(f"{S}alignment")
        font, border = int(each.get("fontId", "0")), int(each.get("borderId", "0"))
        looks.append(
            EdgeLook(
                border < len(boxed) and boxed[border],
                "" if align is None else align.get("horizontal", ""),
                fonts[font] if font < len(fonts) else _USUAL_FONT,
            )
        )
    return tuple(looks)


def _is_boxed(border: etree._Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)


def _font(font: etree._Element) -> FontSpec:
    name, size, bold = (font.find(f"{S}{part}") for part in ("name", "sz", "b"))
    points = float(size.get("val", "11")) if size is not None else _USUAL_FONT.size
    is_bold = bold is not None and bold.get("val", "1") not in {"0", "false"}
    return font_as_said(name.get("val", "") if name is not None else "", points, is_bold=is_bold)


def _page(root: etree._Element) -> Page:
    setup, margins = root.find(f"{S}pageSetup"), root.find(f"{S}pageMargins")

    def margin(side: str) -> float:
        return float(_USUAL_MARGIN if margins is None else margins.get(side, _USUAL_MARGIN)) * _MM_PER_INCH

    return page_as_said(margin, lies=setup is not None and setup.get("orientation") == "landscape")
