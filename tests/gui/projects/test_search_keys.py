"""Between the search box and the list by keys; blanks do not matter; numbers in names sort as numbers."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Desk

Key = Qt.Key


def press(desk: Desk, key: Qt.Key) -> None:
    desk.qtbot.keyClick(QApplication.focusWidget(), key)


def test_arrows_enter_and_esc_go_between_search_box_and_list(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.window.activateWindow()
    desk.trigger("actionSearchProjects")
    qtbot.keyClicks(desk.search, "2020")
    press(desk, Key.Key_Down)
    assert desk.projects.hasFocus()
    assert desk.projects.currentIndex().row() == 0
    press(desk, Key.Key_Up)
    assert desk.search.hasFocus()
    press(desk, Key.Key_Return)
    assert desk.projects.hasFocus()
    press(desk, Key.Key_Escape)
    assert desk.search.hasFocus()
    press(desk, Key.Key_Escape)
    assert desk.search.text() == ""


def test_blanks_in_the_search_and_in_the_names_do_not_matter(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.search.setText("2020年市科协办公用房")
    assert len(desk.names()) == 1
    desk.search.setText(" 办公 用房 ")
    assert len(desk.names()) == 1


def test_numbers_in_file_names_sort_as_numbers(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    place = tmp_path / "numbered"
    place.mkdir()
    for file, number in zip(sorted(samples.glob("*.json")), (10, 2, 1), strict=False):
        shutil.copy(file, place / f"第{number}期.json")
    desk = Desk(qtbot, place)
    model = desk.projects.model()
    from selfeval_gui.item_models.columns import Role

    files = [model.index(row, 0).data(Role.PATH).name for row in range(model.rowCount())]
    assert files == ["第1期.json", "第2期.json", "第10期.json"]
