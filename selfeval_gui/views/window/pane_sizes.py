"""Makes the pane or the column at hand larger or smaller without the mouse."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSplitter, QTableView, QTreeView, QWidget

from selfeval_gui.views.basics.actions import Actions
from selfeval_gui.views.basics.last_focus import LastFocus

_SHARE = 0.08  # of the whole, a step
_COLUMN_STEP = 1.15
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


class PaneSizes(QObject):
    """Acts where the keyboard is."""

    def __init__(self, actions: Actions, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._focus = LastFocus(self)
        actions.connect(
            {
                "Wider": partial(self._resize, _ACROSS, 1),
                "Narrower": partial(self._resize, _ACROSS, -1),
                "Higher": partial(self._resize, _DOWN, 1),
                "Lower": partial(self._resize, _DOWN, -1),
                "WiderColumn": partial(self._resize_column, _COLUMN_STEP),
                "NarrowerColumn": partial(self._resize_column, 1 / _COLUMN_STEP),
            }
        )

    def _resize(self, way: Qt.Orientation, step: int, _checked: bool = False) -> None:
        """Give the pane more or less room in the nearest splitter of this way, or in the window."""
        inside: QWidget | None = self._focus.widget
        while inside is not None and inside is not self._window:
            parent = inside.parentWidget()
            if isinstance(inside, QDockWidget) and way is _ACROSS:
                width = inside.width() + step * round(self._window.width() * _SHARE)
                self._window.resizeDocks([inside], [width], way)
                return
            if isinstance(parent, QSplitter) and parent.orientation() == way and parent.count() > 1:
                _shift(parent, parent.indexOf(inside), step)
                return
            inside = parent

    def _resize_column(self, factor: float, _checked: bool = False) -> None:
        view = self._focus.widget
        if isinstance(view, QTableView | QTreeView) and view.currentIndex().isValid():
            column = view.currentIndex().column()
            view.setColumnWidth(column, round(view.columnWidth(column) * factor))


def _shift(splitter: QSplitter, place: int, step: int) -> None:
    """Let a part take from its neighbour, or give to it."""
    sizes = splitter.sizes()
    other = place + 1 if place + 1 < len(sizes) else place - 1
    change = step * round(sum(sizes) * _SHARE)
    sizes[place], sizes[other] = sizes[place] + change, sizes[other] - change
    splitter.setSizes([max(0, size) for size in sizes])
