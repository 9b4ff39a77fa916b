"""Where the keyboard was before it went to the menu bar, whose entries act there."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget


class LastFocus(QObject):
    """Follows the focus of the program, menus left out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._widget: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._changed)

    @property
    def widget(self) -> QWidget | None:
        """The widget that has the focus, or had it last."""
        return self._widget

    def _changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or isinstance(new, QMenu | QMenuBar):
            return
        if self._widget is not None:
            self._widget.destroyed.disconnect(self._forget)
        self._widget = new
        new.destroyed.connect(self._forget)

    def _forget(self, _gone: QObject) -> None:
        self._widget = None
