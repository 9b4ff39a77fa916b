"""Opening a workspace of 5,000 forms in the window until every row shows its values, against orjson on the same files.

The window answers all the while: the row's second line says how long its event loop was away at most.
"""

import os
import tempfile
from pathlib import Path
from time import perf_counter

from bench.open_workspace import read_with_orjson
from bench.table import Row
from tests.helpers.storage_forms import fill_workspace

COUNT = 5_000
ROUNDS = 3
GOAL = 5.0
SETTLED = 500  # milliseconds after which the window has nothing to do
LONGEST_GAP = 100.0  # milliseconds; what takes longer must show progress


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = f"{name}/data"
        folder = Path(name) / "workspace"
        folder.mkdir()
        fill_workspace(folder, COUNT)
        shown, gaps, peer = [], [], []
        for _ in range(ROUNDS):  # taking turns, so that a busy moment of the machine meets both
            peer.append(_with_orjson(folder))
            seconds, gap = in_the_window(folder, COUNT)
            shown.append(seconds)
            gaps.append(gap)
    ours, theirs, gap = min(shown), min(peer), min(gaps) * 1000
    what = f"{COUNT} forms listed in the window; peer: scandir, read, orjson.loads"
    return [
        Row(what, f"{ours * 1000:.0f} ms", f"{theirs * 1000:.0f} ms", ours / theirs, GOAL),
        Row("  longest pause of the window", f"{gap:.0f} ms", f"{LONGEST_GAP:.0f} ms", gap / LONGEST_GAP, 1.0),
    ]


def in_the_window(folder: Path, count: int) -> tuple[float, float]:
    """Return seconds until the last row is shown, and the longest time between two turns of the event loop."""
    from PySide6.QtCore import QElapsedTimer, QTimer

    from selfeval_gui.views.start import make_application, make_window

    application = make_application(["bench"])
    window = make_window(None)
    window.show()
    pulse = QTimer(interval=5)
    since = QElapsedTimer()
    longest = start = finished = 0.0

    def begin() -> None:  # the window stands and is painted by now; its own start is another benchmark
        nonlocal start
        since.start()
        pulse.start()
        start = perf_counter()
        window.place.open(folder)

    def beat() -> None:
        nonlocal longest
        longest = max(longest, since.restart() / 1000)

    def done() -> None:
        nonlocal finished
        model = window.projects.view.model()
        last = [model.index(count - 1, column).data() for column in range(5)]
        assert model.rowCount() == count and all(last), last
        finished = perf_counter() - start
        application.exit()

    pulse.timeout.connect(beat)
    window.folder.completed.connect(done)
    QTimer.singleShot(SETTLED, begin)
    application.exec()
    pulse.stop()
    window.close()
    return finished, longest


def _with_orjson(folder: Path) -> float:
    start = perf_counter()
    assert read_with_orjson(str(folder)) == COUNT
    return perf_counter() - start
