"""The current cell is on the screen after everything that moves it, or the rows, or the window."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from selfeval_gui.commands import structure
from selfeval_gui.domain.fields import NEW_ROW
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.views.form.fund_table import FundTable
from selfeval_gui.views.form.upper_area import UpperArea
from tests.helpers.documents import REASON, open_form, uneven_form
from tests.helpers.form_desk import Desk
from tests.helpers.sight import cursor_in_sight, in_sight, settle

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier

# The page beside the project list in a window of 1366×768, at 100 % and at 150 %.
SIZES = [(944, 688), (628, 432)]


def uneven_desk(qtbot: QtBot, size: tuple[int, int], seed: int = 1, *, tall_first: bool = False) -> Desk:
    desk = Desk(qtbot, open_form(uneven_form(seed, tall_first)), *size)
    desk.tree.setFocus()
    return desk


def after(desk: Desk, what: object) -> None:
    settle()
    assert in_sight(desk.tree), (what, desk.current())


@pytest.mark.parametrize("size", SIZES)
def test_going_down_from_the_top_over_tall_rows(qtbot: QtBot, size: tuple[int, int]) -> None:
    desk = uneven_desk(qtbot, size, tall_first=True)
    desk.key(Key.Key_Home, CTRL)
    after(desk, "home")
    for step in range(40):
        desk.key(Key.Key_Down)
        after(desk, step)
    assert desk.current() == ("two2", NEW_ROW)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_key_leaves_the_cell_in_sight(qtbot: QtBot, size: tuple[int, int], seed: int) -> None:
    desk = uneven_desk(qtbot, size, seed)
    chance = random.Random(seed)
    keys = [
        *((Key.Key_Down, NONE),) * 4,
        *((Key.Key_Up, NONE),) * 3,
        *((Key.Key_Tab, NONE),) * 3,
        *((Key.Key_PageDown, NONE), (Key.Key_PageUp, NONE)),
        *((Key.Key_Home, CTRL), (Key.Key_End, CTRL), (Key.Key_Home, NONE), (Key.Key_End, NONE)),
        *((Key.Key_Backtab, SHIFT), (Key.Key_Return, NONE), (Key.Key_Return, SHIFT)),
        *((Key.Key_Left, NONE), (Key.Key_Right, NONE), (Key.Key_Down, SHIFT), (Key.Key_Right, SHIFT)),
        *((Key.Key_Return, CTRL), (Key.Key_Up, ALT), (Key.Key_Down, ALT)),
    ]
    for step in range(150):
        key, modifiers = chance.choice(keys)
        desk.key(key, modifiers)
        after(desk, (step, key, modifiers))


@pytest.mark.parametrize("size", SIZES)
def test_jumps_undo_and_changes_leave_it_in_sight(qtbot: QtBot, size: tuple[int, int]) -> None:
    desk = uneven_desk(qtbot, size, 4)
    model, stack = desk.document.indicators, desk.session.stack
    for number in (29, 0, 17, 3, 28, 12):
        desk.go(number, "reason")
        after(desk, ("go", number))
    for number in (0, 29, 15):
        structure.add_sibling(model, desk.leaves[number])
        after(desk, ("insert", number))
    structure.remove(model, desk.leaves[10:14])
    after(desk, "remove")
    desk.go(20, "name")
    desk.tree.move_to([desk.leaves[20]], desk.session.tree.place(desk.leaves[1]))
    after(desk, "move")
    assert desk.current() == (desk.leaves[20], "name")
    while stack.canUndo():
        stack.undo()
        after(desk, "undo")
    while stack.canRedo():
        stack.redo()
        after(desk, "redo")


def test_a_text_that_grows_and_rows_pasted_above_leave_it_in_sight(qtbot: QtBot) -> None:
    desk = uneven_desk(qtbot, SIZES[1], 5)
    desk.go(8, "reason")
    desk.key(Key.Key_F2)
    desk.keys("x" * 60)
    desk.key(Key.Key_Return)
    after(desk, "typed")
    QApplication.clipboard().setText("\n".join(f"新{row}\t1\t1\t1\t1\t{REASON * 3}" for row in range(6)))
    desk.go(2, "name")
    desk.key(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: not desk.page.tree_actions.clipboard.reader.is_busy)
    after(desk, "pasted")


def test_a_smaller_window_and_a_fold_leave_it_in_sight(qtbot: QtBot) -> None:
    desk = uneven_desk(qtbot, SIZES[0], 6)
    desk.go(29, "score")
    for height in (640, 560, 500, 470, 700, 440):
        desk.page.resize(SIZES[0][0], height)
        after(desk, height)
    desk.page.set_fold_state("")
    after(desk, "groups unfolded")
    desk.go(15, "target")
    two = NodeId("two1")
    desk.tree.collapse(desk.document.indicators.index_of(two))
    after(desk, "folded")
    assert desk.current() == (two, "name")
    assert not desk.tree.isExpanded(desk.document.indicators.index_of(two))


def test_a_row_higher_than_the_tree_shows_its_first_lines(qtbot: QtBot) -> None:
    desk = uneven_desk(qtbot, SIZES[1], tall_first=True)
    desk.tree.setMinimumHeight(0)
    desk.tree.setMaximumHeight(desk.tree.header().height() + 3 * desk.tree.fontMetrics().height())
    for key in (Key.Key_Down,) * 9 + (Key.Key_Up,) * 9:
        desk.key(key)
        after(desk, key)
    desk.go(3, "reason")
    after(desk, "jump")
    assert desk.tree.visualRect(desk.tree.currentIndex()).height() > desk.tree.viewport().height()


def test_typing_on_a_cell_that_was_scrolled_away_brings_it_back(qtbot: QtBot) -> None:
    desk = uneven_desk(qtbot, SIZES[1], 7)
    desk.go(0, "target")
    settle()
    desk.tree.verticalScrollBar().setValue(desk.tree.verticalScrollBar().maximum())
    assert not in_sight(desk.tree)
    desk.keys("7")
    after(desk, "typed")
    assert desk.editor().isVisible()


@pytest.mark.parametrize("size", SIZES)
def test_the_fund_table_and_the_goals_stay_in_sight_inside_the_page(qtbot: QtBot, size: tuple[int, int]) -> None:
    desk = uneven_desk(qtbot, size)
    desk.page.set_fold_state("")
    settle()
    desk.page.go_to("", "funds.total.initial_budget")
    table = desk.part(FundTable, "fundTable")
    for key in (*(Key.Key_Down,) * 3, *(Key.Key_Right,) * 2, *(Key.Key_Up,) * 3, *(Key.Key_Tab,) * 9):
        desk.key(key)
        settle()
        assert in_sight(table), key
    upper = desk.part(UpperArea, "upperArea")
    upper.verticalScrollBar().setValue(0)
    desk.keys("7")
    assert in_sight(table)
    desk.key(Key.Key_Escape)
    for name in ("expected_goal", "actual_outcome", "notes"):
        desk.page.go_to("", name)
        field = QApplication.focusWidget()
        assert isinstance(field, QPlainTextEdit)
        for _ in range(12):
            desk.keys("ab")
            desk.key(Key.Key_Return)
            settle()
            assert cursor_in_sight(field), name
        desk.key(Key.Key_Home, CTRL)
        assert cursor_in_sight(field)
        desk.page.resize(size[0], 420)
        settle()
        assert cursor_in_sight(field), name
        desk.page.resize(*size)


def test_pages_and_ends_of_two_thousand_rows(qtbot: QtBot) -> None:
    leaves = [
        Indicator(id=f"leaf{place}", name=f"指标{place}", reason=REASON * 3 if place % 7 == 0 else "")
        for place in range(2_000)
    ]
    two = [Indicator(id=f"two{place}", name="二级", children=leaves[place * 100 :][:100]) for place in range(20)]
    form = Form(
        id="large000", year=2020, project_name="很多", indicators=[Indicator(id="one", name="一级", children=two)]
    )
    desk = Desk(qtbot, open_form(form), *SIZES[0])
    desk.tree.setFocus()
    desk.go(0, "target")
    desk.key(Key.Key_End, CTRL)
    after(desk, "end")
    assert desk.current()[0] == "leaf1999"
    for key in (Key.Key_PageUp,) * 4 + (Key.Key_PageDown,) * 2:
        desk.key(key)
        after(desk, key)
    desk.key(Key.Key_Home, CTRL)
    after(desk, "home")
    assert desk.current()[0] == "one"
    for _page in range(6):
        before = desk.tree.currentIndex()
        desk.key(Key.Key_PageDown)
        after(desk, "page down")
        assert desk.tree.currentIndex() != before


@pytest.mark.parametrize("size", SIZES)
def test_a_row_at_the_lower_edge_that_grows_stays_in_sight(qtbot: QtBot, size: tuple[int, int]) -> None:
    desk = uneven_desk(qtbot, size)
    node = next(each for each in desk.leaves[20:] if not desk.session.tree.node(each).reason)
    desk.page.go_to(node, "actual")
    settle()
    bar, stack = desk.tree.verticalScrollBar(), desk.session.stack
    assert bar.value()
    while in_sight(desk.tree):
        bar.setValue(bar.value() - 1)
    bar.setValue(bar.value() + 1)
    after(desk, "the last row that shows")
    QApplication.clipboard().setText(REASON * 2)
    desk.key(Key.Key_V, CTRL)
    after(desk, "pasted")
    assert desk.indicator(desk.leaves.index(node)).actual == REASON * 2
    stack.undo()
    after(desk, "undone")
    bar.setValue(bar.value() - 1)
    stack.redo()
    after(desk, "done again")


def test_a_click_on_a_cut_row_moves_nothing_although_it_ends_an_edit(qtbot: QtBot) -> None:
    desk = uneven_desk(qtbot, SIZES[1], tall_first=True)
    tree, model = desk.tree, desk.document.indicators
    desk.go(20, "actual")
    settle()
    clicked = model.index_of(desk.leaves[21], "target")
    tree.setMinimumHeight(0)
    tree.setMaximumHeight(tree.height() - tree.viewport().height() + tree.visualRect(clicked).top() + 10)
    settle()
    assert 0 < tree.viewport().height() - tree.visualRect(clicked).top() < 20, "cut"
    before = tree.verticalScrollBar().value()
    desk.keys("x")
    place = tree.visualRect(clicked).topLeft() + QPoint(4, 4)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    settle()
    assert desk.indicator(20).actual == "x" and desk.current() == (desk.leaves[21], "target")
    assert tree.verticalScrollBar().value() == before
    assert not in_sight(tree)
