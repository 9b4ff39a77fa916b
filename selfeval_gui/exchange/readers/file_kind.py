"""What a file really is, by its bytes and not by its name; and what is refused before any parser sees it."""

from __future__ import annotations

import io
from enum import StrEnum
from zipfile import BadZipFile, ZipFile

from selfeval_gui.storage.zip_bounds import Bounds, refusal

MAX_FILE_BYTES = 64 << 20
_BOUNDS = Bounds(files=5000, unpacked=256 << 20, one=128 << 20)

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST = 2048


class FileKind(StrEnum):
    """The kinds of files we read."""

    XLSX = "xlsx"
    XLS = "xls"  # and .xlsb, which is as binary
    ODS = "ods"
    ODT = "odt"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"


class UnreadableSource(Exception):
    """A file that is not read; `code` says why, `import_messages` has the sentence."""

    def __init__(self, code: str, **args_for_text: str) -> None:
        super().__init__(code, args_for_text)
        self.code = code
        self.args_for_text = args_for_text


def kind_of(data: bytes) -> FileKind:
    """Return the kind of a file.

    Raises
    ------
    UnreadableSource
        for an empty or too large file, a password, an archive that unpacks to too much, a kind we do not read.
    """
    if not data:
        raise UnreadableSource("source.empty")
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableSource("source.too_large")
    start = data[:_FIRST]
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _kind_of_zip(data)
    if start.startswith(_OLE):
        return _kind_of_ole(data)
    if b"%PDF-" in start[:1024]:
        return FileKind.PDF
    if start.startswith(_PICTURES):
        raise UnreadableSource("source.picture")
    if start.startswith(b"{\\rtf"):
        raise UnreadableSource("source.rtf")
    return _kind_of_text(start)


def _kind_of_text(start: bytes) -> FileKind:
    lowered = start.replace(b"\0", b"").lower()
    if b"<!doctype" in lowered and b"<!entity" in lowered:
        raise UnreadableSource("source.entities")
    if b"<table" in lowered or b"<html" in lowered or b"<!doctype html" in lowered:
        return FileKind.HTML
    if b'progid="excel.sheet"' in lowered or b"schemas-microsoft-com:office:spreadsheet" in lowered:
        raise UnreadableSource("source.xml_workbook")
    return FileKind.TEXT


def _kind_of_zip(data: bytes) -> FileKind:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            refused = refusal(archive.infolist(), _BOUNDS)
            if refused is not None:
                raise UnreadableSource(f"source.{refused.value}")
            if "xl/workbook.bin" in names:
                return FileKind.XLS
            if "xl/workbook.xml" in names:
                return FileKind.XLSX
            if "word/document.xml" in names:
                return FileKind.DOCX
            if "content.xml" in names and "mimetype" in names:
                return _kind_of_open_document(archive, names)
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        raise UnreadableSource("source.damaged") from None
    raise UnreadableSource("source.unknown_kind")


def _kind_of_open_document(archive: ZipFile, names: set[str]) -> FileKind:
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableSource("source.password")
    kind = archive.read("mimetype")
    if b"spreadsheet" in kind:
        return FileKind.ODS
    if b"opendocument.text" in kind:
        return FileKind.ODT
    raise UnreadableSource("source.unknown_kind")


def _kind_of_ole(data: bytes) -> FileKind:
    """Tell the old binary files apart by the names of their streams, which stand there as UTF-16."""
    if _has_stream(data, "EncryptedPackage") or _has_stream(data, "EncryptionInfo"):
        raise UnreadableSource("source.password")
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return FileKind.XLS
    if _has_stream(data, "WordDocument"):
        raise UnreadableSource("source.old_word")
    raise UnreadableSource("source.unknown_kind")


def _has_stream(data: bytes, name: str) -> bool:
    return f"{name}\0".encode("utf-16-le") in data
