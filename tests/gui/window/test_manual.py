"""The manual inside the program: chapters, search, and a chapter of keys that cannot fall behind the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from selfeval_gui.views.window import manual_dialog
from selfeval_gui.views.window.keys import keys_by_heading
from selfeval_gui.views.window.manual_dialog import ManualDialog
from tests.helpers.desk import Desk


@pytest.fixture
def dialog(qtbot: QtBot) -> ManualDialog:
    dialog = ManualDialog(keys_by_heading())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words_at_cursor(dialog: ManualDialog) -> str:
    return dialog.text.textCursor().block().text()


def chapters(dialog: ManualDialog) -> list[str]:
    return [dialog.chapters.item(row).text() for row in range(dialog.chapters.count())]


def test_f1_opens_it_once(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    qtbot.keyClick(desk.window, Qt.Key.Key_F1)
    desk.trigger("actionManual")
    shown = desk.all(ManualDialog)
    assert [each.isVisible() for each in shown] == [True]
    shown[0].close()


def test_a_chapter_comes_to_the_top(dialog: ManualDialog) -> None:
    assert chapters(dialog)[0] == "1. 打开与新建"
    assert chapters(dialog)[-1] == "按键一览"
    dialog.chapters.setCurrentRow(3)
    assert words_at_cursor(dialog) == chapters(dialog)[3]
    top = dialog.text.cursorForPosition(dialog.text.viewport().rect().topLeft())
    assert top.block().text() == chapters(dialog)[3]


def test_the_search_goes_round(qtbot: QtBot, dialog: ManualDialog) -> None:
    dialog.search.setText("锁文件")
    places = []
    for _round in range(20):
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
        assert dialog.text.textCursor().selectedText() == "锁文件"
        places.append(dialog.text.textCursor().position())
    assert places[0] in places[1:]
    assert len(set(places)) > 1


def test_what_is_not_there_is_said(qtbot: QtBot, dialog: ManualDialog) -> None:
    dialog.search.setText("没有这个词")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.answer.text() == "没有找到"


def test_text_reads_as_written(dialog: ManualDialog) -> None:
    words = dialog.text.toPlainText()
    assert "也可以在 Excel、Word、网页里复制整张表" in words
    assert "备份、放到共享文件夹" in words  # a line of the file ends inside this one
    assert "](" not in words
    assert "**" not in words


def test_every_key_is_listed(dialog: ManualDialog) -> None:
    words = dialog.text.toPlainText()
    keys = words[words.rindex("按键一览") :].splitlines()
    for what, key in (
        ("保存", "Ctrl+S"),
        ("查找和替换", "Ctrl+F、Ctrl+H"),
        ("移到回收站", "Del"),
        ("向下填充", "Ctrl+D"),
    ):
        assert keys[keys.index(what) + 1] == key


def test_a_missing_manual_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(manual_dialog, "resources_dir", lambda: tmp_path)
    dialog = ManualDialog({})
    qtbot.addWidget(dialog)
    assert "读不到使用手册" in dialog.text.toPlainText()
    assert "自评表不受影响" in dialog.text.toPlainText()
