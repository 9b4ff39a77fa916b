"""Make the whole form another version of itself, as one step: a recovered, a former or a merged one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from selfeval_gui.domain.differences import Change, differences
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.ids import NodeId
    from selfeval_gui.storage.store import Loaded


class ReplaceForm(QUndoCommand):
    """Put another value in the form's place; the command owns it from then on."""

    def __init__(self, session: Session, form: Form, text: str) -> None:
        super().__init__(text)
        self._session, self._new, self._old = session, form, session.form

        self._cell = _first_cell(session.form, form)

    def redo(self) -> None:
        self._put(self._new)

    def undo(self) -> None:
        """Put back the very object that was there: earlier commands go on with its rows."""
        self._put(self._old)

    def _put(self, form: Form) -> None:
        self._session.replace(form)
        if self._cell is not None:
            self._session.touch(*self._cell)


def _first_cell(old: Form, new: Form) -> tuple[NodeId | None, str] | None:
    """Return a cell that both versions have and that differs, to lead the eye to."""
    cells = (found for found in differences(old, new) if found.change in {Change.CELL, Change.MOVED})
    return next(((found.node, found.field) for found in cells), None)


def replace_form(session: Session, form: Form, text: str) -> bool:
    """Make the form a copy of another value, as a step named `text`; False if that changes nothing, or is refused."""
    if not differences(session.form, form) or not session.stack.accepts():
        return False
    session.stack.push(ReplaceForm(session, form.model_copy(deep=True), text))
    return True


def load_anew(session: Session, found: Loaded) -> bool:
    """Make the form what its file holds now, as a step that can be taken back; saving compares with that file.

    False, and nothing has changed, where the form may not be changed here: saving compares with the file as it was.
    """
    if not session.stack.accepts():
        return False
    replace_form(session, found.form, _("载入外面的改动"))
    session.read_anew(found.fingerprint, found.data)
    session.stack.setClean()
    return True


def take_merged(session: Session, merged: Form, found: Loaded) -> bool:
    """Put in what another program changed in the file; saving compares with that file from now on.

    False, and nothing has changed, as with `load_anew`.
    """
    if not session.stack.accepts():
        return False
    replace_form(session, merged, _("合并外面的改动"))
    session.read_anew(found.fingerprint, found.data)
    if differences(session.form, found.form):
        session.stack.resetClean()
    else:
        session.stack.setClean()
    return True
