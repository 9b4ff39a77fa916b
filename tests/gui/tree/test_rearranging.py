"""Rows rearranged by the mouse and by 移动到…: the three drop places, the mark, legal places only, everything else stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import Role
from selfeval_gui.views.basics.tree_rows import rows_below, top_rows
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from selfeval_gui.views.tree.move_to_dialog import MoveToDialog
from selfeval_gui.views.tree.row_dragging import DRAGGED_ROWS
from tests.helpers.documents import long_form, nodes_of, open_form, open_sample
from tests.helpers.dragging import dragged
from tests.helpers.form_desk import Desk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
MOVE = Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot, open_sample(1), height=900)
    tester = QAbstractItemModelTester(desk.document.indicators, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield desk
    del tester


def carry(desk: Desk, *nodes: str) -> QMimeData:
    return desk.tree.dragging.pack([NodeId(node) for node in nodes])


def hover(desk: Desk, data: QMimeData, place: QPoint) -> bool:
    """Drag over a place of the tree; tell whether a drop is offered there."""
    viewport = desk.tree.viewport()
    enter = dragged(QDragEnterEvent, place, MOVE, data)
    QApplication.sendEvent(viewport, enter)
    move = dragged(QDragMoveEvent, place, MOVE, data)
    QApplication.sendEvent(viewport, move)
    return move.isAccepted()


def drop(desk: Desk, data: QMimeData, place: QPoint) -> None:
    hover(desk, data, place)
    QApplication.sendEvent(desk.tree.viewport(), QDropEvent(QPointF(place), MOVE, data, LEFT, NO_KEY))


def at(desk: Desk, node: str, share: float = 0.5) -> QPoint:
    """Return a point in a row, `share` of its height below its top."""
    rect = desk.tree.visualRect(desk.document.indicators.index_of(NodeId(node)))
    return QPoint(rect.left() + 20, rect.top() + round(share * (rect.height() - 1)))


def order(desk: Desk, parent: NodeId | None) -> list[str]:
    return [child.id for child in desk.session.tree.children(parent)]


# ---- by the mouse ----------------------------------------------------------------------------------------------------


def test_a_drop_between_rows_moves_and_keeps_what_was_chosen(desk: Desk) -> None:
    before = desk.session.frozen()[0]
    parent = desk.session.tree.parent(desk.leaves[3])
    desk.click(desk.leaves[0], "target")
    desk.click(desk.leaves[6], "target", CTRL)
    scrolled = desk.tree.verticalScrollBar().value()
    data = carry(desk, desk.leaves[0], desk.leaves[6])
    drop(desk, data, at(desk, desk.leaves[4], 0.1))
    wanted = [desk.leaves[row] for row in (3, 0, 6, 4, 5)]
    assert order(desk, parent) == wanted
    assert {index.data(Role.NODE) for index in desk.tree.selectedIndexes()} == {desk.leaves[0], desk.leaves[6]}
    assert desk.current() == (desk.leaves[6], "target")
    assert desk.tree.verticalScrollBar().value() == scrolled
    assert desk.session.stack.count() == 1
    for _ in range(2):
        desk.session.stack.undo()
        assert desk.session.frozen()[0] == before
        desk.session.stack.redo()
        assert order(desk, parent) == wanted


def test_a_drop_in_the_lower_half_goes_behind_the_row(desk: Desk) -> None:
    parent = desk.session.tree.parent(desk.leaves[3])
    drop(desk, carry(desk, desk.leaves[3]), at(desk, desk.leaves[4], 0.9))
    assert order(desk, parent) == [desk.leaves[row] for row in (4, 3, 5)]


def test_a_drop_on_a_parent_goes_to_its_end_even_if_it_is_folded(desk: Desk) -> None:
    parent = desk.session.tree.parent(desk.leaves[3])
    index = desk.document.indicators.index_of(parent)
    desk.tree.collapse(index)
    drop(desk, carry(desk, desk.leaves[0]), at(desk, str(parent)))
    assert order(desk, parent) == [desk.leaves[row] for row in (3, 4, 5, 0)]
    assert not desk.tree.isExpanded(desk.document.indicators.index_of(parent))


def test_a_drop_on_empty_space_goes_behind_everything(desk: Desk) -> None:
    desk.page.set_fold_state("info,funds,goals,notes")
    desk.tree.collapse(desk.document.indicators.index_of(nodes_of(desk.document, 1)[0]))
    desk.qtbot.waitUntil(lambda: not desk.tree.indexAt(empty(desk)).isValid())
    drop(desk, carry(desk, desk.leaves[3]), empty(desk))
    assert order(desk, desk.session.tree.parent(desk.leaves[-1]))[-1] == desk.leaves[3]


def empty(desk: Desk) -> QPoint:
    return QPoint(60, desk.tree.viewport().height() - 3)


def test_over_a_row_below_it_a_parent_is_passed_as_a_whole(desk: Desk) -> None:
    two = nodes_of(desk.document, 2)
    drop(desk, carry(desk, two[0]), at(desk, desk.leaves[5], 0.9))
    assert order(desk, desk.session.tree.parent(two[3])) == [two[3], two[0], two[4]]


def test_only_legal_places_are_offered(desk: Desk) -> None:
    one, two, three = (nodes_of(desk.document, level) for level in (1, 2, 3))
    assert not hover(desk, carry(desk, one[0]), at(desk, three[0]))
    assert not hover(desk, carry(desk, three[0]), at(desk, one[1]))
    assert not hover(desk, carry(desk, two[0]), at(desk, three[0]))
    assert not hover(desk, carry(desk, three[0]), at(desk, three[0]))
    assert not hover(desk, carry(desk, three[0], two[1]), at(desk, three[4]))
    assert not hover(desk, carry(desk, one[0]), at(desk, one[0]))
    assert not hover(desk, carry(desk, one[0]), at(desk, two[0]))
    last = desk.session.tree.children(desk.session.tree.parent(three[0]))[-1].id
    assert not hover(desk, carry(desk, last), at(desk, str(desk.session.tree.parent(three[0]))))
    assert hover(desk, carry(desk, two[0]), at(desk, one[1]))
    assert hover(desk, carry(desk, three[0]), at(desk, two[1]))
    assert hover(desk, carry(desk, three[0]), at(desk, three[4]))


def test_rows_of_another_form_and_foreign_drags_are_not_taken(qtbot: QtBot, desk: Desk) -> None:
    place = at(desk, nodes_of(desk.document, 2)[1])
    mine = carry(desk, desk.leaves[0])
    assert hover(desk, mine, place)
    other = Desk(qtbot, open_sample(1))  # the same ids in another window
    assert not hover(desk, carry(other, other.leaves[0]), place)
    text = QMimeData()
    text.setText("x")
    assert not hover(desk, text, place)
    for broken in (b"{", b"[]", b'{"from": 1}'):
        data = QMimeData()
        data.setData(DRAGGED_ROWS, broken)
        assert not hover(desk, data, place)
    desk.page.show_document(open_sample(2))
    assert desk.tree.dragging.carried(mine) == []


def test_the_mark_shows_and_goes(desk: Desk) -> None:
    viewport = desk.tree.viewport()
    desk.tree.clearSelection()
    before = viewport.grab().toImage()
    hover(desk, carry(desk, desk.leaves[0]), at(desk, desk.leaves[4], 0.1))
    between = viewport.grab().toImage()
    hover(desk, carry(desk, desk.leaves[0]), at(desk, str(desk.session.tree.parent(desk.leaves[4]))))
    on_parent = viewport.grab().toImage()
    assert (
        len(
            {
                image.pixel(at(desk, desk.leaves[4], 0).x() + 60, at(desk, desk.leaves[4], 0).y())
                for image in (before, between)
            }
        )
        == 2
    )
    assert before != between != on_parent != before
    QApplication.sendEvent(viewport, QDragLeaveEvent())
    assert viewport.grab().toImage() == before


def test_a_drop_waits_for_an_editor_that_cannot_be_kept(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.keys("abc")
    drop(desk, carry(desk, desk.leaves[3]), at(desk, desk.leaves[5], 0.9))
    assert desk.session.stack.count() == 0
    assert desk.text() == "abc"


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> list[list[NodeId]]:
    """Record what is dragged instead of dragging."""
    started: list[list[NodeId]] = []

    def exec_(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        tree = drag.source()
        assert isinstance(tree, IndicatorTree)
        started.append(tree.dragging.carried(drag.mimeData()))
        return MOVE

    monkeypatch.setattr(QDrag, "exec", exec_)
    return started


def pull(desk: Desk, start: QPoint, end: QPoint) -> None:
    viewport = desk.tree.viewport()
    desk.qtbot.mousePress(viewport, LEFT, NO_KEY, start)
    for share in (0.3, 0.6, 1.0):
        desk.qtbot.mouseMove(viewport, start + (end - start) * share)
    desk.qtbot.mouseRelease(viewport, LEFT, NO_KEY, end)


def test_a_selected_name_can_be_pulled(desk: Desk, drags: list[list[NodeId]]) -> None:
    before = desk.session.frozen()[0]
    desk.click(desk.leaves[3], "name")
    desk.click(desk.leaves[5], "name", CTRL)
    pull(desk, at(desk, desk.leaves[3]), at(desk, desk.leaves[0]))
    assert drags == [[desk.leaves[3], desk.leaves[5]]]
    assert desk.session.frozen()[0] == before  # what the drag says it did takes nothing out here


def test_the_margin_chooses_the_row_and_pulls_it(desk: Desk, drags: list[list[NodeId]]) -> None:
    margin = at(desk, desk.leaves[3]) - QPoint(26, 0)
    desk.qtbot.mouseClick(desk.tree.viewport(), LEFT, NO_KEY, margin)
    assert len(desk.tree.selectedIndexes()) == 6
    pull(desk, at(desk, desk.leaves[5]) - QPoint(26, 0), at(desk, desk.leaves[0]))
    assert drags == [[desk.leaves[5]]]


def test_pulling_over_other_cells_selects_them(desk: Desk, drags: list[list[NodeId]]) -> None:
    model = desk.document.indicators
    start, end = (
        desk.tree.visualRect(model.index_of(desk.leaves[row], field)).center()
        for row, field in ((3, "target"), (5, "actual"))
    )
    pull(desk, start, end)
    assert drags == []
    assert len(desk.tree.selectedIndexes()) == 6


# ---- 移动到… ---------------------------------------------------------------------------------------------------------


def offered(dialog: MoveToDialog) -> list[str]:
    return [item.text(0) for item in all_items(dialog) if item.flags() & Qt.ItemFlag.ItemIsSelectable]


def all_items(dialog: MoveToDialog) -> list[QTreeWidgetItem]:
    tree = dialog.findChild(QTreeWidget, "moveToPlaces")
    assert isinstance(tree, QTreeWidget)
    waiting = top_rows(tree)
    found = []
    while waiting:
        item = waiting.pop(0)
        found.append(item)
        waiting = rows_below(item) + waiting
    return found


def dialog_of(desk: Desk) -> MoveToDialog:
    dialog = desk.tree.findChild(MoveToDialog, "moveToDialog")
    assert isinstance(dialog, MoveToDialog)
    return dialog


def test_move_to_offers_every_legal_place_and_moves_by_the_keyboard(desk: Desk) -> None:
    desk.click(desk.leaves[3], "name")
    desk.click(desk.leaves[4], "name", CTRL)
    desk.key(Key.Key_M, CTRL)
    dialog = dialog_of(desk)
    assert "产出指标" not in offered(dialog)
    assert "数量指标" in offered(dialog)
    assert desk.indicator(2).name in offered(dialog)
    tree = dialog.findChild(QTreeWidget, "moveToPlaces")
    assert isinstance(tree, QTreeWidget)
    tree.setFocus()
    item = next(each for each in all_items(dialog) if each.text(0) == desk.indicator(1).name)
    tree.setCurrentItem(item)
    desk.qtbot.keyClick(tree, Key.Key_Return)
    parent = desk.session.tree.parent(desk.leaves[1])
    assert order(desk, parent) == [desk.leaves[1], desk.leaves[3], desk.leaves[4]]
    assert desk.session.stack.undoText() == "移动 2 个指标"
    desk.session.stack.undo()
    assert desk.session.is_clean


def test_move_to_a_parent_says_and_does_so(desk: Desk) -> None:
    desk.go(0, "name")
    desk.act("MoveTo")
    dialog = dialog_of(desk)
    tree = dialog.findChild(QTreeWidget, "moveToPlaces")
    assert isinstance(tree, QTreeWidget)
    tree.setCurrentItem(next(item for item in all_items(dialog) if item.text(0) == "社会效益指标"))
    words = dialog.findChild(QLabel, "moveToWords")
    assert words is not None
    assert words.text() == "放进“社会效益指标”，排在最后。"
    desk.qtbot.mouseClick(dialog.findChild(QPushButton, "moveToAccept"), LEFT)
    assert order(desk, desk.session.tree.parent(desk.leaves[3]))[-1] == desk.leaves[0]


def test_move_to_can_be_given_up(desk: Desk) -> None:
    desk.go(0, "name")
    desk.act("MoveTo")
    dialog_of(desk).reject()
    assert desk.session.stack.count() == 0


# ---- a long form -----------------------------------------------------------------------------------------------------


def test_many_rows_move_as_one_step_and_stay_chosen(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(long_form(600)))
    before = desk.session.frozen()[0]
    desk.tree.collapse(desk.document.indicators.index_of(NodeId("two11")))
    nodes = [NodeId(f"leaf{number}") for number in range(0, 300, 3)]
    desk.page.go_to("leaf0", "target")
    desk.tree.move_to(nodes, desk.session.tree.place(NodeId("leaf1")))
    assert order(desk, NodeId("two1"))[:100] == nodes
    assert desk.current() == ("leaf0", "target")
    assert not desk.tree.isExpanded(desk.document.indicators.index_of(NodeId("two11")))
    desk.session.stack.undo()
    assert desk.session.frozen()[0] == before
