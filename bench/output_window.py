"""How long the window is away at most while paper is made beside it: 100 PDFs, a summary, a preview that follows."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.table import Row
from tests.helpers.samples import sample_files

FORMS = 100
KEYS = 40
LONGEST_GAP = 50.0  # milliseconds
ROUNDS = 3
SETTLED = 800  # milliseconds after which the window has nothing to do
_BETWEEN_KEYS = 60  # milliseconds, as fast people type


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = f"{name}/data"
        folder = Path(name) / "workspace"
        folder.mkdir()
        for number in range(FORMS):
            shutil.copy(sample_files()[number % 14], folder / f"{number:03}.json")
        rows = []
        for what, task in (
            (f"{FORMS} PDFs", _pdfs),
            (f"the summary page of {FORMS} forms", _overview),
            (f"{KEYS} letters with the preview open", _typing),
        ):
            gap = min(_measure(folder, Path(name), task) for _ in range(ROUNDS))
            text = f"longest pause of the window while it makes {what}"
            rows.append(Row(text, f"{gap:.0f} ms", f"{LONGEST_GAP:.0f} ms", gap / LONGEST_GAP, 1.0))
    return rows


class _Silent:
    """Answers the only questions that these tasks ask."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name == "choose_folder":
            return lambda *_args: self._out
        return lambda *_args: None


def _measure(folder: Path, out: Path, task: Callable[..., None]) -> float:
    """Return the longest time between two turns of the event loop during a task, in milliseconds."""
    from PySide6.QtCore import QElapsedTimer, Qt, QTimer
    from PySide6.QtGui import QDesktopServices

    from selfeval_gui.views.main_window import MainWindow
    from selfeval_gui.views.start import make_application

    application = make_application(["bench"])
    QDesktopServices.openUrl = staticmethod(lambda _url: True)  # type: ignore[method-assign]
    target = Path(tempfile.mkdtemp(dir=out))
    window = MainWindow(folder, notifier=_Silent(target))  # type: ignore[arg-type]
    window.resize(1366, 768)
    window.show()
    pulse, since = QTimer(interval=2, timerType=Qt.TimerType.PreciseTimer), QElapsedTimer()
    longest = 0

    def beat() -> None:
        nonlocal longest
        longest = max(longest, since.restart())

    def begin() -> None:
        window.folder.completed.disconnect(settle.start)
        task(window, target, start, application.exit)

    def start() -> None:
        since.start()
        pulse.start()

    pulse.timeout.connect(beat)
    settle = QTimer(singleShot=True, interval=SETTLED)
    settle.timeout.connect(begin)
    window.folder.completed.connect(settle.start)
    application.exec()
    pulse.stop()
    window.close()
    return float(longest)


def _pdfs(window: object, target: Path, start: Callable[[], None], done: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer

    many = window.export_many  # type: ignore[attr-defined]
    many.begin()
    dialog = many._dialog  # noqa: SLF001 - a person would click
    dialog.format.setCurrentIndex(dialog.format.count() - 1)

    tasks = window.desk.tasks  # type: ignore[attr-defined]

    def changed() -> None:  # four times: the plan, and the files
        if "export" not in tasks.lanes and len(list(target.glob("*.pdf"))) == FORMS:
            QTimer.singleShot(0, done)

    tasks.changed.connect(changed)
    dialog.accept()
    start()


def _overview(window: object, _target: Path, start: Callable[[], None], done: Callable[[], None]) -> None:
    pages = window.side_pages  # type: ignore[attr-defined]
    window.desk.actions.by_name["actionOverview"].trigger()  # type: ignore[attr-defined]
    pages.overview.content.drawn.connect(done)
    start()


def _typing(window: object, _target: Path, start: Callable[[], None], done: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer

    from selfeval_gui.commands.edit import type_into_field

    window.current.show(sorted(window.place.root.glob("*.json"))[1])  # type: ignore[attr-defined]
    window.desk.actions.by_name["actionPreview"].trigger()  # type: ignore[attr-defined]
    session, text = window.current.session, ""  # type: ignore[attr-defined]
    timer = QTimer(interval=_BETWEEN_KEYS)

    def key() -> None:
        nonlocal text
        text += "字"
        type_into_field(session, "actual_outcome", text)
        if len(text) == KEYS:
            timer.stop()
            session.stack.setClean()
            QTimer.singleShot(SETTLED, done)

    def begin() -> None:
        start()
        timer.timeout.connect(key)
        timer.start()

    QTimer.singleShot(SETTLED, begin)
