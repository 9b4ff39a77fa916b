"""Events of dragging, as they come from outside a widget."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Event = TypeVar("Event", bound=QDragMoveEvent)


def dragged(kind: type[Event], place: QPoint, action: Qt.DropAction, data: QMimeData) -> Event:
    """Make an event of dragging: newer Qt asks for its place with fractions and warns of one without, older takes none."""
    make: Any = kind
    try:
        event: Event = make(QPointF(place), action, data, LEFT, NO_KEY)
    except TypeError:
        event = make(place, action, data, LEFT, NO_KEY)
    return event
