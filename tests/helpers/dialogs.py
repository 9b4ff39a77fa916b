"""Dialogs of the window under test: found while they are shown, their buttons pressed, their tables read."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTableView, QWidget

from tests.helpers.desk import Desk

Child = TypeVar("Child", bound=QWidget)


def dialog(desk: Desk, name: str) -> QDialog:
    desk.qtbot.waitUntil(lambda: bool(shown(desk, name)), timeout=30_000)
    return shown(desk, name)[-1]


def shown(desk: Desk, name: str) -> list[QDialog]:
    return [each for each in desk.all(QDialog) if each.objectName() == name and each.isVisible()]


def part(of: QWidget, kind: type[Child], name: str) -> Child:
    found = of.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def press(desk: Desk, of: QWidget, name: str) -> None:
    desk.qtbot.mouseClick(part(of, QPushButton, name), Qt.MouseButton.LeftButton)


def wait_for_end(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: not desk.window.desk.tasks.lanes, timeout=30_000)


def column(table: QTableView, number: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, number).data() or "") for row in range(model.rowCount())]
