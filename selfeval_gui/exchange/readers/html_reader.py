"""HTML pages as cells: every table with its merges, and the texts between them. Nothing is loaded that a page names."""

from __future__ import annotations

import re

from lxml import etree

from selfeval_gui.exchange.clipboard.html_tables import (
    AROUND,
    BLOCKS,
    NOT_SHOWN,
    PLAIN,
    BeyondLimits,
    LetterLook,
    cells_of,
    own,
    parse_html,
    shown_text,
    tag_of,
    words_of,
)
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import MAX_FILLED, Aside, Grid, Source, SourceCell, clean_text, put_aside
from selfeval_gui.exchange.readers.text_reader import NotText, decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
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
    try:
        root = parse_html(text)
    except BeyondLimits as error:
        raise UnreadableSource("source.nested" if error.is_depth else "source.range") from None
    except ValueError:
        raise UnreadableSource("source.damaged") from None
    reader = _Reader()
    if root is not None:
        reader.walk(root, 0)
        reader.end_of_words()
        reader.end()
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
        self._struck: list[str] = []
        self._asides: list[tuple[str, str]] = []  # place, struck words

    def walk(self, element: etree._Element, depth: int, above: LetterLook = PLAIN) -> None:
        """Take an element, within something of that look, and what it holds."""
        if depth > _DEEPEST:
            raise UnreadableSource("source.nested")
        name = tag_of(element)
        if name in NOT_SHOWN or not name:
            return
        if name == "table":
            self.end_of_words()
            self._table(element, depth)
            return
        if name in BLOCKS:
            self.end_of_words()
        before, behind = AROUND.get(name, ("", ""))
        look = above.within(element)
        self._words.append(before + look.of(element.text, self._struck))
        for child in element:
            self.walk(child, depth + 1, look)
            self._words.append(look.of(child.tail, self._struck))
        self._words.append(behind)
        if name in BLOCKS:
            self.end_of_words()

    def end_of_words(self) -> None:
        """Make a paragraph of the words since the last one."""
        text = _clean("".join(self._words))
        self._words = []
        self._set_aside("paragraph")
        if text:
            number, row = len(self.grids), self._paragraphs
            self.grids.append(Grid("paragraph", [SourceCell(number, row, 0, row, 0, text)]))
        self._paragraphs += 1

    def end(self) -> None:
        """Add what was struck, behind all that counts."""
        for place, text in self._asides:
            put_aside(self.grids, Aside.STRUCK, place, text)

    def _set_aside(self, place: str) -> None:
        if self._struck:
            self._asides.append((place, shown_text("".join(self._struck))))
            self._struck = []

    def _table(self, table: etree._Element, depth: int) -> None:
        number = len(self.grids)
        self._tables += 1
        cells: list[SourceCell] = []
        self.grids.append(Grid(f"table {self._tables}", cells))
        inner: list[etree._Element] = []
        for line in cells_of(table, _MOST_COLUMNS, hidden_rows=True):
            for row, column, last_row, last_column, cell in line:
                text = _clean("".join(words_of(cell, "table", struck=self._struck)))
                self._set_aside(f"table {self._tables} R{row + 1}C{column + 1}")
                if text:
                    cells.append(SourceCell(number, row, column, last_row, last_column, text))
                inner.extend(own(cell, "table"))
                if len(cells) > MAX_FILLED or last_column > 4 * _MOST_COLUMNS:
                    raise UnreadableSource("source.range")
        if depth > _DEEPEST:
            raise UnreadableSource("source.nested")
        for each in inner:
            self._table(each, depth + 1)


def _clean(words: str) -> str:
    return clean_text(shown_text(words))
