"""Taking files in, by processor time: 200 workbooks beside calamine, a PDF beside pdfplumber, 5,000 beside 1,000.

User and system time of this process and of those it started count, so that more processes make nothing cheaper.
"""

from __future__ import annotations

import gc
import io
import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
from python_calamine import CalamineWorkbook

from bench.table import Row
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.readers.pdf_reader import read_pdf
from selfeval_gui.exchange.reading_process.pool import read_all
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.work.importing import read_files, write_new
from tests.helpers.xlsx_forms import different_forms, sample_forms

_BOOKS, _BOOK_GOAL = 200, 8.0
_ROUNDS, _PDF_GOAL = 3, 1.5
_COUNTS, _GROWTH_GOAL = (1_000, 5_000), 5.5
_ID, _NAME, _LETTERS = "zzzzzzzz", "某一号工程", "abcdefghijklmnopqrstuvwxyz234567"


def run() -> list[Row]:
    """Measure the three without automatic garbage collection, as window and command line are."""
    gc.disable()
    rows = [_workbooks(), _pages(), _growth()]
    gc.enable()
    return rows


def _workbooks() -> Row:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, form in enumerate(different_forms(_BOOKS)):
            path = Path(folder) / f"{number}.xlsx"
            path.write_bytes(render_xlsx(form, presets()[form.template], rule_set_of(form))[0])
            paths.append(path)
        ours, peer = _spent(lambda: _read(paths)), _spent(lambda: _bare(paths))
    words = f"import {_BOOKS} workbooks, processor time of all processes; peer: calamine reads their cells"
    return Row(words, f"{ours:.2f} s", f"{peer:.2f} s", ours / peer, _BOOK_GOAL)


def _read(paths: list[Path]) -> int:
    with closing(read_all(paths, lambda path, reader, heard: reader.read(path, heard), lambda _: None)) as every:
        return sum(len(outcome.result().found.forms) for _path, outcome in every)


def _bare(paths: list[Path]) -> int:
    for path in paths:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()
    return len(paths)


def _pages() -> Row:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from selfeval_gui.paper.pdf_writer import PdfMaker

    application = QGuiApplication.instance() or QGuiApplication([])
    entries = [BookletEntry(form, presets()[form.template], rule_set_of(form)) for form in sample_forms()]
    data = PdfMaker().render_booklet(entries).data
    ours = min(_spent(lambda: len(recognize(read_pdf(data)).forms)) for _ in range(_ROUNDS))
    peer = min(_spent(lambda: _tables(data)) for _ in range(_ROUNDS))
    del application
    words = f"read a PDF of {len(entries)} forms; peer: pdfplumber's own tables of the same pages"
    return Row(words, f"{ours * 1000:.0f} ms", f"{peer * 1000:.0f} ms", ours / peer, _PDF_GOAL)


def _tables(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def _growth() -> Row:
    few, many = (_spent(partial(_take_in, count)) for count in _COUNTS)
    words = f"{_COUNTS[1]:,} workbooks into a workspace; peer: {_COUNTS[0]:,}"
    return Row(words, f"{many:.1f} s", f"{few:.1f} s", many / few, _GROWTH_GOAL)


def _take_in(count: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        source, workspace = Path(name) / "in", Path(name) / "workspace"
        source.mkdir()
        workspace.mkdir()
        _fill(source, count)
        read = read_files([source], workspace, lambda *_told: None)
        written = write_new(read.incoming, workspace, lambda *_told: None)
        assert len(written.paths) == count
        return count


def _fill(folder: Path, count: int) -> None:
    """Write workbooks of different projects, each a rendered one with another name and id put into its parts."""
    form = sample_forms()[0].model_copy(deep=True)
    form.id, form.project_name = _ID, _NAME
    book = render_xlsx(form, presets()[form.template], rule_set_of(form))[0]
    with ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(count):
        new_id = "".join(_LETTERS[number >> shift & 31] for shift in range(0, 40, 5))
        with ZipFile(folder / f"{number}.xlsx", "w") as archive:
            for name, part in parts.items():
                new = part.replace(_NAME.encode(), f"第 {number} 号工程".encode()).replace(
                    _ID.encode(), new_id.encode()
                )
                archive.writestr(name, new)


def _spent(act: Callable[[], int]) -> float:
    """Return the processor's time that something takes, in this process and in those that it starts and ends."""
    before = os.times()
    done = act()
    after = os.times()
    assert done
    return sum(after[:4]) - sum(before[:4])
