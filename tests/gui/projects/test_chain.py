"""申报, 监控, 自评, the next 申报 in the window: each made from the one before, what it said beside what is typed now."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.item_models.project_order import Order
from selfeval_gui.item_models.project_row import ProjectRow
from selfeval_gui.storage.store import save
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk
from tests.helpers.kinds import monitoring_form, target_form


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    save(target_form(), tmp_path / "护岸加固.json", None)
    desk = Desk(qtbot, tmp_path)
    desk.choose("护岸加固")
    return desk


def carry(desk: Desk, file: str, kind: str = "") -> tuple[int, str]:
    """Make the next form; return the year proposed, and what is said of it."""
    desk.trigger("actionCarryForward")
    box = desk.find("carryKind", QComboBox)
    if kind:
        box.setCurrentText(kind)
        box.setCurrentIndex(box.findText(kind))
    said = desk.find("carryYear", QSpinBox).value(), desk.find("carryWords", QLabel).text()
    desk.find("carryAccept", QPushButton).click()
    desk.qtbot.waitUntil(lambda: desk.window.current.path is not None and desk.window.current.path.name == file)
    desk.qtbot.waitUntil(lambda: not [each for each in desk.all(QDialog) if each.isVisible()])
    return said


def type_cell(desk: Desk, node: str, field: str, text: str) -> None:
    model = desk.find("indicatorTree", IndicatorTree).indicator_model()
    assert model is not None
    put_into_cell(model, NodeId(node), field, text)


def before(desk: Desk, node: str) -> str:
    desk.find("indicatorTree", IndicatorTree).go_to(NodeId(node), "actual")
    label = desk.find("detailBefore", QLabel)
    return "" if label.isHidden() else label.text()


def test_through_the_year(desk: Desk) -> None:
    year, words = carry(desk, "护岸加固项目.json")
    assert (year, words) == (
        2026,
        "带来 4 个三级指标。预算数带过来，执行数、实际完成情况、得分、原因和备注从空白开始。",
    )
    assert (desk.session.form.template, desk.session.form.extra["监控月份"]) == ("monitoring", "7")
    type_cell(desk, "t1", "actual", "1公里")
    type_cell(desk, "t1", "own.全年预计完成情况", "2公里")
    type_cell(desk, "t1", "own.完成目标可能性", "有可能")
    type_cell(desk, "t1", "target", "≥2公里")
    assert before(desk, "t1") == "申报：年度指标值原为“≥3公里”，现为“≥2公里”"
    assert before(desk, "t2") == ""
    desk.trigger("actionUndo")
    assert before(desk, "t1") == "", "the target is the one that was set"
    desk.trigger("actionRedo")

    assert carry(desk, "护岸加固项目 (2).json")[0] == 2026
    form = desk.session.form
    assert form.template == "mof-2020"
    assert [(row.target, row.actual) for row in level_three(form.indicators)][:2] == [("≥2公里", ""), ("100%", "")]
    assert before(desk, "t1") == (
        "申报：年度指标值原为“≥3公里”，现为“≥2公里”\n"
        "监控：1—7月执行情况 1公里；全年预计完成情况 2公里；完成目标可能性 有可能"
    )

    year, words = carry(desk, "护岸加固项目 (3).json", "项目支出绩效目标申报表")
    assert (year, words) == (2027, "带来 4 个三级指标。金额、实际完成情况、得分、原因和备注从空白开始。")
    assert (desk.session.form.template, desk.session.form.year) == ("target-declaration", 2027)
    assert before(desk, "t1") == "", "another year"
    years = [desk.index(name, ProjectColumn.YEAR).data() for name in ("护岸加固.json", "(2)", "(3)")]
    assert years == ["2026 申报", "2026", "2027 申报"]


def test_forms_of_one_year_are_not_one_project_twice(desk: Desk) -> None:
    carry(desk, "护岸加固项目.json")
    carry(desk, "护岸加固项目 (2).json")
    desk.trigger("actionSaveAll")
    desk.wait_until_written()
    codes = {finding.code for finding in desk.session.shown}
    assert not codes & {"across.twice", "across.copied"}


def test_a_report_of_another_project_says_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    other = monitoring_form()
    other.year = 2026
    save(other, tmp_path / "校舍.json", None)
    form = target_form()
    form.template = "mof-2020"
    save(form, tmp_path / "护岸.json", None)
    desk = Desk(qtbot, tmp_path)
    desk.choose("护岸")
    assert before(desk, "t1") == ""


def test_an_edit_does_not_put_the_whole_list_in_order(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    carry(desk, "护岸加固项目.json")
    asked: list[int] = []
    arrange = Order.arrange

    def counted(order: Order, rows: Iterable[ProjectRow]) -> list[ProjectRow]:
        asked.append(1)
        return arrange(order, rows)

    monkeypatch.setattr(Order, "arrange", counted)
    type_cell(desk, "t1", "target", "≥2公里")
    assert before(desk, "t1") == "申报：年度指标值原为“≥3公里”，现为“≥2公里”"
    assert not asked, "among thousands of files it takes longer than all checks of the form"
