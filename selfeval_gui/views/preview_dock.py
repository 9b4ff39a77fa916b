"""The dock that holds the print preview, made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow

from selfeval_gui.i18n import _
from selfeval_gui.views.current_form import CurrentForm

if TYPE_CHECKING:
    from selfeval_gui.views.preview import Preview

_SHARE = 0.36  # of the window's width, when it is opened for the first time


class PreviewDock(QObject):
    """Shows the preview of the form at hand while its action is checked.

    Signals
    -------
    print_wanted(is_draft)
        the user wants what is shown on paper.
    """

    print_wanted = Signal(bool)

    def __init__(self, window: QMainWindow, current: CurrentForm, action: QAction) -> None:
        super().__init__(window)
        self._window = window
        self._current = current
        self._action = action
        self._dock: QDockWidget | None = None
        self.preview: Preview | None = None
        action.setCheckable(True)
        action.toggled.connect(self._toggle)
        current.changed.connect(self._follow)

    def stop(self) -> None:
        """End the preview's thread before the program goes."""
        if self.preview is not None:
            self.preview.stop()

    def _toggle(self, is_wanted: bool) -> None:
        if is_wanted and self._dock is None:
            self._dock = self._make()
        if self._dock is not None:
            self._dock.setVisible(is_wanted)

    def _make(self) -> QDockWidget:
        from selfeval_gui.views.preview import Preview

        dock = QDockWidget(_("打印预览"), self._window)
        dock.setObjectName("previewDock")
        self.preview = Preview(dock)
        self.preview.field_wanted.connect(self._current.go_to)
        self.preview.print_wanted.connect(self.print_wanted)
        dock.setWidget(self.preview)
        dock.visibilityChanged.connect(self._shown)
        if not self._window.restoreDockWidget(dock):
            self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
            self._window.resizeDocks([dock], [round(self._window.width() * _SHARE)], Qt.Orientation.Horizontal)
        self._follow()
        return dock

    def _shown(self, _is_visible: bool) -> None:
        """Follow the dock's own cross; a dock behind another tab, or a minimized window, is not closed."""
        if self._dock is not None:
            self._action.setChecked(not self._dock.isHidden())

    def _follow(self) -> None:
        if self.preview is not None:
            self.preview.show_session(self._current.session)
