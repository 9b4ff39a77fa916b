"""The kept picture of the paper: what changed is drawn once, in few goes."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.sheet.paper_canvas import PaperCanvas


def drawn(qtbot: QtBot, *places: QRect) -> list[QRect]:
    """Return what a picture of 200 by 100 pixels draws where these places are stale."""
    viewport = QWidget()
    qtbot.addWidget(viewport)
    viewport.resize(200, 100)
    canvas, goes = PaperCanvas(viewport), list[QRect]()

    def draw(_painter: QPainter, clip: QRectF) -> None:
        goes.append(clip.toRect())

    canvas.picture(draw)
    goes.clear()
    for place in places:
        canvas.renew(place)
    canvas.picture(draw)
    return goes


def test_bands_that_touch_or_overlap_are_drawn_in_one_go(qtbot: QtBot) -> None:
    bands = QRect(0, 10, 200, 30), QRect(0, 70, 200, 30), QRect(0, 35, 200, 35)
    assert drawn(qtbot, *bands) == [QRect(0, 10, 200, 90)]


def test_places_far_apart_are_drawn_each_and_what_lies_between_is_not(qtbot: QtBot) -> None:
    assert drawn(qtbot, QRect(0, 0, 20, 10), QRect(100, 80, 20, 10)) == [QRect(0, 0, 20, 10), QRect(100, 80, 20, 10)]
