"""XML of files from anywhere: no entity is resolved, no address opened, no depth without end."""

from __future__ import annotations

from zipfile import BadZipFile, ZipFile

from lxml import etree

from selfeval_gui.exchange.readers.file_kind import UnreadableSource

FORM_ID_PROPERTY = "selfeval.form"
_CUSTOM = "docProps/custom.xml"
_PROLOGUE = 4096
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)


def parse_xml(data: bytes) -> etree._Element:
    """Parse one part of a package.

    Raises
    ------
    UnreadableSource
        for a document type (which could hold entities), or XML that is not whole.
    """
    if b"<!DOCTYPE" in data[:_PROLOGUE] or b"<!ENTITY" in data[:_PROLOGUE]:
        raise UnreadableSource("source.entities")
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        too_deep = "depth" in str(error)
        raise UnreadableSource("source.nested" if too_deep else "source.damaged") from None
    if root is None:
        raise UnreadableSource("source.damaged")
    return root


def read_part(archive: ZipFile, name: str) -> bytes:
    """Return a part of a package; `UnreadableSource` if it is missing or broken."""
    try:
        return archive.read(name)
    except (KeyError, BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
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
    tag = str(element.tag)
    return "" if tag.startswith("<") else tag.rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, in whatever namespace; blank if there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
