"""Rows as high as what they hold now: never lower than the office has made them."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.own_paper.geometry import Area, S, area
from selfeval_gui.exchange.own_paper.moves import Moves
from selfeval_gui.exchange.own_paper.sheet_xml import SheetXml
from selfeval_gui.exchange.templates.parts import FontSpec

_LINE, _AROUND = 1.3, 4.0  # of the size of the letters; points
_HIGHEST = 408.75  # of a row in Excel
_STEP = 0.75  # points, of which every height is a multiple


def fit_heights(sheet: SheetXml, merges: Iterable[Area], moves: Moves, touched: set[int], lowest: float) -> None:
    """Make these rows and those of the block high enough; `lowest` is the height of the old rows."""
    spans = {merge[:2]: merge[2:] for merge in merges}
    rows = range(moves.first, moves.first + moves.rows)
    height = {row: _height(sheet, row, lowest if row in rows else sheet.usual_height) for row in {*touched, *rows}}
    wanted = []
    for row in height:
        for cell in sheet.row(row).iterfind(f"{S}c"):
            text = sheet.text(cell)
            if text:
                column = area(cell.get("r", ""))[1]
                last_row, last_column = spans.get((row, column), (row, column))
                size = sheet.look(cell).size
                room = max(sheet.points(column, last_column) - _AROUND, size)
                lines = count_lines(text, FontSpec(name="宋体", size=min(max(size, 5), 72)), room)
                wanted.append((last_row - row, row, last_row, lines * size * _LINE + _AROUND))
    for _over, row, last_row, needed in sorted(wanted):  # what stands in one row says first how high that is
        own = [each for each in range(row, last_row + 1) if each in height]
        lack = needed - sum(height[each] for each in own)
        if lack > 0:
            height.update({each: height[each] + lack / len(own) for each in own})
    for row, points in height.items():
        sheet.row(row).set("ht", f"{min(ceil(points / _STEP) * _STEP, _HIGHEST):g}")
        sheet.row(row).set("customHeight", "1")


def _height(sheet: SheetXml, row: int, usual: float) -> float:
    return float(sheet.row(row).get("ht") or usual)
