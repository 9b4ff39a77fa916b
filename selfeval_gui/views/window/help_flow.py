"""帮助: the manual and the About box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.views.basics.actions import Actions

if TYPE_CHECKING:
    from selfeval_gui.views.window.manual_dialog import ManualDialog


class HelpFlow(QObject):
    """Opens what there is to read."""

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        actions.connect({"Manual": self.show_manual, "About": self.show_about})
        self._window = window
        self._manual: ManualDialog | None = None

    def show_manual(self, _checked: bool = False) -> None:
        """Show the manual beside the window, so that one can read and do."""
        from selfeval_gui.views.window.keys import keys_by_heading
        from selfeval_gui.views.window.manual_dialog import ManualDialog

        if self._manual is None:
            self._manual = ManualDialog(keys_by_heading(), self._window)
            self._manual.finished.connect(self._manual_closed)
        self._manual.show()
        self._manual.raise_()
        self._manual.activateWindow()

    def show_about(self, _checked: bool = False) -> None:
        """Say which version this is."""
        from selfeval_gui.views.window.about_dialog import AboutDialog

        dialog = AboutDialog(self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _manual_closed(self, _result: int) -> None:
        if self._manual is not None:
            self._manual.deleteLater()
            self._manual = None
