"""Workbooks in Microsoft's binary kinds (.xls, .xlsb, and .et where it is one of them) as cells, through calamine.

It does not tell number formats nor which cells are computed: numbers are marked as unformatted, and what was computed
passes for typed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import MAX_CELLS, MAX_FILLED, Grid, Source, SourceCell, clean_text
from selfeval_gui.exchange.readers.number_format import shown_date, shown_number


def read_binary_workbook(data: bytes, report: Callable[[int, int], None]) -> Source:
    """Read every sheet; `report(done, total)` is called after each.

    Raises
    ------
    UnreadableSource
        for a password, a damaged file, or a used range that is too large.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets, grids = workbook.sheets_metadata, []
        for number, sheet in enumerate(sheets):
            cells = list(_cells(number, workbook.get_sheet_by_name(sheet.name)))
            grids.append(Grid(sheet.name, cells, sheet.visible is not SheetVisibleEnum.Visible))
            report(number + 1, len(sheets))
    except PasswordError:
        raise UnreadableSource("source.password") from None
    except (CalamineError, ValueError, OSError):
        raise UnreadableSource("source.damaged") from None
    return Source(grids, is_workbook=True)


def _cells(number: int, sheet: CalamineSheet) -> Iterator[SourceCell]:
    if sheet.start is None or sheet.end is None:
        return
    top, left = sheet.start
    if (sheet.end[0] - top + 1) * (sheet.end[1] - left + 1) > MAX_CELLS:
        raise UnreadableSource("source.range")
    spans = {area[0]: area[1] for area in sheet.merged_cell_ranges or []}
    filled = 0
    for row, values in enumerate(sheet.to_python(), top):
        for column, value in enumerate(values, left):
            shown, exact, is_bare = _shown(value)
            if shown:
                filled += 1
                last = spans.get((row, column), (row, column))
                yield SourceCell(number, row, column, *last, shown, is_bare, exact)
        if filled > MAX_FILLED:
            raise UnreadableSource("source.range")


def _shown(value: Any) -> tuple[str, str, bool]:  # noqa: ANN401
    """Return text, exact number, and whether the value is a number, whose look is not known."""
    if isinstance(value, str):
        return clean_text(value), "", False
    if isinstance(value, bool):
        return str(value).upper(), "", False
    if isinstance(value, int | float):
        return *shown_number(value, ""), True
    if isinstance(value, date | time | timedelta):
        return shown_date(value, ""), "", False
    return str(value), "", False
