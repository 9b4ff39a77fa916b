"""审核台 over 5,000 forms with and without reviews, and in the window; 300 workbooks received and imported.

The desk is drawn by one thread: its processor's seconds are compared, which nobody else on the machine stretches.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, TypeVar, cast

from bench.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

Thing = TypeVar("Thing", bound="QObject")
COUNT = 5_000
RECEIVED = 300
ROUNDS = 2
REVIEW_GOAL = 1.3
RECEIVE_GOAL = 3.0
LONGEST_PAUSE = 50.0  # milliseconds
_LONG_ENOUGH = 1.5  # seconds, in which the window does what a click asks for
NOW, TODAY = datetime(2021, 3, 1, tzinfo=UTC), date(2021, 3, 1)


def run() -> list[Row]:
    """Measure the desk first, then what comes in."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = f"{name}/data"
        return [*_desk(Path(name)), _receiving(Path(name))]


# ---- the desk ----------------------------------------------------------------------------------------------------


def _desk(place: Path) -> list[Row]:
    from selfeval_gui.work.progress import unheard
    from selfeval_gui.work.review.desk_rows import draw_desk
    from tests.helpers.storage_forms import fill_workspace

    folder = place / "workspace"
    folder.mkdir()
    fill_workspace(folder, COUNT)

    def drawn() -> float:
        begun = thread_time()
        rows = draw_desk(folder, TODAY, unheard).rows
        assert len(rows) == COUNT
        return thread_time() - begun

    without = min(drawn() for _round in range(ROUNDS))
    _review_all(folder)
    reviewed = min(drawn() for _round in range(ROUNDS))
    pauses = _in_the_window(folder)
    what = f"审核台 of {COUNT} forms, each with a round and two remarks; peer: without reviews"
    rows = [Row(what, f"{reviewed:.1f} s", f"{without:.1f} s", reviewed / without, REVIEW_GOAL)]
    for words, pause in pauses.items():
        ours = pause * 1000
        rows.append(Row(f"  {words}", f"{ours:.0f} ms", f"{LONGEST_PAUSE:.0f} ms", ours / LONGEST_PAUSE, 1.0))
    return rows


def _review_all(folder: Path) -> None:
    """Give each form a round and two remarks, as receiving and reviewing write them."""
    from selfeval_gui.domain.review.content import content_hash
    from selfeval_gui.domain.review.entries import Person, Review, Round
    from selfeval_gui.domain.tree import new_id
    from selfeval_gui.storage.codec import freeze
    from selfeval_gui.storage.review.kept_files import encode_kept
    from selfeval_gui.storage.review.places import received_file, review_file
    from selfeval_gui.storage.store import load
    from selfeval_gui.storage.workspace import find_forms
    from selfeval_gui.work.review.moments import moment
    from selfeval_gui.work.review.reviewing import new_remark

    by, at = Person(name="王芳"), moment(NOW)
    for path in list(find_forms(folder)):
        form = load(path).form
        entry = Round(id=new_id(), at=at, by=by, n=1, file=path.name, hash=content_hash(form))
        remarks = [new_remark(form, None, f"请核对第 {number} 处", "请说明", by, NOW) for number in (1, 2)]
        review = Review(form=form.id, rounds=[entry], remarks=remarks)
        review.year, review.project_name, review.unit = form.year, form.project_name, form.implementing_unit
        for target, data in (
            (review_file(folder, form.id), encode_kept(review)),
            (received_file(folder, form.id, 1), freeze(form)),
        ):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _in_the_window(folder: Path) -> dict[str, float]:
    """Return how long the event loop was away at most while the desk came, and while it was filtered."""
    from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QComboBox, QToolButton

    from selfeval_gui.views.start import make_application, make_window

    make_application(["bench"])
    window = make_window(None)
    window.show()
    pulse, since, longest = QTimer(interval=2), QElapsedTimer(), [0.0]

    def beat() -> None:
        longest[0] = max(longest[0], since.restart() / 1000)

    pulse.timeout.connect(beat)

    def rest(until: Callable[[], bool]) -> float:
        """Let the window work until a condition holds; return its longest pause."""
        loop, poll = QEventLoop(), QTimer(interval=10)
        poll.timeout.connect(lambda: loop.quit() if until() else None)
        longest[0] = 0.0
        since.start()
        pulse.start()
        poll.start()
        loop.exec()
        pulse.stop()
        return longest[0]

    window.place.open(folder)
    rest(lambda: window.projects.view.model().rowCount() == COUNT and not window.folder.is_busy)
    _child(window, "actionReviewDesk", QAction).trigger()
    found: dict[str, float] = {}
    found["longest pause of the window while it is drawn"] = rest(lambda: _is_drawn(window))
    for words, act in (
        ("longest pause at a chip", _child(window, "deskChipRemarked", QToolButton).click),
        ("longest pause at a filter", lambda: _child(window, "deskGrade", QComboBox).setCurrentIndex(1)),
    ):
        QTimer.singleShot(20, act)
        ends = perf_counter() + _LONG_ENOUGH
        found[words] = rest(partial(_is_over, ends))
    window.close()
    return found


def _child(parent: QObject, name: str, kind: type[Thing]) -> Thing:
    found = cast("Thing | None", parent.findChild(kind, name))
    assert found is not None, name
    return found


def _is_over(ends: float) -> bool:
    return perf_counter() > ends


def _is_drawn(window: QObject) -> bool:
    from PySide6.QtWidgets import QToolButton

    return _child(window, "deskChipAll", QToolButton).text().endswith(f" {COUNT}")


# ---- what comes in -----------------------------------------------------------------------------------------------


def _receiving(place: Path) -> Row:
    from selfeval_gui import cli
    from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
    from selfeval_gui.exchange.templates.template import presets
    from selfeval_gui.rules.of_form import rule_set_of
    from tests.helpers.xlsx_forms import different_forms

    mail = place / "mail"
    mail.mkdir()
    for number, form in enumerate(different_forms(RECEIVED)):
        form.project_name = f"项目 {number}"
        data = render_xlsx(form, presets()[form.template], rule_set_of(form))[0]
        (mail / f"{number:03d}.xlsx").write_bytes(data)
    files = [str(path) for path in sorted(mail.iterdir())]
    taken = dict.fromkeys(("import", "receive"), 1e9)
    for number in range(ROUNDS):
        for command in taken:
            into = place / f"{command}{number}"
            begun = perf_counter()
            with _quietly():
                code = cli.main([command, *files, "--into", str(into), "--json"])
            taken[command] = min(taken[command], perf_counter() - begun)
            forms = [path for path in into.rglob("*.json") if "审核" not in path.parts]
            assert (code, len(forms)) == (0, RECEIVED), (command, code, len(forms))
    what = f"receive {RECEIVED} workbooks as first rounds; peer: import them"
    ours, peer = taken["receive"], taken["import"]
    return Row(what, f"{ours:.1f} s", f"{peer:.1f} s", ours / peer, RECEIVE_GOAL)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()):
        yield
