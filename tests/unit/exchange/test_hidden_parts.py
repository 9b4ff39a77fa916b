"""Sheets and rows that Excel hides reach the program as hidden, through the reading process and all."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from selfeval_gui.exchange.reader_process import ReaderProcess


def test_hidden_sheets_and_rows(tmp_path: Path) -> None:
    book = Workbook()
    shown = book.active
    assert shown is not None
    for row, text in enumerate(("项目名称", "模板行", "", "合计"), 1):
        shown.cell(row, 1).value = text or None
    shown.row_dimensions[2].hidden = True
    shown.row_dimensions[3].hidden = True
    for name, state in (("旧表", "hidden"), ("更旧", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet["A1"] = "项目名称"
        sheet.sheet_state = state
    book.save(tmp_path / "book.xlsx")
    with ReaderProcess() as reader:
        grids = reader.read(tmp_path / "book.xlsx").source.grids
    assert [(grid.name, grid.is_hidden) for grid in grids] == [("Sheet", False), ("旧表", True), ("更旧", True)]
    assert grids[0].hidden_rows == {1}
