"""What a screen reader meets in the dialogs that no action opens by itself, and what a key does there first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.keeping.crash_dialog import CrashDialog
from selfeval_gui.views.scoring.accept_dialog import AcceptDialog
from tests.helpers.desk import Desk
from tests.helpers.dialogs import dialog, part, press
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


@pytest.mark.parametrize("opened", [licences, crash, accepting, own_rule_set, own_template, paste_preview])
def test_each_says_what_it_shows_and_has_the_focus_at_a_control(desk: Desk, opened: Callable[[Desk], QDialog]) -> None:
    shown = opened(desk)
    assert faults(shown) == []
    shown.activateWindow()
    desk.qtbot.waitUntil(lambda: shown.focusWidget() is not None)
    desk.qtbot.keyClick(shown.focusWidget(), Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not shown.isVisible())
    for rest in desk.all(QDialog):
        rest.reject()
