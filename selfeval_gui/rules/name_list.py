"""A list of project names as people keep it: the first column of a workbook or of a .csv, or a name a line.

Read with the standard library alone and from bytes: the names are texts in one column, whatever program wrote them.
"""

import csv
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

_MOST_BYTES = 64 * 1024 * 1024  # unpacked, of one part of a workbook
# All that broken, cut or encrypted workbooks and texts were seen to raise.
_UNREADABLE = (
    *(BadZipFile, zlib.error, ElementTree.ParseError, csv.Error),
    *(LookupError, EOFError, ValueError, RuntimeError),
)
_FIRST_COLUMN = re.compile(r"\$?A\$?\d+")


class BadNameList(ValueError):
    """The bytes hold no list of names."""


def read_names(data: bytes, suffix: str) -> list[str]:
    """Return the names of a list, blank ones left out; `suffix` is the file's, such as ".xlsx".

    Raises
    ------
    BadNameList
        if it cannot be read as what its suffix says.
    """
    try:
        if suffix.lower() == ".xlsx":
            names = list(_first_column(data))
        elif suffix.lower() == ".csv":
            names = [row[0] for row in csv.reader(_text(data).splitlines()) if row]
        else:
            names = _text(data).splitlines()
    except _UNREADABLE as error:
        raise BadNameList(str(error)) from error
    return [name.strip() for name in names if name.strip()]


def _text(data: bytes) -> str:
    """Decode what Excel, WPS and editors write: UTF-8, UTF-16 with its mark, else the Chinese of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    if b"\0" in data:
        raise BadNameList("no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _first_column(data: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as book:
        names = book.namelist()
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            shared = [_texts(each) for each in _part(book, "xl/sharedStrings.xml") if _tag(each) == "si"]
        for cell in _part(book, _first_sheet(names)).iter():
            if _tag(cell) == "c" and _FIRST_COLUMN.fullmatch(cell.get("r", "A1")):
                value = next((each.text or "" for each in cell if _tag(each) == "v"), "")
                yield shared[int(value)] if cell.get("t") == "s" and value else value or _texts(cell)


def _first_sheet(names: list[str]) -> str:
    sheets = [name for name in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    if not sheets:
        raise BadNameList("no sheet")
    return min(sheets, key=lambda name: (len(name), name))


def _part(book: ZipFile, name: str) -> ElementTree.Element:
    if book.getinfo(name).file_size > _MOST_BYTES:
        raise BadNameList("too large")
    return ElementTree.fromstring(book.read(name))


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _texts(element: ElementTree.Element) -> str:
    """Return the text of a cell, its parts in different fonts joined; readings above the characters are left out."""
    return "".join(
        each.text or ""
        for part in element
        if _tag(part) != "rPh"
        for each in ([part] if _tag(part) == "t" else part.iter())
        if _tag(each) == "t"
    )
