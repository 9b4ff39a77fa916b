"""What scrolls decides whether it has a bar, whatever its content does once the bar takes its room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.basics.giving_area import GivingArea
from selfeval_gui.views.form.upper_area import UpperArea

WIDE, HIGH, LOW = 400, 400, 50


class Fickle(QWidget):
    """High where it is wide and low where it is not: with it a scroll bar is needed only while there is none."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(HIGH if self.width() == WIDE else LOW)


def groups(page: QWidget) -> QScrollArea:
    return UpperArea([], page)


def whole_page(page: QWidget) -> QScrollArea:
    inside = QWidget()
    QVBoxLayout(inside).setContentsMargins(0, 0, 0, 0)
    return GivingArea(inside, "area", page)


@pytest.mark.parametrize("make", [groups, whole_page])
def test_a_bar_and_a_content_that_take_turns_come_to_an_end(
    qtbot: QtBot, make: Callable[[QWidget], QScrollArea]
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    area = make(page)
    inside = area.widget()
    assert inside is not None
    layout = inside.layout()
    assert layout is not None
    fickle = Fickle()
    layout.addWidget(fickle)
    area.resize(WIDE, 200)
    page.show()
    for height in (100, 300, 200):
        area.resize(WIDE, height)
        layout.activate()
    assert fickle.height() in {HIGH, LOW}
    assert fickle.width() in {WIDE, WIDE - area.verticalScrollBar().sizeHint().width()}
