"""How an action of the import preview is made: its words, its key, and where that key works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class ActionMaker:
    """Makes actions of one owner whose keys work all over a dialog, or in one part of it."""

    def __init__(self, owner: QObject, dialog: QWidget) -> None:
        self._owner, self._dialog = owner, dialog

    def __call__(
        self, *parts: str, slot: Callable[[bool], None], only_in: QWidget | None = None, data: Any = None
    ) -> QAction:
        """Make one of its name, words and key."""
        name, text, key = parts
        action = QAction(text, self._owner)
        action.setData(data)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        if only_in is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        (only_in or self._dialog).addAction(action)
        return action
