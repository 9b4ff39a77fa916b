"""The faint row under each second-level indicator, and names of levels that letters do not replace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.domain.fields import NEW_ROW
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import IndicatorColumn, Role
from tests.helpers.documents import nodes_of, open_sample, type_chinese
from tests.helpers.form_desk import Desk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
WORDS = "＋ 在此输入三级指标"


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


def two(desk: Desk, place: int = 0) -> NodeId:
    return nodes_of(desk.document, 2)[place]


def go_to_entry(desk: Desk, place: int = 0) -> None:
    desk.tree.setFocus()
    desk.tree.make_current(desk.document.indicators.index_of(two(desk, place), NEW_ROW))


def names_below(desk: Desk, place: int = 0) -> list[str]:
    return [row.name for row in desk.session.tree.children(two(desk, place))]


def test_it_stands_under_each_second_level_row_and_nowhere_else(desk: Desk) -> None:
    tester = QAbstractItemModelTester(desk.document.indicators, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model = desk.document.indicators
    for node in nodes_of(desk.document, 2):
        index = model.index_of(node)
        last = model.index(model.rowCount(index) - 1, 0, index)
        assert last.data() == WORDS
        assert model.node_at(last) is None
        assert last.data(Qt.ItemDataRole.AccessibleTextRole) == f"在“{index.data()}”下添加三级指标：在这里输入名称"
    top = model.index_of(nodes_of(desk.document, 1)[0])
    assert model.rowCount(top) == len(desk.session.form.indicators[0].children)
    assert b"\xe5\x9c\xa8\xe6\xad\xa4" not in desk.session.frozen()[0]  # 在此
    del tester


@pytest.mark.parametrize("width", [60, 110, 150, 400])
def test_its_words_take_one_line_however_narrow_the_column_is(desk: Desk, width: int) -> None:
    desk.tree.setColumnWidth(IndicatorColumn.NAME, width)
    go_to_entry(desk)
    QApplication.processEvents()
    entry = desk.tree.currentIndex()
    assert desk.tree.visualRect(entry.siblingAtColumn(IndicatorColumn.NAME)).height() == one_line(desk)
    assert desk.tree.visualRect(entry.siblingAtColumn(IndicatorColumn.REASON)).height() == one_line(desk)


def one_line(desk: Desk) -> int:
    """Return the height of a row whose cells are short enough for any column."""
    index = desk.document.indicators.index_of(desk.leaves[0])
    for field in ("name", "target", "actual", "reason"):
        put_into_cell(desk.document.indicators, desk.leaves[0], field, "1")
    QApplication.processEvents()
    return desk.tree.visualRect(index).height()


def test_tab_after_the_last_cell_goes_on_to_the_next_row_or_to_the_faint_one(desk: Desk) -> None:
    desk.go(3, "reason")  # 质量指标 or 时效指标: the first of two rows
    below = desk.session.tree.children(desk.session.tree.parent(desk.leaves[3]))
    assert [row.id for row in below][:2] == [desk.leaves[3], desk.leaves[4]]
    desk.key(Key.Key_Tab)
    assert desk.current() == (desk.leaves[4], "name")
    desk.go(0, "reason")
    desk.key(Key.Key_Tab)
    assert desk.current() == (two(desk), NEW_ROW)
    desk.key(Key.Key_Tab)
    assert desk.current() == (desk.leaves[1], "name")
    desk.key(Key.Key_Backtab, SHIFT)
    assert desk.current() == (two(desk), NEW_ROW)


def test_letters_and_pinyin_make_a_row_that_one_undo_takes_away(desk: Desk) -> None:
    before = desk.session.frozen()[0]
    go_to_entry(desk)
    desk.keys("abc")
    desk.key(Key.Key_Tab)
    desk.keys("5")
    desk.key(Key.Key_Tab)
    assert names_below(desk)[-1] == "abc"
    row = desk.session.tree.children(two(desk))[-1]
    assert row.target == "5"
    assert desk.current() == (row.id, "actual")
    desk.key(Key.Key_Return)
    assert desk.current() == (two(desk), NEW_ROW)
    type_chinese(QApplication.focusWidget(), "培训场次")
    desk.key(Key.Key_Return)
    assert names_below(desk)[-2:] == ["abc", "培训场次"]
    assert desk.current() == (two(desk), NEW_ROW)
    assert desk.session.stack.undoText() == "添加三级指标"
    assert desk.session.stack.count() == 3
    for _ in range(3):
        desk.session.stack.undo()
    assert desk.session.frozen()[0] == before


def test_nothing_typed_makes_nothing(desk: Desk) -> None:
    go_to_entry(desk)
    desk.key(Key.Key_F2)
    desk.key(Key.Key_Return)
    go_to_entry(desk)
    desk.keys("abc")
    desk.key(Key.Key_Escape)
    assert desk.session.is_clean
    assert desk.current() == (two(desk), NEW_ROW)


def test_letters_never_replace_the_name_of_a_level(desk: Desk) -> None:
    before = desk.session.frozen()[0]
    for node in (nodes_of(desk.document, 1)[0], two(desk)):
        desk.page.go_to(node, "name")
        desk.keys("abc")
        assert desk.editors() == []
        assert desk.tree.refusal.text() == "打字、清空、填充都不会改层级的名称。要改名，请按 F2 或双击。"
        type_chinese(QApplication.focusWidget(), "产出")
        desk.key(Key.Key_Delete)
        assert desk.current() == (node, "name")
    assert desk.editors() == []
    assert desk.session.frozen()[0] == before
    desk.key(Key.Key_F2)
    desk.keys("x")
    desk.key(Key.Key_Return)
    assert desk.session.tree.node(two(desk)).name == "数量指标x"


def test_the_menu_and_a_double_click_change_the_name_of_a_level(desk: Desk) -> None:
    desk.page.go_to(two(desk), "name")
    desk.act("EditCell")
    desk.keys("y")
    desk.key(Key.Key_Return)
    place = desk.tree.visualRect(desk.document.indicators.index_of(two(desk))).center()
    desk.qtbot.mouseClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.qtbot.mouseDClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.keys("z")
    desk.key(Key.Key_Return)
    assert desk.session.tree.node(two(desk)).name == "数量指标yz"


def test_a_new_level_without_a_name_is_typed_into_at_once(desk: Desk) -> None:
    desk.page.go_to(two(desk), "name")
    desk.key(Key.Key_Return, CTRL)
    desk.keys("new")
    desk.key(Key.Key_Tab)
    assert desk.session.tree.node(two(desk, 1)).name == "new"
    assert desk.current() == (two(desk, 1), NEW_ROW)


def test_enter_goes_down_the_column_over_level_names_and_faint_rows(desk: Desk) -> None:
    desk.go(0, "score")
    desk.key(Key.Key_Return)
    assert desk.current() == (desk.leaves[1], "score")


def test_it_is_neither_removed_nor_moved_nor_copied(desk: Desk) -> None:
    go_to_entry(desk)
    by_name = desk.page.tree_actions.by_name
    enabled = {name for name, action in by_name.items() if action.isEnabled()}
    assert not enabled & {"actionRemove", "actionMoveUp", "actionMoveDown", "actionMoveTo", "actionCopy", "actionCut"}
    assert "actionAddChild" not in enabled
    desk.key(Key.Key_Delete, CTRL)
    desk.key(Key.Key_Delete)
    desk.key(Key.Key_Up, ALT)
    desk.key(Key.Key_D, CTRL)
    assert desk.session.is_clean
    desk.key(Key.Key_Return, CTRL)
    assert names_below(desk)[-1] == ""
    assert len(names_below(desk)) == 2


def test_rows_pasted_on_it_stand_where_it_stands(desk: Desk) -> None:
    go_to_entry(desk)
    QApplication.clipboard().setText("甲指标")
    desk.key(Key.Key_V, CTRL)
    desk.qtbot.waitUntil(lambda: names_below(desk)[-1] == "甲指标")
    go_to_entry(desk)
    QApplication.clipboard().setText("乙\t1\t1\n丙\t2\t2")
    desk.key(Key.Key_V, CTRL)
    desk.qtbot.waitUntil(lambda: names_below(desk)[-2:] == ["乙", "丙"])


def test_a_click_elsewhere_hits_the_row_that_was_aimed_at(desk: Desk) -> None:
    go_to_entry(desk)
    desk.keys("abc")
    desk.click(desk.leaves[2], "target")
    assert names_below(desk)[-1] == "abc"
    assert desk.current() == (desk.leaves[2], "target")


def test_a_row_moved_to_the_end_stands_above_it(desk: Desk) -> None:
    tester = QAbstractItemModelTester(desk.document.indicators, QAbstractItemModelTester.FailureReportingMode.Fatal)
    go_to_entry(desk, 1)
    entry = desk.tree.currentIndex()
    desk.tree.move_to([desk.leaves[0]], desk.session.tree.place(desk.leaves[1]))
    assert names_below(desk) == []
    assert desk.current() == (two(desk, 1), NEW_ROW)
    assert desk.tree.currentIndex().row() == len(names_below(desk, 1))
    desk.session.stack.undo()
    assert entry.isValid()
    del tester


def test_a_form_that_can_only_be_read_has_no_faint_rows(desk: Desk) -> None:
    index = desk.document.indicators.index_of(two(desk), NEW_ROW)
    assert desk.tree.visualRect(index).isValid()
    desk.session.set_read_only(True)
    assert not desk.tree.visualRect(index).isValid()
    desk.go(0, "name")
    desk.key(Key.Key_Down)
    assert desk.current() == (two(desk, 1), "name")
    desk.session.set_read_only(False)
    assert desk.tree.visualRect(index).isValid()


def test_what_is_being_typed_there_is_pending_for_recovery(desk: Desk) -> None:
    go_to_entry(desk)
    desk.keys("abc")
    assert desk.page.pending() == (two(desk), "children", "abc")


def test_a_drop_on_it_is_a_drop_at_the_end_of_its_level(desk: Desk) -> None:
    index = desk.document.indicators.index_of(two(desk, 1), NEW_ROW)
    data = desk.tree.dragging.pack([desk.leaves[0]])
    target = desk.tree.dragging.target_at(desk.tree.visualRect(index).center(), data)
    assert target is not None
    assert (target.place.parent, target.place.row) == (two(desk, 1), len(names_below(desk, 1)))
    assert index.data(Role.NODE) == two(desk, 1)
