"""Word documents (.docx) as cells: every table with its merges, and the paragraphs between them.

The document's XML is read as such: python-docx builds an object for each cell and run, which a document of forty forms
feels, and hides merges. Macros and links are passed over; what stands beside the text (comments, text boxes, headers,
footnotes, deleted, struck and hidden words, pictures) is set aside.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.readers.docx_chunks import Chunks, moved, no_deeper
from selfeval_gui.exchange.readers.docx_numbers import ListNumbers
from selfeval_gui.exchange.readers.docx_words import ParagraphReader, chosen, drawn_text, plain_text
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import MAX_FILLED, Aside, Grid, Source, SourceCell, clean_text, put_aside
from selfeval_gui.exchange.readers.safe_xml import attribute, form_id_of, local_name, parse_xml, read_part

_COMMENTS = "word/comments.xml"
_THREADS = "word/commentsExtended.xml"
_FOOTNOTES = ("word/footnotes.xml", "word/endnotes.xml")
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
_DRAWINGS = re.compile(r"word/(?:charts/chart|diagrams/data)\d*\.xml")
_BLOCKS = {"p", "tbl", "altChunk"}
_HANDLED = {"p", "tbl", "tr", "tc"}
_DELETED = {"del", "moveFrom"}
_CONTROL_WORDS = {"sdtPr", "sdtEndPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr"}
_MOST_COLUMNS = 500


def read_docx(data: bytes) -> Source:
    """Read the tables and paragraphs of the body; `UnreadableSource` for a damaged document.

    A document that it holds is read in its place, one within that is only named.
    """
    return _read(data, partial(_read, read_inner=no_deeper))


def _read(data: bytes, read_inner: Callable[[bytes], Source]) -> Source:
    with ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(read_part(archive, "word/document.xml"))
        form_id = form_id_of(archive)
        reader = _Reader(ListNumbers(archive), _comments(archive), Chunks(archive, read_inner))
        margins = [parse_xml(read_part(archive, name)) for name in archive.namelist() if _MARGINS.fullmatch(name)]
        notes = [parse_xml(read_part(archive, name)) for name in _FOOTNOTES if name in archive.namelist()]
        drawings = [parse_xml(read_part(archive, name)) for name in archive.namelist() if _DRAWINGS.fullmatch(name)]
    body = next((part for part in root if local_name(part) == "body"), None)
    if body is None:
        raise UnreadableSource("source.damaged")
    reader.blocks(body)
    reader.end(margins, notes, drawings)
    return Source(reader.grids, form_id=form_id)


def _comments(archive: ZipFile) -> dict[str, str]:
    """Return what each comment says with the answers to it below, by its id; an answer says nothing by itself."""
    if _COMMENTS not in archive.namelist():
        return {}
    comments = {attribute(each, "id"): each for each in parse_xml(read_part(archive, _COMMENTS))}
    of_paragraph = {
        known: number
        for number, each in comments.items()
        for line in each.iter("{*}p")
        if (known := attribute(line, "paraId"))
    }
    extended = parse_xml(read_part(archive, _THREADS)) if _THREADS in archive.namelist() else []
    first = {
        of_paragraph.get(attribute(each, "paraId"), ""): of_paragraph.get(attribute(each, "paraIdParent"), "")
        for each in extended
    }
    texts: dict[str, str] = {}
    for number, each in comments.items():
        top, seen = number, {number}
        while first.get(top) and first[top] not in seen:
            top = first[top]
            seen.add(top)
        texts[top] = "\n".join(filter(None, [texts.get(top, ""), plain_text(each)]))
    return texts


class _Reader:
    """Collects grids in the order of the document; a table within a cell follows the table it stands in."""

    def __init__(self, numbers: ListNumbers, comments: dict[str, str], chunks: Chunks) -> None:
        self.grids: list[Grid] = []
        self._chunks = chunks
        self._words = ParagraphReader(numbers, comments, self._set_aside)
        self._asides: dict[tuple[Aside, str], str] = {}
        self._tables = 0
        self._paragraphs = 0
        self._filled = 0

    def blocks(self, parent: etree._Element) -> None:
        """Take paragraphs and tables in their order."""
        for part in blocks_of(parent):
            self._block(part)
        for part in deleted_of(parent):
            self._words.deleted(part, f"paragraph {self._paragraphs + 1}")

    def _block(self, part: etree._Element) -> None:
        takes = {"tbl": self._table, "altChunk": self._chunk}
        takes.get(local_name(part), self._paragraph)(part)

    def end(self, margins: list[etree._Element], notes: list[etree._Element], drawings: list[etree._Element]) -> None:
        """Add what stands beside the text, in headers and footers, below the pages, and in charts and diagrams."""
        self._words.end()
        for name in self._chunks.left_over():
            self._set_aside(Aside.FILE, name, name)
        for (kind, place), text in self._asides.items():
            put_aside(self.grids, kind, place, text)
        for part in notes:
            for number, note in enumerate(part, 1):
                put_aside(self.grids, Aside.FOOTNOTE, f"note {number}", plain_text(note))
        for number, part in enumerate(drawings, 1):
            put_aside(self.grids, Aside.TEXT_BOX, f"drawing {number}", drawn_text(part))
        for number, part in enumerate(margins, 1):
            put_aside(self.grids, Aside.HEADER, f"header {number}", plain_text(part))
            for mark in part.iter():
                if local_name(mark) == "textpath":
                    put_aside(self.grids, Aside.WATERMARK, f"header {number}", attribute(mark, "string"))

    def _set_aside(self, kind: Aside, place: str, text: str) -> None:
        before = self._asides.get((kind, place), "")
        is_run = kind in {Aside.DELETED, Aside.STRUCK, Aside.HIDDEN}
        self._asides[kind, place] = before + ("" if is_run or not before else "\n") + text

    def _paragraph(self, part: etree._Element) -> None:
        row = self._paragraphs
        text = _clean(self._words.of(part, f"paragraph {row + 1}"))
        self._paragraphs += 1
        if text:
            number = len(self.grids)
            self.grids.append(Grid("paragraph", [SourceCell(number, row, 0, row, 0, text)]))

    def _chunk(self, part: etree._Element) -> None:
        """Take a file that stands in the place of paragraphs as if its tables and paragraphs stood there."""
        source = self._chunks.take(attribute(part, "id"))
        if source is None:
            return
        above = self._paragraphs
        for grid in source.grids:
            if grid.aside is not None:
                self._set_aside(grid.aside, f"paragraph {above + 1} {grid.name}", grid.cells[0].text)
            elif grid.name.startswith("table "):
                self._tables += 1
                self.grids.append(moved(grid, len(self.grids), f"table {self._tables}", 0))
            else:
                self.grids.append(moved(grid, len(self.grids), "paragraph", above))
                self._paragraphs = max([self._paragraphs, *(cell.last_row + above + 1 for cell in grid.cells)])

    def _table(self, table: etree._Element) -> None:
        number = len(self.grids)
        self._tables += 1
        cells: list[SourceCell] = []
        self.grids.append(Grid(f"table {self._tables}", cells))
        inner: list[etree._Element] = []
        open_merges: dict[int, int] = {}  # column: the place in `cells` of the cell that is merged down
        for row, line in enumerate(rows_of(table)):
            column = columns_before(line)
            for cell in parts_of(line, "tc"):
                right, merge = spans_of(cell)
                if merge == "continue" and column in open_merges:
                    place = open_merges[column]
                    cells[place] = cells[place]._replace(last_row=row)
                else:
                    open_merges.pop(column, None)
                    if merge == "restart":
                        open_merges[column] = len(cells)
                    cells.append(
                        SourceCell(number, row, column, row, column + right - 1, self._cell_text(cell, row, column))
                    )
                for part in deleted_of(cell):
                    self._words.deleted(part, f"table {self._tables} R{row + 1}C{column + 1}")
                column = min(column + right, _MOST_COLUMNS)
                inner.extend(part for part in blocks_of(cell) if local_name(part) in {"tbl", "altChunk"})
            if len(cells) > MAX_FILLED:
                raise UnreadableSource("source.range")
        for line in (each for each in parts_of(table, "tr") if _is_deleted(each)):
            self._words.deleted(line, f"table {self._tables}")
        cells[:] = [cell for cell in cells if cell.text]
        for each in inner:
            self._block(each)

    def _cell_text(self, cell: etree._Element, row: int, column: int) -> str:
        place = f"table {self._tables} R{row + 1}C{column + 1}"
        lines = [self._words.of(part, place) for part in blocks_of(cell) if local_name(part) != "tbl"]
        return _clean("\n".join(line for line in lines if line.strip()))


def blocks_of(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs, tables and files of a body or a cell, those within anything else too.

    What is neither and holds none of them is yielded like a paragraph: its words must not be lost.
    """
    for part in _within(parent):
        if local_name(part) in _BLOCKS:
            yield part
        elif any(local_name(each) in _BLOCKS for each in part.iterdescendants()) and local_name(part) != "r":
            yield from blocks_of(part)
        elif any(str(text).strip() for text in part.itertext()) or local_name(part) in {"r", "oMath", "oMathPara"}:
            yield part


def deleted_of(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield what is deleted of a body or a cell as a whole."""
    for part in parent:
        if local_name(part) in _DELETED:
            yield part
        elif local_name(part) not in _HANDLED | _CONTROL_WORDS:
            yield from deleted_of(part)


def _within(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield what an element holds that may hold words: no properties, nothing deleted, one of two ways to say it."""
    for part in parent:
        name = local_name(part)
        if name == "AlternateContent":
            yield from _within(chosen(part))
        elif name and name not in _CONTROL_WORDS | _DELETED:
            yield part


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table that are not deleted."""
    return (line for line in parts_of(table, "tr") if not _is_deleted(line))


def _is_deleted(line: etree._Element) -> bool:
    return any(local_name(mark) == "del" for part in line if local_name(part) == "trPr" for mark in part)


def parts_of(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield children of that name, those within content controls, tracked insertions and whatever else, too."""
    for part in _within(parent):
        found = local_name(part)
        if found == name:
            yield part
        elif found not in _HANDLED:
            yield from parts_of(part, name)


def columns_before(line: etree._Element) -> int:
    """Return how many columns of the table a row leaves out at its left."""
    for part in line:
        if local_name(part) == "trPr":
            return sum(_number(attribute(mark, "val")) for mark in part if local_name(mark) == "gridBefore")
    return 0


def spans_of(cell: etree._Element) -> tuple[int, str]:
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


def tables_within(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables that stand in a cell."""
    return (part for part in blocks_of(cell) if local_name(part) == "tbl")


def text_of_cell(cell: etree._Element) -> str:
    """Return the text of a cell, a line for each paragraph, without the numbers of lists."""
    lines = (text_of_paragraph(part) for part in blocks_of(cell) if local_name(part) != "tbl")
    return "\n".join(line for line in lines if line)


def text_of_paragraph(part: etree._Element) -> str:
    """Return the text of a paragraph by itself, without the number of a list."""
    return _clean(ParagraphReader(None, {}, lambda _kind, _place, _text: None).of(part, ""))


def _clean(text: str) -> str:
    return clean_text(text.replace("\xa0", " "))
