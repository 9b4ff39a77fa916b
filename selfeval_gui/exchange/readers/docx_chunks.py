"""Files that a Word document holds whole in the place of paragraphs (altChunk): pages, documents, texts, as cells."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from email import message_from_bytes
from zipfile import ZipFile

from selfeval_gui.exchange.readers.file_kind import FileKind, UnreadableSource, kind_of
from selfeval_gui.exchange.readers.grid import Grid, Source
from selfeval_gui.exchange.readers.safe_xml import attribute, parse_xml, read_part

_RELATIONS = "word/_rels/document.xml.rels"
_KIND = "/aFChunk"
_FIRST = 2048


class Chunks:
    """The files within a document, by what the document calls them; those that no place takes are left over."""

    def __init__(self, archive: ZipFile, read_document: Callable[[bytes], Source]) -> None:
        self._read_document = read_document
        self._files: dict[str, tuple[str, bytes]] = {}
        names = set(archive.namelist())
        for relation in parse_xml(read_part(archive, _RELATIONS)) if _RELATIONS in names else ():
            path = posixpath.normpath(posixpath.join("/word", attribute(relation, "Target"))).lstrip("/")
            if attribute(relation, "Type").endswith(_KIND) and path in names:
                self._files[attribute(relation, "Id")] = posixpath.basename(path), read_part(archive, path)

    def take(self, name: str) -> Source | None:
        """Return what a file holds; None for one that is not there or not read, which is then left over."""
        data = self._files.get(name, ("", b""))[1]
        try:
            source = self._read(data)
        except UnreadableSource:
            return None
        self._files.pop(name)
        return source

    def left_over(self) -> Iterator[str]:
        """Yield the names of the files that nobody has read."""
        return (name for name, _data in self._files.values())

    def _read(self, data: bytes) -> Source:
        """Read a file; `UnreadableSource` if it cannot be."""
        page = _page_of(data)
        if page is not None:
            return _read_page(page)
        kind = kind_of(data)
        if kind is FileKind.DOCX:
            return self._read_document(data)
        if kind is FileKind.HTML:
            return _read_page(data)
        if kind is FileKind.TEXT:
            return _read_text(data)
        raise UnreadableSource("source.unknown_kind")


def _page_of(data: bytes) -> bytes | None:
    """Return the page of a web archive (.mht); None for what is none."""
    if b"mime-version:" not in data[:_FIRST].lower():
        return None
    pages = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    held = page.get_payload(decode=True) if page is not None else None
    return held if isinstance(held, bytes) else None


def _read_page(data: bytes) -> Source:
    from selfeval_gui.exchange.readers.html_reader import read_html_file

    return read_html_file(data)


def _read_text(data: bytes) -> Source:
    from selfeval_gui.exchange.readers.text_reader import NotText, read_text_file

    try:
        return read_text_file(data)
    except NotText:
        raise UnreadableSource("source.not_text") from None


def no_deeper(_data: bytes) -> Source:
    """Refuse a document within a document that lies within another one."""
    raise UnreadableSource("source.nested")


def moved(grid: Grid, number: int, name: str, rows: int) -> Grid:
    """Return a table of such a file as one of the document, so many rows further down."""
    cells = [cell._replace(grid=number, row=cell.row + rows, last_row=cell.last_row + rows) for cell in grid.cells]
    return grid._replace(name=name, cells=cells)
