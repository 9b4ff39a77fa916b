"""A copy of our own that comes back: what it says of status, answers and order is shown first and then taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Accepted, Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage import store
from selfeval_gui.views.basics import theme
from selfeval_gui.views.importing.import_preview import ImportPreview
from tests.helpers.desk import Desk

GONE, NEW = Accepted(code="row.empty", reason="不适用"), Accepted(code="weight.total", reason="按文件", by="张三")


@pytest.fixture
def asked(qtbot: QtBot, samples: Path, tmp_path: Path) -> tuple[Desk, ImportPreview, Path, Form]:
    """A copy in which an answer was replaced, the status set, and two of level 2 changed places; its preview."""
    path = min(samples.glob("*.json"))
    loaded = store.load(path)
    loaded.form.accepted = [GONE]
    store.save(loaded.form, path, loaded.fingerprint)
    copy = store.load(path).form
    copy.accepted, copy.status = [NEW], "final"
    rows = copy.indicators[0].children
    assert len(rows) > 1
    rows[0], rows[1] = rows[1], rows[0]
    returned = tmp_path / "退回.json"
    store.save(copy, returned, None)
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.notifier.sources = [returned]
    desk.trigger("actionImport")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in desk.all(ImportPreview)), timeout=20_000)
    (dialog,) = (each for each in desk.all(ImportPreview) if each.isVisible())
    qtbot.waitUntil(lambda: not dialog.is_opening)
    return desk, dialog, path, copy


def test_every_difference_is_listed_and_what_goes_stands_first(asked: tuple[Desk, ImportPreview, Path, Form]) -> None:
    _desk, dialog, _path, copy = asked
    items = [dialog.doubts.item(row) for row in range(dialog.doubts.count())]
    lines = [item.text() for item in items if item.text().startswith("更新")]
    moved = copy.indicators[0].children[0].name
    assert lines[0] == "更新会删去：接受的检查结果：1 条 → 0 条"
    assert items[0].foreground().color().name() == theme.color(theme.Tone.GONE).name()
    assert "更新：接受的检查结果：0 条 → 1 条" in lines
    assert any(line.startswith("更新：移动指标：") and line.endswith(moved) for line in lines)
    assert any("状态" in line for line in lines)
    assert len(lines) == 4
    dialog.reject()


def test_it_is_taken_over_by_keys_and_one_undo_gives_all_of_it_back(
    asked: tuple[Desk, ImportPreview, Path, Form],
) -> None:
    desk, dialog, path, copy = asked
    was = [row.id for row in level_three(desk.session.form.indicators)]
    for _ in range(12):
        if dialog.accept_button.hasFocus():
            break
        place = QApplication.focusWidget()
        assert place is not None
        desk.qtbot.keyClick(place, Qt.Key.Key_Tab)
    desk.qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said) and not desk.window.imports.is_busy, timeout=20_000)
    assert "已更新" in desk.notifier.said[-1][1]
    form = desk.session.form
    assert (form.accepted, form.status) == ([NEW], "final")
    assert [row.id for row in level_three(form.indicators)] == [row.id for row in level_three(copy.indicators)] != was
    assert store.load(path).form.accepted == [GONE]
    desk.session.stack.undo()
    form = desk.session.form
    assert (form.accepted, form.status) == ([GONE], "draft")
    assert [row.id for row in level_three(form.indicators)] == was
