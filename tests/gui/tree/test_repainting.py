"""After an edit only the rows are painted that changed, and the screen shows what a whole picture would."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from bench.paper_edit import usual_form
from selfeval_gui.commands.edit import type_into_cell
from tests.helpers.documents import open_form
from tests.helpers.form_desk import Desk

Key = Qt.Key


class Painted(QObject):
    """Collects the places of a widget that are painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget, self.places = widget, QRegion()
        self._rows = QRegion(widget.rect().adjusted(0, widget.height() // 4, 0, 0))  # at the top a corner may be hidden
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.places += event.region() & self._rows
        return False

    def rest(self) -> None:
        """Collect no more."""
        self._widget.removeEventFilter(self)

    @property
    def height(self) -> int:
        """How high the painted part is, from its first line to its last."""
        return self.places.boundingRect().height()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_form(usual_form()))


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def to_the_foot(desk: Desk) -> None:
    """Be at a score in the last row that is in sight."""
    at_foot = desk.tree.indexAt(QPoint(5, desk.tree.viewport().height() - 25))
    desk.tree.make_current(at_foot.siblingAtColumn(4))
    desk.tree.setFocus()
    settle()


def on_screen(desk: Desk) -> QImage:
    return desk.page.screen().grabWindow(desk.page.winId()).toImage()


def test_enter_at_the_foot_paints_the_rows_that_changed_and_the_new_one(desk: Desk) -> None:
    painted: list[Painted] = []
    for number in ("1.1", "1.3", "1"):  # the first one may still lay out what has just been opened
        to_the_foot(desk)
        before = desk.tree.verticalScrollBar().value()
        QTest.keyClick(desk.tree, Key.Key_F2)
        editor = desk.tree.cells.open_editor
        assert editor is not None
        editor.selectAll()
        QTest.keyClicks(editor, number)
        settle()
        painted.append(Painted(desk.tree.viewport()))
        QTest.keyClick(editor, Key.Key_Return)
        settle()
        assert desk.tree.verticalScrollBar().value() > before
        painted[-1].rest()
    assert all(0 < each.height < desk.tree.viewport().height() / 2 for each in painted[1:])


def test_the_screen_shows_what_a_whole_picture_would(desk: Desk) -> None:
    dice, keys = random.Random(14), (Key.Key_Return, Key.Key_Tab, Key.Key_Escape, Key.Key_Up, Key.Key_Down)
    desk.go(0, "score")
    for step in range(24):
        field = dice.choice(["score", "weight", "reason", "name", "target"])
        if step % 7 == 0:
            desk.tree.go_to(dice.choice(desk.leaves), field)
        if step % 11 == 5:
            desk.session.stack.undo()
        QTest.keyClick(desk.tree, Key.Key_F2)
        editor = desk.tree.cells.open_editor
        if editor is not None:
            QApplication.clipboard().setText(
                dice.choice(["1.25", "3", "部分环节工作进度有待加快。" * dice.choice([1, 9])])
            )
            editor.paste()
            settle()
        QTest.keyClick(QApplication.focusWidget(), dice.choice(keys))
        if desk.tree.cells.open_editor is None:
            settle()
            whole = desk.page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            assert on_screen(desk).convertToFormat(QImage.Format.Format_RGB32) == whole, step


def test_a_number_from_elsewhere_has_no_row_measured_again_and_a_text_has(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.go(0, "score")
    settle()
    measured: list[int] = []
    measure = desk.tree.cells.painter.size_hint

    def note(index: QModelIndex) -> QSize:
        measured.append(index.row())
        return measure(index)

    monkeypatch.setattr(desk.tree.cells.painter, "size_hint", note)
    type_into_cell(desk.document.indicators, desk.leaves[0], "score", "0.3")
    desk.session.stack.undo()
    assert measured == []
    before = desk.tree.rowHeight(desk.tree.currentIndex())
    type_into_cell(desk.document.indicators, desk.leaves[0], "reason", "部分环节工作进度有待加快。" * 9)
    assert measured
    assert desk.tree.rowHeight(desk.tree.currentIndex()) > before


def test_a_number_longer_than_its_column_widens_it(desk: Desk) -> None:
    column = desk.document.indicators.index_of(desk.leaves[0], "score").column()
    desk.go(0, "score")
    before = desk.tree.columnWidth(column)
    type_into_cell(desk.document.indicators, desk.leaves[0], "score", "1234567.1234")
    assert desk.tree.columnWidth(column) > before


def test_a_number_paints_its_column_in_the_row_and_in_the_sums_above(desk: Desk) -> None:
    desk.go(4, "name")
    settle()
    with desk.page.staying():
        type_into_cell(desk.document.indicators, desk.leaves[4], "score", "1.3")  # of 1.2: as many decimals
        settle()
        painted = Painted(desk.tree.viewport())
        painted.places = QRegion()
        type_into_cell(desk.document.indicators, desk.leaves[4], "score", "1.4")
        settle()
    column = desk.document.indicators.index_of(desk.leaves[4], "score").column()
    places = painted.places.boundingRect()
    assert not places.isEmpty()
    assert places.left() >= desk.tree.columnViewportPosition(column)
    assert places.width() <= desk.tree.columnWidth(column)


def test_a_mark_paints_its_cell(desk: Desk) -> None:
    desk.go(4, "name")
    settle()
    painted = Painted(desk.tree.viewport())
    with desk.page.staying():
        type_into_cell(desk.document.indicators, desk.leaves[4], "score", "1.6")  # more than the weight
        settle()
    assert (desk.leaves[4], "score") in desk.session.marks
    whole = desk.page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert on_screen(desk).convertToFormat(QImage.Format.Format_RGB32) == whole
    assert not painted.places.isEmpty()


def test_a_step_along_a_row_in_sight_measures_no_row_above(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def note(_view: QTreeView, index: QModelIndex) -> int:
        asked.append(index.row())
        return 0

    monkeypatch.setattr("selfeval_gui.views.tree.indicator_tree.rows_that_fit_above", note)
    desk.go(0, "name")
    settle()
    asked.clear()
    desk.key(Key.Key_Tab)
    assert desk.current()[0] == desk.leaves[0]
    assert asked == []
    desk.go(40, "name")
    assert asked
