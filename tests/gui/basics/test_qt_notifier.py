"""The boxes and the bar: plain text always, verbs on buttons, closing is the last choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFileSystemModel,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.app.notifier import Choice, Offer
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics.message_bar import MessageBar
from selfeval_gui.views.basics.qt_notifier import QtNotifier
from selfeval_gui.views.start import speak_chinese

CHOICES = [Choice("save", "保存"), Choice("discard", "不保存"), Choice("cancel", "取消")]
MARKUP = "<b>a</b> & {0}"

pytestmark = pytest.mark.modal("these are the boxes themselves")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def notifier(window: QWidget) -> QtNotifier:
    return QtNotifier(window, MessageBar(window))


@pytest.fixture
def when_open() -> Iterator[Callable[[Callable[[QDialog], object]], None]]:
    """Do something with the next dialog as soon as it is shown."""
    timer = QTimer(interval=5)

    def prepare(act: Callable[[QDialog], object]) -> None:
        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                timer.stop()
                timer.timeout.disconnect(look)
                act(dialog)

        timer.timeout.connect(look)
        timer.start()

    yield prepare
    timer.stop()


WhenOpen = Callable[[Callable[[QDialog], object]], None]


def test_enter_never_does_away_with_anything(qtbot: QtBot, notifier: QtNotifier, when_open: WhenOpen) -> None:
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert notifier.ask("？", [Choice("delete", "删除", is_final=True), Choice("cancel", "取消")]) == "cancel"
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert notifier.ask("？", CHOICES) == "save"


@pytest.mark.parametrize("key", ["save", "discard", "cancel"])
def test_the_chosen_button(notifier: QtNotifier, when_open: WhenOpen, key: str) -> None:
    def choose(dialog: QDialog) -> None:
        button = dialog.findChild(QPushButton, f"choice_{key}")
        assert isinstance(button, QPushButton)
        button.click()

    when_open(choose)
    assert notifier.ask("？", CHOICES) == key


def test_closing_the_box_is_the_last_choice(notifier: QtNotifier, when_open: WhenOpen, qtbot: QtBot) -> None:
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert notifier.ask("？", CHOICES) == "cancel"


def test_return_is_the_first_choice(notifier: QtNotifier, when_open: WhenOpen, qtbot: QtBot) -> None:
    when_open(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert notifier.ask("？", CHOICES) == "save"


def test_text_is_plain(notifier: QtNotifier, when_open: WhenOpen, window: QWidget) -> None:
    seen: list[tuple[str, Qt.TextFormat]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.append((dialog.text(), dialog.textFormat()))
        dialog.reject()

    when_open(look)
    notifier.error(MARKUP, "details")
    assert seen == [(MARKUP, Qt.TextFormat.PlainText)]
    bar = window.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    notifier.info(MARKUP)
    assert bar.text == MARKUP


@pytest.mark.parametrize("accepts", [True, False])
def test_a_line_of_text(qtbot: QtBot, notifier: QtNotifier, when_open: WhenOpen, accepts: bool) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        assert dialog.textValue() == "旧"
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.selectAll()
        QApplication.clipboard().setText("新\r\n")
        qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        dialog.accept() if accepts else dialog.reject()

    when_open(answer)
    assert notifier.ask_text("标题", "名称", "旧") == ("新" if accepts else None)


def test_a_target_gets_its_suffix(notifier: QtNotifier, when_open: WhenOpen, tmp_path: Path) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        name.setText("新名字")
        dialog.accept()

    when_open(answer)
    assert notifier.choose_target("导出", tmp_path / "旧.xlsx", ".xlsx") == tmp_path / "新名字.xlsx"


def test_a_target_given_up(notifier: QtNotifier, when_open: WhenOpen, tmp_path: Path) -> None:
    when_open(lambda dialog: dialog.reject())
    assert notifier.choose_target("导出", tmp_path / "旧.xlsx", ".xlsx") is None


def test_a_folder(notifier: QtNotifier, when_open: WhenOpen, tmp_path: Path) -> None:
    when_open(lambda dialog: dialog.accept())
    assert notifier.choose_folder("文件夹", tmp_path) == tmp_path
    when_open(lambda dialog: dialog.reject())
    assert notifier.choose_folder("文件夹", tmp_path) is None


def test_the_bar_shows_the_last_message_and_goes(qtbot: QtBot, window: QWidget) -> None:
    bar = MessageBar(window)
    action = QAction("再看一次", window)
    bar.say("一", Severity.WARNING)
    bar.say("二", None, action)
    assert bar.text == "二"
    button = bar.findChild(QWidget, "messageAction")
    assert isinstance(button, QWidget)
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    close = bar.findChild(QWidget, "messageClose")
    assert isinstance(close, QWidget)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bar.text == ""


def test_an_offer_stays_above_lesser_messages_until_it_is_taken(
    qtbot: QtBot, window: QWidget, notifier: QtNotifier
) -> None:
    taken: list[str] = []
    bar = window.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    button = bar.findChild(QToolButton, "messageAction")
    assert isinstance(button, QToolButton)
    notifier.info("已导出：甲.xlsx", Offer("打开", lambda: taken.append("甲")))
    assert (button.text(), button.accessibleName(), button.isHidden()) == ("打开", "打开", False)
    notifier.warn("恢复文件写不了。")
    notifier.info("已保存。")
    assert bar.text == "已导出：甲.xlsx\n已保存。"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert taken == ["甲"]
    assert (bar.text, button.isHidden()) == ("已保存。", True)


def test_a_new_offer_replaces_the_old_one_and_closing_forgets_it(
    qtbot: QtBot, window: QWidget, notifier: QtNotifier
) -> None:
    taken: list[str] = []
    bar = window.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    button, close = (bar.findChild(QToolButton, name) for name in ("messageAction", "messageClose"))
    assert isinstance(button, QToolButton)
    assert isinstance(close, QToolButton)
    notifier.info("甲", Offer("打开", lambda: taken.append("甲")))
    notifier.info("乙", Offer("打开", lambda: taken.append("乙")))
    assert bar.text == "乙"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert taken == ["乙"]
    assert bar.text == ""
    notifier.info("丙", Offer("打开", lambda: taken.append("丙")))
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    notifier.info("丁")
    assert (bar.text, button.isHidden()) == ("丁", True)


def test_a_chooser_speaks_no_english(
    notifier: QtNotifier, when_open: Callable[[Callable[[QDialog], object]], None], tmp_path: Path, qapp: QApplication
) -> None:
    """What Qt's own translation lacks is said too: a folder is of the kind 文件夹."""
    speak_chinese(qapp)
    (tmp_path / "一个").mkdir()
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        model = dialog.findChild(QFileSystemModel)
        assert isinstance(model, QFileSystemModel)
        seen.append(str(model.index(str(tmp_path / "一个")).siblingAtColumn(2).data()))
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    when_open(look)
    assert notifier.choose_folder("选择文件夹", tmp_path) is None
    assert seen[0] == "文件夹"
    assert not [text for text in seen if text.isascii() and text.isalpha()]
