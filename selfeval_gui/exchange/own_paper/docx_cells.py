"""Cells and rows of a document's tables: texts in the look that stands there, merges down, copies without names."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from selfeval_gui.exchange.own_paper.geometry import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What a document holds once: a copy of a row must not hold it again.
_ONCE = {
    W + name
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"),
        *("proofErr", "permStart", "permEnd", "footnoteReference", "endnoteReference"),
    )
}
_NAMES_OF_PARAGRAPHS = ("paraId", "textId")
_OF_CONTROLS = ("showingPlcHdr", "dataBinding", "placeholder", "temporary")
_BEFORE_MERGE = {W + name for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}


def clean_copy(line: etree._Element) -> etree._Element:
    """Return a copy of a row without what a document holds once; a height that cuts text becomes a least height."""
    twin = deepcopy(line)
    for each in [*twin.iter()]:
        above = each.getparent()
        if each.tag in _ONCE and above is not None:
            above.remove(each)
        elif each.tag == f"{W}sdtPr":
            for name in each.findall(f"{W}id"):
                each.remove(name)
        elif each.tag == f"{W}trHeight" and each.get(f"{W}hRule") == "exact":
            each.set(f"{W}hRule", "atLeast")
        _forget_names(each)
    return twin


def _forget_names(element: etree._Element) -> None:
    for key in [key for key in element.attrib if str(key).endswith(_NAMES_OF_PARAGRAPHS)]:
        del element.attrib[key]


def set_cell(cell: etree._Element, text: str) -> None:
    """Put a text into a cell, a paragraph for each line, in the look of its first; content controls stay."""
    for control in cell.iter(f"{W}sdtPr"):
        for name in _OF_CONTROLS:
            for each in control.findall(W + name):
                control.remove(each)
    own = [each for each in cell.iter(f"{W}p") if next(each.iterancestors(f"{W}tc"), None) is cell]
    first, *more = own or [etree.SubElement(cell, f"{W}p")]
    for each in more:
        above = each.getparent()
        if above is not None:
            above.remove(each)
    lines = text.split("\n")
    pattern, here = deepcopy(first), first
    _set_paragraph(first, lines[0])
    for line in lines[1:]:
        paragraph = deepcopy(pattern)
        _forget_names(paragraph)
        _set_paragraph(paragraph, line)
        here.addnext(paragraph)
        here = paragraph


def _set_paragraph(paragraph: etree._Element, text: str) -> None:
    """Let a paragraph hold this text in the look of its first run; a control around that run stays."""
    runs = [*paragraph.iter(f"{W}r")]
    written = next((run for run in runs if run.find(f"{W}t") is not None), runs[0] if runs else None)
    look = written.find(f"{W}rPr") if written is not None else paragraph.find(f"{W}pPr/{W}rPr")
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(_as_look(look))
    if text:
        words = etree.SubElement(run, f"{W}t")
        words.text = text
        words.set(_SPACE, "preserve")
    holder = next(written.iterancestors(f"{W}sdtContent"), None) if written is not None else None
    if holder is not None and paragraph not in holder.iterancestors():
        holder = None  # the control holds the whole paragraph
    for part in [*paragraph]:
        if part.tag != f"{W}pPr" and (holder is None or holder not in part.iter()):
            paragraph.remove(part)
    target = paragraph if holder is None else holder
    if holder is not None:
        for part in [*holder]:
            holder.remove(part)
    if text or holder is not None:
        target.append(run)


def _as_look(look: etree._Element) -> etree._Element:
    """Return the look of a run, without the grey of a placeholder and without marks of changes."""
    twin = deepcopy(look)
    for each in [*twin]:
        is_grey = each.tag == f"{W}rStyle" and each.get(f"{W}val") == "PlaceholderText"
        if is_grey or each.tag in {f"{W}ins", f"{W}del"}:
            twin.remove(each)
    return twin


def merge_mark(cell: etree._Element, how: str) -> None:
    """Begin a merge down in a cell ("restart"), go on with it ("continue"), or have none ("")."""
    looks = cell.find(f"{W}tcPr")
    if looks is None:
        looks = etree.Element(f"{W}tcPr")
        cell.insert(0, looks)
    for each in looks.findall(f"{W}vMerge"):
        looks.remove(each)
    if how:
        mark = etree.Element(f"{W}vMerge")
        if how == "restart":
            mark.set(f"{W}val", "restart")
        looks.insert(sum(each.tag in _BEFORE_MERGE for each in looks), mark)
