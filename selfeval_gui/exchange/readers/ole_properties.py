"""The properties that a user gives a Microsoft document of the old kind: the form's own id is one of them."""

from __future__ import annotations

import struct

from selfeval_gui.domain.ids import FORM_ID_PROPERTY
from selfeval_gui.exchange.readers.ole_file import BrokenContainer, stream_of

_STREAM = "\x05DocumentSummaryInformation"
_HEADER, _PLACE = 28, 20  # bytes before the places of the sets; of each: a name of 16, where it begins
_DICTIONARY, _CODE_PAGE = 0, 1
_TEXT, _WIDE_TEXT = 0x1E, 0x1F
_UTF_16, _UTF_8 = 1200, 65001
_MOST = 1000  # properties
_LONGEST_ID = 64


def ole_form_id(data: bytes) -> str:
    """Return the id that an export of ours carries, though another program has saved it as an old workbook."""
    try:
        return _own_properties(stream_of(data, _STREAM)).get(FORM_ID_PROPERTY, "").strip()[:_LONGEST_ID]
    except (BrokenContainer, struct.error, LookupError, ValueError):
        return ""


def _own_properties(stream: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    (sets,) = struct.unpack_from("<I", stream, 24)
    for number in range(min(sets, 2)):
        (begin,) = struct.unpack_from("<I", stream, _HEADER + number * _PLACE + 16)
        (count,) = struct.unpack_from("<I", stream, begin + 4)
        places = dict(struct.unpack_from("<II", stream, begin + 8 + 8 * each) for each in range(min(count, _MOST)))
        if _DICTIONARY not in places:
            continue
        page = 0
        if _CODE_PAGE in places:
            (page,) = struct.unpack_from("<H", stream, begin + places[_CODE_PAGE] + 4)
        for key, name in _dictionary(stream, begin + places[_DICTIONARY], page).items():
            if key in places:
                found[name] = _text(stream, begin + places[key], page)
    return found


def _dictionary(stream: bytes, place: int, page: int) -> dict[int, str]:
    """Return the names of a set's properties."""
    (count,) = struct.unpack_from("<I", stream, place)
    place += 4
    found = {}
    for _ in range(min(count, _MOST)):
        key, length = struct.unpack_from("<II", stream, place)
        size = length * 2 if page == _UTF_16 else length
        found[key] = _decoded(stream[place + 8 : place + 8 + size], page)
        place += 8 + size + (-size % 4 if page == _UTF_16 else 0)
    return found


def _text(stream: bytes, place: int, page: int) -> str:
    kind, length = struct.unpack_from("<II", stream, place)
    if kind == _WIDE_TEXT:
        return _decoded(stream[place + 8 : place + 8 + 2 * length], _UTF_16)
    return _decoded(stream[place + 8 : place + 8 + length], page) if kind == _TEXT else ""


def _decoded(data: bytes, page: int) -> str:
    names = {_UTF_16: "utf-16-le", _UTF_8: "utf-8"}
    return data.decode(names.get(page, "gb18030"), "replace").split("\0")[0]
