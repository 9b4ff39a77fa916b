"""XML of files from anywhere: no entity is resolved, no address opened, no depth without end."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from selfeval_gui.domain.ids import FORM_ID_PROPERTY
from selfeval_gui.exchange.readers.file_kind import UnreadableSource

_CUSTOM = "docProps/custom.xml"
_LONGEST_TREE = 4 << 20  # bytes; of what is longer, a row at a time is kept in memory
_SAFE: dict[str, Any] = {
    **{"resolve_entities": False, "no_network": True, "load_dtd": False},
    **{"remove_comments": True, "remove_pis": True},
}
_REFUSED = {"depth": "source.nested", "amplification": "source.entities"}  # by a word of the parser
_PARSER = etree.XMLParser(**_SAFE)
_LOOSE = etree.XMLParser(**_SAFE, recover=True)


def parse_xml(data: bytes) -> etree._Element:
    """Parse one part of a package.

    Raises
    ------
    UnreadableSource
        for a document type (which could hold entities), or XML that is not whole.
    """
    with _refusals():
        root = etree.fromstring(data, _PARSER)
    _refuse_document_type(root)
    return root


def parse_loosely(data: bytes) -> etree._Element:
    """Parse what older programs wrote that is not quite XML, as far as it goes; nothing where nothing can be read."""
    root = etree.fromstring(data, _LOOSE)
    return etree.Element("none") if root is None else root


def children_of(data: bytes, **names: str) -> Iterator[etree._Element]:
    """Yield what stands in some elements of a part: `sheetData="row"`, or several names with a blank between.

    A long part is read without its whole tree.

    Raises as `parse_xml`. An element is only to be looked at before the next one is asked for.
    """
    if len(data) <= _LONGEST_TREE:
        root = parse_xml(data)
        for parent in (root, *root):
            if local_name(parent) in names:
                yield from parent
        return
    with _refusals():
        tags = [f"{{*}}{name}" for words in names.values() for name in words.split()]
        for _, element in etree.iterparse(io.BytesIO(data), tag=tags, **_SAFE):
            above = element.getparent()
            if above is not None and local_name(above) in names:
                _refuse_document_type(element)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del above[0]


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (etree.XMLSyntaxError, ValueError) as error:
        code = next((code for word, code in _REFUSED.items() if word in str(error)), "source.damaged")
        raise UnreadableSource(code) from None


def _refuse_document_type(element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableSource("source.entities")


def read_part(archive: ZipFile, name: str) -> bytes:
    """Return a part of a package; `UnreadableSource` if it is missing or broken."""
    try:
        return archive.read(name)
    except (KeyError, BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error):
        raise UnreadableSource("source.damaged") from None


def form_id_of(archive: ZipFile) -> str:
    """Return the id of the form that our own export has put into the properties; blank for other files."""
    if _CUSTOM in archive.namelist():
        for part in parse_xml(read_part(archive, _CUSTOM)):
            if attribute(part, "name") == FORM_ID_PROPERTY:
                return "".join(str(text) for text in part.itertext()).strip()[:64]
    return ""


def local_name(element: etree._Element) -> str:
    """Return the tag without its namespace; blank for what is no element (a processing instruction)."""
    return _bare(element.tag)


@lru_cache(maxsize=1024)
def _bare(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, in whatever namespace; blank if there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
