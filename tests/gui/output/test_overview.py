"""The summary on the screen: bars that say how many, and lead to the forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.overview_model import BAR, COUNT, NAME
from selfeval_gui.views.basics import theme
from selfeval_gui.views.output.overview import Overview
from selfeval_gui.views.output.overview_tree import OverviewTree
from tests.helpers.desk import Desk

UNIT = "上海市科学技术协会"


class OverviewDesk(Desk):
    """A window with the summary beside the form."""

    def open_overview(self) -> None:
        self.window.resize(1366, 768)
        with self.qtbot.waitSignal(self.overview_action_drawn, timeout=20_000):
            pass

    @property
    def overview_action_drawn(self) -> object:
        self.trigger("actionOverview")
        return self.overview.drawn

    @property
    def overview(self) -> Overview:
        return self.find("overview", Overview)

    @property
    def tree(self) -> OverviewTree:
        return self.find("overviewTree", OverviewTree)

    @property
    def forms(self) -> list[str]:
        listed = self.find("overviewForms", QListWidget)
        return [listed.item(row).text() for row in range(listed.count())]

    def row(self, *names: str) -> QModelIndex:
        model, index = self.tree.model(), QModelIndex()
        for name in names:
            rows = [model.index(row, NAME, index) for row in range(model.rowCount(index))]
            (index,) = [each for each in rows if each.data() == name]
        return index

    def count(self, *names: str) -> str:
        return str(self.row(*names).siblingAtColumn(COUNT).data())

    def click_bar(self, index: QModelIndex, share: float) -> None:
        """Click at a share of the width of a row's bar column."""
        cell = self.tree.visualRect(index.siblingAtColumn(BAR))
        place = QPoint(cell.left() + round(cell.width() * share), cell.center().y())
        self.qtbot.mouseClick(self.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def colour(self, index: QModelIndex, share: float) -> str:
        cell = self.tree.visualRect(index.siblingAtColumn(BAR))
        picture = self.tree.viewport().grab().toImage()
        return picture.pixelColor(cell.left() + round(cell.width() * share), cell.center().y()).name()


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> OverviewDesk:
    return OverviewDesk(qtbot, samples)


def test_figures_of_the_samples(desk: OverviewDesk) -> None:
    desk.open_overview()
    assert desk.label("overviewTold") == "2020 年度 · 14 份 · 平均得分 89.93 · 总执行率 96.22%"
    assert [desk.count("等级", grade) for grade in "优良中差"] == ["10 份", "4 份", "0 份", "0 份"]
    assert desk.count("实施单位", UNIT) == "14 份"
    assert desk.count("检查结果", "扣分没有写原因") == "11 处，7 份"
    assert desk.count("检查结果", "多份表原因雷同") == "12 处，7 份"


def test_bars_are_as_long_as_their_numbers(desk: OverviewDesk) -> None:
    desk.open_overview()
    good, hint, ground = theme.color(theme.Tone.GOOD).name(), theme.color(theme.Tone.HINT).name(), "#ffffff"
    best, second, unit = desk.row("等级", "优"), desk.row("等级", "良"), desk.row("实施单位", UNIT)
    assert [desk.colour(best, share) for share in (0.1, 0.9)] == [good, good]
    assert [desk.colour(second, share) for share in (0.3, 0.5)] == [hint, ground]  # 4 of 10
    assert [desk.colour(unit, share) for share in (0.65, 0.8)] == [good, hint]  # 10 of 14
    assert desk.colour(desk.row("等级", "差"), 0.05) == ground


def test_a_bar_leads_to_its_forms(desk: OverviewDesk) -> None:
    desk.open_overview()
    desk.click_bar(desk.row("等级", "良"), 0.2)
    assert len(desk.forms) == 4
    desk.click_bar(desk.row("实施单位", UNIT), 0.9)  # the part of 良
    assert desk.label("overviewListed") == "良 4 份：4 份"
    desk.click_bar(desk.row("实施单位", UNIT), 0.2)
    assert len(desk.forms) == 10
    listed = desk.find("overviewForms", QListWidget)
    listed.itemActivated.emit(listed.item(1))
    assert desk.session.form.project_name == desk.forms[1]


def test_by_keyboard_alone(desk: OverviewDesk) -> None:
    desk.open_overview()
    desk.tree.setFocus()
    desk.tree.setCurrentIndex(desk.row("等级", "优"))
    desk.qtbot.keyClick(desk.tree, Qt.Key.Key_Down)
    assert desk.label("overviewListed") == "良：4 份"
    desk.tree.setCurrentIndex(desk.row("实施单位", UNIT))
    desk.qtbot.keyClick(desk.tree, Qt.Key.Key_Right)
    desk.qtbot.keyClick(desk.tree, Qt.Key.Key_Down)
    assert desk.label("overviewListed") == "优：10 份"
    desk.qtbot.keyClick(desk.tree, Qt.Key.Key_Return)
    assert desk.session.form.project_name == desk.forms[0]


def test_a_kind_of_finding_leads_to_its_cell(desk: OverviewDesk) -> None:
    desk.open_overview()
    desk.tree.setFocus()
    desk.tree.setCurrentIndex(desk.row("检查结果", "达到指标值却扣分"))
    assert len(desk.forms) == 4
    desk.qtbot.keyClick(desk.tree, Qt.Key.Key_Return)
    node = desk.window.pages.form_page().tree.current_node()
    assert node is not None
    assert desk.session.tree.node(node).name == "项目活动形式"


def test_rows_are_read_out(desk: OverviewDesk) -> None:
    desk.open_overview()
    spoken = desk.row("实施单位", UNIT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{UNIT}，优 10 份，良 4 份"


def test_a_change_is_followed_and_the_choice_stays(desk: OverviewDesk) -> None:
    desk.choose("办公用房")
    desk.open_overview()
    desk.tree.expand(desk.row("实施单位", UNIT))
    desk.click_bar(desk.row("实施单位", UNIT), 0.9)
    with desk.qtbot.waitSignal(desk.overview.drawn, timeout=20_000):
        type_into_field(desk.session, "implementing_unit", "别的单位")
    assert desk.count("实施单位", UNIT) == "13 份"
    assert desk.count("实施单位", "别的单位") == "1 份"
    assert desk.label("overviewListed") == "良 4 份：4 份"
    assert desk.tree.isExpanded(desk.row("实施单位", UNIT))


def test_the_workbook_of_what_is_shown(desk: OverviewDesk, tmp_path: Path) -> None:
    desk.open_overview()
    desk.notifier.targets = [tmp_path / "汇总.xlsx"]
    desk.find("overviewWorkbook", QPushButton).click()
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    assert CalamineWorkbook.from_path(tmp_path / "汇总.xlsx").sheet_names[0] == "汇总表"


def test_nothing_to_sum_up(qtbot: QtBot, tmp_path: Path) -> None:
    desk = OverviewDesk(qtbot, tmp_path)
    desk.open_overview()
    assert desk.label("overviewTold") == "这个文件夹里还没有自评表。"
    assert desk.tree.model().rowCount() == 0
    assert desk.row().data(Role.BAR) is None


def test_preview_and_summary_share_the_side(desk: OverviewDesk) -> None:
    desk.choose("办公用房")
    desk.open_overview()
    desk.trigger("actionPreview")
    preview = desk.find("previewView", QWidget)
    desk.qtbot.waitUntil(lambda: not preview.visibleRegion().isEmpty() and desk.tree.visibleRegion().isEmpty())
    assert desk.action("actionOverview").isChecked()
    assert desk.action("actionPreview").isChecked()
