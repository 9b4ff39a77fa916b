"""Lists as people keep them in a workbook, a .csv or a text: their rows."""

from __future__ import annotations

import csv

from selfeval_gui.exchange.readers.binary_reader import read_binary_workbook
from selfeval_gui.exchange.readers.file_kind import FileKind, UnreadableSource, kind_of
from selfeval_gui.exchange.readers.text_reader import NotText, decode_chinese
from selfeval_gui.exchange.readers.xlsx_reader import read_xlsx

_WORKBOOKS = {".xlsx", ".xls", ".et"}
_LONGEST_MERGE = 1000  # rows below the first


def read_rows(data: bytes, suffix: str) -> list[list[str]]:
    """Return the filled rows of a list; what a merged cell says stands in each of its rows.

    Raises
    ------
    UnreadableSource
        if it cannot be read as what its suffix, such as ".xlsx", says.
    """
    if suffix.lower() in _WORKBOOKS:
        return _rows_of_workbook(data)
    try:
        lines = decode_chinese(data).splitlines()
        rows = list(csv.reader(lines)) if suffix.lower() == ".csv" else [[line] for line in lines]
    except (NotText, csv.Error):
        raise UnreadableSource("source.not_text") from None
    return [row for row in rows if any(text.strip() for text in row)]


def _unheard(_done: int, _total: int) -> None:
    return


def _rows_of_workbook(data: bytes) -> list[list[str]]:
    kind = kind_of(data)  # some programs write a workbook of the new kind into a file called .xls
    if kind is FileKind.XLS:
        grids = read_binary_workbook(data, _unheard).grids
    elif kind is FileKind.XLSX:
        grids = read_xlsx(data).grids
    else:
        raise UnreadableSource("source.unknown_kind")
    if not grids:
        raise UnreadableSource("source.damaged")
    rows: dict[int, dict[int, str]] = {}
    for cell in grids[0].cells:
        for row in range(cell.row, min(cell.last_row, cell.row + _LONGEST_MERGE) + 1):
            rows.setdefault(row, {})[cell.column] = cell.text
    filled = [cells for _row, cells in sorted(rows.items())]
    return [[cells.get(column, "") for column in range(max(cells) + 1)] for cells in filled]
