"""The signs of findings on the paper: in a corner of their cells, and on no digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.sheet.paper_ink import PaperInk
from tests.helpers.documents import open_form, sample_form
from tests.helpers.paper_desk import PaperDesk

_EDGE = 2  # pixels of the lines around a cell
_NEAR = 90  # of 255, in each of the three colours


def cell_picture(desk: PaperDesk, node: str) -> QImage:
    """Return what stands between the lines around the score of a row."""
    desk.at("", "project_name")  # the frame of the cell at hand lies elsewhere
    place = desk.paper.visualRect(desk.model.index_of(node, "score"))
    return desk.paper.viewport().grab(place.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)).toImage()


def of_colour(picture: QImage, shade: QColor) -> set[tuple[int, int]]:
    """Return the points of a picture that have this colour, or nearly."""
    return {
        (across, down)
        for across in range(picture.width())
        for down in range(picture.height())
        if _is_near(picture.pixelColor(across, down), shade)
    }


def _is_near(one: QColor, other: QColor) -> bool:
    apart = one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue()
    return max(map(abs, apart)) <= _NEAR


@pytest.mark.parametrize("score", ["8.123456", "8"])
def test_the_sign_lies_on_no_digit(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, score: str) -> None:
    """8.123456 fills the narrow column of scores; beside 8 there is room for the whole sign."""
    form = sample_form(1)
    row = next(level_three(form.indicators))
    row.weight, row.score = Decimal(5), Decimal(score)
    marked = cell_picture(PaperDesk(qtbot, open_form(form)), row.id)
    monkeypatch.setattr(PaperInk, "sign", lambda *_arguments: None)
    bare = cell_picture(PaperDesk(qtbot, open_form(form)), row.id)
    digits, tone = of_colour(bare, QColor("black")), theme.paper_color(theme.SEVERITY_TONES[Severity.ERROR])
    assert digits and digits <= of_colour(marked, QColor("black"))
    assert of_colour(marked, tone) - of_colour(bare, tone)


def test_what_invites_to_type_in_a_low_cell_is_whole_letters(qapp: QApplication) -> None:
    """Of two lines in the room of one only the lower half of one and the upper half of the other would be seen."""
    letters = QFontMetrics(qapp.font())
    picture = QImage(letters.horizontalAdvance("在此输入三级"), letters.height() + 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setFont(qapp.font())
    PaperInk.invite(painter, QRectF(picture.rect()), "在此输入三级指标")
    painter.end()
    inked = {down for _across, down in of_colour(picture, QColor(theme.PAPER_QUIET))}
    assert inked
    assert not inked & {0, 1, picture.height() - 2, picture.height() - 1}
