"""The groups above the tree scroll when they have to, whatever their content does once the scroll bar takes its room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.form.upper_area import UpperArea

WIDE, HIGH, LOW = 400, 400, 50


class Fickle(QWidget):
    """High where it is wide and low where it is not: with it a scroll bar is needed only while there is none."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(HIGH if self.width() == WIDE else LOW)


def test_a_bar_and_a_content_that_take_turns_come_to_an_end(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    area = UpperArea([], page)
    inside = area.widget()
    layout = None if inside is None else inside.layout()
    assert layout is not None
    fickle = Fickle()
    layout.addWidget(fickle)
    area.resize(WIDE, 200)
    page.show()
    for height in (100, 300, 200):
        area.resize(WIDE, height)
        area.settle()
    assert fickle.height() in {HIGH, LOW}
    assert fickle.width() in {WIDE, WIDE - area.verticalScrollBar().sizeHint().width()}
