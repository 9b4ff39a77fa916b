"""What Qt leaves out of a PDF, put into the finished bytes: bookmarks, and the right letter for each shape.

The structure is the plain one that Qt writes: a cross reference table and one flat list of pages. The change is
appended, as the format provides for, so that nothing that Qt wrote moves.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_NUMBER = re.compile(rb"(\d+) 0 R")
_LETTERS = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_LIST = re.compile(rb"\[([^\]]*)\]")
_LETTER = re.compile(rb"<([0-9A-Fa-f]{4})>")


class Bookmark(NamedTuple):
    """A line of the table of contents: its words, and its page counted from 0."""

    title: str
    page: int


def add_bookmarks(data: bytes, bookmarks: Sequence[Bookmark]) -> bytes:
    """Return the PDF with bookmarks, shown when it is opened."""
    if not bookmarks:
        return data
    start = _number(_START, data[-64:])
    trailer = data[data.rindex(b"trailer") :]
    root, size = _number(_ROOT, trailer), _number(_SIZE, trailer)
    catalog = _object(data, start, root)
    pages = [int(each) for each in _NUMBER.findall(_kids(_object(data, start, _number(_PAGES, catalog))))]
    outline, first = size, size + 1
    last = first + len(bookmarks) - 1
    objects = {
        root: catalog.rstrip().removesuffix(b">>") + b"/Outlines %d 0 R\n/PageMode /UseOutlines\n>>" % outline,
        outline: b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, len(bookmarks)),
    }
    for number, (title, page) in enumerate(bookmarks, first):
        around = b"/Prev %d 0 R " % (number - 1) if number > first else b""
        around += b"/Next %d 0 R " % (number + 1) if number < last else b""
        target = b"/Dest [%d 0 R /XYZ null null null]" % pages[page]
        objects[number] = b"<< /Title <%s> /Parent %d 0 R %s%s >>" % (_text(title), outline, around, target)
    return _appended(data, objects, start, last + 1, trailer)


def mend_letters(data: bytes, letters: Mapping[str, str]) -> bytes:
    """Return the PDF whose text is read with other letters: a shape is noted under the first letter that has it.

    For many fonts 一 has the shape of the radical ⼀ and a blank that of a tab, and would be copied as that.
    """
    codes = {b"<%04X>" % ord(wrong): b"<%04X>" % ord(right) for wrong, right in letters.items()}
    if not codes:
        return data

    def listed(found: re.Match[bytes]) -> bytes:
        """Replace the letters, of the same length each, so that nothing in the file moves."""
        text = found[0]
        for wrong, right in codes.items():
            text = text.replace(wrong, right)
        return text

    return _LETTERS.sub(lambda found: _LIST.sub(listed, found[0]), data)


def letters_in(data: bytes) -> set[str]:
    """Return the letters that the text of the PDF is read as."""
    lists = (listed for block in _LETTERS.findall(data) for listed in _LIST.findall(block))
    return {chr(int(code, 16)) for listed in lists for code in _LETTER.findall(listed)}


def _number(pattern: re.Pattern[bytes], data: bytes) -> int:
    found = pattern.search(data)
    if found is None:
        raise ValueError(f"not a PDF as Qt writes it: {pattern.pattern!r}")
    return int(found[1])


def _kids(pages: bytes) -> bytes:
    found = _KIDS.search(pages)
    return b"" if found is None else found[1]


def _object(data: bytes, start: int, number: int) -> bytes:
    """Return the body of an object that holds no stream, found by the cross reference table at `start`."""
    table = data[start:].split(b"\n", 2)[2]
    offset = int(table[20 * number : 20 * number + 10])
    head = b"%d 0 obj" % number
    begin = data.index(head, offset, offset + len(head) + 2) + len(head)
    return data[begin : data.index(b"endobj", begin)]


def _appended(data: bytes, objects: Mapping[int, bytes], start: int, size: int, trailer: bytes) -> bytes:
    added = bytearray(data if data.endswith(b"\n") else data + b"\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(added)
        added += b"%d 0 obj\n%s\nendobj\n" % (number, body.strip())
    table = len(added)
    added += b"xref\n"
    for number, offset in sorted(offsets.items()):
        added += b"%d 1\n%010d 00000 n \n" % (number, offset)
    entries = trailer[trailer.index(b"<<") + 2 : trailer.index(b">>\nstartxref")]
    entries = _SIZE.sub(b"/Size %d" % size, entries)
    added += b"trailer\n<<%s/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n" % (entries, start, table)
    return bytes(added)


def _text(title: str) -> bytes:
    """Return a text as the format has it, UTF-16 with a mark, in hexadecimal digits."""
    return ("\ufeff" + title).encode("utf-16-be", "replace").hex().upper().encode("ascii")
