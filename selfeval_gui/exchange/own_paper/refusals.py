"""Files that are not taken as a paper to fill: what filling could not keep whole."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.readers.file_kind import FileKind, UnreadableSource, kind_of
from selfeval_gui.exchange.readers.safe_xml import attribute, parse_xml, read_part

MOST_COLUMNS = 300  # of a table; the widest form seen has 40
MOST_CELLS = 100_000  # covered by merges
_NAMESPACE = b"http://schemas.openxmlformats.org/"
_MAIN = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_FORMULAS = {"f", "formula", "formula1", "formula2", "definedName"}
_QUOTED = re.compile(r'"[^"]*"')
# [1]表!A1 or '目录\\[去年.xlsx]表'!A1; a column of a table, 表1[金额], has its name before the bracket.
_OF_ANOTHER_FILE = re.compile(r"'[^'\[]*\[[^\]']+\][^']*'!|(?<![\w\]])\[[^\[\]]+\][\w.]*!")


def paper_kind(data: bytes) -> str:
    """Return "xlsx" or "docx".

    Raises
    ------
    UnreadableSource
        for any other file, and for one with macros, links to other files or pivot tables.
    """
    kind = _kind(data)
    with ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        types = read_part(archive, "[Content_Types].xml")
        if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
            raise UnreadableSource("paper.macros")
        if any(name.startswith("xl/pivot") for name in names):
            raise UnreadableSource("paper.pivot")
        if _has_links(archive, names) or _calls_another_file(archive, names):
            raise UnreadableSource("paper.links")
        if _NAMESPACE not in read_part(archive, _MAIN[kind])[:4096]:
            raise UnreadableSource("paper.strict")
        if any(name.startswith("_xmlsignatures/") for name in names):
            raise UnreadableSource("paper.signed")
    return kind


def _kind(data: bytes) -> str:
    try:
        kind = kind_of(data)
    except UnreadableSource as error:
        raise UnreadableSource("paper.kind" if error.code == "source.old_word" else error.code) from None
    if kind not in {FileKind.XLSX, FileKind.DOCX}:
        raise UnreadableSource("paper.kind")
    return str(kind)


def _has_links(archive: ZipFile, names: list[str]) -> bool:
    """Tell whether a part comes from another file; an address that a person may click on is no part."""
    for name in names:
        if name.startswith("xl/externalLinks/"):
            return True
        if name.endswith(".rels"):
            for each in parse_xml(read_part(archive, name)):
                is_address = attribute(each, "Type").endswith("/hyperlink")
                if attribute(each, "TargetMode") == "External" and not is_address:
                    return True
    return False


def _calls_another_file(archive: ZipFile, names: list[str]) -> bool:
    """Tell whether a formula names another file; some programs write such formulas without a part for the link."""
    sheets = [name for name in names if name == "xl/workbook.xml" or name.startswith("xl/worksheets/sheet")]
    roots = (parse_xml(read_part(archive, name)) for name in sheets if name.endswith(".xml"))
    formulas = (each.text or "" for root in roots for each in root.iter("{*}*") if _is_formula(each))
    return any("[" in text and _OF_ANOTHER_FILE.search(_QUOTED.sub("", text)) for text in formulas)


def _is_formula(element: etree._Element) -> bool:
    return etree.QName(element).localname in _FORMULAS
