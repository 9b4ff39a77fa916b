"""The tree view and its actions: adding, removing, moving by menu and key; folding, selection and looks that stay."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage, QKeySequence, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import IndicatorColumn, Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.basics import theme
from selfeval_gui.views.cells.wrapped_text import MOST_LINES
from selfeval_gui.views.tree.row_painting import RowPainting
from tests.helpers.documents import blank_form, long_form, nodes_of, open_form, open_sample
from tests.helpers.form_desk import Desk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


ALWAYS_ON = {
    "actionFillRight",
    "actionEditCell",
    "actionMoveTo",
    "actionFillDown",
    "actionCut",
    "actionCopy",
    "actionPaste",
}  # as long as there is a row


# When these are enabled is told by the tests of scores and of fixes.
ON_SCORES = {"actionFillScores", "actionFillEmptyScores", "actionDistribute", "actionGiveWeight"}


def names(desk: Desk) -> list[str]:
    enabled = [name for name, action in desk.page.tree_actions.by_name.items() if action.isEnabled()]
    return [name for name in enabled if name not in ALWAYS_ON | ON_SCORES]


# ---- actions ---------------------------------------------------------------------------------------------------------


def test_the_actions_have_text_tooltip_key_and_icon(desk: Desk) -> None:
    keys = {action.objectName(): action.shortcut().toString() for action in desk.page.tree_actions.by_name.values()}
    assert keys == {
        "actionAddSibling": "Ctrl+Return",
        "actionAddAbove": "",
        "actionAddChild": "Ctrl+Shift+Return",
        "actionEditCell": "",
        "actionRemove": "Ctrl+Del",
        "actionMoveUp": "Alt+Up",
        "actionMoveDown": "Alt+Down",
        "actionMoveOut": "Alt+Left",
        "actionMoveIn": "Alt+Right",
        "actionMoveTo": "Ctrl+M",
        "actionFillDown": "Ctrl+D",
        "actionFillRight": "Ctrl+R",
        "actionCut": "Ctrl+X",
        "actionCopy": "Ctrl+C",
        "actionPaste": "Ctrl+V",
        "actionFillScores": "F8",
        "actionFillEmptyScores": "",
        "actionDistribute": "",
        "actionGiveWeight": "",
        "actionWriteReason": "Ctrl+J",
    }
    for action in desk.page.tree_actions.by_name.values():
        assert action.text()
        assert action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in action.toolTip()
        assert not action.icon().isNull()


def test_they_are_enabled_where_they_are_legal(desk: Desk) -> None:
    one, three = nodes_of(desk.document, 1), nodes_of(desk.document, 3)
    desk.page.go_to(one[0], "name")
    assert names(desk) == ["actionAddSibling", "actionAddChild", "actionAddAbove", "actionRemove", "actionMoveDown"]
    desk.page.go_to(three[0], "name")
    of_row = ["actionWriteReason"]
    assert names(desk) == ["actionAddSibling", "actionAddAbove", "actionRemove", "actionMoveDown", *of_row]
    desk.page.go_to(three[1], "name")
    moves = ["actionMoveUp", "actionMoveDown"]
    assert names(desk) == ["actionAddSibling", "actionAddAbove", "actionRemove", *moves, *of_row]
    desk.page.show_document(None)
    assert names(desk) == []


def test_an_empty_tree_takes_a_first_row(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(blank_form()))
    assert names(desk) == ["actionAddChild"]
    desk.tree.setFocus()
    desk.key(Key.Key_Return, CTRL | SHIFT)
    desk.keys("a")
    desk.key(Key.Key_Return)
    assert [node.name for node in desk.session.form.indicators] == ["a"]
    desk.key(Key.Key_Return, CTRL | SHIFT)
    desk.key(Key.Key_Return, CTRL | SHIFT)
    assert [len(nodes_of(desk.document, level)) for level in (1, 2, 3)] == [1, 1, 1]
    assert names(desk) == ["actionAddSibling", "actionAddAbove", "actionRemove", "actionMoveOut", "actionWriteReason"]


def test_an_empty_tree_says_how_to_begin(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(blank_form()))
    assert desk.label("treeInvitation").startswith("还没有指标。按 Ctrl+Shift+Enter 添加一级指标")
    desk.tree.setFocus()
    desk.key(Key.Key_Return, CTRL | SHIFT)
    assert [row.name for row in desk.session.form.indicators] == [""]
    assert desk.label("treeInvitation") == ""
    desk.session.stack.undo()
    desk.session.set_read_only(True)
    assert desk.label("treeInvitation") == "还没有指标。"


def test_keys_add_remove_and_move(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.key(Key.Key_Return, CTRL)
    new = desk.current()[0]
    assert new not in desk.leaves
    assert desk.session.tree.place(NodeId(new)).row == 1
    desk.key(Key.Key_Up, ALT)
    assert desk.session.tree.place(NodeId(new)).row == 0
    assert desk.current()[0] == new
    desk.key(Key.Key_Down, ALT)
    assert desk.session.tree.place(NodeId(new)).row == 1
    desk.key(Key.Key_Delete, CTRL)
    assert NodeId(new) not in desk.session.tree
    assert desk.current()[0] == desk.leaves[0]
    assert desk.session.stack.count() == 4
    for _ in range(4):
        desk.session.stack.undo()
    assert desk.session.is_clean


def test_ctrl_enter_in_an_open_editor_commits_and_adds(desk: Desk) -> None:
    desk.go(0, "target")
    desk.keys("abc")
    desk.key(Key.Key_Return, CTRL)
    assert desk.indicator().target == "abc"
    assert desk.session.stack.count() == 2
    assert desk.current()[0] not in desk.leaves


def test_no_action_runs_over_an_editor_that_cannot_be_kept(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.keys("abc")
    for action in desk.page.tree_actions.by_name.values():
        action.trigger()
    assert desk.session.stack.count() == 0
    assert desk.text() == "abc"


def test_several_chosen_rows_go_in_one_step(desk: Desk) -> None:
    desk.click(desk.leaves[0], "name")
    desk.click(desk.leaves[2], "target", CTRL)
    desk.act("Remove")
    assert desk.leaves[0] not in desk.session.tree
    assert desk.leaves[2] not in desk.session.tree
    assert desk.leaves[1] in desk.session.tree
    assert desk.session.stack.count() == 1


def test_the_context_menu_holds_the_actions(desk: Desk) -> None:
    desk.click(desk.leaves[1], "name")
    place = desk.tree.visualRect(desk.tree.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, desk.tree.viewport().mapToGlobal(place))
    QApplication.sendEvent(desk.tree.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shown = [action for action in menu.actions() if not action.isSeparator()]
    assert set(shown) == set(desk.page.tree_actions.by_name.values())
    menu.close()


def test_keys_of_the_tree_do_nothing_in_text_fields(desk: Desk) -> None:
    desk.go(0, "name")
    desk.page.go_to("", "notes")
    desk.keys("ab")
    desk.key(Key.Key_Delete, CTRL)
    assert desk.leaves[0] in desk.session.tree


# ---- folding, selection, place ---------------------------------------------------------------------------------------


def folded(desk: Desk) -> list[str]:
    model = desk.document.indicators
    rows = [model.index_of(node) for level in (1, 2) for node in nodes_of(desk.document, level)]
    return [row.data(Role.NODE) for row in rows if model.hasChildren(row) and not desk.tree.isExpanded(row)]


def test_all_is_unfolded_at_first(desk: Desk) -> None:
    assert folded(desk) == []


def test_left_and_right_fold_in_the_name_column_only(desk: Desk) -> None:
    one, two = nodes_of(desk.document, 1)[0], nodes_of(desk.document, 2)[0]
    desk.page.go_to(one, "name")
    desk.key(Key.Key_Left)
    assert folded(desk) == [one]
    desk.key(Key.Key_Right)
    assert folded(desk) == []
    desk.key(Key.Key_Right)
    assert desk.current() == (one, "target")
    desk.key(Key.Key_Left)
    assert desk.current() == (one, "name")
    desk.page.go_to(desk.leaves[0], "name")
    desk.key(Key.Key_Left)
    assert desk.current() == (two, "name")


def test_folding_and_place_survive_every_change(desk: Desk) -> None:
    tester = QAbstractItemModelTester(desk.document.indicators, QAbstractItemModelTester.FailureReportingMode.Fatal)
    one = nodes_of(desk.document, 1)[1]
    two = nodes_of(desk.document, 2)[0]
    for node in (one, two):
        desk.tree.collapse(desk.document.indicators.index_of(node))
    desk.page.go_to(nodes_of(desk.document, 1)[1], "name")
    desk.act("MoveUp")
    assert desk.current() == (one, "name")
    assert sorted(folded(desk)) == sorted([one, two])
    desk.act("Remove")
    assert folded(desk) == [two]
    for _ in range(2):
        desk.session.stack.undo()
    assert sorted(folded(desk)) == sorted([one, two])
    del tester


def test_new_rows_are_unfolded(desk: Desk) -> None:
    desk.page.go_to(nodes_of(desk.document, 1)[0], "name")
    desk.act("AddSibling")
    new = NodeId(desk.current()[0])
    desk.act("AddChild")
    assert desk.current()[0] != new
    assert folded(desk) == []
    assert desk.tree.visualRect(desk.tree.currentIndex()).isValid()


def test_each_form_is_shown_as_it_was_left(desk: Desk) -> None:
    two = nodes_of(desk.document, 2)[0]
    desk.tree.collapse(desk.document.indicators.index_of(two))
    desk.go(3, "actual")
    desk.page.show_document(open_sample(2))
    desk.page.show_document(desk.document)
    assert folded(desk) == [two]
    assert desk.current() == (desk.leaves[3], "actual")


def test_undo_leads_to_what_it_changed(desk: Desk) -> None:
    desk.go(5, "score")
    desk.keys("1")
    desk.key(Key.Key_Return)
    desk.tree.collapse(desk.document.indicators.index_of(nodes_of(desk.document, 1)[1]))
    desk.page.go_to("", "project_name")
    desk.session.stack.undo()
    assert desk.current() == (desk.leaves[5], "score")
    assert QApplication.focusWidget() is desk.tree
    assert desk.tree.viewport().rect().intersects(desk.tree.visualRect(desk.tree.currentIndex()))


# ---- looks -----------------------------------------------------------------------------------------------------------


def test_no_horizontal_scroll_bar_at_the_width_of_an_office_screen(desk: Desk) -> None:
    assert desk.tree.horizontalScrollBar().maximum() == 0
    assert sum(desk.tree.columnWidth(column) for column in IndicatorColumn) <= desk.tree.viewport().width()


def framework_of_twelve() -> Form:
    form = long_form(12)
    for node in form.indicators:
        node.children = [child for child in node.children if child.children]
        for child in node.children:
            for leaf in child.children:
                leaf.reason = ""
    form.indicators = [
        Indicator(id=f"a{place}", name=top.name, children=[Indicator(id=f"b{place}", name="二级", children=below)])
        for place, top in enumerate(form.indicators)
        if (below := [leaf for child in top.children for leaf in child.children])
    ]
    return form


def test_twelve_indicators_show_without_scrolling_but_for_the_faint_rows(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(framework_of_twelve()))
    desk.page.set_fold_state("info,funds,goals,notes,detail")
    assert len(nodes_of(desk.document, 3)) == 12
    qtbot.waitUntil(lambda: 0 < desk.tree.verticalScrollBar().maximum() <= len(nodes_of(desk.document, 2)))
    desk.session.set_read_only(True)
    qtbot.waitUntil(lambda: desk.tree.verticalScrollBar().maximum() == 0)
    last = desk.tree.visualRect(desk.document.indicators.index_of(nodes_of(desk.document, 3)[-1]))
    assert desk.tree.viewport().rect().contains(last)


def test_rows_grow_with_their_text_up_to_a_limit(desk: Desk) -> None:
    heights = []
    for text in ("短", "一行\n两行", "长" * 60, "长" * 700):
        desk.go(0, "reason")
        desk.session.tree.node(desk.leaves[0])
        desk.document.indicators.edit_requested.emit(desk.leaves[0], "reason", text)
        desk.tree.executeDelayedItemsLayout()
        heights.append(desk.tree.visualRect(desk.document.indicators.index_of(desk.leaves[0])).height())
    low = desk.tree.cells.painter.row_height
    assert heights[0] == low < heights[1] <= heights[2] < heights[3]
    assert heights[3] < MOST_LINES * low


def test_rows_are_laid_out_again_when_the_columns_change(desk: Desk) -> None:
    desk.document.indicators.edit_requested.emit(desk.leaves[0], "reason", "长" * 60)
    desk.tree.executeDelayedItemsLayout()
    index = desk.document.indicators.index_of(desk.leaves[0])
    wide = desk.tree.visualRect(index).height()
    desk.page.resize(700, 680)
    desk.qtbot.waitUntil(lambda: desk.tree.visualRect(index).height() > wide)


def tooltip_at(desk: Desk, number: int, field: str) -> str:
    index = desk.document.indicators.index_of(desk.leaves[number], field)
    place = desk.tree.visualRect(index).center()
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, place, desk.tree.viewport().mapToGlobal(place))
    QApplication.sendEvent(desk.tree.viewport(), event)
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_tooltips_show_what_the_cell_does_not(desk: Desk) -> None:
    assert tooltip_at(desk, 0, "name") == ""
    desk.document.indicators.edit_requested.emit(desk.leaves[0], "name", "<b>很长的名称</b>" * 20)
    assert "&lt;b&gt;很长的名称" in tooltip_at(desk, 0, "name")
    marked = next(finding for finding in desk.session.findings if finding.node is not None)
    assert marked.node is not None
    assert "属于部分达成" in tooltip_at(desk, desk.leaves.index(marked.node), marked.field)
    QToolTip.hideText()


def picture(desk: Desk, node: str, field: str) -> QImage:
    desk.tree.scrollTo(desk.document.indicators.index_of(NodeId(node), field))
    desk.tree.clearSelection()
    desk.page.setFocus()
    rect = desk.tree.visualRect(desk.document.indicators.index_of(NodeId(node), field))
    return desk.tree.viewport().grab(rect).toImage()


def test_a_marked_cell_looks_different_and_the_mark_goes_with_the_finding(desk: Desk) -> None:
    marked = next(finding for finding in desk.session.findings if finding.node is not None)
    node = str(marked.node)
    with_mark = picture(desk, node, "score")
    desk.document.indicators.edit_requested.emit(node, "score", "8")
    assert all(finding.node != node for finding in desk.session.findings)
    without = picture(desk, node, "score")
    assert with_mark.pixelColor(2, 2) != without.pixelColor(2, 2)
    assert without.pixelColor(2, 2) == desk.tree.palette().base().color()


def test_computed_cells_look_different_from_editable_ones(desk: Desk) -> None:
    top = nodes_of(desk.document, 1)[0]
    computed = picture(desk, top, "reason").pixelColor(4, 4)
    editable = picture(desk, desk.leaves[0], "reason").pixelColor(4, 4)
    assert computed != editable


# ---- a long form -----------------------------------------------------------------------------------------------------


def test_an_edit_in_a_long_form_lays_out_only_its_row(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(qtbot, open_form(long_form(1000)))
    desk.tree.executeDelayedItemsLayout()
    asked: list[QModelIndex] = []
    hint = desk.tree.cells.painter.size_hint

    def counted(index: QModelIndex) -> QSize:
        asked.append(index)
        return hint(index)

    monkeypatch.setattr(desk.tree.cells.painter, "size_hint", counted)
    for text in ("0.05", "0.125", "0.06"):
        desk.document.indicators.edit_requested.emit(nodes_of(desk.document, 3)[1], "score", text)
    assert len(asked) <= 3 * 2 * len(IndicatorColumn) * 4


def test_pages_of_cells_and_branches_share_colours_that_are_mixed_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []  # for the lines of cells and branches, how far text stands from its ground

    def counted() -> bool:
        asked.append(False)
        return False

    desk = Desk(qtbot, open_form(long_form(1000)))
    desk.tree.viewport().grab()
    monkeypatch.setattr(theme, "is_high_contrast", counted)
    for number in (500, 999):
        desk.page.go_to(NodeId(f"leaf{number}"), "score")
        desk.tree.viewport().grab()
    assert not asked


def test_an_edit_repaints_its_row_and_the_next_one_and_tells_once_where_one_is(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot, open_form(long_form(100)))
    qtbot.waitUntil(desk.page.isActiveWindow)
    desk.page.detail.set_folded(True)
    node = nodes_of(desk.document, 3)[3]
    desk.page.go_to(node, "reason")
    desk.tree.setFocus()
    qtbot.keyClick(desk.tree, Qt.Key.Key_F2)
    QApplication.processEvents()
    painted: list[int] = []
    paint = RowPainting.paint

    def counted(self: RowPainting, painter: QPainter, place: QRect, model: IndicatorModel, index: QModelIndex) -> None:
        painted.append(index.internalId())
        paint(self, painter, place, model, index)

    monkeypatch.setattr(RowPainting, "paint", counted)
    editor = desk.tree.cells.open_editor
    assert editor is not None
    qtbot.keyClicks(editor, "x")
    QApplication.processEvents()
    painted.clear()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert desk.session.tree.node(node).reason.endswith("x")
    # Of the rows on the screen: the one typed in, the next one, those whose sums and signs follow.
    assert 2 <= len(set(painted)) <= 5
    told: list[str] = []
    desk.tree.choice_changed.connect(lambda: told.append(str(desk.tree.current_node())))
    qtbot.keyClick(desk.tree, Qt.Key.Key_Down)
    assert told == [nodes_of(desk.document, 3)[5]]


def test_scrolling_and_editing_a_long_form_is_no_matter_of_seconds(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(long_form(1000)))
    start = time.process_time()  # the machine may be busy
    for number in (0, 500, 999, 250):
        desk.page.go_to(NodeId(f"leaf{number}"), "score")
        desk.document.indicators.edit_requested.emit(f"leaf{number}", "score", "0.09")
        desk.tree.viewport().grab()
    assert time.process_time() - start < 5
