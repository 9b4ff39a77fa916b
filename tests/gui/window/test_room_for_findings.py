"""Checking on a small screen: four findings are in sight beside the rows that they are about."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk

SMALL = (911, 485)  # 1366 × 728 at 150 %


def test_one_who_checks_sees_four_findings_and_the_rows_on_a_small_screen(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.window.resize(*SMALL)
    desk.choose("国际交流")
    view, tree = desk.find("findingList", QListView), desk.find("indicatorTree", IndicatorTree)
    row_height = tree.cells.painter.row_height

    def in_sight() -> int:
        return view.viewport().height() // view.sizeHintForRow(0)

    qtbot.waitUntil(lambda: tree.height() >= 8 * row_height)
    assert view.model().rowCount() > 4 > in_sight()
    desk.trigger("actionCheck")
    qtbot.waitUntil(lambda: in_sight() == 4)
    assert tree.height() >= 5 * row_height
    desk.window.resize(SMALL[0], SMALL[1] + 15)
    qtbot.waitUntil(lambda: tree.height() >= 8 * row_height)
