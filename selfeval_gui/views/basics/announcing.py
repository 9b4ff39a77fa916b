"""What a screen reader says by itself: a word that passes, where nobody's cursor is."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(source: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Have a screen reader say a text once it has finished, an urgent one at once; nothing for an empty text."""
    if text:
        politeness = QAccessible.AnnouncementPoliteness
        event = QAccessibleAnnouncementEvent(source, text)
        event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)
