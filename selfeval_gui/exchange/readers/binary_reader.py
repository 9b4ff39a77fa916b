"""Workbooks in Microsoft's binary kinds (.xls, .xlsb, and .et where it is one of them) as cells, through calamine.

It leaves out the looks of cells and which are computed. Those of an .xls are read from its records; where they are not
known, as in an .xlsb, numbers are marked as unformatted, and what was computed passes for typed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from selfeval_gui.exchange.readers.date_format import shown_date
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import (
    MAX_CELLS,
    MAX_FILLED,
    Aside,
    Grid,
    Source,
    SourceCell,
    cell_name,
    clean_text,
    put_aside,
)
from selfeval_gui.exchange.readers.number_format import around_text, hides, shown_number
from selfeval_gui.exchange.readers.ole_properties import ole_form_id
from selfeval_gui.exchange.readers.xls_looks import SheetLooks, looks_of
from selfeval_gui.exchange.readers.xlsx_asides import margin_text, says_more_than_pages
from selfeval_gui.exchange.readers.xlsx_texts import PLAIN, in_words, words_of

Told = list[tuple[Aside, str, str]]


def read_binary_workbook(data: bytes, report: Callable[[int, int], None]) -> Source:
    """Read every sheet; `report(done, total)` is called after each.

    Raises
    ------
    UnreadableSource
        for a password, a damaged file, or a used range that is too large.
    """
    grids: list[Grid] = []
    beside: Told = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets, looks = workbook.sheets_metadata, looks_of(data)
        for number, sheet in enumerate(sheets):
            known = looks.get(sheet.name) or SheetLooks()
            cells = list(_cells(number, workbook.get_sheet_by_name(sheet.name), known, beside))
            hidden_rows = known.hidden_rows.intersection(cell.row for cell in cells)
            is_hidden = sheet.visible is not SheetVisibleEnum.Visible
            hidden_columns = known.hidden_columns.intersection(cell.column for cell in cells)
            grids.append(Grid(sheet.name, cells, is_hidden, frozenset(hidden_rows), None, frozenset(hidden_columns)))
            for place, text in known.comments.items():
                beside.append((Aside.COMMENT, f"{sheet.name}!{cell_name(*place)}", text))
            beside += ((Aside.TEXT_BOX, sheet.name, text) for text in known.boxes)
            margins = map(margin_text, known.margins)
            beside += ((Aside.HEADER, sheet.name, text) for text in margins if says_more_than_pages(text))
            report(number + 1, len(sheets))
    except PasswordError:
        raise UnreadableSource("source.password") from None
    except (CalamineError, ValueError, OSError):
        raise UnreadableSource("source.damaged") from None
    for kind, at, text in beside:
        put_aside(grids, kind, at, text)
    return Source(grids, is_workbook=True, form_id=ole_form_id(data))


def _cells(number: int, sheet: CalamineSheet, known: SheetLooks, beside: Told) -> Iterator[SourceCell]:
    if sheet.start is None or sheet.end is None:
        return
    top, left = sheet.start
    if (sheet.end[0] - top + 1) * (sheet.end[1] - left + 1) > MAX_CELLS:
        raise UnreadableSource("source.range")
    spans = {area[0]: area[1] for area in sheet.merged_cell_ranges or []}
    filled = 0
    for row, values in enumerate(sheet.to_python(), top):
        for column, value in enumerate(values, left):
            place = row, column
            text, exact, is_bare = _shown(value, known.formats.get(place))
            around = around_text(known.formats.get(place, "")) if isinstance(value, str) else ("", "")
            words = words_of(in_words(known.texts.get(place, text), around), known.looks.get(place, PLAIN))
            if hides(known.formats.get(place, ""), is_text=isinstance(value, str)):
                beside.append((Aside.HIDDEN, f"{sheet.name}!{cell_name(row, column)}", words.shown))
                words = words._replace(shown="")
            if words.struck:
                beside.append((Aside.STRUCK, f"{sheet.name}!{cell_name(row, column)}", words.struck))
            if words.shown:
                filled += 1
                last = spans.get(place, place)
                is_computed = place in known.computed
                yield SourceCell(number, row, column, *last, words.shown, is_bare, exact, is_computed)
        if filled > MAX_FILLED:
            raise UnreadableSource("source.range")


def _shown(value: Any, code: str | None) -> tuple[str, str, bool]:  # noqa: ANN401
    """Return text, exact number, and whether the value is a number of which no look is known."""
    if isinstance(value, str):
        return clean_text(value), "", False
    if isinstance(value, bool):
        return str(value).upper(), "", False
    if isinstance(value, int | float):
        return *shown_number(value, code or ""), code is None
    if isinstance(value, date | time | timedelta):
        return shown_date(value, code or ""), "", False
    return str(value), "", False
