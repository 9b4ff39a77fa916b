"""Leftover texts decided: kept as printed words of the paper, or cleared from the blank for good."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from zipfile import ZipFile

from selfeval_gui.exchange.own_paper.docx_cells import set_cell
from selfeval_gui.exchange.own_paper.geometry import W, document_geometry, workbook_geometry
from selfeval_gui.exchange.own_paper.learned import LeftText
from selfeval_gui.exchange.own_paper.leftovers import words_of
from selfeval_gui.exchange.own_paper.package import repacked, xml_bytes
from selfeval_gui.exchange.own_paper.sheet_xml import SheetXml, clear
from selfeval_gui.exchange.readers.safe_xml import parse_xml
from selfeval_gui.exchange.templates.paper import At, Paper


def decided(paper: Paper, kept: Iterable[LeftText], cleared: Iterable[LeftText]) -> Paper:
    """Return the paper with these texts kept, and those taken out of its blank."""
    gone = list(cleared)
    data, changed = paper.data, dict[str, bytes]()
    cells = [each.at for each in gone if each.at is not None]
    if cells:
        changed |= _without_cells(data, paper.format, cells)
    with ZipFile(io.BytesIO(data)) as archive:
        for part in {each.part for each in gone if each.part}:
            root = parse_xml(archive.read(part))
            for each in words_of(root):
                each.text = ""
            changed[part] = xml_bytes(root)
    if changed:
        data = repacked(data, changed)
    words = tuple(each.text for each in kept)
    update = {"blank": b64encode(data).decode("ascii"), "sha256": sha256(data).hexdigest(), "kept_words": words}
    return paper.model_copy(update=update)


def _without_cells(data: bytes, kind: str, cells: list[At]) -> dict[str, bytes]:
    if kind == "xlsx":
        book = workbook_geometry(data)
        sheets = {grid: SheetXml(data, book, grid) for grid in {at[0] for at in cells}}
        for grid, row, column in cells:
            clear(sheets[grid].cell(row + 1, column))
        return {sheet.path: xml_bytes(sheet.root) for sheet in sheets.values()}
    document = document_geometry(data)
    for at in cells:
        slot = document.slot(at)
        if slot is not None and slot.node is not None:
            if slot.node.tag == f"{W}p":
                for text in slot.node.iter(f"{W}t"):
                    text.text = ""
            else:
                set_cell(slot.node, "")
    return {"word/document.xml": xml_bytes(document.root)}
