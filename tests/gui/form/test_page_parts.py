"""F6 goes from part to part of the form page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.documents import open_sample
from tests.helpers.form_desk import Desk

PLACES = [
    *("fieldProjectName", "fundTable", "fieldExpectedGoal", "fieldNotes"),
    *("indicatorTree", "detailText", "findingList"),
]


def focus() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def test_f6_goes_through_the_parts_and_back(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    desk.page.go_to("", "project_name")
    seen = [focus()]
    for _ in range(len(PLACES)):
        desk.key(Qt.Key.Key_F6)
        seen.append(focus())
    assert seen == [*PLACES, PLACES[0]]
    desk.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert focus() == PLACES[-1]


def test_it_commits_what_is_being_typed(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    desk.go(0, "target")
    desk.keys("abc")
    desk.key(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert focus() == "fieldNotes"
    assert desk.indicator().target == "abc"


def test_without_a_form_it_does_nothing(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    desk.page.show_document(None)
    desk.page.parts.by_name["actionNextPart"].trigger()
    assert focus() not in PLACES
