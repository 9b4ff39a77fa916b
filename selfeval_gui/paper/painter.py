"""Draws a page of a form with a QPainter, in units of the page: on a PDF, a printer, or an image of the preview."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout, QTextLine

from selfeval_gui.exchange.layout.sheet import BOXED
from selfeval_gui.exchange.templates.labels import begins_item
from selfeval_gui.exchange.templates.parts import FontSpec
from selfeval_gui.i18n import _
from selfeval_gui.paper.fonts import UNITS, font_for
from selfeval_gui.paper.metrics import LaidText
from selfeval_gui.paper.pages import PADDING, PaperPage, Piece

_LINE_WIDTH = 0.5
_FOOT = 22.0  # of the page number, from the lower edge
_FOOT_FONT = FontSpec(name="宋体", size=9)
_DRAFT_FONT = FontSpec(name="黑体", size=60, bold=True)
_DRAFT_GREY = "#dcdcdc"
_DRAFT_SLOPE = -35.0  # degrees
_DRAFT_GAP = 250.0  # from one 草稿 to the next, down the page
_HAIR = 0.3  # points by which such a blank stands before the letter
_LINE_END = "\u2028"
_INK = "#000000"


def paint_page(
    painter: QPainter, page: PaperPage, *, foot: str = "", is_draft: bool = False, within: QRectF | None = None
) -> None:
    """Draw one page; the painter's unit is a twentieth of a point and its origin the page's upper left corner.

    `within` is the part of the page that is seen of it, in points before its scale: texts elsewhere are left out, and
    so are blanks that only count where text is copied from the page.
    """
    if is_draft:
        _paint_draft(painter, page)
    painter.save()
    painter.scale(page.scale, page.scale)
    pen = QPen(QColor(_INK))
    pen.setWidthF(_LINE_WIDTH * UNITS)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects([_frame(piece) for piece in page.pieces if piece.cell.style in BOXED])
    for piece in page.pieces:
        _paint_text(painter, piece, within)
    painter.restore()
    if foot:
        painter.setPen(QColor(_INK))
        painter.setFont(font_for(_FOOT_FONT))
        strip = QRectF(0, (page.height - _FOOT - 10) * UNITS, page.width * UNITS, 20 * UNITS)
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, foot)


def foot_line(number: int, count: int | None = None) -> str:
    """Return the page number as it stands at the foot; without a count for pages that are not counted yet."""
    if count is None:
        return _("第 {number} 页").format(number=number)
    return _("第 {number} 页，共 {count} 页").format(number=number, count=count)


def _frame(piece: Piece) -> QRectF:
    return QRectF(piece.left * UNITS, piece.top * UNITS, piece.width * UNITS, piece.height * UNITS)


def _paint_text(painter: QPainter, piece: Piece, within: QRectF | None) -> None:
    """Draw the piece's lines, halfway down; what goes on overleaf begins at the top."""
    if piece.block is None:
        return
    layout, lines, _step = piece.block
    goes_on, place = piece.lines < lines, _begin(piece, piece.block)
    if within is not None and not goes_on and not _is_in(within, layout, place):
        return
    if not goes_on:
        layout.draw(painter, place)
    for number in range(piece.first_line, piece.first_line + piece.lines) if goes_on or within is None else ():
        line = layout.lineAt(number)
        if goes_on:
            line.draw(painter, place)
        if lines > 1 and within is None:
            _paint_blank_at_end(painter, layout, line, place)
        if number > piece.first_line and within is None:
            _paint_that_it_goes_on(painter, layout, line, place)


def _is_in(within: QRectF, layout: QTextLayout, place: QPointF) -> bool:
    """Tell whether some of a text that begins at a place, in units of the page, stands in a part of it, in points."""
    box = layout.boundingRect()
    left, top = (place.x() + box.left()) / UNITS, (place.y() + box.top()) / UNITS
    across = left <= within.right() and left + box.width() / UNITS >= within.left()
    return across and top <= within.bottom() and top + box.height() / UNITS >= within.top()


def _begin(piece: Piece, block: LaidText) -> QPointF:
    """Return where the text of a piece begins, also what of it stands on the pages before."""
    goes_on = piece.lines < block.lines
    down = PADDING / 2 if goes_on else max(0.0, (piece.height - block.lines * block.step) / 2)
    return QPointF((piece.left + PADDING / 2) * UNITS, (piece.top + down - piece.first_line * block.step) * UNITS)


def first_line(piece: Piece) -> QRectF:
    """Return where the first line of a piece's text is printed, in points of the page; nothing for a blank one."""
    if piece.block is None or not piece.lines:
        return QRectF()
    place = piece.block.layout.lineAt(piece.first_line).naturalTextRect().translated(_begin(piece, piece.block))
    return QRectF(place.left() / UNITS, place.top() / UNITS, place.width() / UNITS, place.height() / UNITS)


def _paint_blank_at_end(painter: QPainter, layout: QTextLayout, line: QTextLine, place: QPointF) -> None:
    """Draw the blank that a line ends with, which Qt leaves out: who copies the text from the page needs it."""
    end = line.textStart() + line.textLength()
    if layout.text()[end - 1 : end] == " ":
        down = line.y() + line.ascent()
        painter.setFont(layout.font())
        painter.drawText(place + QPointF(line.x() + line.naturalTextWidth(), down), " ")


def _paint_that_it_goes_on(painter: QPainter, layout: QTextLayout, line: QTextLine, place: QPointF) -> None:
    """Draw a blank over the first letter of what looks like an item of a list, and goes on with the line above."""
    text, start = layout.text().encode("utf-16-le"), 2 * line.textStart()  # Qt counts so
    before = text[:start].decode("utf-16-le")
    if not before.endswith(_LINE_END) and begins_item(before, text[start:].decode("utf-16-le")):
        painter.setFont(layout.font())
        painter.drawText(place + QPointF(line.naturalTextRect().left() - _HAIR * UNITS, line.y() + line.ascent()), " ")


def _paint_draft(painter: QPainter, page: PaperPage) -> None:
    """Write 草稿 across the page, below everything else, so that it hides nothing."""
    painter.save()
    painter.setPen(QColor(_DRAFT_GREY))
    painter.setFont(font_for(_DRAFT_FONT))
    text, size = _("草稿"), _DRAFT_FONT.size * UNITS
    count = max(1, int(page.height // _DRAFT_GAP))
    for number in range(count):
        painter.save()
        painter.translate(page.width * UNITS / 2, page.height * UNITS * (number + 0.5) / count)
        painter.rotate(_DRAFT_SLOPE)
        painter.drawText(QRectF(-4 * size, -size, 8 * size, 2 * size), Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
    painter.restore()
