"""Workbooks as cells: .xlsx, .xlsm, .xlsb, .xls, and .et where it is one of them.

Values and merges come from calamine, which reads them in a thousandth of openpyxl's time. What it leaves out (number
formats, errors) is looked up in the sheet's own XML; the binary kinds have no such look-up,
and their numbers are marked as unformatted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import cached_property, lru_cache
from html import unescape
from typing import Any, NamedTuple, TypeVar
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.readers.file_kind import Kind, UnreadableSource
from selfeval_gui.exchange.readers.grid import Grid, Source, SourceCell
from selfeval_gui.exchange.readers.number_format import built_in, shown_date, shown_number
from selfeval_gui.exchange.readers.safe_xml import attribute, form_id_of, local_name, parse_xml, read_part

MAX_CELLS = 2_000_000  # of a sheet's used range
MAX_FILLED = 200_000
_USUAL_PART = 1 << 16  # bytes


def _tag(start: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return patterns for a tag by its bare name, found three times as fast, and for one behind a prefix."""
    return re.compile(b"<" + start), re.compile(rb"<\w+:" + start)


# A number has no type, or "n"; writers put the attributes in this order.
_STYLED_NUMBER = _tag(rb"""c r="([A-Z]{1,3})(\d{1,7})" s="(\d{1,5})"(?: t="n")?>""")
_ROW = _tag(rb"""row\s[^>]*?\br="(\d{1,7})\"""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>(?!</)""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})\"""")
_MOST_COLUMNS = 16_384
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ATTRIBUTE = re.compile(rb"""\b([rst])\s*=\s*["']([^"']*)["']""")
_REFERENCE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_RESULT = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)</")

Place = tuple[int, int]
T = TypeVar("T")


class _Looks(NamedTuple):
    """What the XML of a sheet says beyond its values: formats, texts of cells without a value, rows not shown."""

    formats: dict[Place, str]
    texts: dict[Place, str]
    hidden_rows: tuple[int, ...] = ()


def read_workbook(data: bytes, kind: Kind, report: Callable[[int, int], None]) -> Source:
    """Read every sheet; `report(done, total)` is called after each.

    Raises
    ------
    UnreadableSource
        for a password, a damaged file, or a used range that is too large.
    """
    package = _Package(data) if kind is Kind.XLSX else None
    # Before calamine sees the file: this refuses entities and ranges that are too large.
    looks = package.looks(report) if package is not None else {}
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets, grids = workbook.sheets_metadata, []
        for number, sheet in enumerate(sheets):
            look = looks.get(sheet.name)
            cells = list(_cells(number, workbook.get_sheet_by_name(sheet.name), look))
            is_hidden = sheet.visible is not SheetVisibleEnum.Visible
            hidden_rows = () if look is None else {cell.row for cell in cells}.intersection(look.hidden_rows)
            grids.append(Grid(sheet.name, cells, is_hidden, frozenset(hidden_rows)))
            report(number + 1, len(sheets))
    except PasswordError:
        raise UnreadableSource("source.password") from None
    except (CalamineError, ValueError, OSError):
        raise UnreadableSource("source.damaged") from None
    return Source(grids, is_workbook=True, form_id=package.form_id() if package is not None else "")


def _cells(number: int, sheet: CalamineSheet, looks: _Looks | None) -> Iterator[SourceCell]:
    if sheet.start is None and (looks is None or not looks.texts):
        return
    top, left = sheet.start or (0, 0)
    if sheet.end is not None and (sheet.end[0] - top + 1) * (sheet.end[1] - left + 1) > MAX_CELLS:
        raise UnreadableSource("source.range")
    spans = {area[0]: area[1] for area in sheet.merged_cell_ranges or []}
    formats, texts = (looks.formats, dict(looks.texts)) if looks is not None else ({}, {})
    filled = 0
    for row, values in enumerate(sheet.to_python(), top) if sheet.start is not None else ():
        for column, value in enumerate(values, left):
            if value == "":
                continue
            place = (row, column)
            texts.pop(place, None)
            last = spans.get(place, place)
            shown, exact, is_bare = _shown(value, None if looks is None else formats.get(place, ""))
            if shown:
                filled += 1
                yield SourceCell(number, row, column, *last, shown, is_bare, exact)
        if filled > MAX_FILLED:
            raise UnreadableSource("source.range")
    for place, text in texts.items():
        yield SourceCell(number, *place, *spans.get(place, place), text)


def _shown(value: Any, code: str | None) -> tuple[str, str, bool]:  # noqa: ANN401
    """Return text, exact number, and whether the look of a number is not known (`code` None)."""
    if isinstance(value, str):
        if value.isprintable():
            return value.strip(), "", False
        return without_control_characters(value)[0].strip(), "", False
    if isinstance(value, bool):
        return str(value).upper(), "", False
    if isinstance(value, int | float):
        shown = shown_number(value, code or "")
        return shown.text, shown.exact, code is None
    if isinstance(value, date | time | timedelta):
        return shown_date(value, code or ""), "", False
    return str(value), "", False


class _Package:
    """The parts of an .xlsx that calamine does not tell about."""

    def __init__(self, data: bytes) -> None:
        self._archive = ZipFile(io.BytesIO(data))
        self._names = set(self._archive.namelist())

    def form_id(self) -> str:
        """Return the id of the form that this is an export of; blank for other workbooks."""
        return form_id_of(self._archive)

    def looks(self, report: Callable[[int, int], None]) -> dict[str, _Looks]:
        """Return the looks of each sheet by its name; none for a binary .xlsb."""
        formats, found = self._formats, {}
        for name, path in self._paths.items():
            found[name] = self._looks_of(read_part(self._archive, path), formats)
            report(0, len(self._paths))
        return found

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Where each sheet is kept."""
        if "xl/workbook.xml" not in self._names:
            return {}
        targets, found = {}, {}
        if _RELATIONS in self._names:
            targets = _targets_of(read_part(self._archive, _RELATIONS))
        for part in parse_xml(read_part(self._archive, "xl/workbook.xml")).iter("{*}sheet"):
            target = targets.get(attribute(part, "id"), "").lstrip("/")
            path = target if target.startswith("xl/") else f"xl/{target}"
            if path in self._names:
                found[attribute(part, "name")] = path
        return found

    @cached_property
    def _formats(self) -> list[str]:
        """Return the number format of each cell style."""
        if "xl/styles.xml" not in self._names:
            return []
        return _formats_of(read_part(self._archive, "xl/styles.xml"))

    @staticmethod
    def _looks_of(xml: bytes, formats: list[str]) -> _Looks:
        is_prefixed = b"<sheetData" not in xml
        _check_range(xml, is_prefixed=is_prefixed)
        hidden = _HIDDEN_ROW.findall(xml) if b"hidden=" in xml else []
        looks = _Looks({}, {}, tuple(int(number) - 1 for number in hidden))
        if any(formats):
            for letters, number, style in _STYLED_NUMBER[is_prefixed].findall(xml):
                code = formats[int(style)] if int(style) < len(formats) else ""
                if code:
                    looks.formats[int(number) - 1, _column(letters)] = code
        if b't="e"' in xml:
            _texts_of(xml, looks.texts)
        return looks


def _kept_if_usual(read: Callable[[bytes], T]) -> Callable[[bytes], T]:
    """Read equal parts once: files of one office come from one template, whose styles and relations are the same."""
    kept = lru_cache(maxsize=16)(read)
    return lambda part: kept(part) if len(part) <= _USUAL_PART else read(part)


@_kept_if_usual
def _formats_of(styles: bytes) -> list[str]:
    root = parse_xml(styles)
    own = {attribute(part, "numFmtId"): attribute(part, "formatCode") for part in root.iter("{*}numFmt")}
    looks = next((part for part in root if local_name(part) == "cellXfs"), None)
    if looks is None:
        return []
    ids = [attribute(part, "numFmtId") for part in looks]
    return [own.get(each) or built_in(int(each) if each.isdecimal() else 0) for each in ids]


@_kept_if_usual
def _targets_of(relations: bytes) -> dict[str, str]:
    return {attribute(part, "Id"): attribute(part, "Target") for part in parse_xml(relations)}


def _check_range(xml: bytes, *, is_prefixed: bool) -> None:
    """Refuse a sheet whose values lie so far apart that a table of them would fill the memory."""
    rows = max(map(int, _ROW[is_prefixed].findall(xml)), default=0)
    if rows * _MOST_COLUMNS <= MAX_CELLS:
        return
    last_row = last_column = 0
    for letters, number in _FILLED.findall(xml):
        last_row, last_column = max(last_row, int(number)), max(last_column, _column(letters) + 1)
    if last_row * last_column > MAX_CELLS:
        raise UnreadableSource("source.range")


def _texts_of(xml: bytes, texts: dict[Place, str]) -> None:
    """Find errors, which calamine gives as blank cells; a formula without a result is one."""
    for found in _CELL.finditer(xml):
        content = found[2]
        named = dict(_ATTRIBUTE.findall(found[1])) if content else {}
        reference = _REFERENCE.fullmatch(named.get(b"r", b""))
        if reference is None:
            continue
        place = int(reference[2]) - 1, _column(reference[1])
        result = _RESULT.search(content)
        if named.get(b"t") == b"e" and result is not None:
            texts[place] = unescape(result[1].decode("utf-8", "replace"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
