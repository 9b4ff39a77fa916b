"""What is drawn on the paper besides the print: grounds of marked and chosen cells, signs, the frame, an invitation.

Paper is white in the light and in the dark scheme, so all of it has colours of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget

from selfeval_gui.exchange.templates.parts import FontSpec
from selfeval_gui.paper.fonts import font_for
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme

FRAME = 2  # pixels
_CORNER = 7.0  # pixels of the triangle that stands for a sign; the ground of its cell is tinted besides


def paper_palette(palette: QPalette) -> QPalette:
    """Return the palette of an editor on the paper: dark letters on a white ground."""
    paper = QPalette(palette)
    for role, shade in (
        (QPalette.ColorRole.Base, theme.PAPER),
        (QPalette.ColorRole.Text, theme.INK),
        (QPalette.ColorRole.WindowText, theme.INK),
        (QPalette.ColorRole.PlaceholderText, theme.PAPER_QUIET),
    ):
        paper.setColor(role, QColor(shade))
    return paper


def write_as_paper(editor: QWidget, spec: FontSpec, scale: float) -> None:
    """Let an editor write as the paper does, but never smaller than the window; `scale` is in pixels to a point."""
    font = QFont(font_for(spec))
    font.setPixelSize(max(round(spec.size * scale), QFontMetrics(QApplication.font()).horizontalAdvance("国")))
    editor.setFont(font)
    editor.setPalette(paper_palette(editor.palette()))


class PaperInk:
    """Draws around the print, in pixels of the window."""

    def __init__(self) -> None:
        self._signs: dict[tuple[Severity, int, float], QPixmap] = {}

    @staticmethod
    def ground(painter: QPainter, place: QRectF, severity: Severity | None, *, is_chosen: bool) -> None:
        """Tint a marked or a chosen cell, below its text."""
        if severity is not None:
            painter.fillRect(place, theme.paper_tint(theme.SEVERITY_TONES[severity]))
        if is_chosen:
            painter.fillRect(place, theme.paper_tint(theme.Tone.ACCENT))

    def sign(self, painter: QPainter, place: QRectF, line: QRectF, severity: Severity, ratio: float) -> None:
        """Draw the sign of a finding into the upper right corner of its cell.

        `line` is where the first line of the cell is printed. Where it ends in that corner the sign is a bare triangle,
        under which no digit lies.
        """
        side = max(8, min(16, round(place.height() / 2)))
        if line.right() > place.right() - side - 1:
            triangle = QPolygonF([QPointF(-_CORNER, 0), QPointF(0, 0), QPointF(0, _CORNER)]).translated(
                place.topRight()
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.paper_color(theme.SEVERITY_TONES[severity]))
            painter.drawPolygon(triangle)
            return
        key = (severity, side, ratio)
        if key not in self._signs:
            icon = theme.icon(severity.value, theme.paper_color(theme.SEVERITY_TONES[severity]))
            self._signs[key] = icon.pixmap(QSize(side, side), ratio)
        corner = QRect(round(place.right()) - side - 1, round(place.top()) + 1, side, side)
        painter.drawPixmap(corner.topLeft(), self._signs[key])

    @staticmethod
    def frame(painter: QPainter, place: QRectF, *, has_focus: bool) -> None:
        """Draw the frame of the cell at hand; a thin one while the keyboard is elsewhere."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        pen = QPen(theme.paper_color(theme.Tone.ACCENT), FRAME if has_focus else 1)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    @staticmethod
    def invite(painter: QPainter, place: QRectF, words: str) -> None:
        """Say in a blank cell what is typed there; in one line, cut, where the cell is too low for more."""
        painter.setPen(QColor(theme.PAPER_QUIET))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        if painter.boundingRect(place, flags, words).height() > place.height():
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, flags, words)
