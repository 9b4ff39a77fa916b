"""Whether the place one types at is on the screen: all of it, or its first lines where it is too high."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QWidget


def settle() -> None:
    """Let everything come that follows; a group lays itself out from the inside to the outside, a turn each."""
    for _ in range(6):
        QApplication.processEvents()


def seen(widget: QWidget) -> QRect:
    """Return the part of a widget that nothing around it hides, in its own coordinates."""
    part, above = widget.rect(), widget.parentWidget()
    while above is not None:
        part &= QRect(widget.mapFrom(above, QPoint(0, 0)), above.size())
        above = None if above.isWindow() else above.parentWidget()
    return part


def in_sight(view: QAbstractItemView) -> bool:
    """Tell whether the whole current cell shows, from its first letters and lines to the last that fit."""
    cell, room = view.visualRect(view.currentIndex()), seen(view.viewport())
    cell.setWidth(min(cell.width(), view.viewport().width()))
    if cell.height() > view.viewport().height():
        return cell.top() == room.top() == 0 and room.height() > view.fontMetrics().height()
    return not cell.isEmpty() and room.contains(cell)


def cursor_in_sight(field: QPlainTextEdit) -> bool:
    """Tell whether the line with the cursor shows."""
    return seen(field.viewport()).contains(field.cursorRect())
