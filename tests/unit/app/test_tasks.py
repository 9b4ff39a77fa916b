"""Tasks: side by side, one of them shown, stopped one at a time, and failures told in their sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from selfeval_gui.app.tasks import Tasks
from selfeval_gui.storage.errors import SaveFailed, StorageError
from selfeval_gui.work.progress import Progress
from tests.helpers.notifier import RecordingNotifier


class Clerk:
    """Somebody who begins tasks and hears of them."""

    def __init__(self, qtbot: QtBot, parent: QObject) -> None:
        self.qtbot = qtbot
        self.notifier = RecordingNotifier()
        self.tasks = Tasks(self.notifier, parent)
        self.shown: list[tuple[str, int, int]] = []
        self.heard: list[object] = []
        self.go_on: dict[str, Event] = {}
        self.tasks.shown.connect(self._see)

    def begin(self, name: str, told: str = "{done}/{total}") -> None:
        """Begin a task that reports until it may go on."""
        self.go_on[name] = Event()

        def work(report: Progress) -> str:
            while not self.go_on[name].wait(0.01):
                report(1, 2, None)
            return name

        def stopped() -> None:
            self.heard.append(f"{name} stopped")

        text = f"{name} {told}" if told else ""
        self.tasks.run_long(work, self.heard.append, told=text, lane=name, stopped=stopped)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def _see(self, text: str, done: int, total: int) -> None:
        self.shown.append((text, done, total))


@pytest.fixture
def clerk(qtbot: QtBot) -> Iterator[Clerk]:
    parent = QObject()
    clerk = Clerk(qtbot, parent)
    yield clerk
    for event in clerk.go_on.values():
        event.set()
    clerk.wait_for(lambda: not clerk.tasks.lanes)
    parent.deleteLater()


def test_a_stop_stops_the_task_that_is_shown_and_no_other(clerk: Clerk) -> None:
    clerk.begin("first")
    clerk.wait_for(lambda: clerk.shown[-1] == ("first 1/2", 1, 2))
    clerk.begin("second")
    clerk.tasks.stop_shown()
    clerk.wait_for(lambda: clerk.shown[-1] == ("second 1/2", 1, 2))
    assert clerk.heard == ["first stopped"]
    assert clerk.tasks.lanes == {"second"}
    clerk.go_on["second"].set()
    clerk.wait_for(lambda: clerk.shown[-1] == ("", 0, 0))
    assert clerk.heard == ["first stopped", "second"]


def test_the_one_that_began_first_stays_shown_while_others_come_and_go(clerk: Clerk) -> None:
    clerk.begin("first")
    clerk.wait_for(lambda: clerk.shown[-1] == ("first 1/2", 1, 2))
    clerk.begin("second")
    clerk.go_on["second"].set()
    clerk.wait_for(lambda: clerk.heard == ["second"])
    assert {text for text, _done, _total in clerk.shown if text} == {"first 1/2"}
    assert clerk.shown[-1] == ("first 1/2", 1, 2)


def test_a_task_without_words_is_not_shown_and_not_stopped(clerk: Clerk) -> None:
    clerk.begin("quiet", told="")
    clerk.begin("loud")
    clerk.wait_for(lambda: clerk.shown[-1] == ("loud 1/2", 1, 2))
    clerk.tasks.stop_shown()
    clerk.wait_for(lambda: clerk.heard == ["loud stopped"])
    clerk.tasks.stop_shown()
    clerk.go_on["quiet"].set()
    clerk.wait_for(lambda: clerk.heard == ["loud stopped", "quiet"])


def test_a_task_whose_size_is_known_is_shown_at_once(clerk: Clerk) -> None:
    clerk.tasks.run_long(lambda _report: 1, clerk.heard.append, told="{done} of {total}", total=7)
    assert clerk.shown == [("0 of 7", 0, 7)]
    clerk.wait_for(lambda: clerk.heard == [1])


def test_a_task_without_a_lane_takes_none(clerk: Clerk) -> None:
    go_on = Event()
    clerk.tasks.run(go_on.wait, clerk.heard.append)
    assert clerk.tasks.lanes == set()
    go_on.set()
    clerk.wait_for(lambda: clerk.heard == [True])


def test_a_lane_is_taken_until_its_task_has_ended(clerk: Clerk) -> None:
    lanes: list[set[str]] = []
    clerk.tasks.changed.connect(lambda: lanes.append(clerk.tasks.lanes))
    clerk.begin("first")
    clerk.go_on["first"].set()
    clerk.wait_for(lambda: lanes == [{"first"}, set()])


def refuse() -> None:
    raise SaveFailed("save.in_use")


def test_a_failure_is_told_in_its_sentence(clerk: Clerk) -> None:
    clerk.tasks.run(refuse, clerk.heard.append)
    clerk.wait_for(lambda: bool(clerk.notifier.said))
    ((kind, text),) = clerk.notifier.said
    assert (kind, text) == ("error", "文件正被另一个程序（例如 Excel、WPS 或杀毒软件）占用，没有保存。请关闭后再试。")
    assert clerk.heard == []


def test_whoever_wants_to_tell_a_failure_tells_it_alone(clerk: Clerk) -> None:
    clerk.tasks.run(refuse, clerk.heard.append, failed=clerk.heard.append)
    clerk.wait_for(lambda: bool(clerk.heard))
    (error,) = clerk.heard
    assert isinstance(error, StorageError) and error.code == "save.in_use"
    assert clerk.notifier.said == []


def test_a_mistake_of_the_program_is_told_and_goes_to_the_crash_hook(clerk: Clerk) -> None:
    def broken() -> None:
        raise ZeroDivisionError("1/0")

    with clerk.qtbot.capture_exceptions() as caught:
        clerk.tasks.run(broken, clerk.heard.append)
        clerk.wait_for(lambda: bool(caught))
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    assert [kind for kind, _text in clerk.notifier.said] == ["error"]
    assert "1/0" in clerk.notifier.said[0][1]
    assert not clerk.tasks.lanes


def test_of_what_only_reads_nobody_is_told_that_it_was_not_saved(clerk: Clerk) -> None:
    def broken() -> None:
        raise ZeroDivisionError("1/0")

    with clerk.qtbot.capture_exceptions() as caught:
        clerk.tasks.run(broken, clerk.heard.append, only_reads=True)
        clerk.wait_for(lambda: bool(caught))
    assert clerk.notifier.said == [("error", "无法读取文件：1/0。")]
