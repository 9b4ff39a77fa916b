"""How cells are drawn and edited, in the tree and in the fund table alike.

The delegate decides on typed text, and reads it once: what a form may hold becomes a command of the view, what it may
not keeps the editor open with a sentence.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.typed_text import Typed, read_typed
from selfeval_gui.views.cells.cell_editors import CellEditor, LineCellEditor, TextCellEditor
from selfeval_gui.views.cells.cell_painter import CellPainter
from selfeval_gui.views.cells.cell_steps import CellStep

Index = QModelIndex | QPersistentModelIndex

_KEEP_OPEN = {
    Qt.FocusReason.PopupFocusReason,  # the editor's own context menu
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,  # another program came to the front: typing goes on afterwards
}
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_TABS = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_LEADING_ON = {
    *(_ARROWS | _ENTER | _TABS),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
}
_CLIPBOARD = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Paste)
_NO_HINT = QStyledItemDelegate.EndEditHint.NoHint
_REVERT = QStyledItemDelegate.EndEditHint.RevertModelCache


class CellDelegate(QStyledItemDelegate):
    """Draws and edits the cells of one view.

    Signals
    -------
    step_requested(step)
        an editor closed by a key that goes on to another cell.
    opened(), typed(), closed()
        an editor shows its cell; it holds another text; no editor is open any more.
    gone_on()
        a key that closed the editor has led to where it leads, or nowhere at the end.

    `key_taker` may take keys of the open editor before they end the editing. `is_going_on` is true while a key closes
    the editor and leads on: what is told at the end of that way need not be told on it.
    """

    step_requested = Signal(CellStep)
    opened = Signal()
    typed = Signal()
    closed = Signal()
    gone_on = Signal()
    _left_by_click = Signal(object)

    def __init__(
        self, view: QAbstractItemView, cell_width: Callable[[Index], int], put: Callable[[Index, Typed], None]
    ) -> None:
        super().__init__(view)
        self._view, self._put = view, put
        self.painter = CellPainter(view, cell_width)
        self.open_editor: CellEditor | None = None
        self.open_cell = QPersistentModelIndex()
        self.key_taker: Callable[[QKeyEvent], bool] | None = None
        self._closing = self.is_going_on = False
        self.beside: QWidget | None = None  # another view of the same cells
        self._left_by_click.connect(self._finish_left, Qt.ConnectionType.QueuedConnection)
        view.installEventFilter(self)

    # ---- drawing ------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.painter.paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.painter.size_hint(index)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show a tooltip only where the cell does not say it all by itself."""
        if event.type() == QEvent.Type.ToolTip and index.isValid() and not self.painter.says_all(index):
            QToolTip.showText(event.globalPos(), index.data(Qt.ItemDataRole.ToolTipRole) or "", view)
            return True
        QToolTip.hideText()
        return False

    # ---- the editor ---------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        kind = FieldKind(index.data(Role.KIND))
        editor = TextCellEditor(parent, kind) if kind is FieldKind.TEXT else LineCellEditor(parent, kind)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole)))
        self.open_editor, self.open_cell = editor, QPersistentModelIndex(index)
        editor.textChanged.connect(self._typed)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Load the editor once; what the form does meanwhile does not overwrite what is being typed."""
        if isinstance(editor, CellEditor) and editor.start is None:
            editor.load(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            self.opened.emit()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option  # PySide's stubs leave out the fields of style options
        parent = editor.parentWidget()
        if isinstance(editor, CellEditor) and parent is not None and not self._closing:
            editor.place(given.rect, parent.rect())

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Put what was typed into the form, if it is another text; say what is wrong with what a form may not hold."""
        if isinstance(editor, CellEditor) and not self.is_kept(editor):
            text = editor.content()
            typed = read_typed(editor.kind, text)
            editor.hint.say(typed.problem)
            if not typed.problem:
                editor.start = text
                self._put(index, typed)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.open_editor:
            self.open_editor = None
            self.closed.emit()
        super().destroyEditor(editor, index)

    def _typed(self, _text: str = "") -> None:
        self.typed.emit()

    @staticmethod
    def is_kept(editor: CellEditor) -> bool:
        """Tell whether the form holds what stands in the editor."""
        return editor.content() == editor.start

    def finish(self) -> bool:
        """Put the open editor's text into the form and close it; False where it cannot be kept and stays open."""
        editor = self.open_editor
        if editor is None or self._closing:
            return True
        editor.flush(None if editor.hasFocus() else self._view)
        self._closing = True
        try:
            self.commitData.emit(editor)
            if not self.is_kept(editor):
                return False
            self.closeEditor.emit(editor, _NO_HINT)
        finally:
            self._closing = False
        return True

    # ---- keys and focus of the editor ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the editor as a spreadsheet does; Qt's own filter would lose text that cannot be kept."""
        if self.open_editor is not None and watched is self._view:
            self._view_event(self.open_editor, event)
        if watched is not self.open_editor or self.open_editor is None:
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._key_pressed(self.open_editor, cast(QKeyEvent, event))
        if event.type() == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() == QEvent.Type.FocusOut:
            self._focus_lost(self.open_editor, cast(QFocusEvent, event).reason())
        return False

    def _focus_lost(self, editor: CellEditor, reason: Qt.FocusReason) -> None:
        """Finish; after a press on a view of the cells not yet: rows may move, and it first sees what was aimed at."""
        if reason == Qt.FocusReason.MouseFocusReason and QApplication.focusWidget() in {self._view, self.beside}:
            self._left_by_click.emit(editor)  # there is none on a cell where a heading was clicked
        elif reason not in _KEEP_OPEN:
            self.finish()

    def _finish_left(self, editor: QWidget) -> None:
        if editor is self.open_editor and not editor.hasFocus():
            self.finish()

    def _view_event(self, editor: CellEditor, event: QEvent) -> None:
        """Keep what is being composed on a cell, whose editor has no focus yet, when one goes elsewhere.

        By the keyboard's leaving the view, or by a key that leads on and that the input method has let through.
        """
        is_waiting = editor.preedit and not editor.hasFocus() and not editor.is_flushing
        leads_on = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LEADING_ON
        if is_waiting and (leads_on or event.type() == QEvent.Type.FocusAboutToChange):
            self.finish()

    def _key_pressed(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """Handle a key that ends the editing. Keys of a composition belong to the input method."""
        if editor.preedit and event.key() in _TABS:
            editor.flush()  # let through by the input method
        if editor.preedit:
            return False
        if self.key_taker is not None and self.key_taker(event):
            return True
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        shifted = modifiers == Qt.KeyboardModifier.ShiftModifier
        is_arrow = event.key() in _ARROWS and editor.is_entering
        is_space = event.key() == Qt.Key.Key_Space
        if is_arrow and plain:
            self._finish_and_pass_on(event)
        elif editor.is_untouched and ((shifted and (is_arrow or is_space)) or any(map(event.matches, _CLIPBOARD))):
            self._finish_and_pass_on(event)  # of the cell, not of the text in it
        elif event.key() == Qt.Key.Key_F2 and plain:
            editor.is_entering = not editor.is_entering
        elif event.key() == Qt.Key.Key_Escape and plain:
            self.closeEditor.emit(editor, _REVERT)
        elif event.key() in _ENTER and modifiers == Qt.KeyboardModifier.AltModifier:
            if isinstance(editor, TextCellEditor):
                editor.break_line()
        elif event.key() in _ENTER and (plain or shifted):
            self._finish_and_go(CellStep.DOWN if plain else CellStep.UP)
        elif (event.key() == Qt.Key.Key_Tab and plain) or event.key() == Qt.Key.Key_Backtab:
            self._finish_and_pass_on(event)  # which leaves the view after its last cell, as Tab without an editor does
        else:
            return False
        return True

    def _finish_and_pass_on(self, event: QKeyEvent) -> None:
        """End the editing and let the view go where the key leads."""
        with self._going_on():
            if self.finish():
                QApplication.sendEvent(self._view, event)

    def _finish_and_go(self, step: CellStep) -> None:
        with self._going_on():
            if self.finish():
                self.step_requested.emit(step)

    @contextmanager
    def _going_on(self) -> Iterator[None]:
        self.is_going_on = True
        try:
            yield
        finally:
            self.is_going_on = False
        self.gone_on.emit()
