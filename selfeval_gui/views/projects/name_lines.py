"""A long project name in the lines there are for it; what gives way is what other names share with it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QTextLayout, QTextOption

_DOTS = "…"
_HEAD = 4  # letters that stay before the gap of a line that begins the name


def differs_at(name: str, *others: str) -> int:
    """Return where the name leaves what it shares with the one of the others most like it; a number stays whole."""
    place = max((_common(name, other) for other in others if other != name), default=0)
    while 0 < place < len(name) and name[place - 1].isascii() and name[place - 1].isalnum():
        place -= 1
    return max(0, place - 1)


def name_lines(name: str, metrics: QFontMetrics, width: int, most: int, told_from: int) -> list[str]:
    """Return the name in at most so many lines; a gap in the last one spares what begins at `told_from`."""
    lines: list[str] = []
    start = 0
    while len(lines) + 1 < most and metrics.horizontalAdvance(name[start:]) > width:
        length = _fitting(name[start:], metrics, width)
        lines.append(name[start : start + length])
        start += length
    return [*lines, _cut(name[start:], metrics, width, told_from - start, _HEAD if start == 0 else 1)]


def _fitting(text: str, metrics: QFontMetrics, width: int) -> int:
    """Return how many characters make the first line, broken as paper breaks Chinese: not within a number."""
    font_layout = QTextLayout(text)
    font_layout.setTextOption(_wrapping())
    font_layout.beginLayout()
    line = font_layout.createLine()
    line.setLineWidth(width)
    length = line.textLength()
    font_layout.endLayout()
    while length > 1 and metrics.horizontalAdvance(text[:length].rstrip()) > width:
        length -= 1
    return max(1, length)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _cut(text: str, metrics: QFontMetrics, width: int, told_from: int, head: int) -> str:
    """Return the text as it fits; what gives way is in the middle, before what tells it from others."""
    middle = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)
    kept = len(middle) // 2
    if middle == text or not kept <= told_from < len(text) - kept:
        return middle
    rest = text[:head] + _DOTS + text[told_from:]
    return metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)


def _common(one: str, other: str) -> int:
    for place, (ours, theirs) in enumerate(zip(one, other, strict=False)):
        if ours != theirs:
            return place
    return min(len(one), len(other))
