"""What is known of the form at hand: read by a worker whenever another form is shown or more may be known of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.tasks import Background
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.review.places import review_file
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.entries import Review
    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.review.one_form import KnownOfForm


class KnownAtHand(QObject):
    """Follows the current form.

    Signals
    -------
    changed()
        something else may be known, nothing any more, or the form says something else.
    came(session)
        what is known of this form has been read.
    """

    changed = Signal()
    came = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._current, self._probe = desk.place, desk.current, desk.forms.probe
        self._reader = Background(self)
        self._known: KnownOfForm | None = None
        self.complaint = ""  # why nothing can be read, or written
        self._followed: Session | None = None

    @property
    def review(self) -> Review | None:
        """What is known; None where nothing is, or it is not read yet."""
        return None if self._known is None else self._known.review

    @property
    def is_read(self) -> bool:
        """Whether it is known what there is, be it nothing."""
        return self._known is not None

    @property
    def may_write(self) -> bool:
        """Whether something can be added to it."""
        session, root = self._current.session, self._place.root
        is_here = session is not None and root is not None and session.path.is_relative_to(root)
        return is_here and self._known is not None and not self.complaint

    def look(self, *, is_wanted: bool) -> None:
        """Read it, where there is something or somebody wants to see that there is nothing."""
        self._follow(self._current.session)
        self._known, self.complaint = None, ""
        self.changed.emit()
        session, root = self._current.session, self._place.root
        if session is None or root is None:
            return
        if not is_wanted and not self._probe.is_file(review_file(root, session.form.id)):
            return
        form = session.form.model_copy(deep=True)
        self._reader.abandon()
        self._reader.begin(
            partial(_read, root, form),
            partial(self.take, form.id),
            failed=self._failed,
            expected=StorageError,
        )

    def take(self, form_id: str, known: KnownOfForm) -> None:
        """Know this of a form, if it is still at hand."""
        session = self._current.session
        if session is None or session.form.id != form_id:
            return
        from selfeval_gui.work.review.one_form import marks_of

        self._known = known
        session.show_remarks(marks_of(known.review))
        if known.other:
            text = _("“{name}”和这份表编号相同，意见是它的；这里不能写。先保存一次这份表，它就有自己的编号。")
            self.complaint = text.format(name=known.other)
        self.changed.emit()
        self.came.emit(session)

    def _follow(self, session: Session | None) -> None:
        """Keep the words on what became of each remark right while the form is changed."""
        if self._followed is not None and self._followed is not session:
            self._followed.refreshed.disconnect(self.changed)
        if session is not None and session is not self._followed:
            session.refreshed.connect(self.changed)
        self._followed = session

    def _failed(self, error: Exception) -> None:
        self.complaint = storage_sentence(error) if isinstance(error, StorageError) else str(error)
        self.changed.emit()


def _read(root: Path, form: Form, _progress: Progress) -> KnownOfForm:
    from selfeval_gui.work.review.one_form import known_of

    return known_of(root, form)
