"""The keyboard in the indicator tree does what hands know from a spreadsheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.own_texts import OwnTexts
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import Role
from selfeval_gui.views.tree.completion import Completion
from tests.helpers.documents import nodes_of, open_sample
from tests.helpers.form_desk import Desk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


def chosen(desk: Desk) -> list[tuple[str, str]]:
    return sorted((str(index.data(Role.NODE)), str(index.data(Role.FIELD))) for index in desk.tree.selectedIndexes())


# ---- Tab and Enter ---------------------------------------------------------------------------------------------------


def test_enter_after_tab_returns_to_where_the_row_began(desk: Desk) -> None:
    desk.go(3, "target")
    for text in ("a", "b"):
        desk.keys(text)
        desk.key(Key.Key_Tab)
    desk.keys("7")
    desk.key(Key.Key_Return)
    assert desk.current() == (desk.leaves[4], "target")
    assert (desk.indicator(3).target, desk.indicator(3).actual, desk.indicator(3).weight) == ("a", "b", 7)
    desk.key(Key.Key_Return)
    assert desk.current() == (desk.leaves[5], "target")


def test_enter_after_tab_without_typing_does_the_same(desk: Desk) -> None:
    desk.go(3, "name")
    for _ in range(4):
        desk.key(Key.Key_Tab)
    desk.key(Key.Key_Backtab, SHIFT)
    assert desk.current() == (desk.leaves[3], "weight")
    desk.key(Key.Key_Return)
    assert desk.current() == (desk.leaves[4], "name")


def test_an_arrow_or_a_click_ends_the_run_of_tab(desk: Desk) -> None:
    desk.go(3, "name")
    desk.key(Key.Key_Tab)
    desk.key(Key.Key_Right)
    desk.key(Key.Key_Return)
    assert desk.current() == (desk.leaves[4], "actual")
    desk.key(Key.Key_Tab)
    desk.click(desk.leaves[3], "score")
    desk.key(Key.Key_Return)
    assert desk.current() == (desk.leaves[4], "score")


def test_a_run_of_tab_over_the_end_of_a_row_starts_anew_there(desk: Desk) -> None:
    desk.go(3, "reason")
    desk.key(Key.Key_Tab)
    assert desk.current() == (desk.leaves[4], "name")
    desk.key(Key.Key_Tab)
    desk.key(Key.Key_Return)
    assert desk.current() == (desk.leaves[5], "name")


def test_the_fund_table_goes_the_same_way(desk: Desk) -> None:
    desk.page.go_to("", "funds.total.initial_budget")
    table = desk.part(QTableView, "fundTable")
    for text in ("1", "2"):
        desk.keys(text)
        desk.key(Key.Key_Tab)
    desk.keys("3")
    desk.key(Key.Key_Return)
    assert table.currentIndex().data(Role.FIELD) == "funds.parts.appropriation.initial_budget"


def test_shift_on_the_way_back_extends_nothing(desk: Desk) -> None:
    desk.go(3, "weight")
    desk.key(Key.Key_Backtab, SHIFT)
    desk.key(Key.Key_Return, SHIFT)
    assert len(chosen(desk)) == 1


# ---- Home, End -------------------------------------------------------------------------------------------------------


def test_home_and_end_stay_in_the_row(desk: Desk) -> None:
    desk.go(3, "actual")
    desk.key(Key.Key_Home)
    assert desk.current() == (desk.leaves[3], "name")
    desk.key(Key.Key_End)
    assert desk.current() == (desk.leaves[3], "reason")


def test_with_ctrl_they_go_to_the_corners(desk: Desk) -> None:
    desk.go(3, "actual")
    desk.key(Key.Key_Home, CTRL)
    assert desk.current() == (nodes_of(desk.document, 1)[0], "name")
    desk.key(Key.Key_End, CTRL)
    assert desk.current() == (desk.leaves[-1], "reason")


def test_page_keys_keep_the_column(desk: Desk) -> None:
    desk.go(0, "actual")
    desk.key(Key.Key_PageDown)
    assert desk.current()[1] == "actual"
    assert desk.current()[0] != desk.leaves[0]
    desk.key(Key.Key_PageUp)
    assert desk.current()[1] == "actual"


def test_shift_extends_the_selection(desk: Desk) -> None:
    desk.go(3, "target")
    desk.key(Key.Key_End, SHIFT)
    assert [field for _node, field in chosen(desk)] == ["actual", "reason", "score", "target", "weight"]
    desk.go(3, "target")
    desk.key(Key.Key_Right, SHIFT)
    desk.key(Key.Key_Down, SHIFT)
    assert chosen(desk) == sorted((desk.leaves[row], field) for row in (3, 4) for field in ("target", "actual"))


def test_shift_and_left_in_the_name_column_folds_nothing(desk: Desk) -> None:
    top = nodes_of(desk.document, 1)[0]
    desk.page.go_to(top, "name")
    desk.key(Key.Key_Left, SHIFT)
    assert desk.tree.isExpanded(desk.document.indicators.index_of(top))


def test_shift_and_space_choose_whole_rows(desk: Desk) -> None:
    desk.go(3, "target")
    desk.key(Key.Key_Down, SHIFT)
    desk.key(Key.Key_Space, SHIFT)
    assert len(chosen(desk)) == 12
    assert {node for node, _field in chosen(desk)} == {desk.leaves[3], desk.leaves[4]}
    assert desk.editors() == []


# ---- fill down -------------------------------------------------------------------------------------------------------


def test_ctrl_d_fills_the_selection_from_its_first_row(desk: Desk) -> None:
    desk.go(3, "weight")
    desk.keys("7.5")
    desk.key(Key.Key_Return)
    desk.go(3, "weight")
    for _ in range(2):
        desk.key(Key.Key_Down, SHIFT)
    desk.key(Key.Key_Right, SHIFT)
    desk.key(Key.Key_D, CTRL)
    assert [str(desk.indicator(row).weight) for row in (3, 4, 5)] == ["7.5", "7.5", "7.5"]
    assert len({desk.indicator(row).score for row in (3, 4, 5)}) == 1
    assert desk.session.stack.undoText() == "向下填充 2 个单元格"
    assert len(chosen(desk)) == 6
    desk.session.stack.undo()
    assert [str(desk.indicator(row).weight) for row in (3, 4, 5)] == ["7.5", "11", "11"]


def test_ctrl_d_in_one_cell_takes_the_cell_above_across_the_rows_between(desk: Desk) -> None:
    desk.go(2, "target")
    desk.key(Key.Key_D, CTRL)
    assert desk.indicator(2).target == desk.indicator(1).target == "100%"
    desk.go(0, "target")
    desk.key(Key.Key_D, CTRL)
    assert desk.session.stack.count() == 1


def test_names_are_filled_within_their_level(desk: Desk) -> None:
    desk.go(1, "name")
    for _ in range(3):  # over the faint row and the next level-2 row
        desk.key(Key.Key_Down, SHIFT)
    desk.key(Key.Key_D, CTRL)
    assert desk.indicator(2).name == desk.indicator(1).name
    assert desk.session.tree.node(nodes_of(desk.document, 2)[2]).name == "时效指标"


def test_ctrl_d_commits_the_open_editor_first(desk: Desk) -> None:
    desk.go(4, "actual")
    desk.keys("x")
    desk.key(Key.Key_D, CTRL)
    assert desk.indicator(4).actual == desk.indicator(3).actual == "安全"
    assert desk.session.stack.count() == 2


# ---- several rows ----------------------------------------------------------------------------------------------------


def test_ctrl_del_removes_the_chosen_rows(desk: Desk) -> None:
    desk.go(3, "target")
    desk.key(Key.Key_Down, SHIFT)
    desk.key(Key.Key_Delete, CTRL)
    assert [node in desk.session.tree for node in desk.leaves[3:6]] == [False, False, True]
    assert desk.session.stack.undoText() == "删除 2 个指标"


def test_alt_and_arrows_move_the_chosen_rows_together(desk: Desk) -> None:
    tester = QAbstractItemModelTester(desk.document.indicators, QAbstractItemModelTester.FailureReportingMode.Fatal)
    before = desk.session.frozen()[0]
    parent = desk.session.tree.parent(desk.leaves[3])
    desk.go(4, "target")
    desk.key(Key.Key_Down, SHIFT)
    marked = chosen(desk)
    desk.key(Key.Key_Up, ALT)
    assert [child.id for child in desk.session.tree.children(parent)] == [desk.leaves[row] for row in (4, 5, 3)]
    assert chosen(desk) == marked
    assert desk.current() == (desk.leaves[5], "target")
    desk.key(Key.Key_Up, ALT)
    assert desk.session.tree.parent(desk.leaves[4]) == desk.session.tree.parent(desk.leaves[2])
    assert chosen(desk) == marked
    assert desk.session.stack.undoText() == "移动 2 个指标"
    desk.key(Key.Key_Down, ALT)
    desk.key(Key.Key_Down, ALT)
    desk.key(Key.Key_Up, ALT)
    for _ in range(desk.session.stack.count()):
        desk.session.stack.undo()
    assert desk.session.frozen()[0] == before
    del tester


def test_a_row_with_only_a_name_changes_its_level(desk: Desk) -> None:
    desk.go(2, "name")
    desk.key(Key.Key_Return, CTRL)
    desk.keys("new")
    desk.key(Key.Key_Return)
    new = next(node for node in nodes_of(desk.document, 3) if node not in desk.leaves)
    desk.page.go_to(new, "name")
    desk.key(Key.Key_Left, ALT)
    assert desk.session.tree.level(new) == 2
    assert desk.current() == (new, "name")
    desk.key(Key.Key_Left, ALT)
    assert desk.session.tree.level(new) == 1
    desk.key(Key.Key_Right, ALT)
    desk.key(Key.Key_Right, ALT)
    assert desk.session.tree.level(new) == 3
    desk.go(2, "name")
    desk.key(Key.Key_Left, ALT)
    assert desk.session.tree.level(NodeId(desk.leaves[2])) == 3
    assert not desk.page.tree_actions.by_name["actionMoveOut"].isEnabled()


# ---- fill right, the list without F2 ---------------------------------------------------------------------------------


def test_ctrl_r_fills_to_the_right(desk: Desk) -> None:
    desk.go(2, "actual")
    desk.key(Key.Key_R, CTRL)
    assert desk.indicator(2).actual == desk.indicator(2).target == "及时"
    assert desk.session.stack.undoText() == "向右填充 1 个单元格"
    desk.go(3, "weight")
    desk.keys("9.5")
    desk.key(Key.Key_Return)
    desk.go(3, "weight")
    for step in (Key.Key_Right, Key.Key_Down):
        desk.key(step, SHIFT)
    desk.key(Key.Key_R, CTRL)
    assert [(str(row.weight), str(row.score)) for row in map(desk.indicator, (3, 4))] == [("9.5", "9.5"), ("11", "11")]
    desk.go(0, "weight")
    desk.key(Key.Key_R, CTRL)  # 100% is no weight
    assert str(desk.indicator(0).weight) == "15"


def test_f4_offers_the_target_for_what_was_done(desk: Desk) -> None:
    completion = Completion(desk.tree, OwnTexts(Folder(desk.page), desk.page))
    desk.go(3, "actual")
    desk.key(Key.Key_Delete)
    desk.key(Key.Key_F4)
    desk.key(Key.Key_Down)
    desk.key(Key.Key_Return)
    desk.key(Key.Key_Return)
    assert desk.indicator(3).actual == desk.indicator(3).target != ""
    del completion
