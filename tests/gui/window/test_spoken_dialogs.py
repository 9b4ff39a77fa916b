"""What a screen reader meets in the dialogs that no action opens by itself, and what a key does there first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_field
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.folder_probe import FolderProbe
from selfeval_gui.storage.recovery import Record
from selfeval_gui.storage.store import Loaded
from selfeval_gui.views.basics.pick_table import PickTable
from selfeval_gui.views.basics.qt_notifier import QtNotifier
from selfeval_gui.views.keeping.crash_dialog import CrashDialog
from selfeval_gui.views.keeping.outside_question import ask_about_outside_change
from selfeval_gui.views.keeping.recovery_dialog import RecoveryDialog
from selfeval_gui.views.scoring.accept_dialog import AcceptDialog
from selfeval_gui.work.left_over import Recoverable, describe
from tests.helpers.desk import Desk
from tests.helpers.dialogs import dialog, part, press
from tests.helpers.listening import Listener, Text, interface
from tests.helpers.spoken import faults

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def licences(desk: Desk) -> QDialog:
    desk.trigger("actionAbout")
    press(desk, desk.window, "aboutLicences")
    return dialog(desk, "licencesDialog")


def crash(desk: Desk) -> QDialog:
    told = CrashDialog("Traceback: …", True, desk.window)
    told.open()
    press(desk, told, "crashFold")
    return told


def accepting(desk: Desk) -> QDialog:
    asking = AcceptDialog("扣分没有写原因", "王芳", desk.window)
    asking.open()
    return asking


def own_rule_set(desk: Desk) -> QDialog:
    desk.trigger("actionRuleSets")
    return edited(desk, "ruleSet", "editRuleSetDialog")


def own_template(desk: Desk) -> QDialog:
    desk.trigger("actionTemplates")
    return edited(desk, "template", "editTemplateDialog")


def edited(desk: Desk, what: str, editor: str) -> QDialog:
    """Copy the first of a library, and open the copy's editor."""
    listed = part(desk.window, QListWidget, f"{what}List")
    listed.setCurrentRow(0)
    desk.notifier.texts = ["本单位"]
    press(desk, desk.window, f"{what}Copy")
    (own,) = listed.findItems("本单位", Qt.MatchFlag.MatchContains)
    listed.setCurrentItem(own)
    press(desk, desk.window, f"{what}Edit")
    return dialog(desk, editor)


def paste_preview(desk: Desk) -> QDialog:
    data = QMimeData()
    data.setText("三级指标\t年度指标值\t分值\t没有的栏目\n数量\t3\t10\t乙\n质量\t4\t10\t丙\n")
    QGuiApplication.clipboard().setMimeData(data)
    tree = desk.window.pages.form_page().tree
    tree.setFocus()
    desk.qtbot.keyClick(tree, Key.Key_V, CTRL)
    return dialog(desk, "pastePreview")


def left_over(desk: Desk, text: str, day: int) -> Recoverable:
    """Return what a crash may have left of the form at hand: a text in its goal, and one that was being typed."""
    form = desk.session.form.model_copy(update={"expected_goal": text})
    written = datetime(2021, 3, day, 9, 30, tzinfo=UTC)
    pending = ("", "notes", "正打到一半")
    record = Record(desk.session.path, form.id, desk.session.fingerprint, written, pending, encode(form))
    return describe(record, FolderProbe())


def recovering(desk: Desk) -> QDialog:
    told = RecoveryDialog([left_over(desk, "后来的目标", 5), left_over(desk, "早先的目标", 4)], desk.window)
    told.open()
    return told


@pytest.mark.parametrize("opened", [licences, crash, accepting, own_rule_set, own_template, paste_preview, recovering])
def test_each_says_what_it_shows_and_has_the_focus_at_a_control(desk: Desk, opened: Callable[[Desk], QDialog]) -> None:
    shown = opened(desk)
    assert faults(shown) == []
    shown.activateWindow()
    desk.qtbot.waitUntil(lambda: shown.focusWidget() is not None)
    desk.qtbot.keyClick(shown.focusWidget(), Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not shown.isVisible())
    for rest in desk.all(QDialog):
        rest.reject()


def test_the_recovery_is_decided_by_ear(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which form, since when, what differs, what each button does: with the keys of the list and without a picture."""
    shown = recovering(desk)
    table = part(shown, PickTable, "recoveryList")
    listener = Listener(monkeypatch)
    shown.activateWindow()
    table.setFocus()
    heard = []
    for row in range(2):
        cells = [interface(table).child(child) for child in range(interface(table).childCount())]
        names = [cell.text(Text.Name) for cell in cells]
        assert desk.session.form.project_name in names
        assert any(f"2021-03-0{5 - row}" in name for name in names)
        heard.append(" ".join(listener.take()))
        desk.qtbot.keyClick(table, Key.Key_Down)
    told = " ".join(listener.take()) + heard[1]
    assert "早先的目标" in told and "备注" in told and "正打到一半" in told
    for name, words in (("recoveryRestore", "恢复到窗口"), ("recoveryCopy", "另存为副本"), ("recoveryDiscard", "删除")):
        button = part(shown, QPushButton, name)
        assert words in interface(button).text(Text.Name)
        assert interface(button).text(Text.Description), name
    shown.reject()


@pytest.mark.modal("the question is looked at instead of being answered")
def test_the_question_about_an_outside_change_is_heard_with_what_differs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = desk.session
    outside = session.form.model_copy(update={"expected_goal": "外面写的目标"})
    put_into_field(session, "expected_goal", "我写的目标")
    heard: list[str] = []

    def listen(box: QMessageBox) -> int:
        box.show()
        heard.extend(interface(label).text(Text.Name) for label in desk.all(QLabel, box) if label.text())
        buttons = desk.all(QPushButton, box)
        assert all(interface(button).text(Text.Name) for button in buttons)
        heard.append(str([interface(button).text(Text.Name) for button in buttons]))
        assert faults(box) == []
        box.reject()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", listen)
    notifier = QtNotifier(desk.window, desk.window.pages.bar)
    found = Loaded(outside, "0" * 64, b"")
    assert ask_about_outside_change(notifier, session, found, "文件被别的程序改过", is_gone=False) == "cancel"
    told = "\n".join(heard)
    for words in (
        session.form.project_name,
        "年度总体目标",
        "外面写的目标",
        "我写的目标",
        "覆盖",
        "改用外面的",
        "取消",
    ):
        assert words in told
