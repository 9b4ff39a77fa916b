"""Workbooks read back by libraries that others use: openpyxl, and python-calamine, which shares no code with it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.helpers.samples import ROOT


def open_sheet(data: bytes, *, data_only: bool = False) -> Worksheet:
    """Open the workbook's only sheet with openpyxl; formulas are read as such, or as the values stored with them."""
    workbook = load_workbook(BytesIO(data), data_only=data_only)
    (sheet,) = workbook.worksheets
    return sheet


def column_widths(sheet: Any) -> list[float]:
    """Give the width of each column; the file names columns of one width as a group."""
    groups = [sheet.column_dimensions[letter] for letter in sheet.column_dimensions]
    return [each.width for each in groups for _ in range(each.min, each.max + 1)]


def cells_by_openpyxl(data: bytes) -> dict[str, object]:
    """Give the cells that are not blank, by address."""
    return {
        cell.coordinate: cell.value
        for row in open_sheet(data, data_only=True).iter_rows()
        for cell in row
        if cell.value is not None
    }


def cells_by_calamine(data: bytes) -> dict[str, object]:
    """Give the cells that are not blank, by address."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    return {
        f"{get_column_letter(column)}{row}": value
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }


def merges_by_calamine(data: bytes) -> set[str]:
    """Give the merged areas as "A1:I1"."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    return {
        f"{get_column_letter(first[1] + 1)}{first[0] + 1}:{get_column_letter(last[1] + 1)}{last[0] + 1}"
        for first, last in sheet.merged_cell_ranges or []
    }


def is_draft(path: Path) -> bool:
    """Whether the header of every page carries the picture 草稿."""
    mark = (ROOT / "resources" / "draft.png").read_bytes()
    with ZipFile(path) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("xl/media/")]
    headers = [str(sheet.HeaderFooter.oddHeader) for sheet in load_workbook(path).worksheets]
    return mark in pictures and all("&G" in text for text in headers)
