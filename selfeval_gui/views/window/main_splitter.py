"""List and page beside each other: the list gives way before the page has to break its header into more lines."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class MainSplitter(QSplitter):
    """Takes from the list what the page lacks to its easy width, and gives it back when there is room again."""

    def __init__(self, projects: QWidget, page: QWidget, easy_width: Callable[[], int], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("mainSplitter")
        self.setChildrenCollapsible(False)
        self.addWidget(projects)
        self.addWidget(page)
        self.setStretchFactor(1, 1)
        self._projects, self._easy_width = projects, easy_width
        self._own_width: int | None = None  # of the list, as the user divided the room; None until it gives way
        self.splitterMoved.connect(self._forget)

    def setSizes(self, sizes: Sequence[int]) -> None:
        """Divide as the user wants it."""
        self._forget()
        super().setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        before = self.sizes()[0] if self._own_width is None else self._own_width
        super().resizeEvent(event)
        if self._projects.isHidden():
            return
        width, page = self.sizes()
        if not event.oldSize().isValid():
            before = width  # until it is shown a splitter's sizes say nothing
        left = max(min(before, width + page - self._easy_width()), self._projects.minimumSizeHint().width())
        self._own_width = before if left < before else None
        if left != width:
            super().setSizes([left, width + page - left])

    def _forget(self) -> None:
        self._own_width = None
