"""The list at the left as people use it: choose, search, sort, arrange its columns."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from selfeval_gui.app.settings import Settings
from selfeval_gui.item_models.columns import ProjectColumn
from tests.helpers.desk import Desk


def click_header(desk: Desk, column: int) -> None:
    header = desk.projects.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 2, header.height() // 2)
    desk.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_making_a_row_current_opens_the_form(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    assert desk.session.form.project_name == "2020 年国际交流与合作项目"
    desk.projects.setFocus()
    qtbot.keyClick(desk.projects, Qt.Key.Key_Down)
    assert desk.session.form.project_name == "2020 年科技人才举荐与培育项目"
    assert "科技人才" in desk.window.windowTitle()


def test_list_follows_the_form(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.change("国际交流")
    assert desk.cell("国际交流", ProjectColumn.STATE) == "未保存"
    qtbot.waitUntil(lambda: "1 份未保存" in desk.label("projectSummary"))


def test_summary_line(qtbot: QtBot, samples: Path) -> None:
    (samples / "坏.json").write_bytes(b"")
    desk = Desk(qtbot, samples)
    qtbot.waitUntil(lambda: desk.label("projectSummary") == "15 份 · 14 份有警告 · 1 份无法读取")
    qtbot.keyClicks(desk.search, "zzz")
    qtbot.waitUntil(lambda: desk.label("projectSummary").startswith("显示 0 份，共 15 份"))


def test_search_narrows_while_typing_and_opens_nothing(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    before = desk.session
    desk.search.setText("科技")
    assert len(desk.names()) == 4
    assert desk.window.current.session is before
    assert not desk.projects.currentIndex().isValid()
    desk.choose("科技创新智库")
    assert desk.session.form.project_name == "2020 年科技创新智库建设项目"
    desk.search.clear()
    assert len(desk.names()) == 14
    assert desk.projects.currentIndex().data() == "2020 年科技创新智库建设项目"


def test_the_only_row_left_by_a_search_can_be_chosen(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.search.setText("智库")
    desk.choose("智库")
    assert desk.session.form.project_name == "2020 年科技创新智库建设项目"


def test_unreadable_file_is_shown_with_its_reason(qtbot: QtBot, samples: Path) -> None:
    broken = samples / "00 坏.json"
    broken.write_bytes(b'{"schema_version": "9.0"}')
    desk = Desk(qtbot, samples)
    desk.choose("坏.json")
    assert desk.window.current.session is None
    assert "无法读取" in desk.label("unreadablePageHeading")
    assert str(broken) in desk.label("unreadablePageText")
    assert not desk.action("actionSave").isEnabled()
    assert not desk.action("actionDelete").isEnabled()
    assert broken.read_bytes() == b'{"schema_version": "9.0"}'
    desk.choose("国际交流")
    assert desk.session.form.project_name == "2020 年国际交流与合作项目"


def test_header_sorts_and_lets_go(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    first = desk.names()[0]
    click_header(desk, ProjectColumn.TOTAL)
    assert desk.column(ProjectColumn.TOTAL) == sorted(desk.column(ProjectColumn.TOTAL))
    click_header(desk, ProjectColumn.TOTAL)
    assert desk.column(ProjectColumn.TOTAL)[0] == "91"
    click_header(desk, ProjectColumn.TOTAL)
    assert desk.names()[0] == first


def test_columns_are_remembered(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(qtbot, samples, settings)
    click_header(desk, ProjectColumn.TOTAL)
    desk.trigger("actionColumnYear")
    desk.projects.horizontalHeader().moveSection(desk.projects.horizontalHeader().visualIndex(ProjectColumn.STATE), 1)
    assert desk.projects.isColumnHidden(ProjectColumn.YEAR)
    desk.window.close()

    again = Desk(qtbot, samples, Settings(settings.path))
    assert again.projects.isColumnHidden(ProjectColumn.YEAR)
    assert not again.action("actionColumnYear").isChecked()
    assert again.projects.horizontalHeader().visualIndex(ProjectColumn.STATE) == 1
    assert again.column(ProjectColumn.TOTAL) == sorted(again.column(ProjectColumn.TOTAL))

    again.trigger("actionResetLayout")
    assert not again.projects.isColumnHidden(ProjectColumn.YEAR)
    assert again.projects.horizontalHeader().visualIndex(ProjectColumn.STATE) == ProjectColumn.STATE
    assert again.names()[0] == "2020 年市科协办公用房维修项目"


def test_outside_changes_appear(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    files = sorted(samples.glob("*.json"))
    shutil.copyfile(files[0], samples / "99 新.json")
    files[1].unlink()
    qtbot.waitUntil(
        lambda: desk.projects.model().rowCount() == 14 and "《全民科学素质纲要》" not in "".join(desk.names())
    )
    assert desk.index("99 新.json").isValid()


def test_context_menu_belongs_to_the_row_below(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    place = desk.projects.visualRect(desk.index("国际交流")).center()
    qtbot.mouseClick(desk.projects.viewport(), Qt.MouseButton.RightButton, pos=place)
    desk.projects.customContextMenuRequested.emit(place)
    menu = desk.find("menuProject", QMenu)
    assert menu.isVisible()
    assert desk.session.form.project_name == "2020 年国际交流与合作项目"
    assert {"actionRename", "actionDuplicate", "actionDelete", "actionShowInFolder"} <= {
        action.objectName() for action in menu.actions()
    }
    menu.close()


def test_search_by_key(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.trigger("actionSearchProjects")
    assert QApplication.focusWidget() in {desk.search, None}
