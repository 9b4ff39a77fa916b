"""Keeps room for the indicator tree: what stands above and below it gives way while the tree shows too few rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from selfeval_gui.views.form.sections import Section
from selfeval_gui.views.tree.indicator_tree import IndicatorTree

_ROWS = 8  # of the tree, in sight whatever else is open

_HELD = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta}  # they do nothing by themselves

_FEW_ROWS = 5  # its heading and four rows, while one goes through the findings


class TreeRoom(QObject):
    """Shares the height of a form page until the user drags a handle.

    Opening a group, or a page beside the form, folds others where the tree would be left with too few rows; the list
    of findings gives way too. Keys pressed in the tree, and what leads to one of its cells, fold a group that leaves it
    too few rows; a click moves nothing, for a second one would then meet another cell.
    """

    def __init__(
        self, tree: IndicatorTree, sections: Sequence[Section], lower: QSplitter, totals: QWidget, page: QWidget
    ) -> None:
        super().__init__(page)
        self._tree, self._page, self._sections, self._lower = tree, page, sections, lower
        self._totals = totals
        self._opened: list[Section] = []
        self._is_own = False
        # Of no length: a dock that opens makes the page narrower, and what stands in it higher, one after the other.
        self._narrowed = QTimer(self, singleShot=True, interval=0)
        self._narrowed.timeout.connect(self._give_way)
        lower.splitterMoved.connect(self._dragged)
        for section in sections:
            section.folded_changed.connect(self._fold_changed)
        lower.installEventFilter(self)
        tree.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._tree:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() not in _HELD:
                self.work_in_tree()
            return False
        if event.type() == QEvent.Type.Resize:
            self._narrowed.start()
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show} and not self._is_own:
            self._share()
        return False

    def pass_on(self) -> None:
        """Let the findings have what the part above them does not need, or give it back; the tree stays as it is."""
        first, above, last = self._lower.sizes()
        wanted = min(self._below()[0].sizeHint().height(), above + last - self._below()[1].minimumSizeHint().height())
        if not self._is_own and wanted > 0:
            self._lower.setSizes([first, wanted, last + above - wanted])

    def leaves_enough(self, height: int) -> bool:
        """Tell whether the tree would still show its rows if a part below it grew by this."""
        return self._tree.height() - height >= self._least_height()

    def make_room(self, height: int) -> None:
        """Let the findings be so high, the tree keeping a few rows, unless the user has shared the height out."""
        first, *others, last = self._lower.sizes()
        more = min(height - last, first - _FEW_ROWS * self._tree.cells.painter.row_height)
        if more > 0 and not self._is_own:
            self._lower.setSizes([first - more, *others, last + more])

    def work_in_tree(self) -> None:
        """Fold the groups that were left open, the first one first, while the tree has too little room to work in."""
        while self._opened and not self._is_own and self._lacks_room():
            self._opened[0].set_folded(True)  # which takes it from the list

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
        parts: list[QWidget | None] = [self._lower.widget(place) for place in range(1, self._lower.count())]
        return [part for part in parts if part is not None]

    def _least_height(self) -> int:
        """Return how high the tree is with its heading, the rows it shall show, and a scroll bar if it needs one."""
        tree = self._tree
        bar = tree.horizontalScrollBar()
        around = tree.header().height() + 2 * tree.frameWidth() + (bar.sizeHint().height() if bar.maximum() else 0)
        return around + _ROWS * tree.cells.painter.row_height

    def _fold_changed(self) -> None:
        """Fold what was opened first while the tree would have too little room."""
        self._opened = [section for section in self._opened if not section.is_folded]
        self._opened += [each for each in self._sections if not each.is_folded and each not in self._opened]
        while self._is_too_high():
            self._opened[0].set_folded(True)  # comes back here

    def _give_way(self) -> None:
        """Fold what was opened first, but never the group that one types in."""
        focus = QApplication.focusWidget()
        while self._is_too_high():
            others = (each for each in self._opened if focus is None or not each.isAncestorOf(focus))
            next(others).set_folded(True)

    def _is_too_high(self) -> bool:
        """Tell whether more than one group is open, and together they leave the tree too few rows."""
        return len(self._opened) > 1 and self._lacks_room()

    def _lacks_room(self) -> bool:
        below = sum(part.minimumSizeHint().height() for part in self._below())
        room = self._page.height() - self._totals.height() - self._least_height() - below
        return self._page.isVisible() and _height(self._sections) > room


def _height(sections: Sequence[Section]) -> int:
    return sum(section.sizeHint().height() for section in sections)
