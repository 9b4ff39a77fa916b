"""Letters to type in an open menu, and the keys of its entries where these work.

They stand in the entries only while the menu is open: tool tips, buttons and screen readers take the plain words.
"""

from __future__ import annotations

from functools import partial
from string import ascii_uppercase, digits
from typing import cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from selfeval_gui.views.basics.last_focus import LastFocus

_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class MenuLetters(QObject):
    """Serves the menus of one menu bar."""

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._focus = LastFocus(self)
        self._plain: dict[QAction, tuple[str, str]] = {}  # as it was, as it is while the menu is open
        for menu in cast(list[QMenu], bar.findChildren(QMenu)):
            menu.aboutToShow.connect(partial(self._dress, menu))
            menu.aboutToHide.connect(partial(self._undress, menu))

    def _dress(self, menu: QMenu) -> None:
        entries = [action for action in menu.actions() if action.text() and action not in self._plain]
        letters = letters_for(entries)
        for action, letter in zip(entries, letters, strict=False):
            text = action.text()
            dressed = with_letter(text, letter)
            if not self._works(action):
                dressed += "\t"  # Qt writes no key then
            self._plain[action] = (text, dressed)
            action.setText(dressed)

    def _undress(self, menu: QMenu) -> None:
        for action in menu.actions():
            plain, dressed = self._plain.pop(action, ("", ""))
            if dressed and action.text() == dressed:
                action.setText(plain)

    def _works(self, action: QAction) -> bool:
        """Tell whether the action's key works where the keyboard was."""
        if action.shortcutContext() is not _HERE:
            return True
        places = [each for each in action.associatedObjects() if isinstance(each, QWidget)]
        focus = self._focus.widget
        return focus is not None and any(
            place is focus or place.isAncestorOf(focus) for place in places if not isinstance(place, QMenu | QToolBar)
        )


def with_letter(text: str, letter: str) -> str:
    """Return words with the letter to type for them, before the dots if they end so; as they are without a letter."""
    words = text.removesuffix("…")
    return f"{words}(&{letter}){text[len(words) :]}" if letter else text


def letters_for(actions: list[QAction]) -> list[str]:
    """Return a letter for each entry: that of its key where it has one, else the next that is free; "" for none."""
    taken: dict[str, QAction] = {}
    for action in actions:
        letter = action.shortcut().toString()[-1:]
        if letter in ascii_uppercase:
            taken.setdefault(letter, action)
    free = iter([each for each in ascii_uppercase + digits if each not in taken])
    own = {action: letter for letter, action in taken.items()}
    return [own.get(action) or next(free, "") for action in actions]
