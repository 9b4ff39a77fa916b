"""Keeps the place one types at on the screen, inside whatever scrolls around it."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QPlainTextEdit, QScrollArea, QWidget


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the areas around a widget until the place one types at shows, all of the widget where there is room."""
    within, spot = _spot(widget)
    around = widget.parentWidget()
    while around is not None:
        inside = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and inside is not None:
            _show(around, QRect(widget.mapTo(inside, QPoint(0, 0)), widget.size()))
            _show(around, QRect(within.mapTo(inside, spot.topLeft()), spot.size()))
        around = around.parentWidget()


def _spot(widget: QWidget) -> tuple[QWidget, QRect]:
    """Return the current cell, the line with the cursor, or all of a widget, and what it is measured in."""
    within = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        return within, widget.visualRect(widget.currentIndex())
    return within, widget.cursorRect() if isinstance(widget, QPlainTextEdit) else within.rect()


def _show(area: QScrollArea, place: QRect) -> None:
    """Scroll until the place shows, its top and its left side if it is larger than the area."""
    room = area.viewport().size()
    for bar, first, last, length in (
        (area.verticalScrollBar(), place.top(), place.bottom(), room.height()),
        (area.horizontalScrollBar(), place.left(), place.right(), room.width()),
    ):
        lowest = min(first, last + 1 - length)
        bar.setValue(min(max(bar.value(), lowest), first))
