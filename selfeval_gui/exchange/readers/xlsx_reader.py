"""Workbooks made of XML (.xlsx, .xlsm, and .et where it is one of them) as cells, with what a cell looks like.

A number stands there as it is printed, and what a formula has computed is marked. A formula whose result is not stored,
as many libraries leave it, is a blank cell. Nothing here but lxml and arithmetic: openpyxl takes many times as long.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import (
    MAX_CELLS,
    MAX_FILLED,
    Grid,
    Source,
    SourceCell,
    clean_text,
    column_number,
)
from selfeval_gui.exchange.readers.number_format import built_in, date_of, is_date, shown_date, shown_number
from selfeval_gui.exchange.readers.safe_xml import attribute, children_of, form_id_of, local_name, parse_xml, read_part

_USUAL_PART = 1 << 16  # bytes
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})", re.ASCII)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

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
        book = Book(archive)
        grids = []
        for number, sheet in enumerate(book.sheets):
            filled = _Filled(book)
            try:
                filled.read(book.part(sheet.path))
            except (IndexError, ValueError):  # a row or a text whose number is none
                raise UnreadableSource("source.damaged") from None
            cells = filled.cells(number)
            hidden_rows = filled.hidden_rows.intersection(cell.row for cell in cells)
            grids.append(Grid(sheet.name, cells, sheet.is_hidden, frozenset(hidden_rows)))
            report(number + 1, len(book.sheets))
        return Source(grids, is_workbook=True, form_id=form_id_of(archive))


class SheetPart(NamedTuple):
    """A sheet: its name, and the part of the package it is."""

    name: str
    path: str
    is_hidden: bool


class Book:
    """What the sheets of a workbook share: number formats, texts, the day that dates are counted from."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}  # some programs write SharedStrings.xml
        root = parse_xml(self.part("xl/workbook.xml"))
        targets = _targets_of(self.part("xl/_rels/workbook.xml.rels"))
        self.sheets = [
            SheetPart(
                attribute(part, "name"),
                _in_package(targets.get(attribute(part, "id"), "")),
                attribute(part, "state") in {"hidden", "veryHidden"},
            )
            for part in root.iter("{*}sheet")
        ]
        self.starts_in_1904 = any(attribute(part, "date1904") in {"1", "true"} for part in root.iter("{*}workbookPr"))
        self.formats = _formats_of(self.part("xl/styles.xml")) if "xl/styles.xml" in self._names else {}
        self.texts: list[str] = []
        if "xl/sharedstrings.xml" in self._names:
            self.texts += map(_text_of, children_of(self.part("xl/sharedStrings.xml"), sst="si"))

    def part(self, path: str) -> bytes:
        """Return a part; `UnreadableSource` if it is missing or broken."""
        return read_part(self._archive, self._names.get(path.lower(), path))


def _in_package(target: str) -> str:
    target = target.lstrip("/")
    return target if target.startswith("xl/") else f"xl/{target}"


class _Filled:
    """The cells of a sheet that hold something, as they come: their texts, exact numbers, formulas, and the merges."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._texts: dict[Place, tuple[str, str]] = {}
        self._computed: set[Place] = set()
        self._spans: dict[Place, Place] = {}
        self.hidden_rows: set[int] = set()

    def read(self, xml: bytes) -> None:
        """Read a sheet; `UnreadableSource` if its values lie so far apart that no form can be meant."""
        row = last_row = last_column = -1
        for line in children_of(xml, sheetData="row", mergeCells="mergeCell"):
            area = line.get("ref")
            if area is not None:
                first, _, last = area.partition(":")
                place = _place(first) or (-1, -1)
                self._spans[place] = _place(last) or place  # "B7" alone is a merge of one cell
                continue
            row = _row_number(line.get("r") or row + 2)
            if line.get("hidden") in {"1", "true"}:
                self.hidden_rows.add(row)
            space = line.tag[: -len("row")]
            formula = f"{space}f"
            for part in line.iter(formula, f"{space}v", f"{space}is"):
                cell: Any = part.getparent()
                place = _place(cell.get("r", "")) or (row, _column_of(cell))
                if part.tag == formula:
                    self._computed.add(place)
                else:
                    self._texts[place] = _content(cell, part, self._book)
                    last_row, last_column = max(last_row, place[0]), max(last_column, place[1])
            if len(self._texts) > MAX_FILLED:
                raise UnreadableSource("source.range")
        if (last_row + 1) * (last_column + 1) > MAX_CELLS:
            raise UnreadableSource("source.range")

    def cells(self, number: int) -> list[SourceCell]:
        """Return the cells that show something; `number` is the sheet's."""
        spans, computed = self._spans, self._computed
        return [
            SourceCell(number, *place, *spans.get(place, place), text, exact=exact, is_computed=place in computed)
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


def _content(cell: etree._Element, part: etree._Element, book: Book) -> tuple[str, str]:
    """Return the text that a cell shows, and its number where the one shown is rounded."""
    kind, value = cell.get("t", "n"), part.text or ""
    if kind == "inlineStr":
        return _text_of(part), ""
    if not value:
        return "", ""
    if kind == "n":
        return _number(value, book.formats.get(cell.get("s", "0"), ""), book)
    if kind == "s":
        return book.texts[int(value)], ""
    if kind == "b":
        return ("FALSE" if value.strip() in {"0", "false"} else "TRUE"), ""
    return _unescaped(value), ""


def _number(text: str, code: str, book: Book) -> tuple[str, str]:
    try:
        number = float(text)
    except ValueError:
        return clean_text(text), ""
    if code and is_date(code):
        with suppress(OverflowError):
            return shown_date(date_of(number, code, starts_in_1904=book.starts_in_1904), code), ""
        code = ""  # beyond the calendar
    return shown_number(number, code)


def _text_of(part: etree._Element) -> str:
    """Return a text, its parts in different fonts joined; readings above the characters (rPh) are left out."""
    if len(part) == 1 and not len(part[0]):
        return _unescaped(part[0].text or "")
    words = part.iter(part.tag.rpartition("}")[0] + "}t")
    return _unescaped("".join(word.text or "" for word in words if local_name(next(word.iterancestors())) != "rPh"))


def _unescaped(text: str) -> str:
    """Return a text with its characters as they were: XML cannot hold some, and Excel writes _x000D_ for them."""
    return clean_text(_ESCAPED.sub(_character, text) if "_x" in text else text)


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


@lru_cache(maxsize=1 << 14)
def _place(reference: str) -> Place | None:
    """Return row and column of "B7", from 0; None for what is no reference."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]) - 1, column_number(found[1])) if found is not None else None


def _kept_if_usual(read: Callable[[bytes], T]) -> Callable[[bytes], T]:
    """Read equal parts once: files of one office come from one template, whose styles and relations are the same."""
    kept = lru_cache(maxsize=16)(read)
    return lambda part: kept(part) if len(part) <= _USUAL_PART else read(part)


@_kept_if_usual
def _formats_of(styles: bytes) -> dict[str, str]:
    """Return the number format of each cell style that has one, by the style's number."""
    root = parse_xml(styles)
    own = {attribute(part, "numFmtId"): attribute(part, "formatCode") for part in root.iter("{*}numFmt")}
    looks = next((part for part in root if local_name(part) == "cellXfs"), ())
    ids = [attribute(part, "numFmtId") for part in looks]
    codes = [own.get(each) or built_in(int(each) if each.isdecimal() else 0) for each in ids]
    return {str(number): code for number, code in enumerate(codes) if code}


@_kept_if_usual
def _targets_of(relations: bytes) -> dict[str, str]:
    return {attribute(part, "Id"): attribute(part, "Target") for part in parse_xml(relations)}
