"""Keeps room for the indicator tree: what stands above and below it gives way while the tree shows too few rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSplitter, QWidget

from selfeval_gui.views.form.sections import Section
from selfeval_gui.views.tree.indicator_tree import IndicatorTree

_ROWS = 10  # eight of the tree, its heading and a scroll bar: in sight whatever else is open


class TreeRoom(QObject):
    """Shares the height of a form page until the user drags a handle.

    Opening a group folds the others where the tree would be left with too few rows; the list of findings gives way too.
    """

    def __init__(self, tree: IndicatorTree, sections: Sequence[Section], lower: QSplitter, page: QWidget) -> None:
        super().__init__(page)
        self._tree, self._page, self._sections, self._lower = tree, page, sections, lower
        self._opened: list[Section] = []
        self._is_own = False
        lower.splitterMoved.connect(self._dragged)
        for section in sections:
            section.folded_changed.connect(self._fold_changed)
        lower.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show} and not self._is_own:
            self._share()
        return False

    def _dragged(self, _position: int, _handle: int) -> None:
        self._is_own = True

    def _share(self) -> None:
        """Give the parts below the tree what they want, less where the tree needs it."""
        below, least = self._below(), self._least_height()
        room = self._lower.height() - len(below) * self._lower.handleWidth()
        sizes = [part.sizeHint().height() for part in below]
        for place in reversed(range(len(sizes))):
            lacking = least - (room - sum(sizes))
            sizes[place] -= min(max(0, lacking), sizes[place] - below[place].minimumSizeHint().height())
        self._lower.setSizes([max(1, room - sum(sizes)), *sizes])

    def _below(self) -> list[QWidget]:
        return [self._lower.widget(place) for place in range(1, self._lower.count())]

    def _least_height(self) -> int:
        return _ROWS * self._tree.cells.painter.row_height

    def _fold_changed(self) -> None:
        """Fold what was opened first while the tree would have too little room."""
        self._opened = [section for section in self._opened if not section.is_folded]
        self._opened += [each for each in self._sections if not each.is_folded and each not in self._opened]
        room = (
            self._page.height() - self._least_height() - sum(part.minimumSizeHint().height() for part in self._below())
        )
        while self._page.isVisible() and len(self._opened) > 1 and _height(self._sections) > room:
            self._opened[0].set_folded(True)  # comes back here


def _height(sections: Sequence[Section]) -> int:
    return sum(section.sizeHint().height() for section in sections)
