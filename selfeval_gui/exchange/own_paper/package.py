"""A package (.xlsx, .docx) with some of its parts changed: the others keep their bytes, their order and their dates."""

from __future__ import annotations

import io
from collections.abc import Container, Mapping
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree


def xml_bytes(root: etree._Element) -> bytes:
    """Return a part as it stands in a package."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def repacked(data: bytes, changed: Mapping[str, bytes], gone: Container[str] = ()) -> bytes:
    """Return the package with these parts in place of the old ones, and without those that are gone."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in gone:
                new.writestr(part, changed[part.filename] if part.filename in changed else old.read(part))
    return out.getvalue()
