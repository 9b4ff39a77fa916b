"""The window as a whole: its title, its layout between starts, its dialogs, its start."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QRect, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui import __version__
from selfeval_gui.app.settings import WINDOW_GEOMETRY, WORKSPACE, Settings
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.views import start
from selfeval_gui.views.basics import theme
from tests.helpers.desk import Desk


def test_title_names_the_form(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    assert desk.window.windowTitle() == "绩效自评[*]"
    desk.choose("国际交流")
    assert desk.window.windowTitle() == "2020 年国际交流与合作项目[*] — 绩效自评"
    type_into_field(desk.session, "project_name", "a[*]b")
    assert desk.window.windowTitle() == "a[*][*]b[*] — 绩效自评"
    type_into_field(desk.session, "project_name", " ")
    assert desk.window.windowTitle() == "03 2020 年国际交流与合作项目.json[*] — 绩效自评"


def test_layout_is_remembered(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(qtbot, samples, settings)
    desk.window.showNormal()
    desk.window.pages.form_page()  # it has its say about the widths
    desk.window.setGeometry(QRect(20, 30, 760, 600))
    splitter = desk.find("mainSplitter", QSplitter)
    splitter.setSizes([190, 570])
    left = splitter.sizes()[0]
    desk.window.close()

    again = Desk(qtbot, samples, Settings(settings.path))
    assert again.window.geometry() == QRect(20, 30, 760, 600)
    assert again.find("mainSplitter", QSplitter).sizes()[0] == left


def test_passing_over_the_part_rows_of_the_funds_is_remembered(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(qtbot, samples, settings)
    assert tab_after_the_totals(desk).objectName() == "fundTable"
    desk.trigger("actionSkipParts")
    assert tab_after_the_totals(desk).objectName() != "fundTable"
    desk.window.close()

    again = Desk(qtbot, samples, Settings(settings.path))
    assert again.action("actionSkipParts").isChecked()
    assert tab_after_the_totals(again).objectName() != "fundTable"


def tab_after_the_totals(desk: Desk) -> QWidget:
    """Return what has the keyboard after Tab in the last cell of 年度资金总额."""
    page = desk.window.pages.form_page()
    if desk.window.current.session is None:
        desk.choose("国际交流")
    desk.window.activateWindow()
    page.go_to("", "funds.total.score")
    desk.qtbot.keyClick(desk.find("fundTable", QWidget), Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def test_folded_groups_are_remembered(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(qtbot, samples, settings)
    page = desk.window.pages.form_page()
    assert page.fold_state() == "info,funds,goals,notes,detail"
    page.set_fold_state("goals,notes")
    desk.window.close()

    again = Desk(qtbot, samples, Settings(settings.path))
    assert again.window.pages.form_page().fold_state() == "goals,notes"
    again.trigger("actionResetLayout")
    assert again.window.pages.form_page().fold_state() == "info,funds,goals,notes,detail"


def test_a_workspace_that_is_gone_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set(WORKSPACE, str(tmp_path / "U 盘"))
    desk = Desk(qtbot, settings=settings)
    assert [kind for kind, _text in desk.notifier.said] == ["warn"]
    assert str(tmp_path / "U 盘") in desk.notifier.said[0][1]
    assert desk.find("welcomePage", QWidget).isVisible()


def test_window_comes_back_onto_a_screen(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(qtbot, settings=settings)
    desk.window.showNormal()
    desk.window.setGeometry(QRect(9000, 9000, 600, 400))
    desk.window.close()
    again = Desk(qtbot, settings=Settings(settings.path))
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    assert any(screen.contains(again.window.frameGeometry().center()) for screen in screens)


@pytest.mark.parametrize("content", ["", "not base64 ä", bytes(QByteArray(b"abc").toBase64().data()).decode()])
def test_broken_layout_is_as_none(qtbot: QtBot, tmp_path: Path, content: str) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set(WINDOW_GEOMETRY, content)
    desk = Desk(qtbot, settings=settings)
    assert desk.window.isVisible()


def test_reset_layout(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    splitter = desk.find("mainSplitter", QSplitter)
    before = splitter.sizes()
    splitter.setSizes([90, 5000])
    desk.trigger("actionResetLayout")
    qtbot.waitUntil(lambda: abs(splitter.sizes()[0] - before[0]) <= 2)


def test_about_says_the_versions(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.trigger("actionAbout")
    dialog = desk.find("aboutDialog", QDialog)
    words = "\n".join(label.text() for label in desk.all(QLabel, dialog))
    assert __version__ in words
    assert "Python 3." in words
    assert "Qt 6." in words
    dialog.reject()


def test_form_page_is_made_in_an_idle_moment(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    assert desk.window.findChild(QWidget, "formPage") is None
    qtbot.waitUntil(lambda: desk.window.findChild(QWidget, "formPage") is not None)
    menu = desk.find("menuIndicators", QMenu)
    assert desk.action("actionAddChild") in menu.actions()


def test_qt_speaks_chinese(qapp: QApplication) -> None:
    start.speak_chinese(qapp)
    start.speak_chinese(qapp)
    assert len(qapp.findChildren(QTranslator, "qtbase")) == 1
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_fonts_are_a_list_with_the_systems_size(qapp: QApplication) -> None:
    before = qapp.font()
    try:
        theme.use_chinese_font(qapp)
        assert "Noto Sans CJK SC" in qapp.font().families()
        assert qapp.font().pointSizeF() >= theme.SMALLEST_POINTS
        assert qapp.font().pointSizeF() == max(before.pointSizeF(), theme.SMALLEST_POINTS)
    finally:
        qapp.setFont(before)
