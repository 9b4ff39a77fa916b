"""A push button on a page or in a pane, named for tests and for a screen reader."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget


def push_button(parent: QWidget, name: str, text: str, slot: object) -> QPushButton:
    """Make a button that Enter in a field beside it does not press."""
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setAutoDefault(False)
    button.clicked.connect(slot)
    return button
