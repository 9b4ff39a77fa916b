"""The first published form typed into a new file without a mouse, counting every key that commits no text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.helpers.typed_form import Hands, begin_form, fill_in_amounts, fill_in_goals, fill_in_row, save_and_compare

Key = Qt.Key


def test_a_form_takes_at_most_85_keys_that_are_no_text(
    qtbot: QtBot, tmp_path: Path, seeds: list[dict[str, Any]]
) -> None:
    paper = seeds[0]
    desk, hands = begin_form(qtbot, tmp_path, paper)
    fill_in_amounts(hands, paper["funds_total"])
    fill_in_goals(hands, paper)
    hands.press(Key.Key_F6, times=2)  # over 备注
    fill_in_indicators(hands, paper["indicators"])
    save_and_compare(hands, desk, tmp_path, paper)


def fill_in_indicators(hands: Hands, rows: list[dict[str, str]]) -> None:
    hands.press(Key.Key_Tab)  # from the first row to the faint row under the first level-2 row
    for place, row in enumerate(rows):
        fill_in_row(hands, row)
        if place + 1 < len(rows):
            same = rows[place + 1]["level2"] == row["level2"]
            hands.press(Key.Key_Return, times=1 if same else 2)
