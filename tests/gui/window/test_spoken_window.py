"""What a screen reader hears of the window: messages, saving, undoing; a message goes with its form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeView
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.tree import walk
from selfeval_gui.rules.finding import Severity
from selfeval_gui.storage.store import load, save
from tests.helpers.desk import Desk
from tests.helpers.listening import Listener


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Listener:
    return Listener(monkeypatch)


@pytest.fixture
def desk(qtbot: QtBot, ears: Listener, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.projects.selectRow(0)
    ears.take()
    return desk


def test_saving_is_heard(desk: Desk, ears: Listener) -> None:
    desk.trigger("actionSave")
    assert ears.take() == ["没有需要保存的改动"]
    desk.type_notes("x")
    ears.take()
    desk.trigger("actionSave")
    desk.wait_until_written()
    desk.qtbot.waitUntil(lambda: desk.session.is_clean)
    assert ears.take() == [desk.label("savedStateText")]
    assert desk.label("savedStateText").startswith("已保存 ")


def test_undo_and_redo_say_the_step(desk: Desk, ears: Listener) -> None:
    desk.type_notes("x")
    step = desk.action("actionUndo").text()
    ears.take()
    desk.trigger("actionUndo")
    assert ears.take()[0] == step
    desk.trigger("actionRedo")
    assert ears.take()[0] == step.replace("撤销", "重做")


def test_a_message_is_heard_and_goes_with_its_form(desk: Desk, ears: Listener) -> None:
    bar = desk.window.pages.bar
    bar.say("有一处没有写出。", Severity.WARNING)
    assert ears.take() == ["有一处没有写出。"]
    assert desk.find("messageText", QLabel).isVisible()
    desk.projects.selectRow(1)
    assert bar.text == ""


def test_a_message_said_before_any_form_is_shown_waits_for_its_reader(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.window.pages.bar.say("设置文件损坏。", Severity.WARNING)
    desk.projects.selectRow(0)
    assert desk.window.pages.bar.text == "设置文件损坏。"


def test_a_word_about_a_forms_basis_goes_with_the_form(qtbot: QtBot, samples: Path) -> None:
    blank = sorted(samples.glob("*.json"))[1]
    loaded = load(blank)
    form = loaded.form
    for row, _level in walk(form.indicators):
        row.weight = None
    save(form, blank, loaded.fingerprint)
    desk = Desk(qtbot, samples)
    desk.projects.selectRow(0)
    assert desk.label("statusSaid").startswith("分值合计 100")
    desk.projects.selectRow(1)
    assert (desk.label("statusSaid"), desk.find("statusSaid", QLabel).toolTip()) == ("", "")


def test_who_comes_to_a_list_by_key_hears_the_row_and_not_the_list_alone(desk: Desk, ears: Listener) -> None:
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.find("projectSearch", QLineEdit).setFocus()
    desk.projects.setFocus()
    desk.qtbot.waitUntil(lambda: bool(ears.arrived))
    assert ears.arrived[-1].startswith("2020 年市科协办公用房维修项目，")


def test_who_gives_an_editor_up_hears_the_cell_again(desk: Desk, ears: Listener) -> None:
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    tree = desk.find("indicatorTree", QTreeView)
    desk.window.pages.form_page().go_to(desk.session.form.indicators[0].children[0].children[0].id, "weight")
    desk.qtbot.keyClick(tree, Qt.Key.Key_F2)
    ears.arrived.clear()
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: bool(ears.arrived))
    assert ears.arrived[-1] == "15"
