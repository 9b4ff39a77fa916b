"""The pages of the form one below the other, as they will print; a click on a cell leads to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.page_strip import FIT_WIDTH, PageStrip
from selfeval_gui.views.basics.theme import Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from selfeval_gui.paper.preview import FieldArea, Leaf, PreviewPages

_HOVER_ALPHA = 60


class PreviewView(QAbstractScrollArea):
    """Shows images of the pages. It never draws a form itself: it asks for images and shows what it has meanwhile.

    Signals
    -------
    images_wanted()
        `visible_pages()` at `image_scale()` are to be shown.
    field_wanted(node, field)
        the user clicked on a cell; node is "" for a field of the form.
    page_changed()
        another page is in front, or the number of pages is another.
    zoom_changed()
        the pages are shown larger or smaller.
    """

    images_wanted = Signal()
    field_wanted = Signal(str, str)
    page_changed = Signal()
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("previewView")
        self.setAccessibleName(_("打印预览"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self._leaves: tuple[Leaf, ...] = ()
        self._images: dict[int, QImage] = {}
        self.strip = PageStrip(self)
        self._hovered: tuple[int, FieldArea] | None = None
        self._front = 0
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # ---- what is shown -------------------------------------------------------------------------------------------

    @property
    def page_count(self) -> int:
        """How many pages the form has."""
        return len(self._leaves)

    @property
    def front_page(self) -> int:
        """The page in front, from 0."""
        return self._front

    def take(self, answer: PreviewPages) -> None:
        """Show what was drawn."""
        if answer.request.data is not None:
            self._leaves = answer.leaves
            self.strip.take([leaf[:2] for leaf in self._leaves])
            self._hovered = None
            self._images = {}
        self._images.update(answer.images)
        self._settle()
        if not self.missing_pages():
            self._images = {number: self._images[number] for number in self._images if self._is_near(number)}

    def clear(self) -> None:
        """Show nothing."""
        self._leaves, self._images, self._hovered = (), {}, None
        self.strip.take(())
        self._settle()

    def visible_pages(self) -> tuple[int, ...]:
        """Return the pages of which something is in sight."""
        return self.strip.visible()

    def missing_pages(self) -> tuple[int, ...]:
        """Return the pages in sight of which there is no image in the size shown."""
        return tuple(number for number in self.visible_pages() if not self._is_sharp(number))

    def image_scale(self) -> float:
        """Return how many pixels of the screen a point has."""
        return self.strip.scale * self.devicePixelRatioF()

    # ---- moving about --------------------------------------------------------------------------------------------

    def set_zoom(self, zoom: float) -> None:
        """Show the pages in another size; the page in front stays in front."""
        front = self._front
        self.strip.set_zoom(zoom)
        self._settle()
        self.strip.go_to(front)
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Make the pages larger, or smaller for a negative number of steps."""
        self.set_zoom(self.strip.stepped(steps))

    def go_to_page(self, number: int) -> None:
        """Bring the top of a page into sight."""
        self.strip.go_to(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, key = Qt.Key, event.key()
        if key in (keys.Key_PageDown, keys.Key_PageUp):
            self.go_to_page(self._front + (1 if key == keys.Key_PageDown else -1))
        elif key in (keys.Key_Plus, keys.Key_Equal, keys.Key_Minus):
            self.zoom_by(-1 if key == keys.Key_Minus else 1)
        elif key == keys.Key_0:
            self.set_zoom(FIT_WIDTH)
        elif key in (keys.Key_Home, keys.Key_End):
            self.go_to_page(0 if key == keys.Key_Home else self.page_count)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    # ---- the mouse -----------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._spot_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            shape = Qt.CursorShape.ArrowCursor if hovered is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def leaveEvent(self, _event: object) -> None:
        self._hovered = None
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._spot_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            node, field = found[1].field
            self.field_wanted.emit(node or "", field)

    def place_of(self, node: str, field: str) -> QPoint | None:
        """Return the middle of the cell that shows a field, in the viewport; None if no page shows it."""
        for number, leaf in enumerate(self._leaves):
            for spot in leaf.spots:
                if (spot.field.node or "", spot.field.name) == (node, field):
                    return self._rect_of(number, spot).center().toPoint()
        return None

    def _spot_at(self, point: QPointF) -> tuple[int, FieldArea] | None:
        scale = self.strip.scale
        for number in self.visible_pages():
            page = self.strip.rect(number)
            if page.contains(point):
                x, y = (point.x() - page.left()) / scale, (point.y() - page.top()) / scale
                found = next((spot for spot in self._leaves[number].spots if spot.holds(x, y)), None)
                return None if found is None else (number, found)
        return None

    # ---- drawing -------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self.visible_pages():
            page = self.strip.rect(number)
            image = self._images.get(number)
            if image is None:
                painter.fillRect(page, Qt.GlobalColor.white)
            else:
                painter.drawImage(page, image)
            painter.setPen(theme.color(Tone.QUIET))
            painter.drawRect(page)
        if self._hovered is not None:
            tint = theme.color(Tone.ACCENT)
            tint.setAlpha(_HOVER_ALPHA)
            painter.fillRect(self._rect_of(*self._hovered), tint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 60, self.fontMetrics().height() * 30)

    # ---- where things are ----------------------------------------------------------------------------------------

    def _rect_of(self, number: int, spot: FieldArea) -> QRectF:
        return self.strip.place(number, QRectF(spot.left, spot.top, spot.width, spot.height))

    def _is_sharp(self, number: int) -> bool:
        image = self._images.get(number)
        return image is not None and image.width() == round(self._leaves[number].width * self.image_scale())

    def _is_near(self, number: int) -> bool:
        """Tell whether an image is worth keeping; pages far away are drawn again."""
        return abs(number - self._front) <= len(self.visible_pages()) + 1

    def _settle(self) -> None:
        """Take over sizes: the scroll bars, which page is in front, which images are missing."""
        self.strip.set_ranges()
        self._scrolled()

    def _scrolled(self, _value: int = 0) -> None:
        self._front = self.strip.front()
        if self._leaves:
            told = _("第 {number} 页，共 {count} 页").format(number=self._front + 1, count=self.page_count)
            self.setAccessibleDescription(told)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.page_changed.emit()
        self.viewport().update()
        if self.missing_pages():
            self.images_wanted.emit()
