"""How long saving 1,000 indicators, fsync and a kept version included, keeps the window from its next frame."""

import tempfile
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from bench.table import Row
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.store import save
from selfeval_gui.views.start import make_application
from tests.helpers.xlsx_forms import wide_form

INDICATORS = 1_000
SAVES = 30
FRAME_MS = 16.0


class Watch(QObject):
    """Saves again and again, and measures what each of the window's turns takes."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        path = folder / "表.json"
        save(wide_form(INDICATORS), path, None)
        self.forms = OpenForms(self, Backups(folder / "versions"))
        self.session = self.forms.open(path)
        self.gaps: list[float] = []
        self._saves, self._last = 0, 0.0
        self._beat = QTimer(self, interval=0)
        self._beat.timeout.connect(self._tick)
        self.forms.settled.connect(self.next)

    def next(self) -> None:
        """Change the form, then save it; only the save is measured."""
        if self._saves == SAVES:
            QCoreApplication.quit()
            return
        self._saves += 1
        type_into_field(self.session, "notes", str(self._saves))
        self._last = perf_counter()
        self.forms.save(self.session)
        self._beat.start()

    def _tick(self) -> None:
        now = perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


def run() -> list[Row]:
    application = make_application(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        watch = Watch(Path(folder))
        QTimer.singleShot(0, watch, watch.next)
        application.exec()
        watch.forms.stop()
    gaps = sorted(watch.gaps)
    worst, usual = gaps[-1], gaps[int(len(gaps) * 0.99)]
    note = f"99 % of the turns within {usual:.1f} ms, {SAVES} saves"
    return [Row(f"save {INDICATORS:,} indicators: longest turn", f"{worst:.1f} ms", note, worst / FRAME_MS, 1.0)]
