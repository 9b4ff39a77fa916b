"""What the mouse can do the keyboard can: letters in menus, keys shown where they work, panes and columns resized."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QSplitter
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Desk
from tests.helpers.listening import Listener


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.projects.selectRow(0)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    return desk


def texts(desk: Desk, name: str) -> dict[str, str]:
    """Return what stands in a menu while it is open, and close it."""
    menu = desk.find(name, QMenu)
    before = {action.objectName(): action.text() for action in menu.actions()}
    menu.aboutToShow.emit()
    shown = {action.objectName(): action.text() for action in menu.actions() if action.text()}
    menu.aboutToHide.emit()
    assert {action.objectName(): action.text() for action in menu.actions()} == before
    return shown


@pytest.mark.parametrize(
    "name", ["menuFile", "menuEdit", "menuIndicators", "menuCheck", "menuReview", "menuOutput", "menuView"]
)
def test_every_entry_has_a_letter_of_its_own(desk: Desk, name: str) -> None:
    letters = [text.partition("(&")[2][:1] for text in texts(desk, name).values()]
    assert "" not in letters
    assert len(set(letters)) == len(letters)


def test_the_letter_is_that_of_the_key(desk: Desk) -> None:
    assert texts(desk, "menuFile")["actionNew"] == "新建自评表(&N)…"


def test_a_key_is_shown_where_it_works(desk: Desk) -> None:
    desk.projects.setFocus()
    assert not texts(desk, "menuFile")["actionRename"].endswith("\t")
    assert texts(desk, "menuIndicators")["actionRemove"].endswith("\t")
    desk.window.pages.form_page().tree.setFocus()
    assert texts(desk, "menuFile")["actionRename"].endswith("\t")
    assert not texts(desk, "menuIndicators")["actionRemove"].endswith("\t")
    assert not texts(desk, "menuFile")["actionSave"].endswith("\t")


def test_panes_and_columns_are_resized(desk: Desk) -> None:
    desk.projects.setFocus()
    splitter = desk.find("mainSplitter", QSplitter)
    before = splitter.sizes()[0]
    desk.trigger("actionNarrower")
    assert splitter.sizes()[0] < before
    desk.trigger("actionWider")
    assert splitter.sizes()[0] >= before - 2
    tree = desk.window.pages.form_page().tree
    desk.window.pages.form_page().go_to(desk.session.form.indicators[0].id, "name")
    column = tree.currentIndex().column()
    width, height = tree.columnWidth(column), tree.height()
    desk.trigger("actionWiderColumn")
    assert tree.columnWidth(column) > width
    desk.trigger("actionLower")
    assert tree.height() < height


def test_who_opens_a_folder_is_in_its_list(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot)
    desk.notifier.folders = [samples]
    desk.trigger("actionOpenWorkspace")
    desk.wait_until_read()
    assert desk.projects.hasFocus()


def test_a_row_that_moved_says_where_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ears = Listener(monkeypatch)
    session = desk.session
    parent = next(two for top in session.form.indicators for two in top.children if len(two.children) > 1)
    names = [row.name for row in parent.children]
    desk.window.pages.form_page().go_to(parent.children[0].id, "name")
    ears.take()
    desk.trigger("actionMoveDown")
    assert f"“{names[0]}”现在是“{parent.name}”的第 2 个" in ears.take()
