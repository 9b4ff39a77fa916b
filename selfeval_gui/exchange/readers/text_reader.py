"""Plain text as cells: its encoding, and what a cell shows; where the cells end, `text_rows` knows."""

from __future__ import annotations

import re

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import Grid, Source, SourceCell, clean_text
from selfeval_gui.exchange.readers.text_rows import rows_of_text

_PARAGRAPHS = re.compile(r"</p>\s*<p>|<br\s*/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?p>", re.IGNORECASE)
_MOST_COLUMNS = 16_384  # that a sheet of Excel has
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class NotText(ValueError):
    """The bytes are no text in any encoding we know."""


class _Unknown(NotText):
    """They may be one in another."""


def read_text_file(data: bytes) -> Source:
    """Read a text file of unknown encoding.

    Raises
    ------
    NotText
        for bytes that are none.
    UnreadableSource
        for rows of more cells than Excel has columns.
    """
    source = source_of_text(decode(data))
    if any(cell.column >= _MOST_COLUMNS for cell in source.grids[0].cells):
        raise UnreadableSource("source.range")
    return source


def source_of_text(text: str) -> Source:
    """Return the lines of a text as one grid; a line end inside a cell counts as a line of the file, too."""
    cells: list[SourceCell] = []
    for line, row in rows_of_text(text):
        for column, raw in enumerate(row):
            shown = shown_paragraphs(raw)
            if shown:
                cells.append(SourceCell(0, line, column, line, column, shown))
    return Source([Grid("line", cells)], is_wrapped=True)


def shown_paragraphs(raw: str) -> str:
    """Return a cell's text, its <p> marks as line ends."""
    text = _PARAGRAPH.sub("", _PARAGRAPHS.sub("\n", raw)) if "<" in raw else raw
    return clean_text(text)


def decode(data: bytes) -> str:
    """Return the text of a file; the encodings of Chinese systems first, a guess for others. Raises `NotText`."""
    try:
        return decode_chinese(data)
    except _Unknown:
        from charset_normalizer import from_bytes

        best = from_bytes(data[: 1 << 20]).best()
        if best is None:
            raise NotText from None
        return _decoded(data, best.encoding)


def decode_chinese(data: bytes) -> str:
    """Return a text in UTF-8, in UTF-16 with its mark, or in the Chinese of Windows; NotText for any other."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data[:4096]:
        raise NotText
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Unknown


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NotText from None
