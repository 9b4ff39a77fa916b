"""A chip that is switched on stands out of its neighbours in every scheme, a dark one included."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionFocusRect, QToolButton

from selfeval_gui.views.basics import theme

_CORNER = 3.0
_LEAST = 3.0  # contrast of what tells a state: WCAG 2.1, 1.4.11


class Chip(QToolButton):
    """One of several to choose from; Fusion shades the chosen one by a hair only on a dark ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.isChecked():
            super().paintEvent(event)
            return
        ground, ink = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)

    def _colours(self) -> tuple[QColor, QColor]:
        """Return ground and ink: those of a selection where they stand out, else those of the window, swapped."""
        palette = self.palette()
        window, chosen = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.Highlight)
        ink, beside = palette.color(QPalette.ColorRole.HighlightedText), palette.color(QPalette.ColorRole.Button)
        if (
            min(theme.contrast(chosen, window), theme.contrast(chosen, beside)) >= _LEAST
            and theme.contrast(ink, chosen) >= theme.LEAST_TEXT
        ):
            return chosen, ink
        return palette.color(QPalette.ColorRole.WindowText), window
