"""A list of project names as people keep it: the first column of a workbook or of a .csv, or a name a line."""

from __future__ import annotations

import csv

from selfeval_gui.exchange.readers.file_kind import FileKind, UnreadableSource, kind_of
from selfeval_gui.exchange.readers.text_reader import NotText, decode_chinese
from selfeval_gui.exchange.readers.xlsx_reader import read_xlsx


def read_names(data: bytes, suffix: str) -> list[str]:
    """Return the names of a list, blank ones left out; `suffix` is the file's, such as ".xlsx".

    Raises
    ------
    UnreadableSource
        if it cannot be read as what its suffix says.
    """
    if suffix.lower() == ".xlsx":
        names = _first_column(data)
    else:
        try:
            lines = decode_chinese(data).splitlines()
            names = [row[0] for row in csv.reader(lines) if row] if suffix.lower() == ".csv" else lines
        except (NotText, csv.Error):
            raise UnreadableSource("source.not_text") from None
    return [name.strip() for name in names if name.strip()]


def _first_column(data: bytes) -> list[str]:
    if kind_of(data) is not FileKind.XLSX:
        raise UnreadableSource("source.unknown_kind")
    grids = read_xlsx(data).grids
    if not grids:
        raise UnreadableSource("source.damaged")
    return [cell.text for cell in grids[0].cells if cell.column == 0]
