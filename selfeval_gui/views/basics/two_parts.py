"""Two parts of a line: beside each other where both have room, else one below the other."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

_GAP = 10
MARGINS = 8  # left and right together
_BESIDE, _BELOW = (0, 1, 1, 1), (1, 0, 1, 2)


class TwoParts(QWidget):
    """The first part takes what room there is, the second what it needs, or at least what it cannot do without.

    The first needs no more than `enough` to stand beside the second, where that is given. Either part may be two parts
    itself; those stand beside each other as long as all of it has one line.
    """

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget, enough: int | None = None) -> None:
        super().__init__(parent)
        self._first, self._second, self._enough = first, second, enough
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 0, 4, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(first, 0, 0)
        self._grid.addWidget(second, *_BESIDE)

    def sizeHint(self) -> QSize:
        """Return what one line needs, whatever stands now: who lays this out asks for it."""
        width = self._first.sizeHint().width() + _GAP + self._second.sizeHint().width()
        return QSize(width + MARGINS, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return what the wider part needs, for they may stand above each other; the height of what stands now."""
        width = max(part.minimumSizeHint().width() for part in (self._first, self._second))
        return QSize(width + MARGINS, super().minimumSizeHint().height())

    def least_line(self) -> int:
        """Return the width from which both parts can stand on one line."""
        wanted = self._first.sizeHint().width()
        wanted = wanted if self._enough is None else min(wanted, self._enough)
        return wanted + _GAP + _least_line(self._second) + MARGINS

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()  # a part may be longer or shorter
        return super().event(event)

    def _arrange(self) -> None:
        """Put the second part where it has room."""
        least = self.least_line()
        second = _least_line(self._second)
        is_narrow = self.width() < least
        place = _BELOW if is_narrow else _BESIDE
        for column, width in enumerate((least - second - _GAP - MARGINS, second)):
            wanted = 0 if is_narrow else width
            if self._grid.columnMinimumWidth(column) != wanted:  # said again it asks for a layout again, without an end
                self._grid.setColumnMinimumWidth(column, wanted)
        at = self._grid.indexOf(self._second)
        if self._grid.getItemPosition(at) != place:
            self._grid.removeWidget(self._second)
            self._grid.addWidget(self._second, *place)


def _least_line(part: QWidget) -> int:
    return part.least_line() if isinstance(part, TwoParts) else part.minimumSizeHint().width()


def beside(parent: QWidget, *widgets: QWidget) -> QWidget:
    """Return a part with these widgets side by side."""
    part = QWidget(parent)
    line = QHBoxLayout(part)
    line.setContentsMargins(0, 2, 0, 0)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return part
