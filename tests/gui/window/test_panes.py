"""F6 goes through the panes of the window, whatever page it shows, and folds again what it unfolded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.form.sections import FoldButton
from tests.helpers.desk import Desk

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
FORM = [
    *("fieldProjectName", "fundTable", "fieldExpectedGoal", "fieldNotes"),
    *("indicatorTree", "detailText", "findingList"),
]


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.projects.selectRow(0)
    desk.window.activateWindow()
    desk.projects.setFocus()
    return desk


def focus() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def press(desk: Desk, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.window, Key.Key_F6, modifiers)
    return focus()


def folded(desk: Desk) -> list[str]:
    return [line.objectName() for line in desk.all(FoldButton) if not line.is_open]


def test_it_goes_through_list_form_and_what_stands_beside_and_back(desk: Desk) -> None:
    desk.trigger("actionPreview")
    desk.projects.setFocus()
    assert [press(desk) for _ in range(9)] == [*FORM, "previewView", "projectList"]
    assert press(desk, SHIFT) == "previewView"


def test_the_overview_is_a_pane_too(desk: Desk) -> None:
    desk.trigger("actionOverview")
    desk.projects.setFocus()
    assert press(desk, SHIFT) == "overviewTree"


def test_what_it_unfolded_is_folded_again(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    page.set_fold_state("info,funds,goals,notes")
    before = folded(desk)
    for place in FORM:
        assert press(desk) == place
        assert desk.find(place, QWidget).isVisible()
    desk.projects.setFocus()
    assert folded(desk) == before


def test_what_is_folded_by_hand_meanwhile_is_left_alone(desk: Desk) -> None:
    desk.window.pages.form_page().set_fold_state("info,funds,goals,notes")
    assert press(desk) == "fieldProjectName"
    line = desk.find("foldInfo", FoldButton)
    line.setFocus()
    desk.qtbot.keyClick(line, Key.Key_Space)
    desk.qtbot.keyClick(line, Key.Key_Space)
    assert press(desk) == "fundTable"
    assert line.is_open


def test_it_stays_on_the_page_between_the_forms(desk: Desk) -> None:
    desk.trigger("actionDepartment")
    assert focus() == "sharedTable"
    desk.qtbot.waitUntil(desk.find("comparedTreeLeft", QWidget).isVisible)
    assert [press(desk) for _ in range(4)] == ["memberTable", "comparedTreeLeft", "comparedTreeRight", "sharedTable"]


def test_without_a_form_it_goes_between_list_and_page(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.window.activateWindow()
    desk.projects.setFocus()
    assert [press(desk), press(desk)] == ["noFormPageNew", "projectList"]


def test_it_commits_what_is_being_typed(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    page.tree.setFocus()
    node = page.tree.indicator_model().session.form.indicators[0].children[0].children[0]  # type: ignore[union-attr]
    page.go_to(node.id, "target")
    for letter in "abc":
        desk.qtbot.keyClicks(QApplication.focusWidget(), letter)
    assert press(desk, SHIFT) == "fieldNotes"
    assert node.target == "abc"
