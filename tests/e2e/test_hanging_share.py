"""A share that hangs in the middle of things: it is said after some seconds, it holds up nothing else, closing works."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.app import by_folder, folder, jobs, outside_changes, tasks, worker
from selfeval_gui.app.by_folder import ByFolder
from selfeval_gui.app.settings import Settings
from selfeval_gui.app.tasks import Tasks
from selfeval_gui.storage import folder_probe
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.places import is_there
from selfeval_gui.storage.recovery import Record, find_left_over
from selfeval_gui.storage.store import load
from selfeval_gui.views.form.form_bar import FormBar
from selfeval_gui.work.progress import Progress
from tests.helpers.desk import Desk
from tests.helpers.notifier import RecordingNotifier


class HangingShare:
    """A folder in which nothing is answered from `hang` on until the end of the test."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self._monkeypatch = root, monkeypatch
        self.is_back = Event()

    def hang(self) -> None:
        for module, name in ((jobs, "save_bytes"), (outside_changes, "read"), (folder, "scan")):
            self._monkeypatch.setattr(module, name, self._holding(getattr(module, name)))
        self._monkeypatch.setattr(folder_probe, "_ask", self._holding(self._ask))
        self._monkeypatch.setattr(folder_probe, "PATIENCE_S", 0.05)
        self._monkeypatch.setattr(jobs, "PATIENCE_MS", 1500)
        self._monkeypatch.setattr(worker, "PATIENCE_S", 0.5)
        self._monkeypatch.setattr(by_folder, "PATIENCE_S", 0.5)

    @staticmethod
    def _ask(path: Path, answered: Event) -> None:
        is_there(path)
        answered.set()

    def _holding(self, real: Callable[..., object]) -> Callable[..., object]:
        def asked(*args: object, **named: object) -> object:
            if any(isinstance(each, Path) and each.is_relative_to(self.root) for each in args):
                self.is_back.wait()
            return real(*args, **named)

        return asked


def notes_of(record: Record) -> str:
    return decode(record.data).notes


@pytest.fixture
def share(samples: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HangingShare]:
    share = HangingShare(samples, monkeypatch)
    yield share
    share.is_back.set()


def bar(desk: Desk) -> FormBar:
    return desk.find("formBar", FormBar)


def save_and_wait_for_the_word(desk: Desk) -> None:
    desk.trigger("actionSave")
    desk.qtbot.waitUntil(lambda: bool(desk.window.forms.jobs.slow_ones))


def test_a_save_that_hangs_is_said_and_goes_elsewhere(
    qtbot: QtBot, samples: Path, tmp_path: Path, share: HangingShare
) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "typed")
    before = session.path.read_bytes()
    share.hang()
    save_and_wait_for_the_word(desk)
    assert "没有应答" in bar(desk).text
    assert not session.is_clean
    desk.type_notes("more")
    here = tmp_path / "here.json"
    desk.notifier.targets = [here]
    qtbot.mouseClick(desk.find("formBarSaveHere", QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.is_clean)
    assert session.path == here
    assert load(here).form.notes == session.form.notes
    assert "typed" in session.form.notes
    assert "more" in session.form.notes
    assert str(samples) not in desk.notifier.asked[-1][0], "the chooser begins on this machine"
    assert next(samples.glob("*国际交流*")).read_bytes() == before


def test_a_save_that_hangs_holds_up_no_other_and_no_question(
    qtbot: QtBot, samples: Path, tmp_path: Path, share: HangingShare
) -> None:
    other = tmp_path / "other"
    shutil.copytree(samples, other)
    desk = Desk(qtbot, samples)
    desk.change("国际交流", "typed")
    share.hang()
    save_and_wait_for_the_word(desk)
    desk.window.place.open(other)
    desk.wait_until_read()
    assert len(desk.names()) == 14 + 1, "the form whose save hangs is still there"
    session = desk.change("科技人才", "quick")
    assert desk.notifier.said == [] or "没有应答" in desk.notifier.said[-1][1]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(session.path).form.notes == "quick"
    session.path.write_bytes(session.path.read_bytes() + b"\n")
    desk.window.sharing.outside_changes.look()
    qtbot.waitUntil(lambda: any("重新载入" in text for _kind, text in desk.notifier.said))
    share.is_back.set()
    desk.wait_until_written()


@pytest.mark.parametrize("answer", ["leave", "wait"])
def test_closing_over_a_save_that_hangs(
    qtbot: QtBot, samples: Path, tmp_path: Path, share: HangingShare, answer: str
) -> None:
    settings = Settings(tmp_path / "data" / "settings.json")
    desk = Desk(qtbot, samples, settings)
    session = desk.change("国际交流", "typed")
    path = session.path
    share.hang()
    save_and_wait_for_the_word(desk)
    desk.notifier.answers = [answer]
    begun = monotonic()
    assert desk.window.close() == (answer == "leave")
    assert monotonic() - begun < 10
    assert "没有应答" in desk.notifier.asked[-1][0]
    assert desk.notifier.asked[-1][1] == ["另存到本机…", "不等了，关闭", "继续等"]
    kept = tmp_path / "data" / "recovery"
    if answer == "leave":
        (record,) = find_left_over(kept).records
        assert (record.path, notes_of(record)) == (path, "typed")
    share.is_back.set()
    if answer == "wait":
        qtbot.waitUntil(lambda: session.is_clean)
        assert load(path).form.notes == "typed"
        assert bar(desk).text == ""


def test_closing_asks_as_soon_as_the_save_it_waits_for_hangs(
    qtbot: QtBot, samples: Path, tmp_path: Path, share: HangingShare, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "typed")
    share.hang()
    desk.notifier.answers = ["save", "elsewhere"]
    here = tmp_path / "here.json"

    def choose(*_args: object) -> Path:
        monkeypatch.setattr(jobs, "PATIENCE_MS", 50_000)  # this machine's own disk may be busy, but hangs not
        return here

    monkeypatch.setattr(desk.notifier, "choose_target", choose)
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert load(here).form.notes == session.form.notes == "typed"


def test_a_workspace_that_hangs_says_so_and_lets_another_be_opened(
    qtbot: QtBot, samples: Path, tmp_path: Path, share: HangingShare, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(samples, other)
    monkeypatch.setattr(folder, "_PATIENCE_MS", 50)
    share.hang()
    desk = Desk(qtbot)
    desk.window.place.open(samples)
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    assert "没有应答" in desk.notifier.said[-1][1]
    desk.window.place.open(other)
    desk.wait_until_read()
    assert len(desk.names()) == 14


def test_a_window_that_was_busy_itself_does_not_blame_the_folder(
    qtbot: QtBot, samples: Path, share: HangingShare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "_PATIENCE_MS", 50)
    share.hang()
    desk = Desk(qtbot)
    desk.window.place.open(samples)
    busy_until = monotonic() + 0.2
    while monotonic() < busy_until:
        pass
    QCoreApplication.processEvents()
    assert desk.notifier.said == []
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    assert "没有应答" in desk.notifier.said[-1][1]


# ---- the parts -------------------------------------------------------------------------------------------------------


class Look:
    def __init__(self, path: Path) -> None:
        self.path = path


def test_a_folder_that_hangs_holds_up_no_other(qtbot: QtBot, tmp_path: Path) -> None:
    owner, released = QObject(), Event()
    looking, seen = ByFolder(owner), list[str]()

    def look(looks: list[Look]) -> list[str]:
        if looks[0].path.parent.name == "hangs":
            released.wait()
        return [look.path.name for look in looks]

    every = [Look(tmp_path / name) for name in ("hangs/a", "b/b", "b/c")]
    looking.begin(every, look, seen.extend)
    qtbot.waitUntil(lambda: seen == ["b", "c"])
    looking.begin(every, look, seen.extend)
    qtbot.waitUntil(lambda: seen == ["b", "c", "b", "c"])
    assert looking.is_busy
    released.set()
    qtbot.waitUntil(lambda: not looking.is_busy)
    assert seen == ["b", "c", "b", "c", "a"]


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_task_that_does_not_even_stop_is_given_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_shown: bool
) -> None:
    monkeypatch.setattr(tasks, "STOP_MS", 20)
    monkeypatch.setattr(tasks, "LONG_MS", 20)
    owner, notifier, released = QObject(), RecordingNotifier(), Event()
    running, shown, ended = Tasks(notifier, owner), list[str](), list[bool]()
    running.shown.connect(lambda text, _done, _total: shown.append(text))

    def hang(_report: Progress) -> bool:
        return released.wait()

    running.run_long(hang, ended.append, told="正在写…" if is_shown else "", total=1, lane="export")
    qtbot.waitUntil(lambda: bool(shown and shown[-1]))
    running.stop_shown()
    qtbot.waitUntil(lambda: not running.lanes)
    assert "没有应答" in notifier.said[-1][1]
    assert (shown[-1], ended) == ("", [])
    released.set()
    qtbot.waitUntil(lambda: not worker.has_ended(owner) and not owner.findChildren(worker.Worker))
