"""A push button on a page or in a pane, named for tests and for a screen reader; Alt and its letter press it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from selfeval_gui.views.basics.menu_letters import with_letter

_LETTER = "letter"


def push_button(parent: QWidget, name: str, text: str, slot: object, letter: str = "") -> QPushButton:
    """Make a button that Enter in a field beside it does not press."""
    button = QPushButton(parent)
    button.setObjectName(name)
    button.setProperty(_LETTER, letter)
    say_on(button, text)
    button.setAutoDefault(False)
    button.clicked.connect(slot)
    return button


def say_on(button: QPushButton, text: str) -> None:
    """Let a button say something else, with the letter that it has; a screen reader tells the words alone."""
    shown = with_letter(text, str(button.property(_LETTER)))
    if button.text() != shown:
        button.setText(shown)
        button.setAccessibleName(text)
