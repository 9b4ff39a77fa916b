"""evidence.changed in the window: files that are gone, moved or others than they were, told without a step of undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.tree import level_three
from selfeval_gui.messages import finding_sentence
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.store import save
from selfeval_gui.views.evidence.file_watch import FileWatch
from tests.helpers.desk import Desk
from tests.helpers.evidence import with_evidence


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    path = next(samples.glob("*办公用房*"))
    form = with_evidence(decode(path.read_bytes()), samples)
    form.rule_set = "review-strict"
    path.unlink()
    save(form, path, expected=None)
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def told(desk: Desk) -> dict[str, str]:
    names = {row.id: row.evidence[0].path for row in level_three(desk.session.form.indicators)}
    found = [each for each in desk.session.findings if each.code == "evidence.changed"]
    return {Path(names[each.node]).name: finding_sentence(each)[-20:] for each in found if each.node}


def come_back() -> None:
    """Leave the program and return to it."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def test_what_changed_while_one_was_away_is_told(desk: Desk, samples: Path) -> None:
    desk.qtbot.waitUntil(lambda: bool(desk.all(FileWatch)[0].states))
    assert told(desk) == {}
    files = sorted((samples / "材料").rglob("*.pdf"))
    files[0].unlink()
    files[1].write_text("另一份", encoding="utf-8")
    files[2].rename(samples / "挪走.pdf")
    come_back()
    desk.qtbot.waitUntil(lambda: len(told(desk)) == 3)
    sentences = told(desk)
    assert "重新找" in sentences[files[0].name]
    assert "确认后重新添加" in sentences[files[1].name]
    assert "把位置改过来" in sentences[files[2].name]
    assert desk.session.stack.count() == 0
    assert desk.session.is_clean
    (samples / "挪走.pdf").rename(files[2])
    come_back()
    desk.qtbot.waitUntil(lambda: len(told(desk)) == 2)


def test_an_entry_that_is_taken_back_brings_its_fault_with_it(desk: Desk, samples: Path) -> None:
    first = sorted((samples / "材料").rglob("*.pdf"))[0]
    first.unlink()
    come_back()
    desk.qtbot.waitUntil(lambda: len(told(desk)) == 1)
    desk.session.form.rule_set = "mof-2020"
    desk.session.take_faults({})
    assert told(desk) == {}
