"""Text documents of OpenDocument (.odt) as cells: every table with its merges, and the paragraphs between them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import MAX_FILLED, Aside, Grid, Source, SourceCell, clean_text, put_aside
from selfeval_gui.exchange.readers.ods_reader import STYLES, margins_of, open_form_id, places_of, plain
from selfeval_gui.exchange.readers.open_words import OpenWords, looks_of
from selfeval_gui.exchange.readers.safe_xml import local_name, parse_xml, read_part
from selfeval_gui.exchange.readers.xlsx_texts import FontLook

_PARAGRAPHS = {"p", "h"}
_NOT_BLOCKS = {"tracked-changes", "forms", "variable-decls", "sequence-decls", "annotation", "frame"}
_DEEPEST = 100


def read_odt(data: bytes) -> Source:
    """Read the tables and paragraphs of the text; `UnreadableSource` for a damaged document or too many cells."""
    with ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(read_part(archive, "content.xml"))
        styles = parse_xml(read_part(archive, STYLES)) if STYLES in archive.namelist() else None
        form_id = open_form_id(archive)
    body = next(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"), None)
    if body is None:
        raise UnreadableSource("source.damaged")
    reader = _Reader(looks_of(*(each for each in (styles, root) if each is not None)))
    reader.blocks(body, 0)
    reader.end(body, styles)
    return Source(reader.grids, form_id=form_id)


class _Reader:
    """Collects grids in the order of the document; a table within a cell follows the table it stands in."""

    def __init__(self, looks: dict[str, FontLook]) -> None:
        self.grids: list[Grid] = []
        self._asides: list[tuple[Aside, str, str]] = []
        self._words = OpenWords(looks, lambda *told: self._asides.append(told))
        self._tables = self._paragraphs = 0

    def blocks(self, parent: etree._Element, depth: int) -> None:
        """Take paragraphs and tables in their order, those of lists and sections too."""
        if depth > _DEEPEST:
            raise UnreadableSource("source.nested")
        for part in parent:
            name = local_name(part)
            if name in _PARAGRAPHS:
                self._paragraph(part)
            elif name == "table":
                self._table(part, depth)
            elif name == "frame":
                self._words.beside(part, f"paragraph {self._paragraphs + 1}")
            elif name not in _NOT_BLOCKS:
                self.blocks(part, depth + 1)

    def end(self, body: etree._Element, styles: etree._Element | None) -> None:
        """Add what stands beside the text: comments and the like, what was deleted, headers and footers."""
        for kind, place, text in self._asides:
            put_aside(self.grids, kind, place, text)
        for number, change in enumerate(body.iter("{*}deletion"), 1):
            put_aside(self.grids, Aside.DELETED, f"change {number}", plain(change))
        if styles is not None:
            for number, part in enumerate(margins_of(styles), 1):
                put_aside(self.grids, Aside.HEADER, f"header {number}", plain(part))

    def _paragraph(self, part: etree._Element) -> None:
        row = self._paragraphs
        self._paragraphs += 1
        text = clean_text(self._words.of(part, f"paragraph {row + 1}"))
        if text:
            self.grids.append(Grid("paragraph", [SourceCell(len(self.grids), row, 0, row, 0, text)]))

    def _table(self, table: etree._Element, depth: int) -> None:
        number = len(self.grids)
        self._tables += 1
        cells: list[SourceCell] = []
        self.grids.append(Grid(f"table {self._tables}", cells))
        inner: list[etree._Element] = []
        for row, line in enumerate(_rows(table)):
            for cell, (column, down, right) in places_of(line):
                place = f"table {self._tables} R{row + 1}C{column + 1}"
                lines = [self._words.of(part, place) for part in _paragraphs(cell, inner)]
                text = clean_text("\n".join(each for each in lines if each.strip()))
                if text:
                    cells.append(SourceCell(number, row, column, row + down, column + right, text))
                if len(cells) > MAX_FILLED:
                    raise UnreadableSource("source.range")
        if depth > _DEEPEST:
            raise UnreadableSource("source.nested")
        for each in inner:
            self._table(each, depth + 1)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for part in table:
        name = local_name(part)
        if name == "table-row":
            yield part
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(part)


def _paragraphs(cell: etree._Element, inner: list[etree._Element]) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell, those of lists too, and collect the tables within it."""
    for part in cell:
        name = local_name(part)
        if name in _PARAGRAPHS:
            yield part
        elif name == "table":
            inner.append(part)
        elif name not in _NOT_BLOCKS:
            yield from _paragraphs(part, inner)
