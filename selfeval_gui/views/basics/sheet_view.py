"""A form drawn as it stands on paper, as wide as the view: cells, lines, words. No pages, nothing to edit."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from selfeval_gui.exchange.layout.sheet import AT_THE_LEFT, BOXED, Sheet, Style, font_of, shown

if TYPE_CHECKING:
    from selfeval_gui.exchange.layout.sheet import Cell

_MARGIN = 24.0  # points around the table
_PADDING = 2.0
_PAPER, _INK, _LINE = QColor("white"), QColor("black"), QColor(90, 90, 90)


class SheetView(QScrollArea):
    """Shows one sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._paper = _Paper(self)
        self.setWidget(self._paper)

    def show_sheet(self, sheet: Sheet) -> None:
        """Draw this sheet."""
        self._paper.sheet = sheet
        words = (" ".join(shown(cell).split()) for cell in sheet.cells)
        self.setAccessibleDescription("，".join(word for word in words if word))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._paper.fit(self.viewport().width())


class _Paper(QWidget):
    """Draws the sheet in points, scaled to its width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None

    def fit(self, width: int) -> None:
        """Take this width and the height that goes with it."""
        if self.sheet is None:
            return
        across, down = sum(self.sheet.column_widths) + 2 * _MARGIN, sum(self.sheet.row_heights) + 2 * _MARGIN
        self.setFixedSize(width, round(down * width / across))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _PAPER)
        if self.sheet is None:
            return
        scale = self.width() / (sum(self.sheet.column_widths) + 2 * _MARGIN)
        painter.scale(scale, scale)
        painter.translate(_MARGIN, _MARGIN)
        columns = list(accumulate(self.sheet.column_widths, initial=0.0))
        rows = list(accumulate(self.sheet.row_heights, initial=0.0))
        for cell in self.sheet.cells:
            left, top = columns[cell.column - 1], rows[cell.row - 1]
            box = QRectF(left, top, columns[cell.last_column] - left, rows[cell.last_row] - top)
            self._draw(painter, cell, box, self.sheet)

    @staticmethod
    def _draw(painter: QPainter, cell: Cell, box: QRectF, sheet: Sheet) -> None:
        if cell.style in BOXED:
            painter.setPen(_LINE)
            painter.drawRect(box)
        text = shown(cell)
        if not text:
            return
        spec = font_of(cell.style, sheet.fonts)
        font = QFont(spec.name)
        font.setPixelSize(round(spec.size))
        font.setBold(spec.bold)
        painter.setFont(font)
        painter.setPen(_INK)
        across = Qt.AlignmentFlag.AlignLeft if cell.style in AT_THE_LEFT else Qt.AlignmentFlag.AlignHCenter
        option = QTextOption(across | Qt.AlignmentFlag.AlignVCenter)
        wrap = QTextOption.WrapMode
        option.setWrapMode(wrap.NoWrap if cell.style is Style.NUMBER else wrap.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(box.adjusted(_PADDING, 0, -_PADDING, 0), text, option)
