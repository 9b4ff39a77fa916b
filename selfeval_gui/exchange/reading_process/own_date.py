"""When a document was saved last, by its own word; the file's time changes with every copy of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_PARTS = {
    "docProps/core.xml": re.compile(rb"<dcterms:modified[^>]*>([^<]{10,40})<"),
    "meta.xml": re.compile(rb"<dc:date>([^<]{10,40})<"),
}
_PDF = re.compile(rb"/ModDate\s*\(D:(\d{14})(?:([+-])(\d\d)'?(\d\d))?")
_MOST = 1 << 16  # bytes of such a part
_FIRST_YEAR = 2001  # documents without a true date say 1980 or, our own, 2000


def own_date(data: bytes) -> datetime | None:
    """Return what the document says; None where it says nothing that could be true."""
    said = _of_pdf(data) if data.startswith(b"%PDF") else _of_archive(data)
    try:
        date = datetime.fromisoformat(said)
    except ValueError:
        return None
    date = date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    return date if date.year >= _FIRST_YEAR else None


def _of_pdf(data: bytes) -> str:
    found = _PDF.findall(data)
    if not found:
        return ""
    moment, sign, hours, minutes = (part.decode("ascii") for part in found[-1])
    zone = f"{sign}{hours}:{minutes}" if sign else "+00:00"
    return f"{moment[:4]}-{moment[4:6]}-{moment[6:8]}T{moment[8:10]}:{moment[10:12]}:{moment[12:]}{zone}"


def _of_archive(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return ""
    try:
        with ZipFile(BytesIO(data)) as archive:
            for name in _PARTS.keys() & set(archive.namelist()):
                with archive.open(name) as part:
                    found = _PARTS[name].search(part.read(_MOST))
                if found is not None:
                    return found[1].decode("ascii", "replace").strip()
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return ""
    return ""
