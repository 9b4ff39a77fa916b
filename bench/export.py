"""Export to Excel and Word: a file each, and 1,000 forms as one booklet, beside plain loops of openpyxl, XlsxWriter.

Ours starts from the files of the forms, layout and writing of the files included; the peers are given the same sheets
laid out, so that they only style and write them, to memory. Memory is what a process of its own took at most. Python's
garbage collector is off for all of them, as it is in the command line.
"""

import gc
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from math import inf
from pathlib import Path
from time import perf_counter

from openpyxl import Workbook

from bench.peers_xlsx import style_by_openpyxl, write_by_xlsxwriter
from bench.table import Row
from selfeval_gui.exchange.documents.formats import DOCX, XLSX, Format
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Sheet
from selfeval_gui.exchange.templates.template import template_of
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.codec import decode
from selfeval_gui.work.exporting import ExportWay, plan_export, write_booklet, write_planned
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.reading import FormSource
from tests.helpers.samples import sample_files

FORMS = 1000
FILES_GOAL, WRITER_GOAL, BOOKLET_GOAL, MEMORY_GOAL, SCALING_GOAL = 0.3, 2.5, 0.4, 1.0, 2.2
_TURNS = 3  # a machine's pace changes by a quarter from one second to the next; the best of each is compared
_SHEETS_OF_A_PEER = 140  # a file each costs the same whichever file it is; the rest is reckoned


def run() -> list[Row]:
    gc.disable()
    sheets, scale = _sheets(_SHEETS_OF_A_PEER), FORMS / _SHEETS_OF_A_PEER
    openpyxl = xlsxwriter = inf
    with tempfile.TemporaryDirectory(prefix="selfeval-bench-") as name:
        folder = Path(name)
        ours = {FORMS // 2: inf, FORMS: inf}
        for turn in range(_TURNS):
            for count, best in ours.items():
                ours[count] = min(best, _files(count, folder / f"xlsx {turn} {count}"))
            xlsxwriter = min(xlsxwriter, _timed(lambda: [write_by_xlsxwriter(sheet) for sheet in sheets]) * scale)
            openpyxl = min(
                openpyxl, _timed(lambda: [style_by_openpyxl([sheet], Workbook()) for sheet in sheets]) * scale
            )
        word = _files(FORMS // 10, folder / "docx", DOCX) * 10
    rows = [
        Row(f"{FORMS} forms to {FORMS} workbooks; peer: openpyxl", *_seconds(ours[FORMS], openpyxl), FILES_GOAL),
        Row(f"{FORMS} forms to {FORMS} workbooks; peer: XlsxWriter", *_seconds(ours[FORMS], xlsxwriter), WRITER_GOAL),
        Row(f"{FORMS} forms to {FORMS} Word documents; peer: our workbooks", *_seconds(word, ours[FORMS])),
        Row(
            f"{FORMS} workbooks; peer: {FORMS // 2} of them",
            *_seconds(ours[FORMS], ours[FORMS // 2]),
            SCALING_GOAL,
        ),
    ]
    gc.enable()
    alone = {what: _in_a_process(what) for what in ("ours", "openpyxl", "half", "nothing")}
    for what in ("half", "ours") * (_TURNS - 1):
        alone[what] = min(alone[what], _in_a_process(what))
    (time, memory), (their_time, their_memory) = alone["ours"], alone["openpyxl"]
    ground = alone["nothing"][1]
    name = f"booklet of {FORMS} sheets"
    rows += [
        Row(f"{name}; peer: openpyxl", *_seconds(time, their_time), BOOKLET_GOAL),
        Row(
            f"{name}, memory; peer: openpyxl",
            f"{memory - ground:.0f} MB",
            f"{their_memory - ground:.0f} MB",
            (memory - ground) / (their_memory - ground),
            MEMORY_GOAL,
        ),
        Row(f"{name}; peer: {FORMS // 2} of them", *_seconds(time, alone["half"][0]), SCALING_GOAL),
    ]
    return rows


def _seconds(ours: float, peer: float) -> tuple[str, str, float]:
    return f"{ours:.2f} s", f"{peer:.2f} s", ours / peer


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _sources(count: int) -> list[FormSource]:
    return [FormSource(path) for path in islice(cycle(sample_files()), count)]


def _files(count: int, folder: Path, kind: Format = XLSX) -> float:
    """Export as the window does: plan, check, write every file."""

    def work() -> None:
        way = ExportWay(kind)
        written = write_planned(plan_export(_sources(count), folder, unheard, way).planned, unheard, way)
        if len(written.targets) != count:
            raise RuntimeError(f"{len(written.targets)} of {count} files")

    return _timed(work)


def _sheets(count: int) -> list[Sheet]:
    return [entry.sheet for entry in _entries(count)]


def _entries(count: int) -> Iterator[BookletEntry]:
    for path in islice(cycle(sample_files()), count):
        form = decode(path.read_bytes())
        yield BookletEntry(form, template_of(form), rule_set_of(form))


# ---- booklets, each in a process of its own ------------------------------------------------------------------------


def _in_a_process(what: str) -> tuple[float, float]:
    """Return the seconds of the work and the megabytes the process took at most."""
    command = [sys.executable, "-m", "bench.export", what]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _booklet(what: str) -> float:
    if what == "nothing":
        return 0.0
    if what == "openpyxl":
        sheets = [lay_out(entry.form, entry.template, entry.rule_set) for entry in _entries(14)]

        def by_openpyxl() -> None:
            style_by_openpyxl(list(islice(cycle(sheets), FORMS)), Workbook())

        return _timed(by_openpyxl)
    with tempfile.TemporaryDirectory(prefix="selfeval-bench-") as name:
        folder = Path(name)
        planned = plan_export(_sources(FORMS if what == "ours" else FORMS // 2), folder, unheard).planned
        return _timed(lambda: write_booklet(planned, folder / "booklet.xlsx", unheard, ExportWay()))


def _peak_megabytes() -> float:
    """Return what the process took at most; its usage as the system counts it would begin with that of its parent."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the system does not say how much memory was taken")


if __name__ == "__main__":
    gc.disable()
    spent = _booklet(sys.argv[1])
    print(spent, _peak_megabytes())
