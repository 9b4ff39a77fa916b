"""Whether the window's memory stays flat: 200 imports and 500 exports, its growth from the first fifth to the last."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from shutil import copy
from statistics import median

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
from tests.helpers.samples import sample_files
from tests.helpers.xlsx_forms import different_forms

IMPORTS, EXPORTS = 200, 500
MOST_GROWTH = 8.0  # megabytes from the median of the first fifth to that of the last
FORMATS = ("actionExportExcel", "actionExportWord", "actionExportPdf")


class Clerk(QObject):
    """Imports one workbook after the other, then exports the open form again and again, and notes the memory."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self._place, self._workspace = place, place / "工作文件夹"
        self._workspace.mkdir()
        copy(sample_files()[0], self._workspace)
        self._books = []
        for number, form in enumerate(different_forms(20)):
            book = place / f"来件{number}.xlsx"
            book.write_bytes(render_xlsx(form, presets()[form.template], rule_set_of(form))[0])
            self._books.append(book)
        self._kept = {path.name for path in self._workspace.iterdir()}
        self._notifier = RecordingNotifier()
        self.window = MainWindow(self._workspace, notifier=self._notifier, settings=Settings(place / "settings.json"))
        self.window.show()
        self.after_imports: list[float] = []
        self.after_exports: list[float] = []
        self._waits = False
        self._beat = QTimer(self, interval=5)
        self._beat.timeout.connect(self._tick)
        self.window.folder.completed.connect(self._begin)

    def _begin(self) -> None:
        self.window.folder.completed.disconnect(self._begin)
        self.window.current.show(next(self._workspace.glob("*.json")))
        self._beat.start()

    def _tick(self) -> None:
        if len(self.after_imports) < IMPORTS:
            self._import()
        elif len(self.after_exports) < EXPORTS:
            self._export()
        else:
            QCoreApplication.quit()

    def _import(self) -> None:
        if not self._waits:
            self._waits = True
            self.window.imports.take([self._books[len(self.after_imports) % len(self._books)]])
            return
        dialog = self.window.findChild(ImportPreview)
        if isinstance(dialog, ImportPreview) and dialog.isVisible():
            if not dialog.is_opening:
                dialog.accept()
        elif self._notifier.said and not self.window.imports.is_busy and dialog is None:
            for path in self._workspace.iterdir():
                if path.name not in self._kept and path.suffix == ".json":
                    path.unlink()
            self._note(self.after_imports)

    def _export(self) -> None:
        number = len(self.after_exports)
        if not self._waits:
            self._waits = True
            action = FORMATS[number % len(FORMATS)]
            self._notifier.targets = [self._place / f"表.{('xlsx', 'docx', 'pdf')[number % len(FORMATS)]}"]
            self._notifier.answers = ["draft", "export", "yes", "replace"]
            self.window.desk.actions.by_name[action].trigger()
        elif not self.window.desk.tasks.lanes and self._notifier.said:
            self._note(self.after_exports)

    def _note(self, into: list[float]) -> None:
        self._waits = False
        self._notifier.said.clear()
        self._notifier.asked.clear()
        self._notifier.offers.clear()
        gc.collect()
        into.append(_resident())


def _resident() -> float:
    """Return the megabytes that the process has in memory."""
    if sys.platform != "linux":
        from resource import RUSAGE_SELF, getrusage

        return getrusage(RUSAGE_SELF).ru_maxrss / (1 << 20)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def growth(sizes: list[float]) -> float:
    """Return by how much the last fifth is larger than the second: the first one loads what everything needs."""
    fifth = len(sizes) // 5
    return median(sizes[-fifth:]) - median(sizes[fifth : 2 * fifth])


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application(["bench"])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = f"{folder}/data"
        clerk = Clerk(Path(folder))
        application.exec()
        clerk.window.close()
    rows = []
    for what, sizes in (("imports", clerk.after_imports), ("exports", clerk.after_exports)):
        fifth = len(sizes) // 5
        steps = " · ".join(f"{median(sizes[start : start + fifth]):.0f}" for start in range(0, fifth * 5, fifth))
        name = f"memory gained in the last three fifths of {len(sizes)} {what}"
        rows.append(Row(name, f"{growth(sizes):.1f} MB", f"MB by fifths: {steps}", growth(sizes) / MOST_GROWTH, 1.0))
    return rows
