"""Forms of every kind in the window: opened, typed, undone, without columns that their paper lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import NUMBER_COLUMNS
from selfeval_gui.storage.store import save
from selfeval_gui.views.form.text_fields import BlockField
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk
from tests.helpers.documents import commit
from tests.helpers.kinds import KINDS

HEADINGS = {
    "transfer-region": ["指标名称", "指标值", "全年实际完成值", "未完成原因和改进措施"],
    "linking-funds": ["指标名称", "年度指标值", "实际完成值", "分值", "得分", "未完成原因及拟采取的改进措施"],
    "yunnan-open-14": ["指标名称", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    "special-funds": ["指标名称", "年度指标值", "全年完成值", "未完成原因和改进措施"],
    "hubei-project": ["指标名称", "年初目标值（A）", "实际完成值（B）", "得分"],
    "department-scores": ["指标名称", "年度指标值", "指标分值", "自评得分", "指标解释", "评分标准"],
}


def opened(qtbot: QtBot, folder: Path, kind: str) -> Desk:
    save(KINDS[kind](), folder / "表.json", None)
    desk = Desk(qtbot, folder)
    desk.choose("表")
    desk.window.activateWindow()
    return desk


@pytest.mark.parametrize("kind", HEADINGS)
def test_the_tree_has_the_columns_of_the_kind(qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    tree = opened(qtbot, tmp_path, kind).find("indicatorTree", IndicatorTree)
    model = tree.indicator_model()
    assert model is not None
    shown = [column for column in range(model.columnCount()) if not tree.isColumnHidden(column)]
    assert [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in shown] == HEADINGS[kind]


@pytest.mark.parametrize(("kind", "says"), [("monitoring", False), ("transfer-region", False), ("linking-funds", True)])
def test_where_there_are_no_scores_nothing_is_said_about_one(
    qtbot: QtBot, tmp_path: Path, kind: str, says: bool
) -> None:
    desk = opened(qtbot, tmp_path, kind)
    leaf = desk.session.form.indicators[0].children[0].children[0]
    model = desk.find("indicatorTree", IndicatorTree).indicator_model()
    assert model is not None
    assert ("口径" in model.explanation(NodeId(leaf.id))) is says


@pytest.mark.parametrize("kind", HEADINGS)
def test_the_words_of_each_number_have_room_above_it(qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    tree = opened(qtbot, tmp_path, kind).find("indicatorTree", IndicatorTree)
    shown = [column for column in NUMBER_COLUMNS if not tree.isColumnHidden(column)]
    words = {column: str(tree.model().headerData(column, Qt.Orientation.Horizontal)) for column in shown}
    width = tree.header().fontMetrics().horizontalAdvance  # and of one more, for the edges on both sides
    assert [word for column, word in words.items() if tree.columnWidth(column) < width(f"{word}字")] == []


@pytest.mark.parametrize(
    ("kind", "counts"), [("monitoring", False), ("target-declaration", False), ("hubei-project", True)]
)
def test_where_nothing_is_counted_in_points_no_sums_are_shown(
    qtbot: QtBot, tmp_path: Path, kind: str, counts: bool
) -> None:
    desk = opened(qtbot, tmp_path, kind)
    names = ("totalScore", "totalWeight", "totalGrade", "totalOtherBasis")
    assert [desk.find(name, QLabel).isVisible() for name in names] == [counts] * 4


def test_texts_of_a_block_are_typed_and_undone(qtbot: QtBot, tmp_path: Path) -> None:
    desk = opened(qtbot, tmp_path, "transfer-region")
    name = "extra.拨付合规性：存在问题和改进措施"
    field = desk.find(f"field.{name}", BlockField)
    assert field.accessibleName() == "拨付合规性：存在问题和改进措施"
    put_into_field(desk.session, name, "一笔拨付迟了十天，已改正。")
    assert field.content() == "一笔拨付迟了十天，已改正。"
    desk.trigger("actionUndo")
    assert field.content() == ""


def test_how_points_are_given_is_typed_and_undone(qtbot: QtBot, tmp_path: Path) -> None:
    desk = opened(qtbot, tmp_path, "department-scores")
    assert (desk.label("totalWeight"), desk.label("totalScore"), desk.label("totalGrade")) == ("100", "96", "优")
    tree = desk.find("indicatorTree", IndicatorTree)
    tree.go_to(NodeId("s1"), "own.评分标准")
    tree.setFocus()
    commit(tree, "三项全有得满分。")
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert desk.session.tree.node(NodeId("s1")).extra["评分标准"] == "三项全有得满分。"
    desk.trigger("actionUndo")
    assert desk.session.tree.node(NodeId("s1")).extra["评分标准"] == "按完成比例计分，低于六成不得分。"


def test_further_goals_stand_among_the_goals_and_words_to_tick_among_the_head(qtbot: QtBot, tmp_path: Path) -> None:
    desk = opened(qtbot, tmp_path, "hubei-project")
    name = "extra.年度目标3：预期目标"
    field = desk.find(f"field.{name}", BlockField)
    assert field.accessibleName() == "年度目标3"
    desk.window.current.go_to("", name)
    assert field.isVisible()
    assert desk.find("fieldExpectedGoal", BlockField).isVisible()
    put_into_field(desk.session, name, "全区路灯单灯可控。")
    assert field.content() == "全区路灯单灯可控。"
    desk.trigger("actionUndo")
    assert field.content() == ""
