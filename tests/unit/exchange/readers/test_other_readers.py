"""Workbooks as libraries read them that are neither ours nor installed with us, where this computer has them."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas  # type: ignore[import-untyped,unused-ignore]
import pytest
from openpyxl import load_workbook

from selfeval_gui.exchange.documents.xlsx_writer import render_booklet, render_xlsx
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.producers import convert
from tests.helpers.xlsx_expected import expected_cells, expected_merges
from tests.helpers.xlsx_forms import sample_forms

RULES = rule_set_for("shanghai-2020")
TEMPLATE = presets()["mof-2020"]
_SCRIPT = """
const ExcelJS = require("exceljs");
(async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(process.argv[1]);
  const sheets = book.worksheets.map((sheet) => {
    const cells = {};
    sheet.eachRow((row) => row.eachCell((cell) => {
      const value = cell.formula ? cell.result : cell.value;
      if (cell.master === cell && value !== null) cells[cell.address] = value;
    }));
    return { name: sheet.name, cells, merges: sheet.model.merges };
  });
  console.log(JSON.stringify(sheets));
})();
"""


def has_exceljs() -> bool:
    node = shutil.which("node")
    return bool(node) and not subprocess.run([str(node), "-e", 'require("exceljs")'], capture_output=True).returncode


@pytest.mark.skipif(not has_exceljs(), reason="needs node with exceljs")
def test_exceljs_reads_cells_and_merges(seeds: list[dict[str, Any]], tmp_path: Path) -> None:
    forms = sample_forms()
    path = tmp_path / "a.xlsx"
    path.write_bytes(render_booklet([BookletEntry(form, TEMPLATE, RULES) for form in forms])[0])
    done = subprocess.run(["node", "-e", _SCRIPT, str(path)], capture_output=True, check=True, encoding="utf-8")
    contents, *sheets = json.loads(done.stdout)
    assert contents["name"] == "目录"
    for sheet, truth in zip(sheets, seeds, strict=True):
        assert sheet["cells"] == expected_cells(truth)
        assert set(sheet["merges"]) == expected_merges(truth)


def test_pandas_reads_the_table(seeds: list[dict[str, Any]]) -> None:
    for form, truth in zip(sample_forms(), seeds, strict=True):
        table = pandas.read_excel(BytesIO(render_xlsx(form, TEMPLATE, RULES)[0]), header=None, engine="openpyxl")
        found = {
            f"{'ABCDEFGHI'[column]}{row + 1}": value
            for row, values in enumerate(table.values.tolist())
            for column, value in enumerate(values)
            if not pandas.isna(value)
        }
        assert found == expected_cells(truth)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.timeout(200)
def test_libreoffice_reads_cells_and_merges(seeds: list[dict[str, Any]], tmp_path: Path) -> None:
    """What it writes again is what it has read."""
    forms = sample_forms()
    files = {form.id: render_xlsx(form, TEMPLATE, RULES)[0] for form in forms}
    written = convert(files, "xlsx", "xlsx", tmp_path)
    for form, truth in zip(forms, seeds, strict=True):
        sheet = load_workbook(BytesIO(written[form.id]), data_only=True).worksheets[0]
        cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert cells == expected_cells(truth)
        assert {str(area) for area in sheet.merged_cells.ranges} == expected_merges(truth)
