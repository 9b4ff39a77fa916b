"""HTML pages as cells: every table with its merges, and the texts between them. Nothing is loaded that a page names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from selfeval_gui.exchange.clipboard.html_in import shown_text
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import MAX_FILLED, Grid, Source, SourceCell, clean_text
from selfeval_gui.exchange.readers.text_reader import NotText, decode

_BREAK = "\u2028"
_NOT_SHOWN = {"script", "style", "head", "title", "noscript", "template", "xml"}
_BLOCKS = {"p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "caption", "section"}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_COLUMNS = 500
_DEEPEST = 200


def read_html_file(data: bytes) -> Source:
    """Read the tables of a page; `UnreadableSource` for bytes that are no text, or tables nested without end."""
    try:
        text = _decoded(data)
    except NotText:
        raise UnreadableSource("source.not_text") from None
    return source_of_html(text)


def source_of_html(text: str) -> Source:
    """Read the tables of a page that is a text already."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).replace("\0", ""), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableSource("source.damaged") from None
    if any("depth" in entry.message for entry in parser.error_log):  # what lies deeper has been left out
        raise UnreadableSource("source.nested")
    reader = _Reader()
    if root is not None:
        reader.walk(root, 0)
        reader.end_of_words()
    return Source(reader.grids)


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    if named is not None:
        name = named[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in {"gb2312", "gbk"} else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


class _Reader:
    """Collects grids in the order of the page; a table within a cell follows the table it stands in."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self._tables = 0
        self._paragraphs = 0
        self._words: list[str] = []

    def walk(self, element: etree._Element, depth: int) -> None:
        """Take an element and what it holds."""
        if depth > _DEEPEST:
            raise UnreadableSource("source.nested")
        name = _tag(element)
        if name in _NOT_SHOWN or not name:
            return
        if name == "table":
            self.end_of_words()
            self._table(element, depth)
            return
        if name in _BLOCKS:
            self.end_of_words()
        self._words.append(element.text or "")
        for child in element:
            self.walk(child, depth + 1)
            self._words.append(child.tail or "")
        if name in _BLOCKS:
            self.end_of_words()

    def end_of_words(self) -> None:
        """Make a paragraph of the words since the last one."""
        text = _clean("".join(self._words))
        self._words = []
        if text:
            number, row = len(self.grids), self._paragraphs
            self.grids.append(Grid("paragraph", [SourceCell(number, row, 0, row, 0, text)]))
        self._paragraphs += 1

    def _table(self, table: etree._Element, depth: int) -> None:
        number = len(self.grids)
        self._tables += 1
        cells: list[SourceCell] = []
        self.grids.append(Grid(f"table {self._tables}", cells))
        inner: list[etree._Element] = []
        taken: dict[tuple[int, int], bool] = {}
        for row, line in enumerate(_own(table, "tr")):
            column = 0
            for cell in _own(line, "td", "th"):
                while (row, column) in taken:
                    column += 1
                down, right = _span(cell, "rowspan", 1000), _span(cell, "colspan", _MOST_COLUMNS)
                for below in range(1, down):
                    taken.update({(row + below, column + beside): True for beside in range(right)})
                text = _clean("".join(_cell_words(cell, 0)))
                if text:
                    cells.append(SourceCell(number, row, column, row + down - 1, column + right - 1, text))
                inner.extend(_own(cell, "table"))
                column += right
                if len(cells) > MAX_FILLED or len(taken) > 4 * MAX_FILLED or column > 4 * _MOST_COLUMNS:
                    raise UnreadableSource("source.range")
        if depth > _DEEPEST:
            raise UnreadableSource("source.nested")
        for each in inner:
            self._table(each, depth + 1)


def _own(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of these names below, but none within a table further in."""
    for child in parent:
        name = _tag(child)
        if name in names:
            yield child
        elif name and name != "table":
            yield from _own(child, *names)


def _cell_words(element: etree._Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise UnreadableSource("source.nested")
    yield element.text or ""
    for child in element:
        name = _tag(child)
        if name and name not in _NOT_SHOWN and name != "table":
            if name in _BLOCKS:
                yield _BREAK
            yield from _cell_words(child, depth + 1)
            if name in _BLOCKS:
                yield _BREAK
        yield child.tail or ""


def _tag(element: etree._Element) -> str:
    tag = str(element.tag).lower()
    return "" if tag.startswith("<") else tag.rpartition(":")[2]


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 7 else 1


def _clean(words: str) -> str:
    return clean_text(shown_text(words))
