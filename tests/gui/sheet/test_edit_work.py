"""What one edit on the paper sets to work: only what changed and is in sight; what is away catches up when shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bench.paper_edit import usual_form
from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.domain.fields import Value
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import IndicatorColumn
from selfeval_gui.views.cells.cell_painter import CellPainter
from tests.helpers.documents import long_form, open_form
from tests.helpers.form_desk import Desk
from tests.helpers.paper_desk import PaperDesk

Key = Qt.Key
_ROWS = 15  # that are in sight in any case
_REASON = "部分环节工作进度有待加快，后续将提前谋划。" * 6


class Pictures(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()  # a child would have the widget painted
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += isinstance(event, QPaintEvent)
        return False


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def desk(qtbot: QtBot) -> PaperDesk:
    return PaperDesk(qtbot, open_form(usual_form()))


def row_heights(desk: Desk) -> list[int]:
    """Return how high the rows of the tree are that are in sight."""
    settle()
    found, index = [], desk.tree.indexAt(desk.tree.viewport().rect().topLeft())
    while index.isValid() and desk.tree.visualRect(index).top() < desk.tree.viewport().height():
        found.append(desk.tree.visualRect(index).height())
        index = desk.tree.indexBelow(index)
    return found


def test_what_is_round_the_pages_is_not_painted_where_nothing_scrolls(desk: PaperDesk) -> None:
    """The focus comes back from the editor, for which Qt would paint all of the view and what is in it."""
    desk.at(str(desk.leaves[3]), "score")
    desk.at(str(desk.leaves[1]), "score")  # the rows below are in sight
    bar, frame = Pictures(desk.paper.verticalScrollBar()), Pictures(desk.paper)
    for number in ("1.1", "1.3"):  # the first one may still lay out what has just been opened
        desk.keys(number)
        settle()
        bar.count = frame.count = 0
        desk.key(Key.Key_Return)
        settle()
    assert desk.here() == (desk.leaves[3], "score")
    assert (bar.count, frame.count) == (0, 0)


def test_the_tree_measures_no_row_while_it_is_away(desk: PaperDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[QModelIndex] = []
    size_hint = CellPainter.size_hint

    def note(painter: CellPainter, index: QModelIndex) -> object:
        measured.append(index)
        return size_hint(painter, index)

    desk.at(str(desk.leaves[1]), "reason")
    QApplication.processEvents()
    monkeypatch.setattr(CellPainter, "size_hint", note)
    put_into_cell(desk.document.indicators, desk.leaves[1], "reason", _REASON)
    QApplication.processEvents()
    assert measured == []


@pytest.mark.parametrize(("field", "value"), [("reason", _REASON), ("weight", Decimal("0.123456789012345"))])
@pytest.mark.parametrize("is_on_paper", [True, False])
def test_a_tree_that_was_away_shows_rows_and_columns_as_one_that_was_there(
    qtbot: QtBot, is_on_paper: bool, field: str, value: Value
) -> None:
    """Behind the paper, or with all of its page."""
    there, away = Desk(qtbot, open_form(long_form(8))), Desk(qtbot, open_form(long_form(8)))
    settle()
    width, heights = there.tree.columnWidth(IndicatorColumn.WEIGHT), row_heights(there)
    if is_on_paper:
        away.page.ways.by_name["actionWayPaper"].trigger()
    else:
        away.page.hide()
    for desk in (there, away):
        put_into_cell(desk.document.indicators, NodeId(desk.leaves[1]), field, value)
        settle()
    away.page.ways.by_name["actionWayTree"].trigger()
    away.page.show()
    settle()
    shown, wanted = row_heights(away)[:_ROWS], row_heights(there)[:_ROWS]
    wide = there.tree.columnWidth(IndicatorColumn.WEIGHT)
    assert away.tree.columnWidth(IndicatorColumn.WEIGHT) == wide
    assert len(shown) == _ROWS and shown == wanted
    assert wide > width if field == "weight" else shown != heights[:_ROWS]
