"""Text widgets of the form page: plain text editing whose undo is the form's, not the widget's own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.dropped_files import local_files
from selfeval_gui.views.basics.in_sight import bring_into_sight
from selfeval_gui.views.basics.pasted_text import LinePaste, pasted_text, pop_up
from selfeval_gui.views.cells.cell_editors import LONGEST_LINE, flush_composition, line_height, raw_text

_OWN_UNDO = {"edit-undo", "edit-redo"}  # Qt's names of the entries in its context menus
_CTRL = Qt.KeyboardModifier.ControlModifier
_UNDO_KEYS = {(Qt.Key.Key_Z, _CTRL)}
_REDO_KEYS = {(Qt.Key.Key_Y, _CTRL), (Qt.Key.Key_Z, _CTRL | Qt.KeyboardModifier.ShiftModifier)}


# A mixin to a text widget; its own base only for the type checker, since each field brings another one.
if TYPE_CHECKING:
    _Widget = QLineEdit
else:
    _Widget = object


class _FormText(_Widget):
    """What both fields do with the events of the keyboard, the input method and the focus.

    The signals stand in the fields themselves: Qt finds them in a widget's class only.
    """

    typed: ClassVar[Signal]
    entered: ClassVar[Signal]
    left: ClassVar[Signal]
    undo_wanted: ClassVar[Signal]
    redo_wanted: ClassVar[Signal]
    reset_wanted: ClassVar[Signal]

    preedit = ""

    def flush(self) -> None:
        """Make what is still being composed part of the text."""
        flush_composition(self)

    def event(self, event: QEvent) -> bool:
        """Keep what is being composed when the keyboard goes elsewhere: Qt leaves it to the input method."""
        if event.type() == QEvent.Type.FocusAboutToChange:
            self.flush()
        return _leaves_undo_to_window(event) or super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.flush()  # Qt would drop the letters where the cursor is put elsewhere
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the keys of undo, redo and Esc into requests; those of a composition belong to the input method."""
        if self.preedit or not self._asks_for_undo(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)
        if not self.preedit:
            self.typed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:  # under the mouse nothing moves
            bring_into_sight(self)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()  # a widget that is hidden is not told before
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _pop_up_without_undo(self.createStandardContextMenu(), event)

    def _asks_for_undo(self, event: QKeyEvent) -> bool:
        if _pressed(event) in _UNDO_KEYS:
            self.undo_wanted.emit()
        elif _pressed(event) in _REDO_KEYS:
            self.redo_wanted.emit()
        elif _pressed(event) == (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier):
            self.reset_wanted.emit()
        else:
            return False
        return True


class LineField(_FormText, QLineEdit):
    """One line of text.

    Signals
    -------
    typed()
        the text changed, by whatever means; not while something is being composed.
    entered(), left()
        the focus came; it went for good, not just to a menu or to another window.
    undo_wanted(), redo_wanted()
        the keys of undo and redo, where no action of the window takes them.
    reset_wanted()
        Esc: back to what the form holds.
    """

    typed = Signal()
    entered = Signal()
    left = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_LINE)
        LinePaste(self, _OWN_UNDO)
        # textChanged, not textEdited: what a screen reader or a script sets is typed text too.
        self.textChanged.connect(self._text_changed)
        self._sign = self.addAction(theme.icon("ok"), QLineEdit.ActionPosition.TrailingPosition)
        self._sign.setVisible(False)

    def content(self) -> str:
        """Return the text, without what is still being composed."""
        return self.text()

    def show_content(self, text: str) -> None:
        """Show another text, the cursor where it was as far as possible."""
        position = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(position, len(text)) if self.hasFocus() else 0)

    def offer(self, words: Sequence[str]) -> None:
        """Offer these words, of which the field usually holds one."""
        self.setPlaceholderText(" / ".join(words))
        completer = QCompleter(words, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def mark(self, severity: Severity | None) -> None:
        """Show the sign of a finding and tint the ground, as in a marked cell."""
        self.setPalette(_palette(severity))
        if severity is not None:
            self._sign.setIcon(theme.severity_icon(severity))
        self._sign.setVisible(severity is not None)

    def _text_changed(self, _text: str) -> None:
        if not self.preedit:
            self.typed.emit()


class BlockField(_FormText, QPlainTextEdit):  # type: ignore[misc]
    """Several lines of text: Tab moves on, the height follows the text up to a limit. Signals as in `LineField`."""

    typed = Signal()
    entered = Signal()
    left = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, least_lines: int, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = least_lines, most_lines
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._text_changed)
        self.textChanged.connect(self._keep_in_sight)
        self.cursorPositionChanged.connect(self._keep_in_sight)
        self.document().documentLayout().documentSizeChanged.connect(self._size_changed)
        self._sign = QLabel(self)
        self._sign.hide()

    def content(self) -> str:
        """Return the text, without what is still being composed."""
        return raw_text(self)

    def show_content(self, text: str) -> None:
        """Show another text, cursor and scrolling where they were as far as possible."""
        cursor, scrolled = self.textCursor(), self.verticalScrollBar().value()
        position = cursor.position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)

    def mark(self, severity: Severity | None) -> None:
        """Show the sign of a finding and tint the ground, as in a marked cell."""
        if severity is None and self._sign.isHidden():
            return  # as nearly always, and to set a palette takes long
        self.setPalette(_palette(severity))
        side = self.fontMetrics().height()
        self.setViewportMargins(0, 0, 0 if severity is None else side + 4, 0)
        self._sign.setVisible(severity is not None)
        if severity is not None:
            self._sign.setPixmap(theme.severity_icon(severity).pixmap(QSize(side, side), self.devicePixelRatio()))
            self._place_sign()

    def sizeHint(self) -> QSize:
        least, most = self._lines
        lines = min(max(round(self.document().size().height()), least), most)
        around = 2 * (self.frameWidth() + round(self.document().documentMargin())) + 2
        return QSize(super().sizeHint().width(), lines * line_height(self) + around)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste what a cell says, or a text; files are no text."""
        text = pasted_text(source)
        if text and not self.isReadOnly():
            self.textCursor().insertText(text)
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not local_files(source) and super().canInsertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sign()
        self.updateGeometry()
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Show the line with the cursor, wherever the field has grown to."""
        if self.hasFocus():
            bring_into_sight(self)

    def _text_changed(self) -> None:
        if not self.preedit:
            self.typed.emit()

    def _place_sign(self) -> None:
        self._sign.adjustSize()
        bar = self.verticalScrollBar()
        right = self.contentsRect().right() - (bar.width() if bar.isVisible() else 0)
        self._sign.move(right - self._sign.width() - 2, self.contentsRect().top() + 4)

    def _size_changed(self) -> None:
        self.updateGeometry()


TextField = LineField | BlockField

_STAYS = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
}


def _palette(severity: Severity | None) -> QPalette:
    """Return a palette that sets the ground alone, or nothing, so that all else follows the system's scheme."""
    palette = QPalette()
    palette.setResolveMask(0)
    if severity is not None:
        palette.setColor(QPalette.ColorRole.Base, theme.tint(theme.SEVERITY_TONES[severity]))
    return palette


def _pressed(event: QKeyEvent) -> tuple[int, Qt.KeyboardModifier]:
    return event.key(), event.modifiers()


def _leaves_undo_to_window(event: QEvent) -> bool:
    """Refuse the keys of undo and redo before they reach the widget's own history, so that the window's action runs."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if _pressed(event) not in _UNDO_KEYS | _REDO_KEYS:
        return False
    event.ignore()
    return True


def _pop_up_without_undo(menu: QMenu, event: QContextMenuEvent) -> None:
    """Show Qt's menu without the entries of the widget's own history."""
    for action in menu.actions():
        if action.objectName() in _OWN_UNDO:
            menu.removeAction(action)
    pop_up(menu, event)
