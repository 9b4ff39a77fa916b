"""Other programs and the same files: nothing of theirs or ours is lost without a question."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.storage.store import load
from tests.helpers.desk import Desk


def change_outside(path: Path, notes: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"notes": ""', f'"notes": "{notes}"'), encoding="utf-8")


def test_unchanged_form_is_loaded_again(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    change_outside(desk.session.path, "外面")
    desk.window.folder.look()
    qtbot.waitUntil(lambda: desk.session.form.notes == "外面")
    assert any("已重新载入" in text for _kind, text in desk.notifier.said)
    assert desk.session.is_clean


def test_changed_form_stays_and_saving_asks(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    change_outside(session.path, "外面")
    desk.window.folder.look()
    qtbot.waitUntil(lambda: any("被别的程序修改" in text for _kind, text in desk.notifier.said))
    assert desk.session is session
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert load(session.path).form.notes == "外面"
    assert not session.is_clean
    desk.notifier.answers = ["overwrite"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(session.path).form.notes == "inside"


def test_both_versions_can_be_kept(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    old = session.path
    change_outside(old, "外面")
    desk.notifier.answers = ["save_as"]
    desk.notifier.targets = [samples / "我的.json"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(old).form.notes == "外面"
    assert load(samples / "我的.json").form.notes == "inside"


def test_deleted_file_of_an_open_form_can_be_written_again(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    path, before = desk.session.path, desk.session.path.read_bytes()
    path.unlink()
    qtbot.waitUntil(lambda: desk.cell("国际交流", ProjectColumn.STATE) == "文件不在")
    desk.notifier.answers = ["overwrite"]
    desk.trigger("actionSave")
    qtbot.waitUntil(path.exists)
    desk.wait_until_written()
    assert path.read_bytes() == before
    qtbot.waitUntil(lambda: desk.cell("国际交流", ProjectColumn.STATE) == "已保存")


def test_file_that_becomes_unreadable_keeps_the_open_form(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    session.path.write_bytes(b"")
    desk.window.folder.look()
    desk.wait_until_read()
    assert desk.session is session
    desk.notifier.answers = ["overwrite"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(session.path).form.notes == "inside"


def test_workspace_that_goes_away_is_said_once(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    away = Path(shutil.move(samples, tmp_path / "away"))
    desk.window.folder.look()
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    desk.window.folder.look()
    desk.wait_until_read()
    assert len(desk.notifier.said) == 1
    assert str(samples) in desk.notifier.said[0][1]
    assert len(desk.names()) == 14
    shutil.move(away, samples)
    desk.window.folder.look()
    desk.wait_until_read()
    assert len(desk.names()) == 14


def test_own_saves_are_no_outside_changes(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.window.folder.look()
    desk.wait_until_read()
    desk.window.forms.stop()
    assert desk.session is session
    assert desk.notifier.said == []
