"""A published form typed without a mouse: the hands that type it, its parts, and what must stand in the file then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import walk
from selfeval_gui.storage.store import load
from selfeval_gui.views.projects.new_form_dialog import NewFormDialog
from tests.helpers.desk import Desk
from tests.helpers.documents import type_chinese

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier

MOST_KEYS = 85  # that commit no text, for a form of 8 indicators


class Hands:
    """Ten fingers: Chinese by an input method, all else by keys."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.cells = 0
        self.keys = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            self.keys += 1
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    def type(self, text: str) -> None:
        """Fill one cell."""
        self.cells += 1
        if text.isascii():
            for letter in text:  # what has the focus changes with the first letter: a cell opens its editor
                self.qtbot.keyClicks(QApplication.focusWidget(), letter)
        else:
            type_chinese(QApplication.focusWidget(), text)


def begin_form(qtbot: QtBot, folder: Path, paper: dict[str, Any]) -> tuple[Desk, Hands]:
    """Make the form of a paper in an empty folder; the first amount has the keyboard then."""
    desk = Desk(qtbot, folder)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    hands = Hands(qtbot)
    hands.press(Key.Key_N, CTRL)
    fill_in_dialog(hands, desk, paper)
    qtbot.waitUntil(lambda: desk.window.current.session is not None)
    desk.window.activateWindow()  # as a window manager does when the dialog is gone; there is none here
    qtbot.waitUntil(lambda: focus_is_on("fundTable"))
    return desk, hands


def focus_is_on(name: str) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and focus.objectName() == name


def fill_in_dialog(hands: Hands, desk: Desk, paper: dict[str, Any]) -> None:
    desk.qtbot.waitUntil(lambda: desk.window.findChild(NewFormDialog) is not None)
    dialog = desk.find("newFormDialog", NewFormDialog)
    desk.qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is dialog.project_name)
    hands.type(paper["project_name"])
    for text in (str(paper["year"]), paper["department"], paper["implementing_unit"]):
        hands.press(Key.Key_Tab)
        hands.type(text)
    hands.press(Key.Key_Tab, times=2)  # over 表样 to the framework
    wanted = {row["level2"] for row in paper["indicators"]}
    rows = [name for row in dialog.framework_rows() for name in row]
    here = 0
    for place, name in enumerate(rows):
        if name not in wanted and name not in {row["level1"] for row in paper["indicators"]}:
            hands.press(Key.Key_Down, times=place - here)
            hands.press(Key.Key_Space)
            here = place
    hands.press(Key.Key_Return)


def fill_in_amounts(hands: Hands, amounts: dict[str, str]) -> None:
    for name in ("initial_budget", "annual_budget", "executed"):
        hands.type(amounts[name])
        hands.press(Key.Key_Tab)
    hands.press(Key.Key_Tab)  # the weight of the execution row stands there already
    hands.type(amounts["score"])


def fill_in_goals(hands: Hands, paper: dict[str, Any]) -> None:
    hands.press(Key.Key_F6)
    hands.type(paper["expected_goal"])
    hands.press(Key.Key_Tab)
    hands.type(paper["actual_outcome"])


def fill_in_row(hands: Hands, row: dict[str, str]) -> None:
    for field in ("name", "target", "actual", "weight"):
        hands.type(row[field])
        hands.press(Key.Key_Tab)
    hands.type(row["score"])
    if row["deviation"]:
        hands.press(Key.Key_Tab)
        hands.type(row["deviation"])


def save_and_compare(hands: Hands, desk: Desk, folder: Path, paper: dict[str, Any]) -> None:
    """Save; the file must hold what the paper says, no question be asked, and no key too many pressed."""
    hands.press(Key.Key_S, CTRL)
    desk.wait_until_written()
    (file,) = folder.glob("*.json")
    assert told(load(file).form) == told_of_paper(paper)
    assert hands.keys <= MOST_KEYS, (hands.keys, hands.cells)
    assert desk.notifier.asked == []


def told(form: Form) -> list[object]:
    total = form.funds.total
    leaves = [node for node, level in walk(form.indicators) if level == 3]
    return [
        *(form.project_name, form.year, form.department, form.implementing_unit),
        *(form.expected_goal, form.actual_outcome),
        *map(str, (total.initial_budget, total.annual_budget, total.executed, total.weight, total.score)),
        [(node.name, level) for node, level in walk(form.indicators)],
        [(leaf.target, leaf.actual, str(leaf.weight), str(leaf.score), leaf.reason) for leaf in leaves],
    ]


def told_of_paper(paper: dict[str, Any]) -> list[object]:
    total, rows = paper["funds_total"], paper["indicators"]
    names: list[tuple[str, int]] = []
    for place, row in enumerate(rows):
        before = rows[place - 1] if place else {}
        names += [(row["level1"], 1)] if before.get("level1") != row["level1"] else []
        names += [(row["level2"], 2)] if before.get("level2") != row["level2"] else []
        names.append((row["name"], 3))
    return [
        *(paper[key] for key in ("project_name", "year", "department", "implementing_unit")),
        *(paper["expected_goal"], paper["actual_outcome"]),
        *(total[key] for key in ("initial_budget", "annual_budget", "executed", "weight", "score")),
        names,
        [(row["target"], row["actual"], row["weight"], row["score"], row["deviation"]) for row in rows],
    ]
