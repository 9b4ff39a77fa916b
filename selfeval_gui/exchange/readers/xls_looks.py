"""What calamine leaves out of an .xls: number formats, fonts that strike words, formulas, hidden rows, comments.

The records are those of Excel 97 to 2003 (BIFF8), and of Excel 95 as far as they are the same.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from selfeval_gui.exchange.readers.number_format import built_in
from selfeval_gui.exchange.readers.ole_file import BrokenContainer, stream_of
from selfeval_gui.exchange.readers.xls_strings import Strings, plain_string, strings_of
from selfeval_gui.exchange.readers.xlsx_texts import PLAIN, FontLook, Text

_MOST_RECORDS = 1_000_000
_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_BOUNDSHEET, _FONT, _FORMAT, _XF, _SST = 0x0085, 0x0031, 0x041E, 0x00E0, 0x00FC
_NUMBER, _RK, _FORMULA, _LABELSST, _LABEL, _BOOLERR = 0x0203, 0x027E, 0x0006, 0x00FD, 0x0204, 0x0205
_MULRK, _ROW, _NOTE, _OBJ, _TXO = 0x00BD, 0x0208, 0x001C, 0x005D, 0x01B6
_ONE_CELL = {_NUMBER, _RK, _FORMULA, _LABELSST, _LABEL, _BOOLERR}
_BIFF8 = 0x0600
_MARGINS = {0x0014, 0x0015}  # headers and footers
_COLUMNS, _LAST_COLUMN = 0x007D, 255
_STRUCK, _HIDDEN_ROW, _HIDDEN_COLUMN = 0x08, 0x20, 0x01
_HEIGHTS = {1: "superscript", 2: "subscript"}
_NO_FONT = 4  # a number that is left out when fonts are counted

Place = tuple[int, int]
Record = tuple[int, bytes]


@dataclass
class SheetLooks:
    """What is known of a sheet beside its values; a cell that is not in `formats` has a look that nobody knows."""

    formats: dict[Place, str] = field(default_factory=dict)
    looks: dict[Place, FontLook] = field(default_factory=dict)
    texts: dict[Place, Text] = field(default_factory=dict)  # those in several fonts
    computed: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)


def looks_of(data: bytes) -> dict[str, SheetLooks]:
    """Return the looks of each sheet by its name; none for what is not such a file, or is not whole."""
    try:
        stream = stream_of(data, "Workbook", "Book")
        return _Book(stream).sheets
    except (BrokenContainer, struct.error, IndexError, UnicodeDecodeError, OverflowError):
        return {}


class _Book:
    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._left = _MOST_RECORDS
        self._formats: dict[int, str] = {}
        self._fonts: list[FontLook] = []
        self._styles: list[tuple[int, int]] = []  # font and format
        self._strings = Strings([], {})
        self.sheets: dict[str, SheetLooks] = {}
        records = list(self._records(0))
        if not records or records[0][0] != _BOF:
            raise BrokenContainer
        self._is_newer = struct.unpack_from("<H", records[0][1])[0] == _BIFF8
        starts = self._globals(records)
        for name, start in starts:
            self.sheets[name] = self._sheet(list(self._records(start)))

    def _records(self, place: int) -> Iterator[Record]:
        """Yield the records from a place on up to the end of what begins there; what stands in it, a chart, too."""
        depth = 0
        while place + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, place)
            self._left -= 1
            if self._left < 0:
                raise BrokenContainer
            if depth == 1 or kind == _BOF:
                yield kind, self._stream[place + 4 : place + 4 + length]
            depth += (kind == _BOF) - (kind == _EOF)
            if depth <= 0:
                return
            place += 4 + length

    def _globals(self, records: list[Record]) -> list[tuple[str, int]]:
        starts: list[tuple[str, int]] = []
        for number, (kind, data) in enumerate(records):
            if kind == _BOUNDSHEET:
                starts.append((self._short_string(data[6:]), struct.unpack_from("<I", data)[0]))
            elif kind == _FONT:
                flags, height = struct.unpack_from("<H4xH", data, 2)
                name = _HEIGHTS.get(height, "")
                is_struck = bool(flags & _STRUCK)
                self._fonts.append(FontLook(is_struck, name) if is_struck or name else PLAIN)
            elif kind == _FORMAT:
                key = struct.unpack_from("<H", data)[0]
                self._formats[key] = plain_string(data[2:]) if self._is_newer else self._short_string(data[2:])
            elif kind == _XF:
                self._styles.append(struct.unpack_from("<HH", data))
            elif kind == _SST:
                self._strings = strings_of([data, *_continued(records, number)])
        return starts

    def _short_string(self, data: bytes) -> str:
        if not self._is_newer:
            return data[1 : 1 + data[0]].decode("gb18030", "replace")
        return plain_string(bytes([data[0], 0]) + data[1:])

    def _look(self, font: int) -> FontLook:
        place = font - 1 if font > _NO_FONT else font
        return self._fonts[place] if place < len(self._fonts) else PLAIN

    def _sheet(self, records: list[Record]) -> SheetLooks:
        found = SheetLooks()
        boxes: dict[int, str] = {}
        box = 0
        notes: dict[int, Place] = {}
        for number, (kind, data) in enumerate(records):
            if kind in _ONE_CELL:
                row, column, style = struct.unpack_from("<HHH", data)
                self._cell(found, (row, column), style)
                if kind == _FORMULA:
                    found.computed.add((row, column))
                elif kind == _LABELSST:
                    self._rich(found, (row, column), struct.unpack_from("<I", data, 6)[0])
            elif kind == _MULRK:
                row, column = struct.unpack_from("<HH", data)
                for step in range((len(data) - 6) // 6):
                    self._cell(found, (row, column + step), struct.unpack_from("<H", data, 4 + 6 * step)[0])
            elif kind == _ROW and struct.unpack_from("<H", data, 12)[0] & _HIDDEN_ROW:
                found.hidden_rows.add(struct.unpack_from("<H", data)[0])
            elif kind == _COLUMNS and struct.unpack_from("<H", data, 8)[0] & _HIDDEN_COLUMN:
                first, last = struct.unpack_from("<HH", data)
                found.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
            elif kind == _NOTE and self._is_newer:
                row, column, _flags, key = struct.unpack_from("<HHHH", data)
                notes[key] = row, column
            elif kind == _OBJ and self._is_newer:
                box = struct.unpack_from("<H", data, 6)[0]
            elif kind == _TXO and self._is_newer:
                boxes[box] = _text_of_box(data, _continued(records, number))
            elif kind in _MARGINS and data:
                found.margins.append(plain_string(data) if self._is_newer else self._short_string(data))
        found.comments = {place: boxes.pop(key) for key, place in notes.items() if key in boxes}
        found.boxes = [text for text in boxes.values() if text.strip()]
        return found

    def _cell(self, found: SheetLooks, place: Place, style: int) -> None:
        if style >= len(self._styles):
            return
        font, key = self._styles[style]
        found.formats[place] = self._formats.get(key) or built_in(key)
        look = self._look(font)
        if look is not PLAIN:
            found.looks[place] = look

    def _rich(self, found: SheetLooks, place: Place, number: int) -> None:
        runs = self._strings.runs.get(number)
        if runs:
            found.texts[place] = self._strings.in_fonts(number, self._look)


def _continued(records: list[Record], number: int) -> list[bytes]:
    """Return what the records right behind one go on with."""
    end = number + 1
    while end < len(records) and records[end][0] == _CONTINUE:
        end += 1
    return [data for _kind, data in records[number + 1 : end]]


def _text_of_box(data: bytes, more: list[bytes]) -> str:
    length = struct.unpack_from("<H", data, 10)[0]
    text = ""
    for part in more:
        if len(text) >= length or not part:
            break
        text += part[1:].decode("utf-16-le" if part[0] & 1 else "latin-1", "replace")
    return text[:length]
