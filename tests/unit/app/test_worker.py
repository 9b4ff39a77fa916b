"""Workers and the end of their window: nothing outlives it, nothing begins or speaks after it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.app.worker import Worker, end_workers
from selfeval_gui.work.progress import Progress


class Owner(QObject):
    """A window's part with a worker, and what it heard of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.heard: list[object] = []
        self.go_on = Event()
        self.has_begun = Event()

    def worker(self, *, waits: bool = False) -> Worker:
        worker = Worker(self._wait if waits else self._work, self)
        worker.succeeded.connect(self.heard.append)
        worker.stopped.connect(self._stopped)
        return worker

    def _work(self, _report: object) -> str:
        return "done"

    def _wait(self, _report: object) -> str:
        self.has_begun.set()
        self.go_on.wait(30)
        return "late"

    def _stopped(self) -> None:
        self.heard.append("stopped")


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QObject]:
    window = QObject()
    yield window
    window.deleteLater()


@pytest.fixture
def owner(window: QObject) -> Owner:
    return Owner(window)


def test_an_answer_arrives(qtbot: QtBot, owner: Owner) -> None:
    worker = owner.worker()
    worker.start()
    qtbot.waitUntil(lambda: owner.heard == ["done"])


def test_an_answer_that_comes_after_the_end_is_dropped(qtbot: QtBot, window: QObject, owner: Owner) -> None:
    worker = owner.worker()
    worker.start()
    assert worker.wait(10_000), "it has answered, and nobody has heard it yet"
    with qtbot.waitSignal(worker.destroyed):
        assert end_workers(window)
    assert owner.heard == []


def test_a_busy_window_hears_of_the_last_report_and_of_every_item(qtbot: QtBot, owner: Owner) -> None:
    def work(report: Progress) -> None:
        for done in range(3):
            report(done, 9, None)
        report(0, 0, None)
        report(3, 9, "item")
        for done in range(4, 7):
            report(done, 9, None)
        report(0, 0, None)

    heard: list[tuple[int, int, object]] = []
    worker = Worker(work, owner)
    worker.progress.connect(lambda *report: heard.append(report))
    worker.start()
    assert worker.wait(10_000), "it has said everything, and the window has heard nothing yet"
    with qtbot.waitSignal(worker.succeeded):
        pass
    assert heard == [(2, 9, None), (3, 9, "item"), (6, 9, None)]


def test_the_work_waits_while_the_window_takes_an_item_in(qtbot: QtBot, owner: Owner) -> None:
    order: list[object] = []

    def work(report: Progress) -> None:
        for item in ("first", "second"):
            report(0, 0, item)
            order.append(f"on after the {item}")

    worker = Worker(work, owner)
    worker.progress.connect(lambda _done, _total, item: order.append(item))
    worker.start()
    assert not worker.wait(100), "the window has not looked yet"
    with qtbot.waitSignal(worker.succeeded):
        pass
    assert order == ["first", "on after the first", "second", "on after the second"]


def test_the_work_waits_now_and_then_until_the_window_has_had_a_turn(qtbot: QtBot, owner: Owner) -> None:
    order: list[str] = []
    is_heard = Event()

    def work(report: Progress) -> None:
        report(0, 0, None)
        is_heard.wait()
        report(0, 0, None)
        order.append("work")

    worker = Worker(work, owner)
    worker.progress.connect(lambda *_report: order.append("window"))
    with qtbot.waitSignal(worker.progress):
        worker.start()
    is_heard.set()
    assert not worker.wait(100), "the window has had no turn since"
    with qtbot.waitSignal(worker.succeeded):
        pass
    assert order == ["window", "window", "work"]


def test_no_work_waits_for_a_window_that_is_still_being_made(
    qtbot: QtBot, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfeval_gui.app.worker._HAND_OVER_S", 60.0)
    ended = Event()

    def work(report: Progress) -> None:
        report(0, 0, None)
        ended.set()

    worker = Worker(work, owner)
    with qtbot.waitSignal(worker.succeeded):
        worker.start()
        assert ended.wait(20), "and no event was taken meanwhile"


def test_work_that_waits_for_the_window_ends_at_once_when_it_is_cancelled(qtbot: QtBot, owner: Owner) -> None:
    def work(report: Progress) -> None:
        for item in range(1, 100):  # at half a second each, were every one to be waited for
            owner.has_begun.set()
            report(item, 100, item)

    worker = Worker(work, owner)
    worker.start()
    assert owner.has_begun.wait(10)
    worker.cancel()
    assert worker.wait(10_000)


def test_no_worker_begins_after_the_end(qtbot: QtBot, window: QObject, owner: Owner) -> None:
    assert end_workers(window)
    worker = owner.worker()
    worker.start()
    assert not worker.isRunning()
    assert not worker.isFinished()


def test_the_end_waits_for_what_runs_but_not_for_ever(qtbot: QtBot, window: QObject, owner: Owner) -> None:
    worker = owner.worker(waits=True)
    worker.start()
    assert owner.has_begun.wait(10)
    assert not end_workers(window, 0)
    owner.go_on.set()
    assert end_workers(window, 30)
    assert worker.isFinished()


def test_only_the_workers_below_the_window_end(qtbot: QtBot, qapp: QApplication, window: QObject) -> None:
    other = Owner(qapp)
    assert end_workers(window)
    other.worker().start()
    qtbot.waitUntil(lambda: other.heard == ["done"])
    other.deleteLater()
