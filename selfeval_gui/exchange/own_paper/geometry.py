"""All cells of a file, blank ones too, with their XML; tables, rows and columns are numbered as the readers do."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.cell_text import column_letters
from selfeval_gui.exchange.own_paper.refusals import MOST_CELLS, MOST_COLUMNS
from selfeval_gui.exchange.readers.docx_reader import (
    blocks_of,
    columns_before,
    parts_of,
    rows_of,
    spans_of,
    tables_within,
    text_of_cell,
    text_of_paragraph,
)
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import column_number
from selfeval_gui.exchange.readers.safe_xml import local_name, parse_xml
from selfeval_gui.exchange.readers.xlsx_reader import WorkbookParts, read_xlsx
from selfeval_gui.exchange.templates.paper import At

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")

Area = tuple[int, int, int, int]  # row, column, last row, last column, from 0


@dataclass(eq=False)
class CellSlot:
    """A cell with the area it covers, whether it holds something or not.

    `node` is its element in a document. A blank cell that is not in the file at all is not `is_formatted`.
    """

    grid: int
    row: int
    column: int
    last_row: int
    last_column: int
    text: str = ""
    node: etree._Element | None = None
    is_formatted: bool = True

    @property
    def at(self) -> At:
        """What names the cell in its file."""
        return self.grid, self.row, self.column


@dataclass
class Geometry:
    """The slots of a file by table and row. `names` are the tables' names; a paragraph is no table."""

    names: list[str] = field(default_factory=list)
    tables: list[dict[int, list[CellSlot]]] = field(default_factory=list)

    @property
    def is_workbook(self) -> bool:
        """Whether rows and columns have names as in Excel."""
        return False

    def is_table(self, grid: int) -> bool:
        """Tell whether a grid has rows and columns; else it is a paragraph."""
        return self.names[grid] != "paragraph"

    def rows(self, grid: int) -> list[int]:
        """Return the numbers of the rows that have cells."""
        return sorted(self.tables[grid])

    def row(self, grid: int, row: int) -> list[CellSlot]:
        """Return the slots of a row from left to right, those that reach down into it too."""
        return self.tables[grid].get(row, [])

    def slot(self, at: At) -> CellSlot | None:
        """Return the slot that covers a place."""
        grid, row, column = at
        if not 0 <= grid < len(self.tables):
            return None
        return next((each for each in self.row(grid, row) if each.column <= column <= each.last_column), None)

    def beside(self, slot: CellSlot) -> CellSlot | None:
        """Return the slot to the right."""
        return self.slot((slot.grid, slot.row, slot.last_column + 1))

    def below(self, slot: CellSlot) -> CellSlot | None:
        """Return the slot below."""
        return self.slot((slot.grid, slot.last_row + 1, slot.column))

    def place(self, at: At) -> str:
        """Return a place as `place_of` names it."""
        grid, row, column = at
        if self.is_workbook:
            return f"{self.names[grid]}!{column_letters(column)}{row + 1}"
        return f"{self.names[grid]} R{row + 1}C{column + 1}" if self.is_table(grid) else f"{self.names[grid]} {row + 1}"


@lru_cache(maxsize=8192)
def area(reference: str) -> Area:
    """Return the rows and columns of "B7:D9", from 0; UnreadableSource for what is no reference."""
    found = _CELL.findall(reference)
    if not found:
        raise UnreadableSource("source.damaged")
    (letters, row), (last_letters, last_row) = found[0], found[-1]
    return int(row) - 1, column_number(letters), int(last_row) - 1, column_number(last_letters)


@dataclass
class WorkbookGeometry(Geometry):
    """That of a workbook; `paths` are the parts of its sheets."""

    paths: list[str] = field(default_factory=list)

    @property
    def is_workbook(self) -> bool:
        """Its cells are called as in Excel."""
        return True


def workbook_geometry(data: bytes) -> WorkbookGeometry:
    """Read all cells of a workbook."""
    source = read_xlsx(data)
    found = WorkbookGeometry()
    with ZipFile(io.BytesIO(data)) as archive:
        book = WorkbookParts(archive)
        sheets = (grid for grid in source.grids if grid.aside is None)
        for number, (sheet, grid) in enumerate(zip(book.sheets, sheets, strict=True)):
            found.names.append(sheet.name)
            found.paths.append(sheet.path)
            texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
            found.tables.append(_slots(parse_xml(book.part(sheet.path)), number, texts))
    return found


def numbered(root: etree._Element) -> Iterator[tuple[etree._Element, int, etree._Element, int]]:
    """Yield row and its number, cell and its column, from 0, where a file leaves some of them out too."""
    row = -1
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        row = int(line.get("r") or row + 2) - 1
        column = -1
        for cell in line.iterfind(f"{S}c"):
            column = area(cell.get("r", ""))[1] if cell.get("r") else column + 1
            yield line, row, cell, column


def _slots(root: etree._Element, grid: int, texts: dict[tuple[int, int], str]) -> dict[int, list[CellSlot]]:
    covered: dict[tuple[int, int], CellSlot] = {}
    for merge in root.iter(f"{S}mergeCell"):
        row, column, last_row, last_column = area(merge.get("ref", ""))
        if last_column >= MOST_COLUMNS or len(covered) + (last_row - row + 1) * (last_column - column + 1) > MOST_CELLS:
            raise UnreadableSource("paper.too_wide")
        slot = CellSlot(grid, row, column, last_row, last_column, texts.get((row, column), ""))
        places = ((r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1))
        covered.update(dict.fromkeys(places, slot))
    for _line, row, _cell, column in numbered(root):
        if column >= MOST_COLUMNS:
            raise UnreadableSource("paper.too_wide")
        if (row, column) not in covered:
            covered[row, column] = CellSlot(grid, row, column, row, column, texts.get((row, column), ""))
    # Blank cells that nobody has formatted are not in the file: they are there all the same where others have text.
    last_row = max((row for row, _column in covered), default=-1)
    last_column = max(
        (column for _row, column in {*texts, *(each for each in covered if covered[each].text)}), default=-1
    )
    if (last_row + 1) * (last_column + 1) > MOST_CELLS:
        raise UnreadableSource("paper.too_wide")
    for row, column in product(range(last_row + 1), range(last_column + 1)):
        if (row, column) not in covered:
            covered[row, column] = CellSlot(grid, row, column, row, column, is_formatted=False)
    rows: dict[int, dict[int, CellSlot]] = {}
    for (row, _column), slot in covered.items():
        rows.setdefault(row, {})[slot.column] = slot
    return {row: [slots[column] for column in sorted(slots)] for row, slots in rows.items()}


@dataclass
class DocumentGeometry(Geometry):
    """That of a document; `lines` are the rows of its tables, `root` its whole XML."""

    root: etree._Element = field(default_factory=lambda: etree.Element("none"))
    lines: list[list[etree._Element]] = field(default_factory=list)
    paragraphs: int = 0

    def take(self, parent: etree._Element) -> None:
        """Take paragraphs and tables in the order in which the reader numbers them."""
        for part in blocks_of(parent):
            (self._table if local_name(part) == "tbl" else self._paragraph)(part)

    def _paragraph(self, part: etree._Element) -> None:
        text, row = text_of_paragraph(part), self.paragraphs
        self.paragraphs += 1
        if text:
            number = self._grid("paragraph")
            self.tables[number][row] = [CellSlot(number, row, 0, row, 0, text, part)]

    def _grid(self, name: str) -> int:
        self.names.append(name)
        self.tables.append({})
        self.lines.append([])
        return len(self.tables) - 1

    def _table(self, table: etree._Element) -> None:
        number = self._grid(f"table {sum(map(self.is_table, range(len(self.names)))) + 1}")
        inner: list[etree._Element] = []
        open_merges: dict[int, CellSlot] = {}
        for row, line in enumerate(rows_of(table)):
            self.lines[number].append(line)
            slots = self.tables[number][row] = []
            column = columns_before(line)
            for cell in parts_of(line, "tc"):
                right, merge = spans_of(cell)
                if merge == "continue" and column in open_merges:
                    slot = open_merges[column]
                    slot.last_row = row
                else:
                    open_merges.pop(column, None)
                    slot = CellSlot(number, row, column, row, column + right - 1, text_of_cell(cell), cell)
                    if merge == "restart":
                        open_merges[column] = slot
                slots.append(slot)
                column += right
                if column > MOST_COLUMNS:
                    raise UnreadableSource("paper.too_wide")
                inner.extend(tables_within(cell))
        for each in inner:
            self._table(each)


def document_geometry(data: bytes) -> DocumentGeometry:
    """Read all cells of a document, tracked changes accepted."""
    with ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(archive.read("word/document.xml"))
    accept_changes(root)
    found = DocumentGeometry(root=root)
    found.take(next(part for part in root if local_name(part) == "body"))
    return found


def geometry_of(data: bytes, kind: str) -> Geometry:
    """Read all cells of a file of that kind, "xlsx" or "docx"."""
    return workbook_geometry(data) if kind == "xlsx" else document_geometry(data)


_GONE = (
    "moveFrom",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "tblGridChange",
)


def accept_changes(root: etree._Element) -> None:
    """Accept tracked changes: what was deleted goes, what was inserted stays."""
    for mark in [*root.iter(f"{W}del", *(W + name for name in _GONE))]:
        above = mark.getparent()
        if above is None:
            continue
        line = above.getparent()
        if mark.tag == f"{W}del" and above.tag == f"{W}trPr":
            table = None if line is None else line.getparent()
            if line is not None and table is not None:
                table.remove(line)
        else:
            above.remove(mark)
    for mark in [*root.iter(f"{W}ins", f"{W}moveTo")]:
        above = mark.getparent()
        if above is None:
            continue
        for place, part in enumerate([] if above.tag in {f"{W}rPr", f"{W}trPr"} else list(mark), above.index(mark)):
            above.insert(place, part)
        above.remove(mark)


def refuse_shared_formulas(data: bytes, path: str, first: int) -> None:
    """Refuse a sheet whose formulas from a row on are shared or of an area: they cannot be moved one by one."""
    with ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(archive.read(path))
    for _line, row, cell, _column in numbered(root):
        formula = cell.find(f"{S}f")
        if formula is not None and row >= first and formula.get("t", "normal") in {"shared", "array", "dataTable"}:
            raise UnreadableSource("paper.shared_formula")
