"""A click that ends an edit chooses the cell that was clicked, although rows above grow by what was typed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHeaderView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.ids import NodeId
from tests.helpers.documents import open_form, uneven_form
from tests.helpers.form_desk import Desk
from tests.helpers.paper_desk import PaperDesk
from tests.helpers.sight import in_sight, settle

LONG = "长" * 120
LEFT = Qt.MouseButton.LeftButton


def type_long(editor: QWidget) -> None:
    """Put a long text behind what stands in the open editor."""
    assert isinstance(editor, QPlainTextEdit)
    editor.insertPlainText(LONG)


def typed_above(desk: Desk) -> tuple[NodeId, QPoint]:
    """Type a long text into a row; return a row below, and where its cell is seen while the editor is open."""
    desk.go(10, "actual")
    settle()
    desk.keys("x")
    type_long(desk.editor())
    below = desk.leaves[12]
    return below, place_of(desk, below)


def place_of(desk: Desk, node: NodeId) -> QPoint:
    return desk.tree.visualRect(desk.document.indicators.index_of(node, "target")).topLeft() + QPoint(4, 4)


def test_in_the_tree(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(uneven_form(1)), 944, 688)
    viewport = desk.tree.viewport()
    below, place = typed_above(desk)
    qtbot.mousePress(viewport, LEFT, pos=place)
    qtbot.mouseMove(viewport, place + QPoint(1, 1))
    qtbot.mouseRelease(viewport, LEFT, pos=place + QPoint(1, 1))
    settle()
    assert desk.indicator(10).actual == "x" + LONG
    assert place_of(desk, below) != place, "rows have moved"
    assert desk.current() == (below, "target")
    assert len(desk.tree.selectedIndexes()) == 1
    assert in_sight(desk.tree)


def test_a_click_on_a_heading_ends_the_edit_too(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(uneven_form(1)), 944, 688)
    typed_above(desk)
    header: QHeaderView = desk.tree.header()
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(5, 5))
    settle()
    assert desk.indicator(10).actual == "x" + LONG and not desk.editors()


def test_on_the_paper(qtbot: QtBot) -> None:
    desk = PaperDesk(qtbot, open_form(uneven_form(1)), 1050, 680)
    desk.at(desk.leaves[10], "actual")
    settle()
    desk.keys("x")
    (editor,) = desk.editors()
    type_long(editor)
    place = desk.middle(desk.leaves[11], "target")
    assert desk.paper.viewport().rect().contains(place)
    qtbot.mousePress(desk.paper.viewport(), LEFT, pos=place)
    qtbot.mouseRelease(desk.paper.viewport(), LEFT, pos=place)
    settle()
    assert desk.indicator(10).actual == "x" + LONG
    assert desk.here() == (desk.leaves[11], "target")


def test_from_the_tree_to_the_paper_beside_it(qtbot: QtBot) -> None:
    desk = PaperDesk(qtbot, open_form(uneven_form(1)), 1600, 800)
    desk.page.ways.by_name["actionWayBeside"].trigger()
    settle()
    desk.tree.setFocus()
    assert desk.tree.go_to(desk.leaves[10], "actual")
    settle()
    desk.keys("x")
    (editor,) = Desk.editors(desk)
    type_long(editor)
    desk.paper.scrollTo(desk.model.index_of(desk.leaves[12], "target"))
    settle()
    place = desk.middle(desk.leaves[12], "target")
    assert desk.paper.viewport().rect().contains(place)
    qtbot.mouseClick(desk.paper.viewport(), LEFT, pos=place)
    settle()
    assert desk.indicator(10).actual == "x" + LONG
    assert desk.here() == (desk.leaves[12], "target")


def test_from_the_paper_to_the_tree_beside_it(qtbot: QtBot) -> None:
    desk = PaperDesk(qtbot, open_form(uneven_form(1)), 1600, 800)
    desk.page.ways.by_name["actionWayBeside"].trigger()
    settle()
    desk.at(desk.leaves[10], "actual")
    settle()
    desk.keys("x")
    (editor,) = desk.editors()
    type_long(editor)
    place = place_of(desk, desk.leaves[12])
    assert desk.tree.viewport().rect().contains(place)
    qtbot.mouseClick(desk.tree.viewport(), LEFT, pos=place)
    settle()
    assert desk.indicator(10).actual == "x" + LONG
    assert desk.current() == (desk.leaves[12], "target")
