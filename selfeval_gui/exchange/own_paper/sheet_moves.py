"""What names rows within a sheet: formulas, formats, validations, breaks and merges, moved or written anew."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from selfeval_gui.exchange.cell_text import column_letters
from selfeval_gui.exchange.own_paper.geometry import Area, S
from selfeval_gui.exchange.own_paper.moves import Moves
from selfeval_gui.exchange.own_paper.sheet_xml import SheetXml
from selfeval_gui.exchange.readers.safe_xml import local_name

_NAMED = (
    *(("dimension", "ref"), ("conditionalFormatting", "sqref"), ("dataValidation", "sqref"), ("hyperlink", "ref")),
    *(("autoFilter", "ref"), ("sortState", "ref"), ("ignoredError", "sqref"), ("protectedRange", "sqref")),
    *(("selection", "sqref"), ("selection", "activeCell"), ("pane", "topLeftCell"), ("sheetView", "topLeftCell")),
)
_FORMULAS = ("formula", "formula1", "formula2")
_BEFORE_MERGES = {
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews"),
}


def move_names(sheet: SheetXml, moves: Moves, totals: set[str]) -> None:
    """Move every reference of the sheet to its rows; the formulas of `totals` name the new rows already."""
    root = sheet.root
    for formula in root.iter(f"{S}f"):
        cell = formula.getparent()
        if formula.text and (cell is None or cell.get("r") not in totals):
            formula.text = moves.formula(formula.text, sheet.name, is_here=True)
        if formula.get("ref"):
            formula.set("ref", moves.references(formula.get("ref", "")))
    for tag, name in _NAMED:
        for each in root.iter(S + tag):
            if each.get(name):
                each.set(name, moves.references(each.get(name, "")))
    for each in root.iter(*(S + tag for tag in _FORMULAS), "{*}sqref", "{*}f"):
        if each.text and each.tag != f"{S}f":
            each.text = moves.formula(each.text, sheet.name, is_here=True)
    for each in root.iterfind(f"{S}rowBreaks/{S}brk"):
        each.set("id", str(moves.end(int(each.get("id", "0")))))


def write_merges(root: etree._Element, merges: Iterable[Area]) -> None:
    """Write the merges, rows from 1, in the place of the old ones."""
    written = sorted({each for each in merges if each[:2] != each[2:]})
    box = root.find(f"{S}mergeCells")
    if not written:
        if box is not None:
            root.remove(box)
        return
    if box is None:
        box = etree.Element(f"{S}mergeCells")
        root.insert(1 + max(n for n, each in enumerate(root) if local_name(each) in _BEFORE_MERGES), box)
    for each in [*box]:
        box.remove(each)
    for row, column, last_row, last_column in written:
        name = f"{column_letters(column)}{row}:{column_letters(last_column)}{last_row}"
        etree.SubElement(box, f"{S}mergeCell", ref=name)
    box.set("count", str(len(box)))
