"""Columns that only a form's template has, in tree, 详情 and on the paper: shown, chosen, typed, undone, found, copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QListWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.find_replace import replace_hits
from selfeval_gui.commands.template import choose_template
from selfeval_gui.domain.find import Query, find
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.storage.store import save
from selfeval_gui.views.form.fund_table import FundTable
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk
from tests.helpers.documents import commit, open_form
from tests.helpers.kinds import monitoring_form

Key = Qt.Key
FORECAST, CAUSES, LIKELY = "own.全年预计完成情况", "own.偏差原因", "own.完成目标可能性"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    save(monitoring_form(), tmp_path / "校舍维修.json", None)
    desk = Desk(qtbot, tmp_path)
    desk.choose("校舍维修")
    desk.window.activateWindow()
    return desk


def tree_of(desk: Desk) -> IndicatorTree:
    return desk.find("indicatorTree", IndicatorTree)


def model_of(desk: Desk) -> IndicatorModel:
    model = tree_of(desk).indicator_model()
    assert model is not None
    return model


def headings(desk: Desk) -> list[str]:
    tree, model = tree_of(desk), model_of(desk)
    shown = [column for column in range(model.columnCount()) if not tree.isColumnHidden(column)]
    return [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in shown]


def held(desk: Desk, node: str) -> dict[str, str]:
    return desk.session.tree.node(NodeId(node)).extra


def begin(desk: Desk, node: str, field: str) -> None:
    tree_of(desk).go_to(NodeId(node), field)
    tree_of(desk).setFocus()
    key(desk, Key.Key_F2)


def key(desk: Desk, pressed: Key) -> None:
    desk.qtbot.keyClick(QApplication.focusWidget(), pressed)


def offered(desk: Desk) -> list[str]:
    shown = [each for each in desk.all(QListWidget) if each.objectName() == "completionList" and each.isVisible()]
    return [shown[0].item(row).text() for row in range(shown[0].count())] if shown else []


def test_the_tree_has_the_columns_of_the_kind(desk: Desk) -> None:
    assert headings(desk) == [
        *("指标名称", "年度指标值", "1—7月执行情况", "原因说明", "全年预计完成情况"),
        *("偏差原因分析", "完成目标可能性", "备注"),
    ]
    assert model_of(desk).index_of(NodeId("r1"), CAUSES).data() == "经费保障、其他"
    funds = desk.find("fundTable", FundTable)
    hidden = [funds.model().headerData(column, Qt.Orientation.Horizontal) for column in range(6)]
    assert [name for column, name in enumerate(hidden) if funds.isColumnHidden(column)] == [
        "全年预算数",
        "分值",
        "得分",
    ]
    assert desk.label("totalGrade") == "—"


def test_the_month_changes_the_headings(desk: Desk) -> None:
    desk.session.apply_field("extra.监控月份", "9")
    assert "1—9月执行情况" in headings(desk)


def test_text_is_typed_and_undone(desk: Desk) -> None:
    tree_of(desk).go_to(NodeId("r2"), FORECAST)
    tree_of(desk).setFocus()
    commit(tree_of(desk), "2900平方米")
    key(desk, Key.Key_Return)
    assert held(desk, "r2")["全年预计完成情况"] == "2900平方米"
    assert desk.session.stack.undoText() == "修改全年预计完成情况"
    desk.trigger("actionUndo")
    assert held(desk, "r2")["全年预计完成情况"] == "3000平方米"
    desk.trigger("actionRedo")
    assert held(desk, "r2")["全年预计完成情况"] == "2900平方米"


def test_one_of_the_words_is_chosen(desk: Desk) -> None:
    begin(desk, "r2", LIKELY)
    assert offered(desk) == ["有可能", "完全不可能"]
    key(desk, Key.Key_Down)
    key(desk, Key.Key_Return)
    key(desk, Key.Key_Return)
    assert held(desk, "r2")["完成目标可能性"] == "有可能"


def test_several_words_are_ticked(desk: Desk) -> None:
    begin(desk, "r1", CAUSES)
    assert offered(desk) == ["制度保障", "人员保障", "硬件条件保障"]
    key(desk, Key.Key_Down)
    key(desk, Key.Key_Return)
    key(desk, Key.Key_Return)
    assert held(desk, "r1")["偏差原因"] == "经费保障、其他、制度保障"
    tree_of(desk).go_to(NodeId("r1"), CAUSES)
    tree_of(desk).clear_selected()
    assert "偏差原因" not in held(desk, "r1")


def test_another_template_and_back(desk: Desk) -> None:
    choose_template(desk.session, presets()["mof-2020"])
    assert headings(desk)[:6] == ["指标名称", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    assert headings(desk)[6:] == ["全年预计完成情况", "偏差原因", "完成目标可能性", "备注"]  # what the rows still hold
    desk.trigger("actionUndo")
    assert "1—7月执行情况" in headings(desk)


def test_whole_rows_are_copied_with_all_they_hold(desk: Desk) -> None:
    tree = tree_of(desk)
    tree.go_to(NodeId("r1"), "name")
    tree.chosen.make_whole()
    desk.trigger("actionCopy")
    assert "经费保障、其他" in QGuiApplication.clipboard().text()
    desk.trigger("actionPaste")
    rows = desk.session.tree.children(NodeId("two"))
    assert [row.extra.get("偏差原因") for row in rows] == ["经费保障、其他", "经费保障、其他", None]


def test_cells_are_pasted_into_own_columns(desk: Desk) -> None:
    tree_of(desk).go_to(NodeId("r2"), FORECAST)
    QGuiApplication.clipboard().setText("2950平方米\t人员保障")
    desk.trigger("actionPaste")
    desk.qtbot.waitUntil(lambda: held(desk, "r2").get("偏差原因") == "人员保障")
    assert held(desk, "r2")["全年预计完成情况"] == "2950平方米"


def test_found_and_replaced(qtbot: QtBot) -> None:
    document = open_form(monitoring_form())
    form = document.session.form
    assert [(hit.node, hit.field) for hit in find(form, Query("经费保障"))] == [("r1", CAUSES)]
    query = Query("经费保障")
    assert replace_hits(document.indicators, find(form, query), query, "制度保障") == 1
    assert form.indicators[0].children[0].children[0].extra["偏差原因"] == "制度保障、其他"
    document.session.stack.undo()
    assert form.indicators[0].children[0].children[0].extra["偏差原因"] == "经费保障、其他"


def test_the_summary_line_says_no_weights(desk: Desk) -> None:
    assert [label.text() for label in desk.all(QLabel) if "还差" in label.text()] == []
