"""A scroll area whose bar does not come and go without end."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QWidget

_MOST_TURNS = 3  # within one change


class SteadyArea(QScrollArea):
    """Where bar and content take turns in needing each other, shows the bar or not, but decides.

    As with numbers that scroll once the bar takes their room: Qt would show and hide it until the stack is full, and
    the program ended with that.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turns = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._turns == _MOST_TURNS:
            return False
        self._turns += 1
        try:
            return super().eventFilter(watched, event)
        finally:
            self._turns -= 1
