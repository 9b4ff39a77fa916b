"""Strings of an .xls as its records hold them: cut into several records, with the fonts of their parts."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import NamedTuple

from selfeval_gui.exchange.readers.xlsx_texts import FontLook, FontRun, Text

_WIDE, _FAR_EAST, _RICH = 1, 4, 8


class Strings(NamedTuple):
    """The strings that cells share, and where the font changes in those that have several: character, font."""

    texts: list[str]
    runs: dict[int, list[tuple[int, int]]]

    def in_fonts(self, number: int, look_of: Callable[[int], FontLook]) -> Text:
        """Return a string with the looks of its parts; the part before the first change has the cell's."""
        text, changes = self.texts[number], self.runs[number]
        bounds = [0, *(start for start, _font in changes), len(text)]
        looks = [None, *(look_of(font) for _start, font in changes)]
        parts = zip(bounds, bounds[1:], looks, strict=False)
        return tuple(FontRun(text[start:end], look) for start, end, look in parts if end > start)


def plain_string(data: bytes) -> str:
    """Return a string that begins with its length in two bytes and whether its characters are wide."""
    length, flags = struct.unpack_from("<HB", data)
    return _decoded(data[3 : 3 + (2 * length if flags & _WIDE else length)], flags & _WIDE)


def _decoded(data: bytes, is_wide: int) -> str:
    return data.decode("utf-16-le" if is_wide else "latin-1", "replace")


def strings_of(parts: list[bytes]) -> Strings:
    """Return all strings of the table of strings, which goes on through these records."""
    cut = _Cut(parts)
    _total, count = struct.unpack("<II", cut.take(8))
    found = Strings([], {})
    for number in range(count):
        if cut.is_at_end:
            break
        length, flags = struct.unpack("<HB", cut.take(3))
        changes = struct.unpack("<H", cut.take(2))[0] if flags & _RICH else 0
        more = struct.unpack("<I", cut.take(4))[0] if flags & _FAR_EAST else 0
        found.texts.append(cut.characters(length, flags & _WIDE))
        fonts = cut.take(4 * changes)
        if changes:
            found.runs[number] = [struct.unpack_from("<HH", fonts, 4 * each) for each in range(changes)]
        cut.take(more)
    return found


class _Cut:
    """Bytes cut into several records; where characters are cut, the next record says anew if they are wide."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = 0
        self._place = 0

    @property
    def is_at_end(self) -> bool:
        while self._part < len(self._parts) and self._place >= len(self._parts[self._part]):
            self._part, self._place = self._part + 1, 0
        return self._part >= len(self._parts)

    def take(self, count: int) -> bytes:
        found = b""
        while len(found) < count and not self.is_at_end:
            piece = self._parts[self._part][self._place : self._place + count - len(found)]
            self._place += len(piece)
            found += piece
        return found

    def characters(self, count: int, is_wide: int) -> str:
        text = ""
        while len(text) < count:
            here = self._parts[self._part]
            if self._place >= len(here):
                self._part, self._place = self._part + 1, 1
                if self._part >= len(self._parts):
                    break
                is_wide = self._parts[self._part][0] & _WIDE
                continue
            wanted = (count - len(text)) * (2 if is_wide else 1)
            piece = here[self._place : self._place + wanted]
            self._place += len(piece)
            text += _decoded(piece, is_wide)
        return text
