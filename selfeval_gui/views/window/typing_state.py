"""Whether letters that are not saved stand in an editor of the form page, whichever it is; the status says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from selfeval_gui.views.basics.status import StatusLine
from selfeval_gui.views.cells.cell_delegate import CellDelegate
from selfeval_gui.views.cells.cell_editors import CellEditor
from selfeval_gui.views.form.text_fields import TextField

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage


class TypingState(QObject):
    """Follows the keyboard within one page.

    It looks at the widget that has the focus and needs to know no view: editors come and go with cells and templates.
    """

    def __init__(self, page: FormPage, status: StatusLine) -> None:
        super().__init__(page)
        self._page, self._state = page, status.saved
        self._state.is_typing = self.is_typing
        self._watched: QWidget | None = None
        self._at_entry = ""  # the text of the field that has the focus, when it got it
        # After the event, when the widget has taken the letter.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._state.look_again)
        for cells in cast(list[CellDelegate], page.findChildren(CellDelegate)):
            cells.typed.connect(self._soon.start)
            cells.closed.connect(self._soon.start)
        self._app: QApplication = QApplication.instance()  # type: ignore[assignment]
        self._app.focusChanged.connect(self._focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again after a key or a composition."""
        if event.type() in {QEvent.Type.InputMethod, QEvent.Type.KeyPress, QEvent.Type.Drop}:
            self._soon.start()
        return False

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            if isinstance(self._watched, QLineEdit | QPlainTextEdit):
                self._watched.textChanged.disconnect(self._soon.start)
            self._watched.destroyed.disconnect(self._forget)
        self._watched = new if new is not None and self._page.isAncestorOf(new) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            if isinstance(self._watched, QLineEdit | QPlainTextEdit):
                self._watched.textChanged.connect(self._soon.start)
            self._watched.destroyed.connect(self._forget)
        self._at_entry = self._watched.content() if isinstance(self._watched, TextField) else ""
        self._soon.start()

    def _forget(self) -> None:
        self._watched = None

    def is_typing(self) -> bool:
        """Tell whether letters stand in an editor of the page that its form's file does not hold."""
        return self._types_in_a_cell() or self._types_in_a_field()

    def _types_in_a_cell(self) -> bool:
        editors = cast(list[QWidget], self._page.findChildren(QWidget, "cellEditor"))
        return any(
            isinstance(each, CellEditor) and each.isVisible() and (each.preedit or each.content() != each.start)
            for each in editors
        )

    def _types_in_a_field(self) -> bool:
        """Tell whether the field that has the focus holds what its file does not."""
        document, field = self._page.document, self._watched
        if document is None or not isinstance(field, TextField):
            return False
        if field.preedit or self._page.pending() is not None:
            return True
        return field.content() != self._at_entry and not document.session.is_clean
