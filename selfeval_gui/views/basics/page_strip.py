"""Pages one below the other in a scroll area: how large they are shown and where each of them stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QAbstractScrollArea

FIT_WIDTH = 0.0
_GAP = 10.0  # pixels round each page
_SMALLEST, _LARGEST = 0.25, 4.0
_STEP = 1.25
_POINTS_PER_INCH = 72
_USUAL_WIDTH = 595.0  # points, before there is a page


class PageStrip:
    """The pages of one scroll area. `zoom` is 1 for the size of the paper, `FIT_WIDTH` for as wide as the area."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        self._area = area
        self.sizes: tuple[tuple[float, float], ...] = ()
        self._widest = _USUAL_WIDTH
        self._above: tuple[float, ...] = (0.0,)  # the heights of the pages before each, in points
        self.zoom = FIT_WIDTH

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    def take(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Have pages of these widths and heights in points."""
        self.sizes = tuple(sizes)
        self._widest = max((width for width, _height in sizes), default=_USUAL_WIDTH)
        self._above = (0.0, *accumulate(height for _width, height in sizes))

    def set_zoom(self, zoom: float) -> None:
        """Show the pages in another size."""
        self.zoom = zoom if zoom == FIT_WIDTH else min(_LARGEST, max(_SMALLEST, zoom))

    def stepped(self, steps: int) -> float:
        """Return the zoom some steps larger than what is shown, or smaller for a negative number."""
        return self.shown_zoom * _STEP**steps

    @property
    def shown_zoom(self) -> float:
        """How large the pages are shown now."""
        return self.scale * _POINTS_PER_INCH / self._area.logicalDpiX()

    @property
    def scale(self) -> float:
        """How many pixels of the window a point has."""
        if self.zoom != FIT_WIDTH:
            return self.zoom * self._area.logicalDpiX() / _POINTS_PER_INCH
        return max(0.1, (self._area.viewport().width() - 2 * _GAP) / self._widest)

    def top(self, number: int) -> float:
        """Return where a page begins, from the top of the first one's gap."""
        return _GAP + self._above[number] * self.scale + number * _GAP

    def _tops(self) -> list[float]:
        """Return where each page begins, and where the last one's gap ends."""
        scale = self.scale
        return [_GAP + above * scale + number * _GAP for number, above in enumerate(self._above)]

    def rect(self, number: int) -> QRectF:
        """Return the place of a page in the viewport."""
        return self._rect(number, self.scale)

    def _rect(self, number: int, scale: float) -> QRectF:
        page_width, height = self.sizes[number]
        width = page_width * scale
        across, down = self._area.horizontalScrollBar().value(), self._area.verticalScrollBar().value()
        left = max(_GAP, (self._area.viewport().width() - width) / 2) - across
        return QRectF(left, _GAP + self._above[number] * scale + number * _GAP - down, width, height * scale)

    def place(self, number: int, spot: QRectF) -> QRectF:
        """Return where a spot of a page, in points, stands in the viewport."""
        scale = self.scale  # asked for once: each spot of each page is placed at every picture
        page = self._rect(number, scale)
        left, top = page.left() + spot.left() * scale, page.top() + spot.top() * scale
        return QRectF(left, top, spot.width() * scale, spot.height() * scale)

    def visible(self) -> tuple[int, ...]:
        """Return the pages of which something is in sight."""
        sight = QRectF(self._area.viewport().rect())
        tops, down = self._tops(), self._area.verticalScrollBar().value()
        first = max(0, bisect_right(tops, down) - 1)
        beyond = bisect_right(tops, down + sight.height())
        return tuple(number for number in range(first, min(beyond, self.count)) if self.rect(number).intersects(sight))

    def front(self) -> int:
        """Return the page in front, from 0."""
        edge = self._area.verticalScrollBar().value() + self._area.viewport().height() / 3
        return min(max(0, bisect_right(self._tops(), edge) - 1), max(0, self.count - 1))

    def go_to(self, number: int) -> None:
        """Bring the top of a page into sight."""
        if self.sizes:
            number = min(max(number, 0), self.count - 1)
            self._area.verticalScrollBar().setValue(round(self.top(number) - _GAP))

    def set_ranges(self) -> None:
        """Let the scroll bars reach all pages."""
        scale, view = self.scale, self._area.viewport()
        width = max((width * scale for width, _height in self.sizes), default=0.0) + 2 * _GAP
        across, down = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        across.setRange(0, max(0, round(width - view.width())))
        across.setPageStep(view.width())
        down.setRange(0, max(0, round(self.top(self.count) - view.height())))
        down.setPageStep(view.height())
        down.setSingleStep(self._area.fontMetrics().height() * 2)
