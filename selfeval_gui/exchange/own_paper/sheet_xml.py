"""The XML of one sheet, to be changed: rows and cells by number, values with the looks that stand there."""

from __future__ import annotations

import io
from copy import deepcopy
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.exchange.cell_text import column_letters
from selfeval_gui.exchange.own_paper.geometry import Area, S, WorkbookGeometry, area, numbered
from selfeval_gui.exchange.own_paper.moves import names_a_place
from selfeval_gui.exchange.own_paper.values import Shown
from selfeval_gui.exchange.readers.number_format import built_in
from selfeval_gui.exchange.readers.safe_xml import parse_xml
from selfeval_gui.exchange.templates.paper import PaperPlace

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT = "@"
_TEXT_FORMAT = 49
_USUAL_SIZE, _USUAL_WIDTH, _USUAL_HEIGHT = 11.0, 8.43, 15.0
_WIDEST = 300  # columns whose widths are looked at


class CellFormat(NamedTuple):
    """Size of the letters and number format of a cell."""

    size: float = _USUAL_SIZE
    code: str = ""


class SheetXml:
    """Reads the sheet of a number; a cell or row that is not there is made when something is put in it."""

    def __init__(self, data: bytes, geometry: WorkbookGeometry, grid: int) -> None:
        self.path, self.name = geometry.paths[grid], geometry.names[grid]
        with ZipFile(io.BytesIO(data)) as archive:
            self.root = parse_xml(archive.read(self.path))
            names = set(archive.namelist())
            self._looks = _looks_of(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else ()
            strings = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b"<sst/>"
        self._strings = [*parse_xml(strings)]
        self.data = next(self.root.iter(f"{S}sheetData"))
        for line, row, cell, column in [*numbered(self.root)]:
            line.set("r", str(row + 1))
            cell.set("r", f"{column_letters(column)}{row + 1}")
        self.rows = {number: line for number, line in self._numbered_rows()}
        self.merges: list[Area] = [area(each.get("ref", "")) for each in self.root.iter(f"{S}mergeCell")]
        usual = self.root.find(f"{S}sheetFormatPr")
        self.usual_width = float(usual.get("defaultColWidth", _USUAL_WIDTH)) if usual is not None else _USUAL_WIDTH
        self.usual_height = float(usual.get("defaultRowHeight", _USUAL_HEIGHT)) if usual is not None else _USUAL_HEIGHT
        self.widths: dict[int, float] = {}
        for each in self.root.iter(f"{S}col"):
            width = 0.0 if each.get("hidden") in {"1", "true"} else float(each.get("width", _USUAL_WIDTH))
            last = min(int(each.get("max", "1")), _WIDEST)
            self.widths.update(dict.fromkeys(range(int(each.get("min", "1")) - 1, last), width))

    def _numbered_rows(self) -> list[tuple[int, etree._Element]]:
        found, number = [], 0
        for line in self.data.iterfind(f"{S}row"):
            number = int(line.get("r") or number + 1)
            line.set("r", str(number))
            found.append((number, line))
        return found

    def points(self, first: int, last: int) -> float:
        """Return how wide some columns are together, in points."""
        widths = [self.widths.get(column, self.usual_width) for column in range(first, last + 1)]
        return sum((width * 7 + 5) * 0.75 for width in widths if width)

    def row(self, number: int) -> etree._Element:
        """Return the row of a number, from 1."""
        if number not in self.rows:
            line = etree.Element(f"{S}row", r=str(number))
            after = min((each for each in self.rows if each > number), default=None)
            if after is None:
                self.data.append(line)
            else:
                self.rows[after].addprevious(line)
            self.rows[number] = line
        return self.rows[number]

    def cell(self, row: int, column: int) -> etree._Element:
        """Return a cell, its row from 1 and its column from 0."""
        line, made = self.row(row), etree.Element(f"{S}c", r=f"{column_letters(column)}{row}")
        for cell in line.iterfind(f"{S}c"):
            here = area(cell.get("r", ""))[1]
            if here == column:
                return cell
            if here > column:
                cell.addprevious(made)
                return made
        line.append(made)
        return made

    def look(self, cell: etree._Element) -> CellFormat:
        """Return what a cell looks like."""
        number = int(cell.get("s", "0"))
        return self._looks[number] if number < len(self._looks) else CellFormat()

    def text(self, cell: etree._Element) -> str:
        """Return the text of a cell; blank for a number."""
        if cell.get("t") == "s":
            return "".join(each.text or "" for each in self._strings[int(cell.findtext(f"{S}v") or 0)].iter(f"{S}t"))
        return "".join(each.text or "" for each in cell.iter(f"{S}t"))

    def texts(self, cell: etree._Element) -> list[etree._Element]:
        """Return the parts of a cell's text, to be changed: it does not share them with other cells any more."""
        if cell.get("t") == "s":
            own = deepcopy(self._strings[int(cell.findtext(f"{S}v") or 0)])
            own.tag = f"{S}is"
            clear(cell)
            cell.append(own)
            cell.set("t", "inlineStr")
        return [*cell.iter(f"{S}t")]

    def put(self, cell: etree._Element, shown: Shown, place: PaperPlace | None = None, formula: str = "") -> None:
        """Let a cell hold a value; a formula that the office has put there stays, with the value stored."""
        old, look = cell.findtext(f"{S}f") or "", self.look(cell)
        kept = formula or (old if names_a_place(old) else "")
        suffix, percent = (place.suffix, place.percent) if place is not None else ("", False)
        clear(cell)
        number = None if suffix or look.code == _TEXT else _as_number(shown, look, percent=percent)
        if number is None:
            text = shown.text(suffix=suffix, percent=percent)
            if text:
                inline(cell, text)
            return
        if kept:
            etree.SubElement(cell, f"{S}f").text = kept
        etree.SubElement(cell, f"{S}v").text = format_plain(number)


def clear(cell: etree._Element) -> None:
    """Take out what a cell holds; its look stays."""
    for part in [*cell]:
        cell.remove(part)
    cell.attrib.pop("t", "")


def inline(cell: etree._Element, text: str) -> None:
    """Let a blank cell hold a text of its own."""
    cell.set("t", "inlineStr")
    words = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
    words.text = text
    words.set(_SPACE, "preserve")


def _as_number(shown: Shown, look: CellFormat, *, percent: bool) -> Decimal | None:
    """Return the number that a cell stores; None where a text says it better."""
    if not isinstance(shown.value, Decimal):
        return None
    if not shown.is_rate:
        return shown.value
    if "%" in look.code:
        return shown.value.scaleb(-2)
    return shown.value if percent else None


@lru_cache(maxsize=16)
def _looks_of(styles: bytes) -> tuple[CellFormat, ...]:
    root = parse_xml(styles)
    sizes = [float(each.get("val", _USUAL_SIZE)) for each in _sizes(root)]
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter(f"{S}numFmt")}
    looks = []
    for each in root.iterfind(f"{S}cellXfs/{S}xf"):
        number, font = each.get("numFmtId", "0"), int(each.get("fontId", "0"))
        code = codes.get(number) or (_TEXT if number == str(_TEXT_FORMAT) else built_in(int(number)))
        looks.append(CellFormat(sizes[font] if font < len(sizes) else _USUAL_SIZE, code))
    return tuple(looks)


def _sizes(root: etree._Element) -> list[etree._Element]:
    usual = etree.Element("sz", val=str(_USUAL_SIZE))
    found = [font.find(f"{S}sz") for font in root.iterfind(f"{S}fonts/{S}font")]
    return [usual if each is None else each for each in found]
