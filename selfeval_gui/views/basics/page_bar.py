"""The buttons above pages: back, on, smaller, larger, and the box of zooms; two lines where one has no room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.page_strip import FIT_WIDTH
from selfeval_gui.views.basics.two_parts import TwoParts, beside

_ZOOMS = ((_("适合宽度"), FIT_WIDTH), ("50%", 0.5), ("75%", 0.75), ("100%", 1.0), ("150%", 1.5), ("200%", 2.0))


class PageBar(QWidget):
    """Asks for pages and sizes; `name` begins the object names of its widgets.

    Signals
    -------
    page_stepped(step), zoom_stepped(step)
        a page on (1) or back (-1); larger or smaller by a step.
    zoom_chosen(zoom)
        a size of the box.
    """

    page_stepped = Signal(int)
    zoom_stepped = Signal(int)
    zoom_chosen = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = self._button(f"{name}Back", "move_up", _("上一页（PageUp）"))
        self._page = QLabel(self)
        self._page.setObjectName(f"{name}Page")
        self._on = self._button(f"{name}On", "move_down", _("下一页（PageDown）"))
        self._smaller = self._button(f"{name}Smaller", "minus", _("缩小（-）"))
        self._zoom = QComboBox(self)
        self._zoom.setObjectName(f"{name}Zoom")
        self._zoom.setAccessibleName(_("显示比例"))
        for text, zoom in _ZOOMS:
            self._zoom.addItem(text, zoom)
        self._larger = self._button(f"{name}Larger", "add", _("放大（+）"))
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        self._smaller.clicked.connect(self._make_smaller)
        self._larger.clicked.connect(self._make_larger)
        self._zoom.activated.connect(self._choose_zoom)
        turning = beside(self, self._back, self._page, self._on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TwoParts(turning, beside(self, self._smaller, self._zoom, self._larger), self))

    def _button(self, name: str, icon: str, tip: str) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setObjectName(name)
        button.setIcon(theme.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def show_page(self, front: int, count: int, waiting: str = "") -> None:
        """Say which page is in front, counted from 0; `waiting` while there is none."""
        self._page.setText(_("第 {number} / {count} 页").format(number=front + 1, count=count) if count else waiting)
        self._back.setEnabled(front > 0)
        self._on.setEnabled(front + 1 < count)
        for widget in (self._smaller, self._larger, self._zoom):
            widget.setEnabled(count > 0)

    def show_zoom(self, zoom: float) -> None:
        """Say how large the pages are shown; a size that the box lacks stands in it as long as it lasts."""
        index = self._zoom.findData(zoom)
        if index < 0:
            text = f"{round(zoom * 100)}%"
            if self._zoom.count() > len(_ZOOMS):
                self._zoom.removeItem(len(_ZOOMS))
            self._zoom.addItem(text, zoom)
            index = len(_ZOOMS)
        self._zoom.setCurrentIndex(index)

    def _choose_zoom(self, index: int) -> None:
        self.zoom_chosen.emit(float(self._zoom.itemData(index)))

    def _make_larger(self) -> None:
        self.zoom_stepped.emit(1)

    def _make_smaller(self) -> None:
        self.zoom_stepped.emit(-1)

    def _go_back(self) -> None:
        self.page_stepped.emit(-1)

    def _go_on(self) -> None:
        self.page_stepped.emit(1)
