"""Where the window stands, how it is divided, how the list is sorted: remembered between starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter

from selfeval_gui.app.settings import (
    FOLDED_GROUPS,
    FORM_WAY,
    MAIN_SPLITTER,
    PROJECT_ORDER,
    WINDOW_GEOMETRY,
    WINDOW_STATE,
    Setting,
    Settings,
)
from selfeval_gui.views.projects.project_list import ProjectList

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage

_SHARE = 0.85  # of the screen, for a first start
_WIDE_SCREEN = 1500
_LIST_SHARE = 0.36  # of the window, at most


class WindowState:
    """Puts the window's layout into the settings and takes it out again."""

    def __init__(self, window: QMainWindow, splitter: QSplitter, projects: ProjectList, settings: Settings) -> None:
        self._window = window
        self._splitter = splitter
        self._projects = projects
        self._settings = settings
        self._page: FormPage | None = None

    def take_page(self, page: FormPage) -> None:
        """Fold the groups of the form page as they were left, now that there is one."""
        self._page = page
        page.set_fold_state(self._settings.get(FOLDED_GROUPS))
        page.ways.set_state(self._settings.get(FORM_WAY))

    def restore(self) -> None:
        """Arrange everything as it was left; as at a first start where nothing fits."""
        geometry = self._get(WINDOW_GEOMETRY)
        if geometry.isEmpty() or not self._window.restoreGeometry(geometry) or not self._is_on_a_screen():
            self._place_window()
        self._window.restoreState(self._get(WINDOW_STATE))
        splitter = self._get(MAIN_SPLITTER)
        if splitter.isEmpty() or not self._splitter.restoreState(splitter):
            self._divide()
        self._projects.order.restore(self._settings.get(PROJECT_ORDER))

    def reset(self, _checked: bool = False) -> None:
        """Arrange everything as at a first start."""
        self._window.showNormal()
        self._place_window()
        self._divide()
        self._projects.order.reset()
        if self._page is not None:
            self._page.set_fold_state(FOLDED_GROUPS.default)
            self._page.ways.set_state(FORM_WAY.default)

    def remember(self) -> None:
        """Take note of the present arrangement."""
        self._set(WINDOW_GEOMETRY, self._window.saveGeometry())
        self._set(WINDOW_STATE, self._window.saveState())
        self._set(MAIN_SPLITTER, self._splitter.saveState())
        self._settings.set(PROJECT_ORDER, self._projects.order.text)
        if self._page is not None:
            self._settings.set(FOLDED_GROUPS, self._page.fold_state())
            self._settings.set(FORM_WAY, self._page.ways.state())

    def _place_window(self) -> None:
        """Fill an office screen; on a wide one leave something of the desktop."""
        space = QGuiApplication.primaryScreen().availableGeometry()
        self._window.resize(round(space.width() * _SHARE), round(space.height() * _SHARE))
        frame = self._window.frameGeometry()
        frame.moveCenter(space.center())
        self._window.move(frame.topLeft())
        if space.width() < _WIDE_SCREEN:
            self._window.setWindowState(Qt.WindowState.WindowMaximized)

    def _divide(self) -> None:
        width = max(self._splitter.width(), self._window.width())  # before it is shown the splitter has none
        left = min(self._projects.view.wanted_width(), round(width * _LIST_SHARE))
        self._splitter.setSizes([left, width - left])

    def _is_on_a_screen(self) -> bool:
        """Tell whether enough of the title bar can be reached; a screen may have been unplugged."""
        frame = self._window.frameGeometry()
        return any(screen.availableGeometry().contains(frame.center()) for screen in QGuiApplication.screens())

    def _get(self, setting: Setting[str]) -> QByteArray:
        return QByteArray.fromBase64(self._settings.get(setting).encode("ascii", "ignore"))

    def _set(self, setting: Setting[str], state: QByteArray) -> None:
        self._settings.set(setting, bytes(state.toBase64().data()).decode("ascii"))
