"""Pasting into text widgets: what one cell of a spreadsheet brings along is no text. QLineEdit lets nobody between."""

from __future__ import annotations

from collections.abc import Container
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu

_PASTE = "edit-paste"  # Qt's name of the entry in its context menus


def pasted_text(source: QMimeData) -> str:
    """Return what is pasted into a field of several lines."""
    from selfeval_gui.exchange.clipboard.one_cell import one_text  # with the first paste, not with the window

    return one_text(source.html() if source.hasHtml() else "", source.text())


class LinePaste(QObject):
    """Takes the pasting of one `QLineEdit` over: its key and the entry of its menu.

    `left_out` are entries, by Qt's names, that the menu goes without.
    """

    def __init__(self, edit: QLineEdit, left_out: Container[str] = ()) -> None:
        super().__init__(edit)
        self._edit, self._left_out = edit, left_out
        edit.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Paste what a cell says; leave every other event to the field."""
        if event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).matches(QKeySequence.StandardKey.Paste):
            self._paste()
            return True
        if event.type() == QEvent.Type.ContextMenu:
            menu = self._edit.createStandardContextMenu()
            for action in menu.actions():
                if action.objectName() == _PASTE:
                    action.triggered.disconnect()
                    action.triggered.connect(self._paste)
                if action.objectName() in self._left_out:
                    menu.removeAction(action)
            pop_up(menu, cast(QContextMenuEvent, event))
            return True
        return False

    def _paste(self, _checked: bool = False) -> None:
        from selfeval_gui.exchange.clipboard.one_cell import one_line

        source = QGuiApplication.clipboard().mimeData()
        if not self._edit.isReadOnly():
            self._edit.insert(one_line(source.html() if source.hasHtml() else "", source.text()))


def pop_up(menu: QMenu, event: QContextMenuEvent) -> None:
    """Show a menu of Qt's, without separators at its top, where the mouse is."""
    while menu.actions() and menu.actions()[0].isSeparator():
        menu.removeAction(menu.actions()[0])
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
