"""The id of a form among the properties of an old workbook, as office programs write them."""

from __future__ import annotations

import struct

import pytest

from selfeval_gui.domain.ids import FORM_ID_PROPERTY
from selfeval_gui.exchange.readers.ole_properties import ole_form_id
from tests.helpers.old_workbook import container

_NAME = "\x05DocumentSummaryInformation"


def properties(value: str, page: int, encoding: str, kind: int = 0x1E) -> bytes:
    """Return a stream with a first set of nothing and a second with the id."""
    name = f"{FORM_ID_PROPERTY}\0".encode(encoding)
    count = len(name) // (2 if page == 1200 else 1)
    dictionary = struct.pack("<III", 1, 2, count) + name
    dictionary += bytes(-len(dictionary) % 4)
    text = f"{value}\0".encode("utf-16-le" if kind == 0x1F else encoding)
    length = len(text) // (2 if kind == 0x1F else 1)
    begins = 8 + 3 * 8
    places = (0, begins), (1, begins + len(dictionary)), (2, begins + len(dictionary) + 8)
    own = b"".join(struct.pack("<II", *place) for place in places) + dictionary
    own += struct.pack("<IHH", 2, page, 0) + struct.pack("<II", kind, length) + text
    own = struct.pack("<II", 8 + len(own), 3) + own
    first = struct.pack("<II", 8, 0)
    head = struct.pack("<HHI", 0xFFFE, 0, 0) + bytes(16) + struct.pack("<I", 2)
    head += bytes(16) + struct.pack("<I", 68) + bytes(16) + struct.pack("<I", 68 + len(first))
    return head + first + own


@pytest.mark.parametrize(
    ("page", "encoding", "kind"),
    [(1200, "utf-16-le", 0x1E), (65001, "utf-8", 0x1E), (936, "gb18030", 0x1E), (936, "gb18030", 0x1F)],
)
def test_the_id_is_found(page: int, encoding: str, kind: int) -> None:
    assert ole_form_id(container(properties("a2b3c4d5", page, encoding, kind), _NAME)) == "a2b3c4d5"


@pytest.mark.parametrize("stream", [b"", b"\xfe\xff", properties("a2b3c4d5", 1200, "utf-16-le")[:90], b"\xff" * 200])
def test_what_is_broken_has_none(stream: bytes) -> None:
    assert ole_form_id(container(stream, _NAME)) == ""


def test_another_document_has_none() -> None:
    assert ole_form_id(container(b"")) == ""
    assert ole_form_id(b"no container at all") == ""
