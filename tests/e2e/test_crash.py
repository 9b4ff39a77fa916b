"""A mistake of the program: recovery is written, one dialog says so, the next start mentions it; 诊断信息."""

from __future__ import annotations

import faulthandler
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

import selfeval_gui
from selfeval_gui.app.settings import ACCEPTED_BY, WORKSPACE
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage.recovery import Pending
from selfeval_gui.storage.user_data import data_folder
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name in ("enable", "disable"):
        monkeypatch.setattr(faulthandler, name, lambda *_file: None)
    hook = sys.excepthook
    desk = Desk(qtbot, samples)
    desk.window.crashes.begin()
    yield desk
    desk.window.crashes.hook.remove()
    sys.excepthook = hook


def fail(desk: Desk) -> QDialog:
    try:
        raise ValueError("秘密")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    return next(dialog for dialog in desk.all(QDialog) if dialog.objectName() == "crashDialog")


def test_one_dialog_with_folded_details(desk: Desk) -> None:
    desk.change("国际交流", "abc")
    dialog = fail(desk)
    assert len(sorted((data_folder() / "recovery").rglob("*.recovery"))) == 1
    assert "已写入恢复文件" in desk.label("crashWords")
    details = desk.find("crashDetails", QPlainTextEdit)
    assert details.isHidden()
    desk.find("crashFold", QPushButton).click()
    assert "ValueError: 秘密" in details.toPlainText()
    desk.find("crashCopy", QPushButton).click()
    assert QGuiApplication.clipboard().text() == details.toPlainText()
    desk.find("crashClose", QPushButton).click()
    assert not dialog.isVisible()
    assert not (data_folder() / "logs" / "unread").exists()


def test_the_next_start_mentions_a_crash_that_was_not_read(desk: Desk, qtbot: QtBot, samples: Path) -> None:
    dialog = fail(desk)
    desk.window.crashes.hook.remove()
    again = Desk(qtbot, samples)
    again.window.crashes.begin()
    again.window.crashes.hook.remove()
    assert any("上次运行时程序出过错" in text for _kind, text in again.notifier.said)
    dialog.reject()


def test_a_mistake_of_the_editor_itself_does_not_keep_the_forms_from_being_rescued(desk: Desk) -> None:
    session = desk.change("国际交流", "abc")

    def broken(_session: object) -> None:
        raise RuntimeError

    autosave = desk.window.recovery.autosave
    autosave.watch_editor(lambda _session: Pending("s03-1-1-1", "reason", "typing"))
    assert autosave.flush()
    type_into_field(session, "notes", "abcd")
    autosave.watch_editor(broken)
    dialog = fail(desk)
    assert "已写入恢复文件" in desk.label("crashWords")
    (file,) = sorted((data_folder() / "recovery").rglob("*.recovery"))
    content = file.read_text(encoding="utf-8")
    assert '"notes": "abcd"' in content
    assert '"typing"' in content
    autosave.watch_editor(desk.window.current.pending)
    dialog.accept()


def test_diagnostics_hold_no_form(desk: Desk, tmp_path: Path) -> None:
    desk.change("国际交流", "abc")
    fail(desk).accept()
    desk.window.settings.set(ACCEPTED_BY, "王会计")
    desk.window.settings.set(WORKSPACE, str(tmp_path))
    desk.window.settings.write()
    target = tmp_path / "诊断.zip"
    desk.notifier.targets = [target]
    desk.trigger("actionDiagnostics")
    desk.qtbot.waitUntil(lambda: any("诊断信息已存为" in text for _kind, text in desk.notifier.said))
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        content = b"".join(archive.read(name) for name in names).decode("utf-8")
    assert {"versions.json", "settings.json", "program.log"} <= names
    home = str(Path(selfeval_gui.__file__).parents[1])
    for secret in ("秘密", "国际交流", "市科协", str(tmp_path), home, "王会计"):
        assert secret not in content
    assert 'File "test_crash.py"' in content
    assert '"qt": "6' in content


def test_diagnostics_that_cannot_be_written_say_why(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    desk.notifier.targets = [tmp_path / "file" / "诊断.zip"]
    desk.trigger("actionDiagnostics")
    desk.qtbot.waitUntil(lambda: any(kind == "error" for kind, _text in desk.notifier.said))


def test_giving_up_the_chooser_writes_nothing(desk: Desk) -> None:
    desk.notifier.targets = [None]
    desk.trigger("actionDiagnostics")
    assert desk.notifier.said == []


def test_the_same_mistake_again_is_said_without_a_dialog(desk: Desk) -> None:
    def once_more() -> None:
        try:
            raise ValueError("秘密")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)

    once_more()
    dialog = next(dialog for dialog in desk.all(QDialog) if dialog.objectName() == "crashDialog")
    once_more()
    assert len([each for each in desk.all(QDialog) if each.objectName() == "crashDialog"]) == 1
    dialog.accept()
    for count in (1, 2):
        once_more()
        assert sum("又没有完成" in text for _kind, text in desk.notifier.said) == count
