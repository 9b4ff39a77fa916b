"""Workbooks of Excel 97 to 2003 (.xls) by code: the records that matter here, in the container they need."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

_SECTOR = 512
_END, _FREE, _CHAINS = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STRUCK = 0x08
PLAIN, STRUCK, RAISED, LOWERED = range(4)  # fonts by their numbers, as cells and parts of strings name them
_FONTS = ((0, 0), (_STRUCK, 0), (0, 1), (0, 2))  # flags, height
Rich = tuple[tuple[str, int], ...]  # parts of a string with the fonts of all but the first


class OldCell(NamedTuple):
    """A cell: a number, a formula's number, or a text, which may be in several fonts."""

    row: int
    column: int
    value: float | str | Rich
    number_format: str | int = 0  # a built-in one by its number
    font: int = PLAIN
    is_formula: bool = False


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _string(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def old_workbook(
    cells: Sequence[OldCell],
    *,
    name: str = "一",
    hidden_rows: Sequence[int] = (),
    comment: tuple[int, int, str] | None = None,
) -> bytes:
    """Return a workbook of one sheet with these cells; a comment is row, column and text."""
    formats = sorted({cell.number_format for cell in cells if isinstance(cell.number_format, str)})
    keys = {code: 164 + number for number, code in enumerate(formats)}
    styles = sorted({(cell.font, keys.get(cell.number_format, cell.number_format)) for cell in cells})
    texts = [cell.value for cell in cells if not isinstance(cell.value, int | float)]
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x05, 0, 0, 0, 6))
    head += b"".join(
        record(0x31, struct.pack("<HHHHHBBBBBB", 200, flags, 8, 400, height, 0, 0, 0, 0, 1, 0) + b"A")
        for flags, height in (*_FONTS,)
    )
    head += b"".join(record(0x041E, struct.pack("<H", keys[code]) + _string(code)) for code in formats)
    head += b"".join(record(0xE0, struct.pack("<HH", font, key) + bytes(16)) for font, key in styles)
    table = record(0xFC, struct.pack("<II", len(texts), len(texts)) + b"".join(map(_shared, texts)))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 6))
    for row in hidden_rows:
        sheet += record(0x0208, struct.pack("<HHHHHHHH", row, 0, 1, 255, 0, 0, 0x0120, 0x0F))
    number = 0
    for cell in cells:
        place = struct.pack(
            "<HHH", cell.row, cell.column, styles.index((cell.font, keys.get(cell.number_format, cell.number_format)))
        )
        if not isinstance(cell.value, int | float):
            sheet += record(0xFD, place + struct.pack("<I", number))
            number += 1
        elif cell.is_formula:
            sheet += record(0x06, place + struct.pack("<dHIH", cell.value, 0, 0, 3) + b"\x1e\x01\x00")
        else:
            sheet += record(0x0203, place + struct.pack("<d", cell.value))
    if comment is not None:
        sheet += _comment(*comment)
    sheet += record(0x0A)
    title = name.encode("utf-16-le")
    listed = 8 + len(title) + 4
    start = len(head) + len(table) + listed + 4
    head += record(0x85, struct.pack("<IBBBB", start, 0, 0, len(name), 1) + title)
    return container(head + table + record(0x0A) + sheet)


def _shared(value: str | Rich) -> bytes:
    if isinstance(value, str):
        return _string(value)
    text = "".join(part for part, _font in value)
    changes, place = b"", 0
    for number, (part, font) in enumerate(value):
        if number:
            changes += struct.pack("<HH", place, font)
        place += len(part)
    return struct.pack("<HBH", len(text), 9, len(value) - 1) + text.encode("utf-16-le") + changes


def _comment(row: int, column: int, text: str) -> bytes:
    box = struct.pack("<HHHH", 0x15, 18, 0x19, 7) + bytes(14) + bytes(4)
    words = b"\1" + text.encode("utf-16-le")
    note = record(0x5D, box) + record(0x01B6, struct.pack("<HHIHHHI", 0, 0, 0, 0, len(text), 0, 0)[:18])
    note += record(0x3C, words)
    return note + record(0x1C, struct.pack("<HHHHH", row, column, 0, 7, 1) + b"\0A\0")


def container(stream: bytes, name: str = "Workbook") -> bytes:
    """Return an OLE compound file that holds this one stream."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    chain = [*range(1, sectors), _END, _END, _CHAINS]  # the stream, the directory, the chains
    assert len(chain) <= _SECTOR // 4, "one sector of chains"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, sectors, 0, 4096, _END, 0, _END, 0, sectors + 1
    )
    directory = _entry("Root Entry", 5, _END, 0, 1) + _entry(name, 2, 0, len(stream), _FREE)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    return (
        header.ljust(_SECTOR, b"\xff")
        + stream.ljust(sectors * _SECTOR, b"\0")
        + directory.ljust(_SECTOR, b"\0")
        + table
    )


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(title), kind, 1, _FREE, _FREE, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<III", start, size, 0)
