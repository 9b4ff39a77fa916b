"""A folder in which no file can be replaced: asked once, written into the file itself, a version kept first."""

from __future__ import annotations

import errno
import functools
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.storage import atomic
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.store import load
from selfeval_gui.storage.user_data import data_folder
from tests.helpers.desk import Desk
from tests.helpers.storage_faults import failing, os_error


@pytest.fixture
def no_replace(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the workspace refuse what the program's own folders allow."""
    write = atomic.write

    def somewhere(path: Path, data: bytes, expected: str | None, **named: object) -> None:
        calls = failing("replace", os_error(errno.EPERM)) if path.is_relative_to(samples) else atomic.Calls()
        write(path, data, expected, calls=calls)

    monkeypatch.setattr(atomic, "write", functools.wraps(write)(somewhere))


def test_direct_writing_is_asked_for_once(qtbot: QtBot, samples: Path, no_replace: None) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "one")
    before = session.path.read_bytes()
    desk.notifier.answers = ["direct"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    ((text, buttons),) = desk.notifier.asked
    assert buttons == ["再试", "另存为…", "直接写入", "取消"]
    assert "断电" in text
    assert load(session.path).form.notes == "one"
    (version,) = Backups(data_folder() / "versions").versions(session.path, session.form.id)
    assert version.path.read_bytes() == before
    desk.type_notes("two")
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert len(desk.notifier.asked) == 1
    desk.wait_until_written()


def test_giving_up_leaves_the_file_and_the_change(qtbot: QtBot, samples: Path, no_replace: None) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "one")
    before = session.path.read_bytes()
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert session.path.read_bytes() == before
    assert not session.is_clean


def test_without_a_version_nothing_is_written_directly(
    qtbot: QtBot, samples: Path, no_replace: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise SaveFailed("save.disk_full")

    monkeypatch.setattr(Backups, "keep", refuse)
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "one")
    before = session.path.read_bytes()
    desk.notifier.answers = ["direct", "cancel"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "磁盘已满" in desk.notifier.asked[1][0]
    assert session.path.read_bytes() == before
    assert not session.is_clean
