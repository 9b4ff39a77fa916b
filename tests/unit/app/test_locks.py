"""Locks of open forms: signs of life, somebody who never wakes up, a share that is gone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.app import locks as module
from selfeval_gui.app.locks import Locks
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.data import forms_dir
from selfeval_gui.storage.lock import STALE_S, Lock, Locker
from selfeval_gui.storage.lock_file import lock_file
from selfeval_gui.storage.store import load
from tests.helpers.silent_share import silent_share


class Clock:
    """A monotonic clock that goes on when told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


@pytest.fixture
def path(samples: Path) -> Path:
    return sorted(samples.glob("*.json"))[0]


@pytest.fixture
def colleague(tmp_path: Path) -> Locker:
    return Locker(tmp_path / "elsewhere", user="李四", host="PC-2")


class Desk:
    """Open forms with their locks; nothing happens by itself."""

    def __init__(self, qtbot: QtBot, application: QApplication, data: Path) -> None:
        self.qtbot = qtbot
        self.forms = OpenForms(application, locker=Locker(data, user="张三", host="PC-1"))
        assert self.forms.locker is not None
        self.locks = Locks(self.forms, self.forms.locker, self.forms, watch_ms=3_600_000)

    def look(self) -> None:
        self.locks.look()
        self._wait()

    def beat(self) -> None:
        self.locks.beat()
        self._wait()

    def _wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.locks.is_busy)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Desk:
    return Desk(qtbot, qapp, tmp_path / "data")


def test_signs_of_life_keep_a_lock_young(desk: Desk, path: Path, colleague: Locker) -> None:
    desk.forms.open(path)
    past = lock_file(path).stat().st_mtime - STALE_S - 1
    os.utime(lock_file(path), (past, past))
    desk.beat()
    seen = colleague.take(path)
    assert seen is not None
    assert not isinstance(seen, Lock)
    assert not seen.is_stale
    desk.locks.stop()
    assert not lock_file(path).exists()


def test_a_removed_lock_is_taken_again(desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    lock_file(path).unlink()
    desk.beat()
    assert lock_file(path).exists()
    assert not session.is_read_only
    desk.locks.stop()


def test_a_removed_lock_that_somebody_else_took_is_lost(desk: Desk, path: Path, colleague: Locker) -> None:
    session = desk.forms.open(path)
    lock_file(path).unlink()
    colleague.take(path)
    desk.beat()
    assert session.is_read_only
    assert desk.locks.was_ours(session)
    desk.locks.stop()
    assert lock_file(path).exists(), "it is not ours to remove"


def test_a_share_that_is_gone_takes_nothing_away(desk: Desk, path: Path, tmp_path: Path) -> None:
    session = desk.forms.open(path)
    away = path.parent.rename(tmp_path / "away")
    desk.beat()
    assert not session.is_read_only
    away.rename(path.parent)
    desk.beat()
    assert not session.is_read_only
    desk.locks.stop()
    assert not lock_file(path).exists()


def test_a_share_that_does_not_answer_holds_nobody(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = desk.forms.open(path)
    desk.locks.attend(session)
    desk.locks.attend(None)
    assert not lock_file(path).exists()
    with silent_share(monkeypatch) as share:
        desk.locks.attend(session)
        assert not lock_file(path).exists()
        assert not session.is_read_only, "what is typed is kept; saving looks at lock and file"
        desk.locks.attend(None)
        share.connect()
        desk.locks.attend(session)
        assert lock_file(path).exists()
    desk.locks.stop()


def test_somebody_who_does_not_move_for_two_minutes_is_gone_whatever_the_clocks_say(
    desk: Desk, path: Path, colleague: Locker, clock: Clock
) -> None:
    held = colleague.take(path)
    assert isinstance(held, Lock)
    future = lock_file(path).stat().st_mtime + 365 * 24 * 3600  # the clock was set back a year since
    os.utime(lock_file(path), (future, future))
    session = desk.forms.open(path)

    def is_stale() -> bool:
        taken = desk.locks.taken(session)
        assert taken is not None
        return taken.is_stale

    clock.now += STALE_S - 1
    desk.look()
    assert not is_stale()
    clock.now += 2
    desk.look()
    assert is_stale()
    colleague.beat(held)
    desk.look()
    assert not is_stale()
    desk.locks.stop()


def test_a_form_given_free_can_be_changed(qtbot: QtBot, desk: Desk, path: Path, colleague: Locker) -> None:
    held = colleague.take(path)
    assert isinstance(held, Lock)
    session = desk.forms.open(path)
    assert session.is_read_only
    desk.look()
    assert session.is_read_only
    colleague.release(held)
    with qtbot.waitSignal(desk.locks.regained):
        desk.locks.look()
    assert not session.is_read_only
    assert lock_file(path).exists()
    desk.locks.stop()


def test_a_form_that_is_not_shown_any_more_is_left_to_others(
    qtbot: QtBot, desk: Desk, path: Path, samples: Path, colleague: Locker
) -> None:
    other = sorted(samples.glob("*.json"))[1]
    held = colleague.take(path)
    assert isinstance(held, Lock)
    looked_at = desk.forms.open(path)
    desk.locks.attend(looked_at)
    desk.locks.attend(desk.forms.open(other))
    colleague.release(held)
    desk.look()
    assert not lock_file(path).exists(), "nobody looks at it"
    held = colleague.take(path)
    desk.locks.attend(looked_at)
    assert looked_at.is_read_only
    desk.locks.stop()


def test_a_form_saved_in_the_background_is_given_free(qtbot: QtBot, desk: Desk, path: Path, samples: Path) -> None:
    other = sorted(samples.glob("*.json"))[1]
    session = desk.forms.open(path)
    desk.locks.attend(session)
    type_into_field(session, "notes", "x")
    desk.locks.attend(desk.forms.open(other))
    assert lock_file(path).exists()
    desk.forms.save_all()
    qtbot.waitUntil(lambda: not desk.forms.is_busy)
    desk.locks.attend(desk.forms.session_at(other))
    assert not lock_file(path).exists()
    assert load(path).form.notes == "x"
    desk.locks.stop()


def test_forms_saved_in_a_batch_are_given_free(qtbot: QtBot, desk: Desk, samples: Path) -> None:
    paths = sorted(samples.glob("*.json"))
    shown = desk.forms.open(paths[0])
    desk.locks.attend(shown)
    for path in paths[1:]:
        type_into_field(desk.forms.open(path), "notes", "x")
    desk.forms.save_all()
    qtbot.waitUntil(lambda: not desk.forms.is_busy)
    assert list(samples.glob("*.lock")) == [lock_file(paths[0])]
    desk.locks.stop()


def test_leafing_through_leaves_one_lock(desk: Desk, samples: Path) -> None:
    paths = sorted(samples.glob("*.json"))
    for path in paths:
        desk.locks.attend(desk.forms.open(path))
    assert list(samples.glob("*.lock")) == [lock_file(paths[-1])]
    desk.locks.attend(None)
    assert list(samples.glob("*.lock")) == []
    desk.locks.stop()


def test_nothing_is_written_beside_the_samples_of_the_program(desk: Desk) -> None:
    path = min((forms_dir() / "samples").rglob("*.json"))
    session = desk.forms.open(path)
    assert not session.is_read_only
    desk.beat()
    assert not lock_file(path).exists()
    desk.locks.stop()
