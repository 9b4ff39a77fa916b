"""A dock at the right of the window, made when its action is checked for the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

Content = TypeVar("Content", bound=QWidget)
_SHARE = 0.36  # of the window's width, when it is opened for the first time


class SideDock(QObject, Generic[Content]):
    """Shows a widget while its action is checked; `content` is None until it is wanted."""

    def __init__(
        self, window: QMainWindow, action: QAction, name: str, title: str, make: Callable[[QWidget], Content]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._action = action
        self._name = name
        self._title = title
        self._make_content = make
        self._dock: QDockWidget | None = None
        self.content: Content | None = None
        action.setCheckable(True)
        action.toggled.connect(self._toggle)

    def _toggle(self, is_wanted: bool) -> None:
        if is_wanted and self._dock is None:
            self._dock = self._make()
        if self._dock is not None:
            self._dock.setVisible(is_wanted)
            if is_wanted:
                QTimer.singleShot(0, self._dock, self._dock.raise_)  # once the window has given it its place

    def _make(self) -> QDockWidget:
        others = cast(list[QDockWidget], self._window.findChildren(QDockWidget))
        dock = QDockWidget(self._title, self._window)
        dock.setObjectName(self._name)
        self.content = self._make_content(dock)
        dock.setWidget(self.content)
        dock.visibilityChanged.connect(self._shown)
        if not self._window.restoreDockWidget(dock):
            self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
            beside = next((each for each in others if not each.isHidden() and not each.isFloating()), None)
            if beside is not None:
                self._window.tabifyDockWidget(beside, dock)
            else:
                self._window.resizeDocks([dock], [round(self._window.width() * _SHARE)], Qt.Orientation.Horizontal)
        return dock

    def _shown(self, _is_visible: bool) -> None:
        """Follow the dock's own cross; a dock behind another one, or in a minimized window, is not closed."""
        if self._dock is not None:
            self._action.setChecked(not self._dock.isHidden())
