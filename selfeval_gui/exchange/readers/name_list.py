"""Lists as people keep them in a workbook, a .csv or a text: their rows, or the names in their first column."""

from __future__ import annotations

import csv

from selfeval_gui.exchange.readers.file_kind import FileKind, UnreadableSource, kind_of
from selfeval_gui.exchange.readers.text_reader import NotText, decode_chinese
from selfeval_gui.exchange.readers.xlsx_reader import read_xlsx

_LONGEST_MERGE = 1000  # rows below the first


def read_names(data: bytes, suffix: str) -> list[str]:
    """Return the names of a list, blank ones left out; `suffix` is the file's, such as ".xlsx".

    Raises
    ------
    UnreadableSource
        if it cannot be read as what its suffix says.
    """
    names = [row[0] for row in read_rows(data, suffix)]
    return [name.strip() for name in names if name.strip()]


def read_rows(data: bytes, suffix: str) -> list[list[str]]:
    """Return the filled rows of a list; what a merged cell says stands in each of its rows. Raises as `read_names`."""
    if suffix.lower() == ".xlsx":
        return _rows_of_workbook(data)
    try:
        lines = decode_chinese(data).splitlines()
        rows = list(csv.reader(lines)) if suffix.lower() == ".csv" else [[line] for line in lines]
    except (NotText, csv.Error):
        raise UnreadableSource("source.not_text") from None
    return [row for row in rows if any(text.strip() for text in row)]


def _rows_of_workbook(data: bytes) -> list[list[str]]:
    if kind_of(data) is not FileKind.XLSX:
        raise UnreadableSource("source.unknown_kind")
    grids = read_xlsx(data).grids
    if not grids:
        raise UnreadableSource("source.damaged")
    rows: dict[int, dict[int, str]] = {}
    for cell in grids[0].cells:
        for row in range(cell.row, min(cell.last_row, cell.row + _LONGEST_MERGE) + 1):
            rows.setdefault(row, {})[cell.column] = cell.text
    filled = [cells for _row, cells in sorted(rows.items())]
    return [[cells.get(column, "") for column in range(max(cells) + 1)] for cells in filled]
