"""A part of a page: what is drawn of it is what a whole page shows there, and texts elsewhere are not drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPicture

from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.paper.fonts import UNITS
from selfeval_gui.paper.metrics import Typesetter
from selfeval_gui.paper.pages import PaperPage, paginate
from selfeval_gui.paper.painter import paint_page
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.documents import sample_form

_PIXELS = 2  # to a point


@pytest.fixture(scope="module")
def page(qapp: object) -> PaperPage:
    form, template = sample_form(1), presets()["mof-2020"]
    typesetter = Typesetter(template.line_height)
    sheet = lay_out(form, template, rule_set_for(form.rule_set), typesetter.count_lines)
    return paginate(sheet, typesetter)[0]


def picture(page: PaperPage, clip: QRectF, within: QRectF | None) -> QImage:
    """Return the page drawn as far as a part of it, in points."""
    image = QImage(round(page.width * _PIXELS), round(page.height * _PIXELS), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(_PIXELS / UNITS, _PIXELS / UNITS)
    painter.setClipRect(QRectF(clip.x() * UNITS, clip.y() * UNITS, clip.width() * UNITS, clip.height() * UNITS))
    paint_page(painter, page, within=within)
    painter.end()
    return image


def on_page(page: PaperPage, place: int) -> QRectF:
    """Return where a piece stands."""
    return _scaled(QRectF(*page.pieces[place][1:5]), page.scale)


def _scaled(place: QRectF, scale: float) -> QRectF:
    return QRectF(place.x() * scale, place.y() * scale, place.width() * scale, place.height() * scale)


def test_each_cell_drawn_by_itself_looks_as_on_the_whole_page(page: PaperPage) -> None:
    for place in range(len(page.pieces)):
        clip = on_page(page, place).adjusted(-1, -1, 1, 1)
        within = _scaled(clip, 1 / page.scale)
        assert picture(page, clip, within) == picture(page, clip, None), page.pieces[place].cell.value


def test_of_a_cell_alone_the_other_texts_are_not_drawn(page: PaperPage) -> None:
    piece = next(each for each in page.pieces if each.block is not None and each.cell.row > 5)
    assert 0 < drawn_size(page, QRectF(*piece[1:5])) < drawn_size(page, None) / 2


def test_blanks_for_who_copies_the_text_are_not_drawn_where_it_is_only_seen(qapp: object) -> None:
    form, template = sample_form(1), presets()["mof-2020"]
    form.expected_goal = "按季度开展督促检查" * 8 + "\n" + "1.按季度开展督促检查；" * 20
    typesetter = Typesetter(template.line_height)
    sheet = lay_out(form, template, rule_set_for(form.rule_set), typesetter.count_lines)
    page = paginate(sheet, typesetter)[0]
    whole = QRectF(0, 0, page.width / page.scale, page.height / page.scale)
    assert picture(page, whole, whole) == picture(page, whole, None)
    assert drawn_size(page, whole) < drawn_size(page, None)


def drawn_size(page: PaperPage, within: QRectF | None) -> int:
    """Return how much is drawn of a page."""
    drawn = QPicture()
    painter = QPainter(drawn)
    paint_page(painter, page, within=within)
    painter.end()
    return drawn.size()
