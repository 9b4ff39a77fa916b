"""A form that only sets targets, in the window: its columns, its money, typed and undone; nothing about weights."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.storage.store import save
from selfeval_gui.views.basics.tool_bar import CutButton
from selfeval_gui.views.form.fund_table import FundTable
from selfeval_gui.views.form.text_fields import LineField
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk
from tests.helpers.documents import commit
from tests.helpers.kinds import target_form


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    save(target_form(), tmp_path / "护岸加固.json", None)
    desk = Desk(qtbot, tmp_path)
    desk.choose("护岸加固")
    desk.window.activateWindow()
    return desk


def test_the_tree_has_both_targets_and_no_results(desk: Desk) -> None:
    tree = desk.find("indicatorTree", IndicatorTree)
    model = tree.indicator_model()
    assert model is not None
    shown = [column for column in range(model.columnCount()) if not tree.isColumnHidden(column)]
    headings = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in shown]
    assert headings == ["指标名称", "年度指标值", "项目指标值"]


def test_nothing_is_left_to_give_where_there_are_no_weights(desk: Desk) -> None:
    assert desk.find("weightLeft", CutButton).text() == ""
    desk.trigger("actionDistribute")
    assert desk.notifier.said == [("info", "这种表没有分值，没有要分摊的。")]


def test_the_fund_table_has_the_amount_applied_for(desk: Desk) -> None:
    funds = desk.find("fundTable", FundTable)
    columns = range(funds.model().columnCount())
    shown = [funds.model().headerData(each, Qt.Orientation.Horizontal) for each in columns]
    assert [name for each, name in enumerate(shown) if not funds.isColumnHidden(each)] == ["年初预算数"]


def test_a_target_of_the_whole_is_typed_and_undone(desk: Desk) -> None:
    tree = desk.find("indicatorTree", IndicatorTree)
    tree.go_to(NodeId("t1"), "own.项目指标值")
    tree.setFocus()
    commit(tree, "≥10公里")
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert desk.session.tree.node(NodeId("t1")).extra == {"项目指标值": "≥10公里"}
    desk.trigger("actionUndo")
    assert desk.session.tree.node(NodeId("t1")).extra == {"项目指标值": "≥9公里"}


def test_the_money_of_all_years_follows_the_unit(desk: Desk) -> None:
    from selfeval_gui.commands.amounts import convert_amounts, set_unit

    field = desk.find("field.extra.项目资金总额：财政资金.amount:金额", LineField)
    assert (field.accessibleName(), field.text()) == ("项目资金总额：财政资金", "700000")
    set_unit(desk.session, "万元")
    convert_amounts(desk.session)
    assert (field.text(), str(desk.session.form.funds.total.initial_budget)) == ("70", "30")
    desk.trigger("actionUndo")
    assert field.text() == "700000"
