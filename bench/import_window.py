"""How long importing 200 workbooks keeps the window from its next turn: reading, preview and writing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from bench.table import Row
from selfeval_gui.app.settings import Settings
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.views.importing.import_preview import ImportPreview
from selfeval_gui.views.main_window import MainWindow
from selfeval_gui.views.start import make_application
from tests.helpers.notifier import RecordingNotifier
from tests.helpers.xlsx_forms import different_forms

BOOKS = 200
TURN_MS = 50.0


class Watch(QObject):
    """Drops a folder on the window, agrees to the preview, and measures each of the window's turns."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self._source, workspace = place / "来件", place / "工作文件夹"
        self._source.mkdir()
        workspace.mkdir()
        for number, form in enumerate(different_forms(BOOKS)):
            book, _ = render_xlsx(form, presets()[form.template], rule_set_of(form))
            (self._source / f"{number:03}.xlsx").write_bytes(book)
        self._notifier = RecordingNotifier()
        self.window = MainWindow(workspace, notifier=self._notifier, settings=Settings(place / "settings.json"))
        self.window.show()
        self.gaps: list[float] = []
        self._last = perf_counter()
        self._agreed = False
        self._beat = QTimer(self, interval=0)
        self._beat.timeout.connect(self._tick)
        self.window.folder.completed.connect(self._begin)

    def _begin(self) -> None:
        self.window.folder.completed.disconnect(self._begin)
        self.window.pages.form_page()
        self.window.imports.take([self._source])
        self._last = perf_counter()
        self._beat.start()

    def _tick(self) -> None:
        now = perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now
        dialog = self.window.findChild(ImportPreview)
        if isinstance(dialog, ImportPreview) and dialog.isVisible() and not self._agreed:
            self._agreed = True
            dialog.accept()
        elif self._notifier.said:
            QCoreApplication.quit()


def run() -> list[Row]:
    application = make_application(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        watch = Watch(Path(folder))
        application.exec()
        watch.window.close()
    gaps = sorted(watch.gaps)
    note = f"99 % of the turns within {gaps[int(len(gaps) * 0.99)]:.1f} ms, {BOOKS} workbooks"
    return [Row("import workbooks: longest turn of the window", f"{gaps[-1]:.1f} ms", note, gaps[-1] / TURN_MS, 1.0)]
