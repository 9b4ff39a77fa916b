"""Sheets of OpenDocument (.ods) as cells, with the texts that stand on the screen, so that 100% stays 100%."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.domain.ids import FORM_ID_PROPERTY
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import (
    MAX_FILLED,
    Aside,
    Grid,
    Source,
    SourceCell,
    cell_name,
    clean_text,
    put_aside,
)
from selfeval_gui.exchange.readers.open_words import OpenWords, looks_of
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name, parse_xml, read_part
from selfeval_gui.exchange.readers.xlsx_asides import says_more_than_pages

STYLES = "styles.xml"
_MARGINS = {margin + page for margin in ("header", "footer") for page in ("", "-first", "-left")}
_VALUES = ("string-value", "value", "date-value", "time-value", "boolean-value")
_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14


def read_ods(data: bytes) -> Source:
    """Read every sheet; `UnreadableSource` for a damaged file or too many cells."""
    with ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(read_part(archive, "content.xml"))
        form_id = open_form_id(archive)
        styles = parse_xml(read_part(archive, STYLES)) if STYLES in archive.namelist() else etree.Element("none")
    tables = [table for table in root.iter("{*}table") if local_name(table) == "table"]
    outermost = [table for table in tables if not any(local_name(above) == "table" for above in table.iterancestors())]
    hidden_styles = {
        attribute(style, "name")
        for style in root.iter("{*}style")
        if any(attribute(part, "display") == "false" for part in style.iter("{*}table-properties"))
    }
    grids: list[Grid] = []
    beside: list[tuple[Aside, str, str]] = []
    words = OpenWords(looks_of(root), lambda *told: beside.append(told))
    for number, table in enumerate(outermost):
        name, hidden_rows = attribute(table, "name"), set[int]()
        cells = list(_cells(number, name, table, words, hidden_rows))
        is_hidden = attribute(table, "style-name") in hidden_styles
        hidden_columns = _hidden_columns(table).intersection(cell.column for cell in cells)
        grids.append(Grid(name, cells, is_hidden, frozenset(hidden_rows), None, frozenset(hidden_columns)))
        for shapes in (part for part in table if local_name(part) == "shapes"):
            for shape in shapes:
                words.beside(shape, name)
    for number, part in enumerate(margins_of(styles), 1):
        for field in [*part.iter("{*}page-number", "{*}page-count", "{*}sheet-name", "{*}date", "{*}time", "{*}title")]:
            field.text = ""  # as the program fills it in
        if says_more_than_pages(plain(part)):
            beside.append((Aside.HEADER, f"header {number}", plain(part)))
    for kind, place, text in beside:
        put_aside(grids, kind, place, text)
    return Source(grids, is_workbook=True, form_id=form_id)


def open_form_id(archive: ZipFile) -> str:
    """Return the id of the form that our own export has put into the properties; blank for other files."""
    if "meta.xml" not in archive.namelist():
        return ""
    for part in parse_xml(read_part(archive, "meta.xml")).iter("{*}user-defined"):
        if attribute(part, "name") == FORM_ID_PROPERTY:
            return (part.text or "").strip()[:64]
    return ""


def margins_of(styles: etree._Element) -> Iterator[etree._Element]:
    """Yield the headers and footers of a document, those of first and left pages too."""
    return (part for part in styles.iter() if local_name(part) in _MARGINS)


def plain(part: etree._Element) -> str:
    """Return the words of a part paragraph by paragraph, whatever they look like."""
    lines = ("".join(map(str, line.itertext())) for line in part.iter("{*}p", "{*}h"))
    return "\n".join(line for line in lines if line.strip())


def _cells(
    number: int, name: str, table: etree._Element, words: OpenWords, hidden_rows: set[int]
) -> Iterator[SourceCell]:
    """Yield the cells of a sheet, and enter the rows among theirs that are not shown."""
    row = filled = 0
    for line in table.iter("{*}table-row"):
        times = _count(attribute(line, "number-rows-repeated"), _LAST_ROW)
        cells = list(_row(number, name, row, line, words))
        is_hidden = attribute(line, "visibility") in {"collapse", "filter"}
        for again in range(times if cells else 0):
            if is_hidden:
                hidden_rows.add(row + again)
            for cell in cells:
                yield cell._replace(row=cell.row + again, last_row=cell.last_row + again)
            filled += len(cells)
            if filled > MAX_FILLED:
                raise UnreadableSource("source.range")
        row += times


def _hidden_columns(table: etree._Element) -> set[int]:
    """Return the columns that are not shown."""
    found, column = set[int](), 0
    for part in table.iter("{*}table-column"):
        times = _count(attribute(part, "number-columns-repeated"), _LAST_COLUMN)
        if attribute(part, "visibility") in {"collapse", "filter"}:
            found.update(range(column, column + times))
        column += times
    return found


def _row(number: int, name: str, row: int, line: etree._Element, words: OpenWords) -> Iterator[SourceCell]:
    for cell, (column, down, right) in places_of(line):
        times = _count(attribute(cell, "number-columns-repeated"), _LAST_COLUMN)
        place_name = f"{name}!{cell_name(row, column)}"
        text = (_text(cell, place_name, words) if len(cell) else "") or _not_shown(cell, place_name, words)
        if text:
            if times > MAX_FILLED:
                raise UnreadableSource("source.range")
            is_computed = bool(attribute(cell, "formula"))
            for again in range(times):
                place = number, row, column + again, row + down, column + again + right
                yield SourceCell(*place, text, is_computed=is_computed)


def places_of(line: etree._Element) -> Iterator[tuple[etree._Element, tuple[int, int, int]]]:
    """Yield the cells of a row that no other covers: the column of each, and how many rows and columns more it has."""
    column = 0
    for cell in line:
        name = local_name(cell)
        if name not in {"table-cell", "covered-table-cell"}:
            continue
        if name == "table-cell":
            down = _count(attribute(cell, "number-rows-spanned"), _LAST_ROW) - 1
            yield cell, (column, down, _count(attribute(cell, "number-columns-spanned"), _LAST_COLUMN) - 1)
        column += _count(attribute(cell, "number-columns-repeated"), _LAST_COLUMN)


def _not_shown(cell: etree._Element, place: str, words: OpenWords) -> str:
    """Return a nought that its format leaves out, as every nought is one; another value that it hides is set aside."""
    is_written = any("".join(map(str, part.itertext())).strip() for part in cell if local_name(part) == "p")
    value = "" if is_written else next((found for kind in _VALUES if (found := attribute(cell, kind))), "")
    if value == "0":
        return value
    words.hidden(value, place)
    return ""


def _text(cell: etree._Element, place: str, words: OpenWords) -> str:
    look, lines = words.look_of(cell), []
    for part in cell:
        if local_name(part) == "p":
            lines.append(words.of(part, place, look))
        else:
            words.beside(part, place)
    return clean_text("\n".join(lines))


def _count(text: str, most: int) -> int:
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 10 else 1
