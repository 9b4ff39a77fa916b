"""Paints the pages in sight: the print itself, and around it what only the screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import worst
from selfeval_gui.item_models.paper_model import PaperModel
from selfeval_gui.item_models.paper_plan import NOWHERE
from selfeval_gui.paper.fonts import UNITS, font_for
from selfeval_gui.paper.painter import first_line, foot_line, paint_page
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.sheet.paper_ink import PaperInk

if TYPE_CHECKING:
    from selfeval_gui.paper.pages import PaperPage, Piece
    from selfeval_gui.views.basics.page_strip import PageStrip

_EDGE = 1  # pixels of the line round a page
_INVITATION = _("在此输入{level}")


class PaperPainting:
    """Draws for one view."""

    def __init__(self, strip: PageStrip) -> None:
        self._strip = strip
        self._ink = PaperInk()

    def paint(self, painter: QPainter, model: PaperModel, clip: QRectF, chosen: set[int], ratio: float) -> None:
        """Draw what stands within `clip`, in pixels of the viewport; `ratio` is that of the screen's pixels to them."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        chosen = chosen if len(chosen) > 1 else set()
        for number in self._strip.visible():
            place = self._strip.rect(number)
            if not place.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE).intersects(clip):
                continue
            painter.fillRect(place, QColor(theme.PAPER))
            if not place.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE).contains(clip):
                painter.setPen(QPen(theme.color(Tone.QUIET), _EDGE))
                painter.drawRect(place)
            page = model.plan.pages[number]
            step = self._strip.scale * page.scale
            above, below = (clip.top() - place.top()) / step, (clip.bottom() - place.top()) / step
            left, right = (clip.left() - place.left()) / step, (clip.right() - place.left()) / step
            pieces = tuple(
                each
                for each in page.pieces
                if each.top <= below
                and each.top + each.height >= above
                and each.left <= right
                and each.left + each.width >= left
            )
            within = QRectF(left, above, right - left, below - above)
            shown = page._replace(pieces=pieces)
            cells = [model.plan.at(piece.cell.row - 1, piece.cell.column - 1) for piece in pieces]
            severities = [_severity(model, cell) for cell in cells]
            self._grounds(painter, number, shown, cells, severities, chosen)
            self._print(painter, number, shown, within)
            self._marks(painter, model, number, shown, cells, severities, ratio)

    def _rect(self, number: int, page: PaperPage, piece: Piece) -> QRectF:
        return self._strip.place(number, _scaled(QRectF(*piece[1:5]), page.scale))

    def _grounds(
        self,
        painter: QPainter,
        number: int,
        page: PaperPage,
        cells: list[int],
        severities: list[Severity | None],
        chosen: set[int],
    ) -> None:
        for piece, cell, severity in zip(page.pieces, cells, severities, strict=True):
            if severity is not None or cell in chosen:
                self._ink.ground(painter, self._rect(number, page, piece), severity, is_chosen=cell in chosen)

    def _print(self, painter: QPainter, number: int, page: PaperPage, within: QRectF) -> None:
        scale, count = self._strip.scale / UNITS, self._strip.count
        painter.save()
        painter.translate(self._strip.rect(number).topLeft())
        painter.scale(scale, scale)
        paint_page(painter, page, foot=foot_line(number + 1, count) if count > 1 else "", within=within)
        painter.restore()

    def _marks(
        self,
        painter: QPainter,
        model: PaperModel,
        number: int,
        page: PaperPage,
        cells: list[int],
        severities: list[Severity | None],
        ratio: float,
    ) -> None:
        seen = {NOWHERE}
        for piece, cell, severity in zip(page.pieces, cells, severities, strict=True):
            if cell in seen:
                continue
            seen.add(cell)
            opening = model.plan.cell(cell).opening
            if severity is not None:
                spot = next(spot for spot in model.plan.spots[cell] if spot.page == number)
                place = self._strip.place(number, spot.rect)
                line = self._strip.place(number, _scaled(first_line(piece), page.scale))
                self._ink.sign(painter, place, line, severity, ratio)
            elif opening is not None and opening.name == "name":
                level = 0 if opening.node is None else model.session.tree.level(opening.node)
                words = _INVITATION.format(level=LEVEL_LABELS[level])
                font = font_for(model.plan.sheet.fonts.body)
                scale = self._strip.scale * page.scale / UNITS
                place = self._rect(number, page, piece)
                painter.save()
                painter.setFont(font)
                painter.translate(place.topLeft())
                painter.scale(scale, scale)
                self._ink.invite(painter, QRectF(0, 0, place.width() / scale, place.height() / scale), words)
                painter.restore()


def _severity(model: PaperModel, number: int) -> Severity | None:
    return None if number == NOWHERE else worst(model.found_in(number))


def _scaled(place: QRectF, scale: float) -> QRectF:
    return QRectF(place.left() * scale, place.top() * scale, place.width() * scale, place.height() * scale)
