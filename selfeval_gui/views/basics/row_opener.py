"""Enter and a double click on a row of a view that is only read: the user wants to go on with that row."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView


class RowOpener(QObject):
    """Serves one view.

    Signals
    -------
    opened()
        the user wants to go on with the current row.
    """

    opened = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)
        view.doubleClicked.connect(self._double_clicked)

    def eventFilter(self, _view: QObject, event: QEvent) -> bool:
        is_enter = isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.type() != QEvent.Type.KeyPress or not is_enter or not self._view.currentIndex().isValid():
            return False
        self.opened.emit()
        return True

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()
