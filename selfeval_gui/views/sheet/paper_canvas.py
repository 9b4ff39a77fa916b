"""The view of the paper as a picture that is kept: only what changed is drawn into it again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

Draw = Callable[[QPainter, QRectF], None]


class PaperCanvas:
    """The picture behind one viewport."""

    def __init__(self, viewport: QWidget) -> None:
        self._viewport = viewport
        self._picture = QPixmap()
        self._stale: list[QRect] = []

    def renew(self, place: QRect | None = None) -> None:
        """Have a place drawn anew when it is painted next, all of it for None."""
        place = self._viewport.rect() if place is None else place
        self._add(place)
        self._viewport.update(place)

    def _add(self, place: QRect) -> None:
        """Note a place; with one it overlaps or touches it is drawn in one go, where that takes little more."""
        place = place & self._viewport.rect()
        if place.isEmpty():
            return
        for each in self._stale:
            both = each.united(place)
            if _area(both) <= _area(each) + _area(place):
                self._stale.remove(each)
                self._add(both)
                return
        self._stale.append(place)

    def scroll(self, across: int, down: int) -> None:
        """Move the picture by so many pixels; only what comes into sight is drawn."""
        room, ratio = self._viewport.rect(), self._picture.devicePixelRatio()
        if ratio != int(ratio) or abs(down) >= room.height() or abs(across) >= room.width() or self._picture.isNull():
            self.renew()
            return
        self._picture.scroll(round(across * ratio), round(down * ratio), self._picture.rect())
        before, self._stale = self._stale, []
        self._add(QRect(0 if across > 0 else room.width() + across, 0, abs(across), room.height()))
        self._add(QRect(0, 0 if down > 0 else room.height() + down, room.width(), abs(down)))
        for place in before:
            self._add(place.translated(across, down))
        self._viewport.update()

    def picture(self, draw: Draw) -> QPixmap:
        """Return the picture as it should be now; `draw` is called for each place that is not so yet."""
        ratio, room = self._viewport.devicePixelRatioF(), self._viewport.rect()
        if self._picture.size() != room.size() * ratio or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(room.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._stale = [room]
        if not self._stale:
            return self._picture
        painter = QPainter(self._picture)
        for place in self._stale:
            painter.setClipRect(place)
            painter.fillRect(place, self._viewport.palette().brush(self._viewport.backgroundRole()))
            draw(painter, QRectF(place))
        painter.end()
        self._stale = []
        return self._picture


def _area(place: QRect) -> int:
    return place.width() * place.height()
