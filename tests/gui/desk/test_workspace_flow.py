"""The workspace in the window: another folder, a form's file, a place that is not there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Desk


def test_a_folder_that_is_chosen_is_listed(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot)
    desk.notifier.folders = [samples]
    qtbot.mouseClick(desk.find("welcomePageOpenWorkspace", QPushButton), Qt.MouseButton.LeftButton)
    desk.wait_until_read()
    assert len(desk.names()) == 14
    assert desk.projects.isVisible()
    assert desk.find("statusFolder", QWidget).toolTip() == str(samples)


def test_a_path_that_is_not_there_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path / "nowhere")
    assert desk.notifier.said[0][0] == "warn"
    assert desk.find("emptyPage", QWidget).isVisible()
    assert desk.label("emptyPageHeading") == "打不开这个文件夹"


def test_a_file_opens_with_its_folder(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples / "03 2020 年国际交流与合作项目.json")
    assert desk.session.form.project_name == "2020 年国际交流与合作项目"
    assert len(desk.names()) == 14
    assert desk.projects.currentIndex().data() == "2020 年国际交流与合作项目"


def test_another_folder_keeps_changed_forms(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流")
    desk.choose("科技人才")
    desk.notifier.folders = [tmp_path / "leer"]
    desk.trigger("actionOpenWorkspace")
    desk.wait_until_read()
    assert desk.names() == ["2020 年国际交流与合作项目"]
    desk.choose("国际交流")
    assert desk.session is session
    desk.notifier.answers = ["discard"]
    assert desk.window.close()
