"""200 workbooks through the reading process, forms and all, beside python-calamine, which only reads their cells."""

from __future__ import annotations

import gc
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

from python_calamine import CalamineWorkbook

from bench.table import Row
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.reading_process.pool import read_all
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.xlsx_forms import different_forms

_BOOKS = 200
_WARM = 20
_GOAL = 3.0


def _read(paths: list[Path]) -> tuple[int, float]:
    """Return how many forms were read, and how long it took from when the processes had read their first files."""
    warm = paths[:_WARM]
    with closing(read_all(warm + paths, lambda path, reader, heard: reader.read(path, heard), lambda _: None)) as every:
        forms, begun = 0, 0.0
        for number, (_, outcome) in enumerate(every):
            if number == _WARM:
                begun = perf_counter()
            forms += len(outcome.result().found.forms)
        return forms - _WARM, perf_counter() - begun


def run() -> list[Row]:
    """Measure both without automatic garbage collection, as window and command line are; the start is aside."""
    gc.disable()
    books = [render_xlsx(form, presets()[form.template], rule_set_of(form))[0] for form in different_forms(_BOOKS)]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.xlsx" for number in range(_BOOKS)]
        for number, path in enumerate(paths):
            path.write_bytes(books[number])
        forms, ours = _read(paths)
        begun = perf_counter()
        for path in paths:
            workbook = CalamineWorkbook.from_path(path)
            for name in workbook.sheet_names:
                workbook.get_sheet_by_name(name).to_python()
        peer = perf_counter() - begun
    gc.enable()
    assert forms == _BOOKS
    return [
        Row(
            f"import {_BOOKS} workbooks, beside reading their cells with python-calamine",
            f"{ours * 1000 / _BOOKS:.2f} ms each",
            f"{peer * 1000 / _BOOKS:.2f} ms each",
            ours / peer,
            _GOAL,
        )
    ]
