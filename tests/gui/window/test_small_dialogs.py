"""Every dialog opens within the screen of a small office laptop at 150 %: 911 by 512 points."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QScreen
from pytestqt.qtbot import QtBot

from tests.helpers.all_dialogs import DIALOGS, close_dialogs, open_dialogs, open_import_preview
from tests.helpers.desk import Desk

SCREEN = QSize(911, 512)
TITLE_BAR = 30


def small_screen(_screen: QScreen) -> QSize:
    return SCREEN


@pytest.fixture
def desk(qtbot: QtBot, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(QScreen, "availableSize", small_screen)
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.showNormal()
    desk.window.resize(SCREEN)
    return desk


@pytest.mark.parametrize("name", [*sorted(DIALOGS), "Import"])
def test_opens_within_the_screen(desk: Desk, tmp_path: Path, name: str) -> None:
    opened = open_import_preview(desk, tmp_path) if name == "Import" else open_dialogs(desk, name)
    for dialog in opened:
        size = dialog.size()
        assert size.width() <= SCREEN.width(), (dialog.objectName(), size)
        assert size.height() <= SCREEN.height() - TITLE_BAR, (dialog.objectName(), size)
    close_dialogs(desk)
