"""The other parts of a workbook as far as rows moved through them, and what was left of last year."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterable, Iterator
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.own_paper.geometry import S, WorkbookGeometry
from selfeval_gui.exchange.own_paper.moves import Moves
from selfeval_gui.exchange.own_paper.package import repacked, xml_bytes
from selfeval_gui.exchange.own_paper.sheet_xml import SheetXml
from selfeval_gui.exchange.readers.safe_xml import parse_xml

_BOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_CHART = re.compile(r"xl/charts/chart\d+\.xml")
_NOTE_ROW = re.compile(r"(<x:Row>)(\d+)")
_NOTE_PLACE = re.compile(r"(<x:Anchor>\s*)((?:\s*-?\d+\s*,){7}\s*-?\d+)")
_ANCHOR_ROWS = (2, 6)  # of the eight numbers of a note's place
_AFTER_CALC = (
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "webPublishing",
    "fileRecoveryPr",
    "extLst",
)


def finished(data: bytes, geometry: WorkbookGeometry, sheets: list[SheetXml], moved: SheetXml, moves: Moves) -> bytes:
    """Return the workbook with its changed sheets, everything that names their rows, and nothing of last year."""
    changed = {sheet.path: xml_bytes(sheet.root) for sheet in sheets}
    with ZipFile(io.BytesIO(data)) as archive:
        parts = _Parts(archive, changed)
        _move_others(parts, geometry, moved, moves)
        _calculate_on_load(parts)
        _forget_unused_strings(parts, geometry)
        gone = {each for each in archive.namelist() if each.endswith("calcChain.xml") or "docProps/thumbnail" in each}
        _forget_parts(parts, gone)
    return repacked(data, changed, gone)


class _Parts:
    """The parts of a package, as they are now."""

    def __init__(self, archive: ZipFile, changed: dict[str, bytes]) -> None:
        self._archive, self.changed, self.names = archive, changed, archive.namelist()

    def bytes_of(self, name: str) -> bytes:
        return self.changed.get(name) or self._archive.read(name)

    def root(self, name: str) -> etree._Element:
        return parse_xml(self.bytes_of(name))

    def keep(self, name: str, root: etree._Element) -> None:
        self.changed[name] = xml_bytes(root)


def _move_others(parts: _Parts, geometry: WorkbookGeometry, sheet: SheetXml, moves: Moves) -> None:
    if not moves.shift:
        return
    others = [path for path in geometry.paths if path != sheet.path]
    for name in [_BOOK, *others, *filter(_CHART.fullmatch, parts.names)]:
        root = parts.root(name)
        if _move_formulas(
            root.iter("{*}definedName", "{*}f", "{*}formula", "{*}formula1", "{*}formula2"), sheet, moves
        ):
            parts.keep(name, root)
    for kind, name in _related(parts, sheet.path):
        if kind in {"comments", "threadedComment", "table"}:
            root = parts.root(name)
            for each in root.iter("{*}comment", "{*}threadedComment", "{*}table", "{*}autoFilter"):
                if each.get("ref"):
                    each.set("ref", moves.references(each.get("ref", "")))
            parts.keep(name, root)
        elif kind == "drawing":
            root = parts.root(name)
            for each in root.iter("{*}row"):
                each.text = str(moves.start(int(each.text or 0) + 1) - 1)
            parts.keep(name, root)
        elif kind == "vmlDrawing":
            parts.changed[name] = _moved_notes(parts.bytes_of(name), moves)


def _move_formulas(found: Iterable[etree._Element], sheet: SheetXml, moves: Moves) -> bool:
    is_moved = False
    for each in found:
        text = each.text or ""
        new = moves.formula(text, sheet.name, is_here=False)
        if new != text:
            each.text, is_moved = new, True
    return is_moved


def _related(parts: _Parts, path: str) -> Iterator[tuple[str, str]]:
    """Yield the kinds and names of the parts that a sheet refers to."""
    folder, _slash, base = path.rpartition("/")
    name = f"{folder}/_rels/{base}.rels"
    if name not in parts.names:
        return
    for each in parts.root(name):
        target = each.get("Target", "")
        found = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        if each.get("TargetMode") != "External" and found in parts.names:
            yield each.get("Type", "").rpartition("/")[2], found


def _moved_notes(data: bytes, moves: Moves) -> bytes:
    """Move the boxes of comments, whose part is no XML that every program writes well."""

    def row(found: re.Match[str]) -> str:
        return found[1] + str(moves.start(int(found[2]) + 1) - 1)

    def place(found: re.Match[str]) -> str:
        numbers = [int(each) for each in found[2].split(",")]
        for each in _ANCHOR_ROWS:
            numbers[each] = moves.start(numbers[each] + 1) - 1
        return found[1] + ", ".join(map(str, numbers))

    text = data.decode("utf-8", "surrogateescape")
    return _NOTE_PLACE.sub(place, _NOTE_ROW.sub(row, text)).encode("utf-8", "surrogateescape")


def _calculate_on_load(parts: _Parts) -> None:
    """Let whoever opens the workbook work its formulas out."""
    root = parts.root(_BOOK)
    how = root.find(f"{S}calcPr")
    if how is None:
        how = etree.Element(f"{S}calcPr")
        later = [number for number, each in enumerate(root) if etree.QName(each).localname in _AFTER_CALC]
        root.insert(min(later, default=len(root)), how)
    if how.get("fullCalcOnLoad") != "1":
        how.set("fullCalcOnLoad", "1")
        parts.keep(_BOOK, root)


def _forget_unused_strings(parts: _Parts, geometry: WorkbookGeometry) -> None:
    """Blank the texts that no cell shows any more: they would tell of last year's form."""
    if _STRINGS not in parts.names:
        return
    used = set()
    for path in geometry.paths:
        for cell in parts.root(path).iter(f"{S}c"):
            if cell.get("t") == "s":
                used.add(int(cell.findtext(f"{S}v") or -1))
    root, is_changed = parts.root(_STRINGS), False
    for number, each in enumerate(root.iterfind(f"{S}si")):
        if number not in used and "".join(map(str, each.itertext())):
            for part in [*each]:
                each.remove(part)
            etree.SubElement(each, f"{S}t")
            is_changed = True
    if is_changed:
        parts.keep(_STRINGS, root)


def _forget_parts(parts: _Parts, gone: set[str]) -> None:
    """Take parts that are gone out of the lists of the package."""
    ends = tuple(each.rpartition("/")[2] for each in gone)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "_rels/.rels") if gone else ():
        if name not in parts.names:
            continue
        root = parts.root(name)
        named = [each for each in root if (each.get("PartName") or each.get("Target") or "").endswith(ends)]
        for each in named:
            root.remove(each)
        if named:
            parts.keep(name, root)
