"""What a screen reader would say: the words it is sent, and names, values and descriptions of what it walks over."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QWidget

Text = QAccessible.Text


class Listener:
    """Hears every announcement from its making on; `take` returns what was said since it was asked last.

    `arrived` is the name of each cell that the program told of because the keyboard came to its view.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._heard: list[str] = []
        self.arrived: list[str] = []
        monkeypatch.setattr(QAccessible, "isActive", lambda: True)
        monkeypatch.setattr(QAccessible, "updateAccessibility", self._hear)

    def _hear(self, event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            self._heard.append(event.message())
        elif event.type() == QAccessible.Event.Focus:
            self.arrived.append(event.accessibleInterface().text(Text.Name))

    def take(self) -> list[str]:
        heard, self._heard = self._heard, []
        return heard


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget.objectName()
    return found


def name_of(widget: QWidget) -> str:
    return interface(widget).text(Text.Name)
