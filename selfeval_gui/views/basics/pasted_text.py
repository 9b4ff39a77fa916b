"""Text brought into text widgets: what a spreadsheet puts around a cell is no text. QLineEdit lets nobody between."""

from __future__ import annotations

from collections.abc import Container
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit

from selfeval_gui.views.basics.dropped_files import local_files

_PASTE = "edit-paste"  # Qt's name of the entry in its context menus


def pasted_text(source: QMimeData) -> str:
    """Return what is pasted into a field of several lines."""
    from selfeval_gui.exchange.clipboard.one_cell import one_text  # with the first paste, not with the window

    return one_text(source.html() if source.hasHtml() else "", source.text())


class CleanBlock(QPlainTextEdit):
    """Some lines of text apart from a form; what is pasted is cleaned as in a form's own fields."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self.isReadOnly():
            self.insertPlainText(pasted_text(source))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not local_files(source) and super().canInsertFromMimeData(source)


class LinePaste(QObject):
    """Takes over how text comes into one `QLineEdit` from elsewhere: key, entry of its menu, middle button, drop.

    `left_out` are entries, by Qt's names, that the menu goes without.
    """

    def __init__(self, edit: QLineEdit, left_out: Container[str] = ()) -> None:
        super().__init__(edit)
        self._edit, self._left_out = edit, left_out
        edit.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take in what a cell says, leave files to the window, and every other event to the field."""
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
        if isinstance(event, QDragEnterEvent):
            event.setAccepted(not local_files(event.mimeData()))
            return not event.isAccepted()
        if event.type() == QEvent.Type.Drop:
            return self._drop(cast(QDropEvent, event))
        return event.type() == QEvent.Type.MouseButtonRelease and self._paste_chosen(cast(QMouseEvent, event))

    def _drop(self, event: QDropEvent) -> bool:
        """Take in what comes from elsewhere; a piece of the field's own text is moved by the field."""
        if event.source() is self._edit or self._edit.isReadOnly():
            return False
        self._edit.setCursorPosition(self._edit.cursorPositionAt(event.position().toPoint()))
        event.acceptProposedAction()
        self._insert(event.mimeData())
        return True

    def _paste_chosen(self, event: QMouseEvent) -> bool:
        """Take in what is selected in any program, where the system's middle button does that."""
        clipboard = QGuiApplication.clipboard()
        if event.button() is not Qt.MouseButton.MiddleButton or not clipboard.supportsSelection():
            return False
        self._edit.deselect()
        self._insert(clipboard.mimeData(QClipboard.Mode.Selection))
        return True

    def _paste(self, _checked: bool = False) -> None:
        self._insert(QGuiApplication.clipboard().mimeData())

    def _insert(self, source: QMimeData | None) -> None:
        from selfeval_gui.exchange.clipboard.one_cell import one_line

        if source is not None and not self._edit.isReadOnly():
            self._edit.insert(one_line(source.html() if source.hasHtml() else "", source.text()))


def pop_up(menu: QMenu, event: QContextMenuEvent) -> None:
    """Show a menu of Qt's, without separators at its top, where the mouse is."""
    while menu.actions() and menu.actions()[0].isSeparator():
        menu.removeAction(menu.actions()[0])
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
