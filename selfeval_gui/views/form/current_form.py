"""Which form the page shows. Going to another commits what is being typed and asks nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.recovery import Pending
from selfeval_gui.views.form.pages import Pages

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.item_models.document import Document


class CurrentForm(QObject):
    """The form in front of the user, or the file that could not be read.

    Signals
    -------
    left()
        the form that was shown gives way to another, or to none.
    changed()
        another form is shown, or none.
    """

    left = Signal()
    changed = Signal()

    def __init__(self, forms: OpenForms, pages: Pages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._forms = forms
        self._pages = pages
        self._documents: dict[Session, Document] = {}
        self.session: Session | None = None
        self.path: Path | None = None
        self.unreadable: UnreadableForm | None = None
        forms.closed.connect(self._closed)
        forms.moved.connect(self._moved)

    def commit(self) -> bool:
        """Put what is being typed into the form; False where it cannot be kept, and the editor says why."""
        return self.session is None or self._pages.form_page().commit_editors()

    def pending(self, session: Session) -> Pending | None:
        """Return the text of a form's open editor that is not in the form yet."""
        waiting = self._pages.form_page().pending() if session is self.session else None
        return None if waiting is None else Pending(*waiting)

    def document(self) -> Document | None:
        """Return the models of the form that is shown."""
        return None if self.session is None else self.document_of(self.session)

    def show(self, path: Path) -> bool:
        """Show the form of a file; False if the present form's editor holds what cannot be kept."""
        if not self.commit():
            return False
        if self.session is not None and path == self.path:
            return True
        try:
            session = self._forms.open(path)
        except UnreadableForm as error:
            self._show(None, path, error)
        else:
            self._show(session, path, None)
        return True

    def try_again(self, _checked: bool = False) -> None:
        """Read the file that could not be read once more."""
        if self.unreadable is not None and self.path is not None:
            self.show(self.path)

    def go_to(self, node: str, field: str) -> None:
        """Lead to a cell of the form that is shown."""
        if self.session is not None:
            self._pages.form_page().go_to(node, field)

    def leave(self) -> None:
        """Show no form."""
        self._show(None, None, None)

    def _show(self, session: Session | None, path: Path | None, unreadable: UnreadableForm | None) -> None:
        if self.session is not None and session is not self.session:
            self._pages.bar.hide()  # a message outlives no form that it may have been about
            self.left.emit()
        self.session, self.path, self.unreadable = session, path, unreadable
        if session is not None:
            self._pages.form_page().show_document(self.document_of(session))
        elif self._documents:
            self._pages.form_page().show_document(None)
        self.changed.emit()

    def document_of(self, session: Session) -> Document:
        """Return the models of an open form, made when they are first asked for."""
        if session not in self._documents:
            from selfeval_gui.item_models.document import Document

            self._documents[session] = Document(session)
        return self._documents[session]

    def _closed(self, session: Session) -> None:
        if session is self.session:
            self.leave()
        self._documents.pop(session, None)

    def _moved(self, session: Session, _old_path: Path) -> None:
        if session is self.session:
            self.path = session.path
            self.changed.emit()
