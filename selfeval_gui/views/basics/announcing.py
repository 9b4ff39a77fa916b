"""What a screen reader says by itself: a word that passes, where nobody's cursor is."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget


def announce(source: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Have a screen reader say a text once it has finished, an urgent one at once; nothing for an empty text."""
    if not text:
        return
    if not hasattr(QtGui, "QAccessibleAnnouncementEvent"):  # Qt 6.7, the newest for arm64 desktops
        _show_as_description(source, text)
        return
    politeness = QtGui.QAccessible.AnnouncementPoliteness
    event = QtGui.QAccessibleAnnouncementEvent(source, text)
    event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
    QtGui.QAccessible.updateAccessibility(event)


def _show_as_description(source: QWidget, text: str) -> None:
    """Let the text pass as the source's description: each change of one is told to the system."""
    before = source.accessibleDescription()
    source.setAccessibleDescription(text)
    source.setAccessibleDescription(before)
