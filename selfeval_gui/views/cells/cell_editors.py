"""The editors of a cell: one line for numbers, several for texts. They hold typed text; the delegate decides on it."""

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QMouseEvent,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPlainTextEdit, QWidget

from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.i18n import _
from selfeval_gui.item_models.typed_text import read_typed
from selfeval_gui.views.basics.hint_bubble import HintBubble
from selfeval_gui.views.basics.pasted_text import LinePaste, pasted_text
from selfeval_gui.views.cells.cell_hint import LONGEST_EDITED

_NARROWEST_EMS = 14
_MOST_LINES = 14
_TOO_MUCH = _("剪贴板里有 {count} 字，太长，没有插入。可以先按 Esc，再粘贴到整个单元格。")
LONGEST_LINE = 1_000_000  # Qt's own limit of 32,767 would cut a long text short on its first edit


def raw_text(edit: QPlainTextEdit) -> str:
    """Return the text with blanks that do not break kept, which `toPlainText` would make common ones."""
    return edit.document().toRawText().replace("\u2029", "\n")


def line_height(edit: QPlainTextEdit) -> int:
    """Return the height of a line as it is laid out, which a glyph of another font may make higher than the font's.

    An empty field is as high as one with Chinese in it, so that what stands beside it does not move with the text.
    """
    first = edit.document().firstBlock().layout()
    laid_out = ceil(first.lineAt(0).height()) if first.lineCount() else 0
    return max(laid_out, edit.fontMetrics().lineSpacing(), _chinese_line_height(edit.font().toString()))


@lru_cache(maxsize=16)
def _chinese_line_height(font: str) -> int:
    described = QFont()
    described.fromString(font)
    layout = QTextLayout("国", described)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return ceil(line.height())


def flush_composition(widget: Any, composed_on: QWidget | None = None) -> None:
    """Make text that is still being composed part of the text of a widget with `preedit` and `content()`.

    Asked to commit, an input method delivers what it makes of the letters. Some do not listen, and some give the
    composition up: then the letters themselves are kept. While it goes on they are sent to the widget that it began on,
    if that is another one: a view hands them on, and until they come its next editor would not get the keyboard.
    """
    letters, before = widget.preedit, widget.content()
    if not letters:
        return
    QGuiApplication.inputMethod().commit()
    if widget.preedit or widget.content() == before:
        event = QInputMethodEvent("", [])
        event.setCommitString(letters)
        QApplication.sendEvent(composed_on if composed_on is not None and widget.preedit else widget, event)


# A mixin to a text widget; its own base only for the type checker, since each editor brings another one.
if TYPE_CHECKING:
    _Widget = QLineEdit
else:
    _Widget = object


class _CellText(_Widget):
    """What both editors remember of their cell, and do with the mouse and the input method."""

    preedit = ""
    start: str | None = None
    is_flushing = False
    is_entering = False  # opened by typing: arrows go on to the next cell until F2 or a click says otherwise
    is_clicked = False  # opened by one click on the cell

    def begin(self, kind: FieldKind) -> None:
        """Be the editor of a cell of this kind."""
        self.setObjectName("cellEditor")
        self.kind = kind
        self.hint = HintBubble(self)

    def content(self) -> str:
        """Return the text, without what is still being composed."""
        raise NotImplementedError

    def load(self, text: str) -> None:
        """Start with this text, all of it selected, so that typing replaces it."""
        self._show(text)
        self.start = self.content()
        self.selectAll()

    def restore(self) -> None:
        """Return to the text the editor started with."""
        self.load(self.start or "")

    @property
    def is_untouched(self) -> bool:
        """Whether one may still mean the cell rather than its text: nothing typed since one click opened it."""
        return (
            self.is_clicked
            and self.is_entering
            and self.content() == self.start
            and not self.preedit
            and self._is_all_chosen()
        )

    def _is_all_chosen(self) -> bool:
        raise NotImplementedError

    def flush(self, composed_on: QWidget | None = None) -> None:
        """Make what is still being composed part of the text; `composed_on` is what the composition began on."""
        self.is_flushing = True
        flush_composition(self, composed_on)
        self.is_flushing = False

    def event(self, event: QEvent) -> bool:
        """Keep what is being composed when the keyboard goes elsewhere: Qt leaves it to the input method."""
        if event.type() == QEvent.Type.FocusAboutToChange:
            self.flush()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.flush()  # Qt would drop the letters where the cursor is put elsewhere
        if event.button() != Qt.MouseButton.RightButton:
            self.is_entering = False
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the view while one may mean the cell."""
        if self.is_untouched:
            event.ignore()
        else:
            super().contextMenuEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)

    def _show(self, text: str) -> None:
        raise NotImplementedError


class LineCellEditor(_CellText, QLineEdit):
    """Edits a number."""

    def __init__(self, parent: QWidget, kind: FieldKind) -> None:
        super().__init__(parent)
        self.begin(kind)
        self.setMaxLength(LONGEST_LINE)
        LinePaste(self)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(self._text_changed)

    def content(self) -> str:
        return self.text()

    def cursor_to_end(self) -> None:
        """Select nothing and go behind the last character."""
        self.deselect()
        self.end(False)

    def place(self, cell: QRect, room: QRect) -> None:
        """Cover the cell; scrolled out of sight, it goes with its cell."""
        height = max(cell.height(), self.sizeHint().height())
        top = max(room.top(), min(cell.top(), room.bottom() + 1 - height)) if room.intersects(cell) else cell.top()
        self.setGeometry(cell.left(), top, cell.width(), height)

    def _show(self, text: str) -> None:
        self.setText(text)

    def _is_all_chosen(self) -> bool:
        return self.selectedText() == self.text()

    def _text_changed(self, text: str) -> None:
        if self.hint.isVisible() and not read_typed(self.kind, text).problem:
            self.hint.say("")


class TextCellEditor(_CellText, QPlainTextEdit):  # type: ignore[misc]
    """Edits a text of several lines: as wide as its cell, growing with what is typed."""

    def __init__(self, parent: QWidget, kind: FieldKind) -> None:
        super().__init__(parent)
        self.begin(kind)
        self.setFrameShape(QFrame.Shape.Box)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self._cell, self._room = QRect(), QRect()
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def content(self) -> str:
        return raw_text(self)

    def cursor_to_end(self) -> None:
        """Select nothing and go behind the last character."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def break_line(self) -> None:
        """Put a line break where the cursor stands."""
        self.textCursor().insertBlock()
        self.ensureCursorVisible()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text without the line end a spreadsheet puts behind a cell; refuse what would hold up the window."""
        text = pasted_text(source)
        if len(text) > LONGEST_EDITED:
            self.hint.say(_TOO_MUCH.format(count=len(text)))
        elif text:
            self.textCursor().insertText(text)
            self.ensureCursorVisible()

    def place(self, cell: QRect, room: QRect) -> None:
        """Cover the cell and as much more of `room` as the text needs; out of sight, go with the cell."""
        self._cell, self._room = QRect(cell), QRect(room)
        self._grow()

    def _show(self, text: str) -> None:
        self.setPlainText(text)

    def _is_all_chosen(self) -> bool:
        cursor = self.textCursor()
        return cursor.selectionEnd() - cursor.selectionStart() == self.document().characterCount() - 1

    def _grow(self, _size: QSize | None = None) -> None:
        if self._room.isEmpty():
            return
        metrics = self.fontMetrics()
        width = max(self._cell.width(), metrics.horizontalAdvance("国") * _NARROWEST_EMS)
        width = min(width, self._room.width())
        left = max(self._room.left(), min(self._cell.left(), self._room.right() + 1 - width))
        around = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        height = min(max(self._cell.height(), lines * line_height(self) + around + 2), self._room.height())
        top = self._cell.top()
        if self._room.intersects(self._cell):
            top = max(self._room.top(), min(top, self._room.bottom() + 1 - height))
        self.setGeometry(left, top, width, height)


CellEditor = LineCellEditor | TextCellEditor
