"""Changes from outside: another content is told once, another time is nothing, an unreadable moment is nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.outside_changes import OutsideChanges, Seen
from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import type_into_field


class Desk:
    """Two open forms, looked at when a test says so."""

    def __init__(self, qtbot: QtBot, application: QApplication, paths: list[Path]) -> None:
        self.qtbot = qtbot
        self.forms = OpenForms(application)
        self.outside = OutsideChanges(self.forms, self.forms, interval_ms=3_600_000)
        self.told: list[tuple[Session, Seen]] = []
        self.outside.changed.connect(self._told)
        self.paths = paths[:2]
        self.first, self.second = (self.forms.open(path) for path in self.paths)
        self.other = paths[2].read_bytes()

    def _told(self, session: Session, seen: Seen) -> None:
        self.told.append((session, seen))

    def look(self) -> list[tuple[Session, Seen]]:
        self.told.clear()
        self.outside.look()
        self.qtbot.waitUntil(lambda: not self.outside.is_busy)
        return self.told


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, samples: Path) -> Desk:
    return Desk(qtbot, qapp, sorted(samples.glob("*.json")))


def test_another_time_alone_is_no_change(desk: Desk) -> None:
    desk.paths[0].touch()
    shutil.copyfile(desk.paths[1], desk.paths[1].with_suffix(".tmp"))
    desk.paths[1].with_suffix(".tmp").replace(desk.paths[1])
    assert desk.look() == []


def test_another_content_of_the_same_size_and_time_is_a_change_told_once(desk: Desk) -> None:
    path, info = desk.paths[0], desk.paths[0].stat()
    path.write_bytes(path.read_bytes().replace(b'"year": 2020', b'"year": 2021'))
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    ((session, seen),) = desk.look()
    assert session is desk.first
    assert seen.loaded is not None
    assert seen.loaded.form.year == 2021
    assert desk.look() == []
    path.write_bytes(desk.other)
    assert [session for session, _ in desk.look()] == [desk.first]


def test_a_moment_without_the_file_is_no_change(desk: Desk) -> None:
    away = desk.paths[0].rename(desk.paths[0].with_name("away"))
    assert desk.look() == []
    away.rename(desk.paths[0])
    assert desk.look() == []


def test_what_is_no_form_is_told_without_one(desk: Desk) -> None:
    desk.paths[0].write_bytes(b"{")
    ((session, seen),) = desk.look()
    assert (session, seen.loaded) == (desk.first, None)


def test_our_own_save_is_none(qtbot: QtBot, desk: Desk) -> None:
    type_into_field(desk.first, "notes", "x")
    desk.forms.save(desk.first)
    qtbot.waitUntil(lambda: not desk.forms.is_busy)
    assert desk.look() == []
