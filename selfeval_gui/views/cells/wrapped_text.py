"""Break texts into the lines a cell shows, and remember them: heights and painting ask for the same texts again."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from selfeval_gui.views.basics.rows import line_height

MOST_LINES = 4
_KEPT = 16384  # broken texts; a form of 1,000 indicators has some 6,000 cells


class WrappedText:
    """Breaks texts for one font. A new font needs a new object."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.line_height = line_height(self.metrics)
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # An em and a little: the widest glyph met in practice, so that most short cells need no measuring.
        self._widest = self.metrics.horizontalAdvance("国") + 1
        self.lines = lru_cache(maxsize=_KEPT)(self._lines)

    def is_cut(self, text: str, width: int) -> bool:
        """Tell whether the lines for this width leave something out."""
        lines = self.lines(text, width)
        return bool(lines) and lines[-1].endswith("…") and not text.endswith(lines[-1])

    def _lines(self, text: str, width: int) -> tuple[str, ...]:
        """Return at most `MOST_LINES` lines of `width` pixels, the last one ending in … where text is left out."""
        width = max(width, self._widest)
        # Nothing behind this can be seen, and measuring a million characters would take seconds.
        text = text[: (MOST_LINES + 1) * width]
        if "\n" not in text and (len(text) * self._widest <= width or self.metrics.horizontalAdvance(text) <= width):
            return (text,) if text else ()
        raw = text.replace("\r\n", "\n").replace("\n", "\u2028").replace("\t", " ").encode("utf-16-le", "replace")
        lines: list[str] = []
        for start, length in self._breaks(raw.decode("utf-16-le"), width):
            if len(lines) == MOST_LINES - 1:
                rest = raw[2 * start :].decode("utf-16-le").replace("\u2028", " ").rstrip()
                lines.append(self.metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            lines.append(raw[2 * start : 2 * (start + length)].decode("utf-16-le").rstrip("\u2028"))
        return tuple(lines)

    def _breaks(self, text: str, width: int) -> list[tuple[int, int]]:
        """Return start and length of each line, counted in UTF-16 units as Qt does."""
        layout = QTextLayout(text, self.font)
        layout.setTextOption(self._option)
        layout.beginLayout()
        breaks: list[tuple[int, int]] = []
        while len(breaks) <= MOST_LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            breaks.append((line.textStart(), line.textLength()))
        layout.endLayout()
        return breaks
