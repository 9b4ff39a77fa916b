"""A document filled in place: word/document.xml is changed, every other part is copied byte for byte."""

from __future__ import annotations

from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from selfeval_gui.exchange.own_paper.docx_cells import clean_copy, merge_mark, set_cell
from selfeval_gui.exchange.own_paper.geometry import CellSlot, DocumentGeometry, W, document_geometry
from selfeval_gui.exchange.own_paper.package import repacked, xml_bytes
from selfeval_gui.exchange.own_paper.rows_copied import patterns
from selfeval_gui.exchange.own_paper.values import Rows, Values
from selfeval_gui.exchange.own_paper.within import put_within
from selfeval_gui.exchange.readers.docx_reader import columns_before, parts_of, spans_of
from selfeval_gui.exchange.recognize.column_fit import Column, heading_above
from selfeval_gui.exchange.templates.parts import LEVELS


class _Cell(NamedTuple):
    """A cell of a row: the columns it covers, "restart", "continue" or "" for a merge down, its element."""

    column: int
    last_column: int
    merge: str
    node: etree._Element


def fill_docx(values: Values) -> bytes:
    """Return the blank of the paper with the values of a form."""
    paper, data = values.paper, values.paper.data
    geometry = document_geometry(data)
    for place in paper.places:
        slot = geometry.slot(place.at)
        if slot is None or slot.node is None:
            continue
        text = values.of(place.field).at(place)
        if place.mode == "cell":
            set_cell(slot.node, text)
        else:
            any(put_within(texts, place, text) for texts in _texts(slot))
    _fill_rows(geometry, values)
    return repacked(data, {"word/document.xml": xml_bytes(geometry.root)})


def _texts(slot: CellSlot) -> list[list[etree._Element]]:
    """Return the texts of each paragraph of a slot."""
    node = slot.node
    if node is None:
        return []
    paragraphs = [node] if node.tag == f"{W}p" else node.iter(f"{W}p")
    return [[*each.iter(f"{W}t")] for each in paragraphs]


def _fill_rows(geometry: DocumentGeometry, values: Values) -> None:
    block, rows = values.paper.block, Rows(values)
    columns = [Column(each.field, each.first, each.last) for each in block.columns]
    old = [geometry.lines[grid][row] for grid, row in block.rows]
    looks = _looks_of_levels(old, columns)
    new = [clean_copy(line) for line in patterns(old, len(rows.rows))]
    for number, line in enumerate(new):
        _fill_row(line, number, rows, columns, looks)
    for line in new:
        old[0].addprevious(line)
    for line in old:
        above = line.getparent()
        if above is not None:
            above.remove(line)


def _cells(line: etree._Element) -> list[_Cell]:
    found, column = [], columns_before(line)
    for node in parts_of(line, "tc"):
        right, merge = spans_of(node)
        found.append(_Cell(column, column + right - 1, merge, node))
        column += right
    return found


def _looks_of_levels(old: list[etree._Element], columns: list[Column]) -> dict[str, etree._Element]:
    """Return a cell that showed each level: one that a merge covered has no look of its own."""
    looks: dict[str, etree._Element] = {}
    for line in old:
        for cell in _cells(line):
            above = heading_above(cell, columns)
            if above is not None and above.field in LEVELS and cell.merge != "continue":
                looks.setdefault(above.field, deepcopy(cell.node))
    return looks


def _fill_row(
    line: etree._Element, number: int, rows: Rows, columns: list[Column], looks: dict[str, etree._Element]
) -> None:
    left, seen = min(each.first for each in columns), set[str]()
    for cell in _cells(line):
        above = heading_above(cell, columns)
        if cell.last_column < left:
            _go_on_with_caption(cell, number)
        elif above is None or above.field in seen:
            set_cell(cell.node, "")
            merge_mark(cell.node, "")
        elif above.field in LEVELS:
            seen.add(above.field)
            _put_level(cell, number, rows, above.field, looks)
        else:
            seen.add(above.field)
            merge_mark(cell.node, "")
            set_cell(cell.node, rows.cell(number, above.field).text())


def _go_on_with_caption(cell: _Cell, number: int) -> None:
    """Let what stands beside the rows reach over all of them."""
    if number:
        merge_mark(cell.node, "continue")
        if cell.merge != "continue":
            set_cell(cell.node, "")
    elif cell.merge == "":
        merge_mark(cell.node, "restart")


def _put_level(cell: _Cell, number: int, rows: Rows, field: str, looks: dict[str, etree._Element]) -> None:
    node, span = cell.node, rows.level_at(number, field)
    if span is None:
        return
    begins = span.first == number
    if begins and cell.merge == "continue" and field in looks:
        node = _in_look_of(node, looks[field])
    merge_mark(node, "" if span.first == span.last else "restart" if begins else "continue")
    set_cell(node, span.text if begins else "")


def _in_look_of(node: etree._Element, look: etree._Element) -> etree._Element:
    """Put a copy of another cell in the place of one, as wide as that one."""
    twin, old = deepcopy(look), node.find(f"{W}tcPr")
    new = twin.find(f"{W}tcPr")
    if old is not None and new is not None:
        for name in ("gridSpan", "tcW"):  # the order in which they stand at the front is tcW, gridSpan
            for each in new.findall(W + name):
                new.remove(each)
            mine = old.find(W + name)
            if mine is not None:
                new.insert(0, deepcopy(mine))
    above = node.getparent()
    if above is not None:
        above.replace(node, twin)
    return twin
