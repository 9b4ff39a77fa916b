"""Word documents (.docx) as cells: every table with its merges, and the paragraphs between them.

The document's XML is read as such: python-docx builds an object for each cell and run, which a document of forty forms
feels, and hides merges. Deleted text of tracked changes, comments, fields' codes, macros and links are passed over.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import MAX_FILLED, Grid, Source, SourceCell, clean_text
from selfeval_gui.exchange.readers.safe_xml import attribute, form_id_of, local_name, parse_xml, read_part

_PASSED_OVER = {"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "tbl", "commentReference"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
# Signs of the fonts Symbol, Wingdings and Wingdings 2 by their codes, which Word writes instead of characters.
_SYMBOLS = {
    "symbol": {"B3": "≥", "A3": "≤", "B1": "±", "B4": "×", "B0": "°", "B7": "•", "B9": "≠", "B8": "÷", "BB": "≈"},
    "wingdings": {
        **{"FC": "✓", "FB": "✗", "FE": "☑", "FD": "☒", "A8": "□", "6F": "□", "6E": "■", "6C": "●", "D8": "➢"},
        **{"52": "☑", "78": "☒"},
    },
    "wingdings 2": {"50": "✓", "4F": "✗", "52": "☑", "53": "☒", "54": "☒", "A3": "□", "2A": "□", "30": "□"},
}
_UNKNOWN = "�"  # a sign we do not know is seen to be there
_MOST_COLUMNS = 500


def read_docx(data: bytes) -> Source:
    """Read the tables and paragraphs of the body; `UnreadableSource` for a damaged document."""
    with ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(read_part(archive, "word/document.xml"))
        form_id = form_id_of(archive)
    body = next((part for part in root if local_name(part) == "body"), None)
    if body is None:
        raise UnreadableSource("source.damaged")
    reader = _Reader()
    reader.blocks(body)
    return Source(reader.grids, form_id=form_id)


class _Reader:
    """Collects grids in the order of the document; a table within a cell follows the table it stands in."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self._tables = 0
        self._paragraphs = 0
        self._filled = 0

    def blocks(self, parent: etree._Element) -> None:
        """Take paragraphs and tables, those within content controls too."""
        for part in parent:
            name = local_name(part)
            if name == "p":
                self._paragraph(part)
            elif name == "tbl":
                self._table(part)
            elif name in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
                self.blocks(part)

    def _paragraph(self, part: etree._Element) -> None:
        text = _clean("".join(_words(part)))
        row = self._paragraphs
        self._paragraphs += 1
        if text:
            number = len(self.grids)
            self.grids.append(Grid("paragraph", [SourceCell(number, row, 0, row, 0, text)]))

    def _table(self, table: etree._Element) -> None:
        number = len(self.grids)
        self._tables += 1
        cells: list[SourceCell] = []
        self.grids.append(Grid(f"table {self._tables}", cells))
        inner: list[etree._Element] = []
        open_merges: dict[int, int] = {}  # column: the place in `cells` of the cell that is merged down
        for row, line in enumerate(_rows(table)):
            column = _skipped(line)
            for cell in _parts(line, "tc"):
                right, merge = _spans(cell)
                if merge == "continue" and column in open_merges:
                    place = open_merges[column]
                    cells[place] = cells[place]._replace(last_row=row)
                else:
                    open_merges.pop(column, None)
                    if merge == "restart":
                        open_merges[column] = len(cells)
                    cells.append(SourceCell(number, row, column, row, column + right - 1, _cell_text(cell)))
                column = min(column + right, _MOST_COLUMNS)
                inner.extend(_inner_tables(cell))
            if len(cells) > MAX_FILLED:
                raise UnreadableSource("source.range")
        cells[:] = [cell for cell in cells if cell.text]
        for each in inner:
            self._table(each)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (line for line in _parts(table, "tr") if not _is_deleted(line))


def _is_deleted(line: etree._Element) -> bool:
    return any(local_name(mark) == "del" for part in line if local_name(part) == "trPr" for mark in part)


def _parts(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield children of that name, those within content controls and tracked insertions too."""
    for part in parent:
        found = local_name(part)
        if found == name:
            yield part
        elif found in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _parts(part, name)


def _skipped(line: etree._Element) -> int:
    for part in line:
        if local_name(part) == "trPr":
            return sum(_number(attribute(mark, "val")) for mark in part if local_name(mark) == "gridBefore")
    return 0


def _spans(cell: etree._Element) -> tuple[int, str]:
    """Return how many columns a cell covers, and "restart", "continue" or "" for merges down."""
    right, merge = 1, ""
    for part in cell:
        if local_name(part) != "tcPr":
            continue
        for mark in part:
            name = local_name(mark)
            if name == "gridSpan":
                right = max(1, _number(attribute(mark, "val")))
            elif name == "vMerge":
                merge = "restart" if attribute(mark, "val") == "restart" else "continue"
    return min(right, _MOST_COLUMNS), merge


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _cell_text(cell: etree._Element) -> str:
    lines = ["".join(_words(part)) for part in _parts(cell, "p")]
    return _clean("\n".join(line for line in lines if line.strip()))


def _inner_tables(cell: etree._Element) -> Iterator[etree._Element]:
    return _parts(cell, "tbl")


def _words(part: etree._Element) -> Iterator[str]:
    for piece in part:
        name = local_name(piece)
        if name == "t":
            yield piece.text or ""
        elif name == "sym":
            font = _SYMBOLS.get(attribute(piece, "font").lower(), {})
            yield font.get(attribute(piece, "char").upper()[-2:], _UNKNOWN)
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name and name not in _PASSED_OVER:
            yield from _words(piece)


def _clean(text: str) -> str:
    return clean_text(text.replace("\xa0", " "))
