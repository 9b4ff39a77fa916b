"""Draw the word that stands behind the pages of a draft: `python resources/make_draft.py resources/draft.png`."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

_SIDE = 900  # pixels
_POINTS = 420  # of the square on paper, which the picture says itself: XlsxWriter goes by that
_TEXT = "草 稿"
_PAINT = QColor(128, 128, 128, 60)


def draw() -> QImage:
    """Return the word across a transparent square."""
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    per_metre = round(_SIDE / (_POINTS / 72 * 0.0254))
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    font = QFont("WenQuanYi Micro Hei")
    font.setPixelSize(_SIDE * 3 // 10)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(_PAINT)
    painter.translate(_SIDE / 2, _SIDE / 2)
    painter.rotate(-45)
    painter.drawText(-_SIDE, -_SIDE // 2, 2 * _SIDE, _SIDE, Qt.AlignmentFlag.AlignCenter, _TEXT)
    painter.end()
    return image


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    draw().save(sys.argv[1])
