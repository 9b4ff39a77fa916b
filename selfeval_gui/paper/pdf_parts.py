"""What Qt leaves out of a PDF, put into the finished bytes: bookmarks, links, and the right letter for each shape.

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
_ANNOTATIONS = re.compile(rb"/Annots (\d+) 0 R")
_LETTERS = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_LIST = re.compile(rb"\[([^\]]*)\]")
_LETTER = re.compile(rb"<([0-9A-Fa-f]{4})>")


class Bookmark(NamedTuple):
    """A line of the table of contents: its words, and its page counted from 0."""

    title: str
    page: int


class Link(NamedTuple):
    """A place of a page that leads to another; left, bottom, right and top in points from the lower left corner."""

    page: int
    area: tuple[float, float, float, float]
    target: int


def bind(data: bytes, bookmarks: Sequence[Bookmark], links: Sequence[Link] = (), front: int = 0) -> bytes:
    """Return the PDF as a booklet, with links and with bookmarks that are shown when it is opened.

    Pages are counted from 0 as they were drawn. The last `front` of them are moved to the front, where a reader counts
    them in small Roman numbers, so that the others keep the numbers that stand on them.
    """
    if not bookmarks:
        return data
    start = _number(_START, data[-64:])
    trailer = data[data.rindex(b"trailer") :]
    root, size = _number(_ROOT, trailer), _number(_SIZE, trailer)
    catalog = _object(data, start, root).rstrip().removesuffix(b">>")
    tree = _number(_PAGES, catalog)
    page_tree = _object(data, start, tree)
    pages = [int(each) for each in _NUMBER.findall(_kids(page_tree))]
    objects = _outline(bookmarks, pages, size)
    catalog += b"/Outlines %d 0 R\n/PageMode /UseOutlines\n" % size
    if front:
        turned = b" ".join(b"%d 0 R" % each for each in (*pages[-front:], *pages[:-front]))
        objects[tree] = _KIDS.sub(b"/Kids [%s]" % turned, page_tree)
        catalog += b"/PageLabels << /Nums [0 << /S /r >> %d << /S /D >>] >>\n" % front
    for page in dict.fromkeys(link.page for link in links):
        annotations = _number(_ANNOTATIONS, _object(data, start, pages[page]))
        objects[annotations] = b"[%s]" % b"\n".join(_link(each, pages) for each in links if each.page == page)
    objects[root] = catalog + b">>"
    return _appended(data, objects, start, size + 1 + len(bookmarks), trailer)


def _outline(bookmarks: Sequence[Bookmark], pages: Sequence[int], number: int) -> dict[int, bytes]:
    """Return the objects of the outline, the first of them with this number."""
    first, last = number + 1, number + len(bookmarks)
    objects = {number: b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, len(bookmarks))}
    for place, (title, page) in enumerate(bookmarks, first):
        around = b"/Prev %d 0 R " % (place - 1) if place > first else b""
        around += b"/Next %d 0 R " % (place + 1) if place < last else b""
        objects[place] = b"<< /Title <%s> /Parent %d 0 R %s%s >>" % (_text(title), number, around, _goal(pages[page]))
    return objects


def _link(link: Link, pages: Sequence[int]) -> bytes:
    area = b" ".join(b"%.1f" % each for each in link.area)
    return b"<< /Type /Annot /Subtype /Link /Rect [%s] /Border [0 0 0] %s >>" % (area, _goal(pages[link.target]))


def _goal(page: int) -> bytes:
    return b"/Dest [%d 0 R /XYZ null null null]" % page


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
