"""The list of what was read: its lines are laid out in batches, and the current one is in sight as soon as it may be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.importing.import_files import FileList
from selfeval_gui.work.incoming import ReadIn


@pytest.mark.parametrize("row", [0, 60, 199])
def test_a_line_that_is_gone_to_before_it_is_laid_out_comes_into_sight(qtbot: QtBot, row: int) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(300, 400)
    read = ReadIn([], [], [(Path(f"{number}.xlsx"), "读不了。") for number in range(200)])
    files = FileList(read, parent)
    files.resize(300, 400)
    parent.show()
    files.setCurrentRow(row)
    assert row < 30 or files.visualItemRect(files.item(row)).isEmpty(), "only some lines are laid out at once"
    qtbot.waitUntil(lambda: not files.visualItemRect(files.item(199)).isEmpty())
    qtbot.waitUntil(lambda: files.viewport().rect().contains(files.visualItemRect(files.item(row)).center()))
