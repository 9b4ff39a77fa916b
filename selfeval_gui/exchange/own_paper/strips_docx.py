"""The tables and paragraphs of a filled document as strips: widths, borders and fonts as Word has them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.own_paper.geometry import CellSlot, DocumentGeometry, W, document_geometry
from selfeval_gui.exchange.own_paper.strips import EdgeLook, Strip, StripCell, Strips, font_as_said, page_as_said
from selfeval_gui.exchange.readers.safe_xml import parse_xml
from selfeval_gui.exchange.templates.paper import Paper
from selfeval_gui.exchange.templates.parts import FontSpec, Page

_VAL = f"{W}val"
_TWIPS, _MM_PER_POINT = 20.0, 25.4 / 72
_USUAL_MARGIN = 20.0  # millimetres
_USUAL_SIZE = 10.5
_NONE = {"none", "nil"}


def document_strips(data: bytes, paper: Paper) -> Strips:
    """Return the tables and paragraphs of a filled document."""
    geometry = document_geometry(data)
    page, old = _page(geometry.root), _names_in_blank(paper.data)
    styles = _Styles(data, page)
    strips = [_strip(geometry, grid, styles) for grid in range(len(geometry.tables)) if geometry.rows(grid)]
    grids = {grid: old[name] for name, grid in _names(geometry).items() if name in old}
    return Strips(strips, page, grids)


def _names(geometry: DocumentGeometry) -> dict[tuple[str, int], int]:
    """Return tables and paragraphs: paragraphs may be blank or hold words now, but keep their number."""
    return {
        (name, -1 if geometry.is_table(grid) else min(geometry.tables[grid])): grid
        for grid, name in enumerate(geometry.names)
    }


@lru_cache(maxsize=4)
def _names_in_blank(data: bytes) -> dict[tuple[str, int], int]:
    return _names(document_geometry(data))


def _strip(geometry: DocumentGeometry, grid: int, styles: _Styles) -> Strip:
    slots = [slot for row in geometry.rows(grid) for slot in geometry.row(grid, row) if slot.row == row]
    if not geometry.is_table(grid):
        return Strip(
            grid, tuple(_cell(each, styles, False) for each in slots), (), dict.fromkeys(geometry.rows(grid), 0.0)
        )
    lines = geometry.lines[grid]
    table = next(lines[0].iterancestors(f"{W}tbl"))
    columns = max(slot.last_column for slot in slots) + 1
    widths = [float(each.get(f"{W}w") or 0) / _TWIPS for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(widths) < columns or not all(widths[:columns]):
        widths = [styles.width / columns] * columns
    has_lines = styles.has_lines(table)
    return Strip(
        grid,
        tuple(_cell(each, styles, has_lines) for each in slots),
        tuple(accumulate(widths[:columns], initial=0.0)),
        {row: _height(line) for row, line in enumerate(lines)},
    )


def _cell(slot: CellSlot, styles: _Styles, has_lines: bool) -> StripCell:
    return StripCell(
        slot.at, slot.last_row, slot.column, slot.last_column + 1, slot.text, styles.look(slot.node, has_lines)
    )


def _height(line: etree._Element) -> float:
    height = line.find(f"{W}trPr/{W}trHeight")
    return float(height.get(_VAL) or 0) / _TWIPS if height is not None else 0.0


class _Styles:
    """What a document says of looks apart from the cells: usual letters, and which styles of tables have lines."""

    def __init__(self, data: bytes, page: Page) -> None:
        with ZipFile(io.BytesIO(data)) as archive:
            part = archive.read("word/styles.xml") if "word/styles.xml" in archive.namelist() else b"<none/>"
        root = parse_xml(part)
        self._styles = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
        usual = [each for each in self._styles.values() if each.get(f"{W}default") in {"1", "true"}]
        self._usual = [*(each.find(f"{W}rPr") for each in usual), root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")]
        margins = page.margins_mm
        self.width = (page.size_mm[0] - margins.left - margins.right) / _MM_PER_POINT

    def has_lines(self, table: etree._Element) -> bool:
        """Tell whether a table has lines around its cells."""
        for borders in self._borders(table.find(f"{W}tblPr")):
            return any(side.get(_VAL, "none") not in _NONE for side in borders)
        return False

    def _borders(self, properties: etree._Element | None) -> Iterator[etree._Element]:
        """Yield the borders that a table or a style says, its own first."""
        for _ in range(8):  # styles that are based on each other
            if properties is None:
                return
            yield from properties.iterfind(f"{W}tblBorders")
            name = properties.find(f"{W}tblStyle")
            style = self._styles.get(name.get(_VAL, "")) if name is not None else None
            if style is None:
                return
            yield from style.iterfind(f"{W}tblPr/{W}tblBorders")
            based = style.find(f"{W}basedOn")
            style = self._styles.get(based.get(_VAL, "")) if based is not None else None
            properties = style.find(f"{W}tblPr") if style is not None else None

    def look(self, node: etree._Element | None, has_lines: bool) -> EdgeLook:
        """Return what a cell or a paragraph looks like, by its first words."""
        if node is None:
            return EdgeLook(has_lines, "", self._font([]))
        own = node.find(f"{W}tcPr/{W}tcBorders")
        is_boxed = has_lines or (own is not None and any(side.get(_VAL, "none") not in _NONE for side in own))
        paragraph = node if node.tag == f"{W}p" else next(node.iter(f"{W}p"), None)
        if paragraph is None:
            return EdgeLook(is_boxed, "", self._font([]))
        jc = paragraph.find(f"{W}pPr/{W}jc")
        align = jc.get(_VAL, "") if jc is not None else ""
        run = next((each for each in paragraph.iter(f"{W}r") if each.find(f"{W}t") is not None), None)
        said = [None if run is None else run.find(f"{W}rPr"), *self._of_style(paragraph)]
        return EdgeLook(is_boxed, align, self._font(said))

    def _of_style(self, paragraph: etree._Element) -> list[etree._Element | None]:
        name = paragraph.find(f"{W}pPr/{W}pStyle")
        style = self._styles.get(name.get(_VAL, "")) if name is not None else None
        return [] if style is None else [style.find(f"{W}rPr")]

    def _font(self, said: list[etree._Element | None]) -> FontSpec:
        ways = [each for each in (*said, *self._usual) if each is not None]
        sizes = [size.get(_VAL, "") for each in ways if (size := each.find(f"{W}sz")) is not None]
        fonts = [
            name for each in ways for font in each.iterfind(f"{W}rFonts") if (name := font.get(f"{W}eastAsia", ""))
        ]
        bold = next((each for way in ways if (each := way.find(f"{W}b")) is not None), None)
        points = float(sizes[0]) / 2 if sizes and sizes[0].isdecimal() else _USUAL_SIZE
        is_bold = bold is not None and bold.get(_VAL, "1") not in {"0", "false"}
        return font_as_said(fonts[0] if fonts else "", points, is_bold=is_bold)


def _page(root: etree._Element) -> Page:
    size = next(reversed([*root.iter(f"{W}pgSz")]), None)
    lies = size is not None and _number(size, "w") > _number(size, "h")
    found = next(reversed([*root.iter(f"{W}pgMar")]), None)

    def margin(side: str) -> float:
        return _USUAL_MARGIN if found is None else _number(found, side) / _TWIPS * _MM_PER_POINT

    return page_as_said(margin, lies=lies)


def _number(element: etree._Element, name: str) -> float:
    text = element.get(W + name) or "0"
    return float(text) if text.lstrip("-").replace(".", "", 1).isdecimal() else 0.0
