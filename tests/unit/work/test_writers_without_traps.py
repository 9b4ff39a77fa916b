"""Writers need no temporary folder and no clock, and leave nothing but their file; a large form takes no squares."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from selfeval_gui.app.diagnostics import write_diagnostics
from selfeval_gui.exchange.documents.formats import DOCX, OFFICE_FORMATS, XLSX
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.templates.template import template_of
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.store import load
from selfeval_gui.work.exporting import ExportWay, export_form, plan_export, write_booklet
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.reading import FormSource
from selfeval_gui.work.summing import sum_up, write_report, write_summed

pytestmark = pytest.mark.usefixtures("qapp")  # one writer is that of PDFs, which needs the application of the tests


@pytest.fixture
def no_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("mkstemp", "mkdtemp", "gettempdir", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory"):
        monkeypatch.setattr(tempfile, name, full)


@pytest.fixture
def lost_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be 1970 again, as on a machine whose battery is empty."""
    begin = time.gmtime(86_400)
    monkeypatch.setattr(time, "time", lambda: 86_400.0)
    monkeypatch.setattr(time, "localtime", lambda *_args: begin)


def write_all(samples: Path, out: Path) -> list[Path]:
    sources = [FormSource(path, key=path.name) for path in sorted(samples.glob("*.json"))]
    for format_ in (*OFFICE_FORMATS.values(), PDF):
        way = ExportWay(format_)
        export_form(sources[0], out / f"one{format_.suffix}", way, is_draft=True)
        plan = plan_export(sources[:3], out, unheard, way)
        write_booklet(plan.planned, out / f"many{format_.suffix}", unheard, way)
    rows = sum_up(sources, unheard).rows
    write_summed(rows, out / "summary.xlsx", overwrite=True)
    write_report(sources, out / "report.docx", unheard)
    write_diagnostics(out, out / "diagnostics.zip")
    return sorted(out.iterdir())


def test_a_full_temporary_folder_stops_no_writer(samples: Path, tmp_path: Path, no_temporary_folder: None) -> None:
    (tmp_path / "out").mkdir()
    assert len(write_all(samples, tmp_path / "out")) == 9


def test_a_clock_before_1980_stops_no_writer(samples: Path, tmp_path: Path, lost_clock: None) -> None:
    (tmp_path / "out").mkdir()
    assert len(write_all(samples, tmp_path / "out")) == 9


@pytest.mark.parametrize("format_", [XLSX, DOCX], ids=["xlsx", "docx"])
def test_the_time_of_a_large_form_grows_with_its_rows(sample_originals: Path, format_: object) -> None:
    """Four times the rows took sixteen times as long in Word, five thousand of them more than ninety seconds."""
    form = load(min(sample_originals.glob("*.json"))).form
    render: Callable[[BookletEntry], object] = format_.render  # type: ignore[attr-defined]

    def seconds(rows: int) -> float:
        large = form.model_copy(deep=True)
        above = large.indicators[0].children[0]
        above.children = [above.children[0].model_copy(update={"id": f"n{row}"}) for row in range(rows)]
        entry = BookletEntry(large, template_of(large), rule_set_of(large))
        begun = process_time()
        render(entry)
        return process_time() - begun

    seconds(10)
    assert seconds(4000) < 9 * max(seconds(1000), 0.05)
