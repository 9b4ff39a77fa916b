"""The actions: named in Chinese, reachable by key and menu, each triggered once without harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.views.basics.action_table import SPECS
from tests.helpers.desk import Desk

CONTRACT = {
    *("actionNew", "actionOpenWorkspace", "actionOpenSamples", "actionSave", "actionSaveAs", "actionSaveAll"),
    *("actionRename", "actionDuplicate", "actionDelete", "actionUndo", "actionRedo"),
    *("actionAddChild", "actionAddSibling", "actionRemove", "actionMoveUp", "actionMoveDown"),
    *("actionExportExcel", "actionExportAll", "actionFillScores"),
}
CHINESE = re.compile("[\u4e00-\u9fff]")


def all_actions(desk: Desk) -> dict[str, QAction]:
    return {action.objectName(): action for action in desk.all(QAction) if action.objectName().startswith("action")}


def in_menus(desk: Desk) -> set[str]:
    return {action.objectName() for menu in desk.all(QMenu, desk.window.menuBar()) for action in menu.actions()}


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    return desk


def test_every_action_of_the_contract_is_there_and_in_a_menu(desk: Desk) -> None:
    assert set(all_actions(desk)) >= CONTRACT
    assert in_menus(desk) >= CONTRACT


def test_every_action_has_chinese_words(desk: Desk) -> None:
    for name, action in all_actions(desk).items():
        assert CHINESE.search(action.text()), name
        assert CHINESE.search(action.toolTip()), name


def test_no_menu_is_empty(desk: Desk) -> None:
    for menu in desk.all(QMenu, desk.window.menuBar()):
        assert menu.actions(), menu.objectName()


def test_no_key_stands_for_two_actions(desk: Desk) -> None:
    """In the list, in the tree and in the list of evidence a key may mean its own: only one of them has the focus."""
    places = ("projectList", "indicatorTree", "evidenceList")
    keys_in: dict[str, list[str]] = {}
    for place in places:
        elsewhere = [each for each in places if each != place]
        actions = [
            action
            for name, action in all_actions(desk).items()
            if is_of(desk, name, place) or not any(is_of(desk, name, each) for each in elsewhere)
        ]
        keys_in[place] = [
            key.toString(QKeySequence.SequenceFormat.PortableText) for action in actions for key in action.shortcuts()
        ]
        assert len(keys_in[place]) == len(set(keys_in[place])), sorted(keys_in[place])
    assert "Ctrl+D" in keys_in["projectList"]
    assert "Ctrl+D" in keys_in["indicatorTree"]
    assert "Ctrl+D" not in keys_in["evidenceList"]


def is_of(desk: Desk, name: str, place: str) -> bool:
    return name in {action.objectName() for action in desk.find(place, QWidget).actions()}


def test_every_tool_button_says_what_it_is(desk: Desk) -> None:
    bar = desk.find("mainToolBar", QToolBar)
    buttons = [button for button in desk.all(QToolButton, bar) if button.objectName().startswith("tool")]
    assert len(buttons) >= 10
    for button in buttons:
        assert CHINESE.search(button.accessibleName()), button.objectName()
        assert CHINESE.search(button.toolTip()), button.objectName()
        assert not button.icon().isNull(), button.objectName()


def test_tips_name_the_key(desk: Desk) -> None:
    assert desk.action("actionSave").toolTip() == "保存当前自评表（Ctrl+S）"


@pytest.mark.parametrize("name", [spec.name for spec in SPECS if spec.name != "actionQuit"])
def test_every_action_triggered_once(qtbot: QtBot, desk: Desk, name: str) -> None:
    """Nothing breaks, no bool ends up where text belongs, and every question can be given up."""
    type_into_field(desk.session, "notes", "x")
    if name == "actionRedo":
        desk.trigger("actionUndo")
    desk.notifier.answers = ["cancel"]
    desk.notifier.texts = [None]
    desk.notifier.folders = [None]
    desk.notifier.targets = [None]
    desk.notifier.sources = [None]
    if not desk.action(name).isEnabled():
        assert name in {"actionForgetProjectList", "actionTryAgain"}, (
            "where there is nothing to forget or to read again"
        )
        return
    desk.trigger(name)
    desk.wait_until_written()
    for dialog in desk.all(QDialog):
        dialog.reject()
    qtbot.waitUntil(lambda: not desk.all(QDialog))


def test_quit_closes_the_window(desk: Desk) -> None:
    desk.trigger("actionQuit")
    assert not desk.window.isVisible()


def test_what_needs_a_form_is_off_without_one(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    for name in ("Save", "SaveAs", "SaveAll", "Rename", "Duplicate", "Delete", "ExportExcel", "Undo", "Redo"):
        assert not desk.action(f"action{name}").isEnabled(), name
    for name in ("New", "OpenWorkspace", "OpenSamples", "ExportAll"):
        assert desk.action(f"action{name}").isEnabled(), name


def test_list_keys_act_in_the_list_only(qtbot: QtBot, desk: Desk) -> None:
    """F2 and Del belong to cells elsewhere."""
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.search.setFocus()
    qtbot.keyClick(desk.search, Qt.Key.Key_F2)
    qtbot.keyClick(desk.search, Qt.Key.Key_Delete)
    assert desk.notifier.asked == []
    desk.projects.setFocus()
    desk.notifier.texts = [None]
    desk.notifier.answers = ["cancel"]
    qtbot.keyClick(desk.projects, Qt.Key.Key_F2)
    qtbot.keyClick(desk.projects, Qt.Key.Key_Delete)
    assert [question[:3] for question, _choices in desk.notifier.asked] == ["重命名", "把“2"]
