"""The manual inside the program: chapters, search, and a chapter of keys that cannot fall behind the program."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTableView
from pytestqt.qtbot import QtBot

from selfeval_gui import finding_kinds, messages
from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.data import resources_dir
from selfeval_gui.domain.tree import level_three
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


def test_the_search_passes_over_blanks(qtbot: QtBot, dialog: ManualDialog) -> None:
    dialog.search.setText(" 锁 文\u3000件 ")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.text.textCursor().selectedText() == "锁文件"
    assert dialog.answer.text() == ""


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


# ---- what the manual promises ---------------------------------------------------------------------------------------


def test_every_menu_entry_named_in_the_manual_and_in_findings_is_there(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    entries = set()
    for menu in desk.all(QMenu, desk.window.menuBar()):
        title = menu.title().partition("(")[0]
        for action in menu.actions():
            entries.add((title, action.text().removesuffix("…").partition("（")[0]))
    written = (resources_dir() / "manual.md").read_text(encoding="utf-8")
    said = "".join(Path(str(each.__file__)).read_text(encoding="utf-8") for each in (messages, finding_kinds))
    for text, least in ((written, 10), (said, 3)):  # also what a finding sends people to
        named = re.findall("“(文件|编辑|指标|检查|输出|视图|帮助) → ([^”（]+)”", text)
        assert len(named) >= least
        assert [each for each in named if (each[0], each[1].removesuffix("…")) not in entries] == []


def test_questions_are_answered_before_the_command_line(dialog: ManualDialog) -> None:
    assert chapters(dialog)[-3:] == ["10. 常见问题", "附录：命令行", "按键一览"]
    words = dialog.text.toPlainText()
    part = words[words.rindex("10. 常见问题") : words.rindex("附录：命令行")]
    questions = [line for line in part.splitlines() if line.endswith("？")]
    for what in (
        *("分值凑够 100", "导出、打印", "断电", "去年的表", "较为健全", "写错", "得分比分值大", "没保存", "同事"),
        *("打不开", "没有等级", "金额是元", "删错"),
    ):
        assert any(what in question for question in questions), what


def test_answer_what_rather_complete_is_worth(qtbot: QtBot, samples: Path) -> None:
    """11 points: 60 % are 6.6 and belong to 部分达成, 80 % are 8.8 and belong to 达成."""
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    model = desk.window.pages.form_page().tree.indicator_model()
    assert model is not None
    row = next(each.id for each in level_three(desk.session.form.indicators) if each.name == "长效机制")

    def judged(actual: str, score: str) -> bool:
        put_into_cell(model, row, "actual", actual)
        put_into_cell(model, row, "score", Decimal(score))
        return any(each.node == row and each.code == "band.degree_word" for each in desk.session.findings)

    for word in ("较为健全", "比较健全", "基本健全", "部分健全"):
        assert [judged(word, score) for score in ("6.5", "6.6", "8.7", "8.8")] == [True, False, False, True], word
    for word in ("未健全", "不健全"):
        assert [judged(word, score) for score in ("0", "6.5", "6.6")] == [False, False, True], word


def test_answer_how_one_row_takes_what_weights_lack(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    page = desk.window.pages.form_page()
    model = page.tree.indicator_model()
    assert model is not None
    row = next(each.id for each in level_three(desk.session.form.indicators) if each.name == "长效机制")
    put_into_cell(model, row, "weight", Decimal(1))
    assert desk.label("totalGrade") == "还差 10"
    page.tree.go_to(row, "weight")
    give = desk.action("actionGiveWeight")
    assert give.text() == "分值补到这一行（改为 11）"
    give.trigger()
    assert (desk.label("totalWeight"), desk.label("totalGrade")) == ("100", "优")


def test_answer_an_amount_in_yuan(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    page = desk.window.pages.form_page()
    page.go_to("", "funds.total.executed")
    table = desk.find("fundTable", QTableView)
    qtbot.keyClick(table, "1")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.insert("016400元")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert desk.session.form.funds.total.executed == Decimal("101.64")
