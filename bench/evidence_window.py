"""How long the window is away at most while 10,000 files are added to a row, listed, packed and found again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING

from bench.output_window import LONGEST_GAP, SETTLED
from bench.table import Row
from tests.helpers.samples import sample_files

if TYPE_CHECKING:
    from selfeval_gui.views.main_window import MainWindow
    from tests.helpers.notifier import RecordingNotifier

COUNT = 10_000


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = f"{name}/data"
        place = Path(name)
        folder = place / "workspace"
        (folder / "材料").mkdir(parents=True)
        shutil.copy(sample_files()[0], folder / "表.json")
        for number in range(COUNT):
            (folder / "材料" / f"{number:05d}.pdf").write_bytes(f"{number:05d}".encode() * 200)
        gaps = _measure(folder, place)
    text = f"longest pause of the window while {COUNT:,} files are "
    return [
        Row(
            text + what,
            f"{pause.wall:.0f} ms",
            f"{LONGEST_GAP:.0f} ms; {pause.own:.0f} of its own work",
            pause.wall / LONGEST_GAP,
            1.0,
        )
        for what, pause in gaps.items()
    ]


@dataclass
class _Pause:
    """The longest time between two turns of the event loop, and the longest work of its own thread in one turn."""

    wall: float = 0.0
    own: float = 0.0


def _measure(folder: Path, place: Path) -> dict[str, _Pause]:
    """Return the longest pauses for each of the tasks, in milliseconds."""
    from PySide6.QtCore import QElapsedTimer, Qt, QTimer
    from PySide6.QtGui import QDesktopServices

    from selfeval_gui.views.main_window import MainWindow
    from selfeval_gui.views.start import make_application
    from selfeval_gui.work.collector import keep_out_of_collections
    from tests.helpers.notifier import RecordingNotifier

    application = make_application(["bench"])
    QDesktopServices.openUrl = staticmethod(lambda _url: True)  # type: ignore[method-assign]
    notifier = RecordingNotifier()
    window = MainWindow(folder, notifier=notifier)
    window.pages.form_page_made.connect(keep_out_of_collections)  # as the program does when it starts
    window.resize(1366, 768)
    window.show()
    pulse, since = QTimer(interval=2, timerType=Qt.TimerType.PreciseTimer), QElapsedTimer()
    gaps: dict[str, _Pause] = {}
    worked = 0.0
    steps = _steps(window, notifier, folder, place)
    step: tuple[str, Callable[[], None]] | None = None
    settle = QTimer(singleShot=True, interval=SETTLED)

    def beat() -> None:
        nonlocal worked
        before, worked = worked, thread_time() * 1000
        if step is not None and since.isValid():
            pause = gaps.setdefault(step[0], _Pause())
            pause.wall = max(pause.wall, float(since.restart()))
            pause.own = max(pause.own, worked - before)
        if step is not None and notifier.said:
            notifier.said.clear()
            settle.start()

    def go_on() -> None:
        nonlocal step
        step = next(steps, None)
        if step is None:
            application.quit()
        else:
            since.start()
            step[1]()

    def opened() -> None:
        window.folder.completed.disconnect(opened)
        window.current.show(folder / "表.json")
        window.pages.form_page()
        settle.start()

    pulse.timeout.connect(beat)
    settle.timeout.connect(go_on)
    window.folder.completed.connect(opened)
    pulse.start()
    application.exec()
    if window.current.session is not None:
        window.current.session.stack.setClean()
    window.close()
    return gaps


def _steps(
    window: MainWindow, notifier: RecordingNotifier, folder: Path, place: Path
) -> Iterator[tuple[str, Callable[[], None]]]:
    from selfeval_gui.domain.tree import level_three

    assert window.current.session is not None
    row = next(iter(level_three(window.current.session.form.indicators)))
    window.current.go_to(row.id, "actual")
    rows = window.review._evidence._rows  # noqa: SLF001 - a person would drop them on the row
    yield "added to a row", partial(rows._add, row.id, [folder / "材料"])  # noqa: SLF001
    notifier.targets = [place / "清单.xlsx", place / "清单.docx"]
    yield "listed", window.desk.actions["EvidenceList"].trigger
    yield "listed in Word", window.desk.actions["EvidenceListWord"].trigger
    notifier.folders = [place, place / "moved"]
    yield "packed", window.desk.actions["PackEvidence"].trigger
    shutil.move(folder / "材料", place / "moved")
    yield "found again", window.desk.actions["FindEvidence"].trigger
