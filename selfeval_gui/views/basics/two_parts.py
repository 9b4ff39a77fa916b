"""Two parts of a line: beside each other where both have room, else one below the other."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

_GAP = 10
_BESIDE, _BELOW = (0, 1, 1, 1), (1, 0, 1, 2)


class TwoParts(QWidget):
    """The first part takes what room there is, the second what it needs, or at least what it cannot do without.

    The first needs no more than `enough` to stand beside the second, where that is given.
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

    def minimumSizeHint(self) -> QSize:
        """Return what the wider part needs, for they may stand above each other; the height of what stands now."""
        width = max(part.minimumSizeHint().width() for part in (self._first, self._second))
        return QSize(width + 8, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()  # a part may be longer or shorter
        return super().event(event)

    def _arrange(self) -> None:
        """Put the second part where it has room."""
        wanted = self._first.sizeHint().width()
        wanted = wanted if self._enough is None else min(wanted, self._enough)
        is_narrow = self.width() < wanted + self._second.minimumSizeHint().width() + _GAP + 8
        place = _BELOW if is_narrow else _BESIDE
        self._grid.setColumnMinimumWidth(0, 0 if is_narrow else wanted)
        at = self._grid.indexOf(self._second)
        if self._grid.getItemPosition(at) != place:
            self._grid.removeWidget(self._second)
            self._grid.addWidget(self._second, *place)


def beside(parent: QWidget, *widgets: QWidget) -> QWidget:
    """Return a part with these widgets side by side."""
    part = QWidget(parent)
    line = QHBoxLayout(part)
    line.setContentsMargins(0, 2, 0, 0)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return part
