"""Workbooks made of XML (.xlsx, .xlsm, and .et where it is one of them) as cells, with what a cell looks like.

A number stands there as it is printed, and what a formula has computed is marked. A formula whose result is not stored,
as many libraries leave it, is a blank cell. Nothing here but lxml and arithmetic: openpyxl takes many times as long.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.readers.date_format import date_of, is_date, shown_date
from selfeval_gui.exchange.readers.docx_words import drawn_text
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import (
    MAX_CELLS,
    MAX_FILLED,
    Aside,
    Grid,
    Source,
    SourceCell,
    cell_name,
    clean_text,
    column_number,
    put_aside,
)
from selfeval_gui.exchange.readers.number_format import around_text, hides, shown_number
from selfeval_gui.exchange.readers.safe_xml import attribute, children_of, form_id_of, parse_xml, read_part
from selfeval_gui.exchange.readers.xlsx_asides import asides_of
from selfeval_gui.exchange.readers.xlsx_parts import styles_of, targets_of
from selfeval_gui.exchange.readers.xlsx_texts import (
    NO_WORDS,
    PLAIN,
    CellWords,
    Text,
    in_words,
    text_of,
    unescaped,
    words_of,
)

_TEXTS = {"s", "str", "inlineStr"}
_DRAWINGS = re.compile(r"xl/(?:charts/chart|diagrams/data)\d*\.xml")
_MARGINS = "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter"
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})", re.ASCII)

Place = tuple[int, int]
T = TypeVar("T")


def read_xlsx(data: bytes, report: Callable[[int, int], None] = lambda _done, _total: None) -> Source:
    """Read every sheet; `report(done, total)` is called after each.

    Raises
    ------
    UnreadableSource
        for a damaged file, or a used range that is too large.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        book = WorkbookParts(archive)
        grids: list[Grid] = []
        beside: list[tuple[Aside, str, str]] = []
        for number, sheet in enumerate(book.sheets):
            filled = _Filled(book)
            try:
                filled.read(book.part(sheet.path))
            except (IndexError, ValueError):  # a row or a text whose number is none
                raise UnreadableSource("source.damaged") from None
            cells = filled.cells(number)
            hidden_rows = filled.hidden_rows.intersection(cell.row for cell in cells)
            hidden_columns = frozenset(cell.column for cell in cells if filled.hides_column(cell.column))
            grids.append(Grid(sheet.name, cells, sheet.is_hidden, frozenset(hidden_rows), None, hidden_columns))
            beside += ((kind, f"{sheet.name}!{cell_name(*place)}", text) for kind, place, text in filled.beside)
            beside.append((Aside.FORMULA, sheet.name, "、".join(cell_name(*place) for place in filled.without_result)))
            for kind, cell, text in asides_of(book.related(sheet), filled.margins):
                beside.append((kind, f"{sheet.name}!{cell}" if cell else sheet.name, text))
            report(number + 1, len(book.sheets))
        beside += ((Aside.TEXT_BOX, f"drawing {number}", drawn_text(part)) for number, part in book.drawings())
        for kind, at, text in beside:
            put_aside(grids, kind, at, text)
        return Source(grids, is_workbook=True, form_id=form_id_of(archive))


class SheetPart(NamedTuple):
    """A sheet: its name, and the part of the package it is."""

    name: str
    path: str
    is_hidden: bool


class WorkbookParts:
    """What the sheets of a workbook share: number formats, texts, the day that dates are counted from."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}  # some programs write SharedStrings.xml
        root = parse_xml(self.part("xl/workbook.xml"))
        targets = targets_of(self.part("xl/_rels/workbook.xml.rels"))
        self.sheets = [
            SheetPart(
                attribute(part, "name"),
                _in_package(targets.get(attribute(part, "id"), "")),
                attribute(part, "state") in {"hidden", "veryHidden"},
            )
            for part in root.iter("{*}sheet")
        ]
        self.starts_in_1904 = any(attribute(part, "date1904") in {"1", "true"} for part in root.iter("{*}workbookPr"))
        self.formats, self.looks = styles_of(self.part("xl/styles.xml")) if "xl/styles.xml" in self._names else ({}, {})
        self.texts: list[Text] = []
        if "xl/sharedstrings.xml" in self._names:
            self.texts += map(text_of, children_of(self.part("xl/sharedStrings.xml"), sst="si"))

    def part(self, path: str) -> bytes:
        """Return a part; `UnreadableSource` if it is missing or broken."""
        return read_part(self._archive, self._names.get(path.lower(), path))

    def drawings(self) -> Iterator[tuple[int, etree._Element]]:
        """Yield the charts and diagrams, whose words no sheet holds."""
        names = [name for name in self._names.values() if _DRAWINGS.fullmatch(name)]
        return ((number, parse_xml(self.part(name))) for number, name in enumerate(names, 1))

    def related(self, sheet: SheetPart) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield the kinds of the parts that belong to a sheet, each with how it is read."""
        folder, _, name = sheet.path.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        if relations.lower() not in self._names:
            return
        for part in parse_xml(self.part(relations)):
            path = posixpath.normpath(posixpath.join("/", folder, attribute(part, "Target"))).lstrip("/")
            if path.lower() in self._names:
                yield attribute(part, "Type").rpartition("/")[2], partial(self.part, path)


def _in_package(target: str) -> str:
    target = target.lstrip("/")
    return target if target.startswith("xl/") else f"xl/{target}"


class _Filled:
    """The cells of a sheet that hold something, as they come: their texts, exact numbers, formulas, and the merges."""

    def __init__(self, book: WorkbookParts) -> None:
        self._book = book
        self._texts: dict[Place, tuple[str, str]] = {}
        self._computed: set[Place] = set()
        self._spans: dict[Place, Place] = {}
        self.hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self.beside: list[tuple[Aside, Place, str]] = []  # what is struck, or hidden by its format
        self.margins: list[str] = []
        self.without_result: list[Place] = []  # formulas that no program has computed; an empty text is a result

    def read(self, xml: bytes) -> None:
        """Read a sheet; `UnreadableSource` if its values lie so far apart that no form can be meant."""
        row = last_row = last_column = -1
        for line in children_of(xml, cols="col", sheetData="row", mergeCells="mergeCell", headerFooter=_MARGINS):
            if line.tag.endswith("}col"):
                if line.get("hidden") in {"1", "true"}:
                    self._hidden_columns.append((int(line.get("min", "0")) - 1, int(line.get("max", "0")) - 1))
                continue
            area = line.get("ref")
            if area is not None:
                first, _, last = area.partition(":")
                place = _place(first) or (-1, -1)
                self._spans[place] = _place(last) or place  # "B7" alone is a merge of one cell
                continue
            if not line.tag.endswith("row"):
                self.margins.append(line.text or "")
                continue
            row = _row_number(line.get("r") or row + 2)
            if line.get("hidden") in {"1", "true"}:
                self.hidden_rows.add(row)
            space = line.tag[: -len("row")]
            names = f"{space}f", f"{space}extLst"
            for cell in line.iter(f"{space}c"):
                if len(cell):
                    place = _place(cell.get("r", "")) or (row, _column_of(cell))
                    self._cell(cell, place, *names)
                    last_row, last_column = max(last_row, place[0]), max(last_column, place[1])
            if len(self._texts) > MAX_FILLED:
                raise UnreadableSource("source.range")
        if (last_row + 1) * (last_column + 1) > MAX_CELLS:
            raise UnreadableSource("source.range")

    def _cell(self, cell: etree._Element, place: Place, formula: str, more: str) -> None:
        """Take what a cell holds: its value, and whatever else says something in it."""
        book, kind, style = self._book, cell.get("t", "n"), cell.get("s", "0")
        code = book.formats.get(style, "")
        for part in cell:
            if part.tag == formula:
                self._computed.add(place)
                if kind == "n" and not any(other.text for other in cell if other is not part):
                    self.without_result.append(place)
            elif part.tag != more:
                words, exact = _content(kind, style, part, book)
                if code and hides(code, is_text=kind in _TEXTS):
                    self.beside.append((Aside.HIDDEN, place, words.shown))
                    words = words._replace(shown="")
                if words.struck:
                    self.beside.append((Aside.STRUCK, place, words.struck))
                before = self._texts.get(place)
                if before is None:
                    self._texts[place] = words.shown, exact
                    continue
                both = f"{before[0]}\n{words.shown}" if before[0] and words.shown else before[0] or words.shown
                self._texts[place] = both, before[1] or exact

    def hides_column(self, column: int) -> bool:
        """Tell whether a column is not shown."""
        return any(first <= column <= last for first, last in self._hidden_columns)

    def cells(self, number: int) -> list[SourceCell]:
        """Return the cells that show something; `number` is the sheet's."""
        spans, computed = self._spans, self._computed
        return [
            SourceCell(number, *place, *spans.get(place, place), text, False, exact, place in computed)
            for place, (text, exact) in self._texts.items()
            if text
        ]


def _row_number(name: str | int) -> int:
    """Return the number of a row, from 0; ValueError for a name that no row has."""
    row = int(name) - 1
    if row < 0:
        raise ValueError(name)
    return row


def _column_of(cell: etree._Element) -> int:
    """Return the column of a cell that does not name it: it follows the one before."""
    steps = 0
    for steps, before in enumerate(cell.itersiblings(preceding=True), 1):
        place = _place(before.get("r", ""))
        if place is not None:
            return place[1] + steps
    return steps


def _content(kind: str, style: str, part: etree._Element, book: WorkbookParts) -> tuple[CellWords, str]:
    """Return the words of a cell of some kind and style, and its number where the one shown is rounded."""
    value, exact = part.text or "", ""
    text: Text = ""
    if len(part) or kind == "inlineStr":
        text = text_of(part)
    elif not value:
        return NO_WORDS, ""
    elif kind == "n":
        text, exact = _number(value, book.formats.get(style, ""), book)
    elif kind == "s":
        text = book.texts[int(value)]
    elif kind == "b":
        text = "FALSE" if value.strip() in {"0", "false"} else "TRUE"
    else:
        text = unescaped(value)
    if kind in _TEXTS and style in book.formats:
        text = in_words(text, around_text(book.formats[style]))
    return words_of(text, book.looks.get(style, PLAIN)), exact


def _number(text: str, code: str, book: WorkbookParts) -> tuple[str, str]:
    try:
        number = float(text)
    except ValueError:
        return clean_text(text), ""
    if code and is_date(code):
        with suppress(OverflowError):
            return shown_date(date_of(number, code, starts_in_1904=book.starts_in_1904), code), ""
        code = ""  # beyond the calendar
    return shown_number(number, code)


@lru_cache(maxsize=1 << 14)
def _place(reference: str) -> Place | None:
    """Return row and column of "B7", from 0; None for what is no reference."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]) - 1, column_number(found[1])) if found is not None else None
