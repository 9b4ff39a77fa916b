"""The size of a window that opens: what it wants, and no more than the screen has."""

from PySide6.QtWidgets import QWidget

_FRAME_LINES = 3  # of text: the title bar and the borders, which the system draws outside


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window this size, less where the screen is smaller: at 150 % an office screen has 911 by 512 points."""
    room, frame = window.screen().availableSize(), _FRAME_LINES * window.fontMetrics().height()
    window.resize(min(width, room.width()), min(height, room.height() - frame))


def fit_on_screen(window: QWidget) -> None:
    """Give a window the size that its parts want, less where the screen is smaller."""
    resize_on_screen(window, window.sizeHint().width(), window.sizeHint().height())
