"""Saving from the window: what is typed counts, what is saved shows, what fails is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.storage import atomic
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.store import load
from tests.helpers.desk import Desk
from tests.helpers.documents import compose


def test_save_by_its_key(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    path = desk.change("国际交流", "abc").path
    assert desk.window.isWindowModified()
    assert desk.label("savedStateText") == "正在输入，未保存"
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not desk.window.isWindowModified())
    assert load(path).form.notes == "abc"
    assert desk.label("savedStateText").startswith("已保存 ")
    assert desk.cell("国际交流", ProjectColumn.STATE) == "已保存"


def test_open_and_save_without_a_change_writes_nothing(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    before = desk.session.path.stat().st_mtime_ns
    desk.trigger("actionSave")
    assert not desk.window.forms.is_busy
    assert desk.window.status.said == "没有需要保存的改动"
    assert desk.session.path.stat().st_mtime_ns == before


def test_text_in_an_open_field_is_saved(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    path = desk.session.path
    desk.window.pages.form_page().go_to("", "notes")
    field = desk.find("fieldNotes", QWidget)
    qtbot.keyClicks(field, "typed")
    with qtbot.waitSignal(desk.window.forms.saved):
        desk.trigger("actionSave")
    assert load(path).form.notes == "typed"
    desk.wait_until_written()


def test_text_that_cannot_be_kept_stops_everything(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    session, before = desk.session, desk.session.path.read_bytes()
    desk.window.pages.form_page().go_to("", "year")
    field = desk.find("fieldYear", QWidget)
    qtbot.keyClicks(field, "abc")
    for action in ("Save", "SaveAs", "SaveAll", "Rename", "Duplicate", "ExportExcel", "ExportAll", "New"):
        desk.trigger(f"action{action}")
    desk.choose("科技人才")
    assert not desk.window.close()
    assert desk.session is session
    qtbot.waitUntil(lambda: "国际交流" in str(desk.projects.currentIndex().data()))
    assert desk.notifier.asked == []
    assert session.path.read_bytes() == before


def test_save_all(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    paths = [desk.change(name).path for name in ("国际交流", "科技人才")]
    desk.trigger("actionSaveAll")
    desk.wait_until_written()
    assert [load(path).form.notes for path in paths] == ["x", "x"]
    assert desk.column(ProjectColumn.STATE) == ["已保存"] * 14


def test_save_as_goes_on_with_the_other_file(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流")
    old, old_id = session.path, session.form.id
    target = samples / "副本.json"
    desk.notifier.targets = [target]
    desk.trigger("actionSaveAs")
    qtbot.waitUntil(lambda: session.path == target)
    desk.wait_until_read()
    assert load(old).form.notes == ""
    assert load(target).form.id != old_id
    qtbot.waitUntil(lambda: desk.projects.model().rowCount() == 15)
    assert desk.projects.currentIndex() == desk.index("副本.json")
    assert desk.action("actionUndo").isEnabled()


def test_form_saved_outside_the_folder_is_listed_while_it_is_open(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流")
    desk.notifier.targets = [tmp_path / "外面.json"]
    desk.trigger("actionSaveAs")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    assert desk.projects.currentIndex() == desk.index("外面.json")
    desk.window.forms.close(session)
    desk.wait_until_read()
    assert desk.projects.model().rowCount() == 14


def test_save_as_given_up(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流")
    desk.notifier.targets = [None]
    desk.trigger("actionSaveAs")
    assert not desk.window.forms.is_busy
    assert not session.is_clean


def test_save_as_over_another_open_form_is_refused(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    other = desk.change("科技人才").path
    desk.change("国际交流")
    before = other.read_bytes()
    desk.notifier.targets = [other]
    desk.trigger("actionSaveAs")
    assert desk.notifier.said[-1][0] == "error"
    assert not desk.window.forms.is_busy
    assert other.read_bytes() == before


def test_a_second_failure_is_said_again_only_when_tried_again(
    qtbot: QtBot, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise SaveFailed("save.read_only")

    monkeypatch.setattr(atomic, "write", refuse)
    desk = Desk(qtbot, samples)
    desk.change("国际交流")
    desk.notifier.answers = ["retry", "cancel"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert len(desk.notifier.asked) == 2
    assert "只读" in desk.notifier.asked[0][0]
    assert desk.label("savedStateText").endswith("未保存")


def test_composed_text_is_committed_before_saving(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "abc")
    field = desk.find("fieldNotes", QWidget)
    compose(field, "pinyin")
    with qtbot.waitSignal(desk.window.forms.saved):
        desk.trigger("actionSave")
    desk.wait_until_written()
    assert load(session.path).form.notes == "abcpinyin"


def test_switching_forms_asks_nothing_and_keeps_history(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    first = desk.change("国际交流")
    desk.change("科技人才")
    desk.choose("国际交流")
    assert desk.session is first
    assert desk.notifier.asked == []
    desk.trigger("actionUndo")
    assert first.form.notes == ""
    assert first.is_clean
    assert desk.action("actionRedo").text() == "重做 修改备注"


def test_undo_names_its_step(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    assert desk.action("actionUndo").text() == "撤销"
    assert not desk.action("actionUndo").isEnabled()
    desk.type_notes("abc")
    assert desk.action("actionUndo").text() == "撤销 修改备注"
    assert "撤销 修改备注" in desk.action("actionUndo").toolTip()
    desk.choose("科技人才")
    assert desk.action("actionUndo").text() == "撤销"
