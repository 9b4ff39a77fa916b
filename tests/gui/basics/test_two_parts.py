"""Two parts of a line come to rest: a window that nobody touches lays nothing out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.basics.two_parts import TwoParts, beside


class Requests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("width", [900, 200], ids=["beside each other", "one below the other"])
def test_two_parts_are_laid_out_once(qtbot: QtBot, width: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    first, second = QLabel("收 4 · 通过 2 · 退回 1 · 缺 1", page), QLabel("全部年度 全部等级", page)
    parts = TwoParts(first, beside(page, second), page)
    QVBoxLayout(page).addWidget(parts)
    page.resize(width, 100)
    page.show()
    qtbot.waitExposed(page)
    requests = Requests()
    parts.installEventFilter(requests)
    first.setText("收 5 · 通过 2 · 退回 1")
    for _turn in range(20):
        QCoreApplication.sendPostedEvents()
    asked = requests.count
    assert asked > 0
    for _turn in range(20):
        QCoreApplication.sendPostedEvents()
    assert requests.count == asked
