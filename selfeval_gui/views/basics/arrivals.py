"""Arriving in a table, list or tree by the keyboard is heard with the cell one has come to, not with the view alone."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


class Arrivals(QObject):
    """Follows the focus of the program, and tells a screen reader of the current cell where a view has got it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True, interval=0)  # Qt tells of the view itself once the focus is there
        self._soon.timeout.connect(self._tell)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._changed)

    def _changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, QAbstractItemView) and QAccessible.isActive():
            self._soon.start()

    def _tell(self) -> None:
        view = QApplication.focusWidget()
        if not isinstance(view, QAbstractItemView) or not view.currentIndex().isValid():
            return
        cell = cast(QAccessibleInterface | None, QAccessible.queryAccessibleInterface(view).focusChild())
        if cell is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(cell, QAccessible.Event.Focus))
