"""How long exports by the worker keep the window from its next turn, for each format, a file each and as a booklet."""

import tempfile
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

from bench.table import Row
from selfeval_gui.app.worker import Worker
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS
from selfeval_gui.views.start import make_application
from selfeval_gui.work.exporting import ExportWay, plan_export, write_booklet, write_planned
from selfeval_gui.work.progress import Progress, unheard
from selfeval_gui.work.reading import FormSource
from tests.helpers.samples import sample_files

FORMS = 200
GOAL_MS = 50.0
_BEAT_MS = 2  # like a window, which sleeps between its turns; one that never does is put back by the system


class Watch(QObject):
    """Runs one export and measures what each of the window's turns takes meanwhile."""

    def __init__(self, work: Callable[[Progress], object]) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = perf_counter()
        self._beat = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._tick)
        self._worker = Worker(work, self)
        self._worker.succeeded.connect(self._done)

    def start(self) -> None:
        """Begin."""
        self._last = perf_counter()
        self._beat.start()
        self._worker.start()

    def _tick(self) -> None:
        now = perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def _done(self, _result: object) -> None:
        self._worker.wait()
        QCoreApplication.quit()


def run() -> list[Row]:
    application = make_application(["bench"])
    rows = []
    for kind in OFFICE_FORMATS.values():
        with tempfile.TemporaryDirectory() as name:
            folder, way = Path(name), ExportWay(kind)
            sources = [FormSource(path) for path in islice(cycle(sample_files()), FORMS)]
            planned = plan_export(sources, folder, unheard, way).planned
            for what, work in (
                (f"{FORMS} files", partial(write_planned, planned, way=way)),
                (f"a booklet of {FORMS}", partial(write_booklet, planned, folder / f"all{kind.suffix}", way=way)),
            ):
                watch = Watch(work)
                QTimer.singleShot(0, watch, watch.start)
                application.exec()
                gaps = sorted(watch.gaps)
                note = f"99 % of the turns within {gaps[int(len(gaps) * 0.99)]:.1f} ms"
                rows.append(
                    Row(f"{kind.name}, {what}: longest turn", f"{gaps[-1]:.1f} ms", note, gaps[-1] / GOAL_MS, 1.0)
                )
    return rows
