"""10,000 mutated workbooks, documents and PDF files through the reading process: none may crash it or hang."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

from PySide6.QtGui import QGuiApplication

from bench.table import Row
from selfeval_gui.exchange.documents.docx_writer import render_docx
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers import producers
from tests.helpers.mutations import mutated
from tests.helpers.paper import on_paper
from tests.helpers.xlsx_forms import sample_forms

_FILES = 10_000
_BAD = {"source.crashed", "source.too_slow"}


def run() -> list[Row]:
    """Read them all; the ratio is the share that crashed the process or kept it waiting."""
    application = QGuiApplication.instance() or QGuiApplication(["fuzz", "-platform", "offscreen"])
    form = sample_forms()[1]
    template, rules = presets()[form.template], rule_set_of(form)
    wholes = (
        render_xlsx(form, template, rules)[0],
        render_docx(form, template, rules)[0],
        producers.by_qt(on_paper(form, template)),
    )
    del application
    counts: Counter[str] = Counter()
    random, longest = Random(1), 0.0
    with tempfile.TemporaryDirectory() as folder, ReaderProcess() as reader:
        path = Path(folder) / "file"
        for number in range(_FILES):
            path.write_bytes(mutated(wholes[number % len(wholes)], random))
            begun = perf_counter()
            try:
                reader.read(path)
                counts["read"] += 1
            except UnreadableSource as error:
                counts[error.code] += 1
            longest = max(longest, perf_counter() - begun)
    bad = sum(counts[code] for code in _BAD)
    told = f"{counts['read']} read, {counts.total() - counts['read'] - bad} refused, {bad} crashed or hung"
    return [Row(f"{_FILES} mutated files, the slowest {longest:.1f} s", told, "", float(bad), 0.0)]
