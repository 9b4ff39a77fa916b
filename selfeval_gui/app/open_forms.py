"""The forms in memory, by file: open, save, save as, rename, close. Asks nobody; what went wrong is a signal.

Switching between forms closes nothing, so that each keeps its undo stack. Files are written in a worker from frozen
bytes; a form has one such job at a time, what is asked for meanwhile follows after it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.jobs import (
    Job,
    JobQueue,
    Saved,
    SaveJob,
    SaveRequest,
    under_lock,
    write_after_keeping,
    writing,
)
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.errors import SaveFailed, StorageError, UnreadableForm
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.folder_probe import FolderProbe
from selfeval_gui.storage.places import whole_path
from selfeval_gui.storage.renaming import rename_with_versions
from selfeval_gui.storage.store import load
from selfeval_gui.work.evidence_elsewhere import name_from, named_from

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Form
    from selfeval_gui.storage.lock import Locker

_MOST_UNCHANGED = 20
_NO_STEP = -1  # of the undo stack: what is clean stays clean, what is changed stays changed


class OpenForms(QObject):
    """The sessions of the program.

    Signals
    -------
    opened(session), closed(session)
        a form came into memory, or is about to leave it.
    saved(session)
        the form's file holds what the form held when the save began.
    save_failed(session, request, error)
        a StorageError; the file is what it was, the form is still changed.
    moved(session, old_path)
        the form is kept in another file from now on; `saved` or `renamed` follows.
    renamed(session), rename_failed(session, error)
        the form's file has another name now, or kept it.
    renewed(session)
        another open form has the same id, as copies have; this save gave the form an id of its own.
    not_kept(session, error)
        the form was saved, but what its file held before could not be kept as a version.
    settled()
        no job runs any more, but for those that hang.
    """

    opened = Signal(object)
    closed = Signal(object)
    saved = Signal(object)
    save_failed = Signal(object, object, object)
    moved = Signal(object, object)
    renamed = Signal(object)
    rename_failed = Signal(object, object)
    renewed = Signal(object)
    not_kept = Signal(object, object)
    settled = Signal()

    def __init__(
        self, parent: QObject | None = None, backups: Backups | None = None, locker: Locker | None = None
    ) -> None:
        super().__init__(parent)
        self._sessions: dict[str, Session] = {}
        self._twins: set[Session] = set()
        self._direct: set[Session] = set()
        self._backups = backups
        self.probe = FolderProbe()
        self.locker = locker
        self.jobs = JobQueue(self)
        self.jobs.settled.connect(self.settled)

    # ---- which forms are open ------------------------------------------------------------------------------------

    @property
    def sessions(self) -> list[Session]:
        """The open forms, the one opened last at the end."""
        return list(self._sessions.values())

    @property
    def changed(self) -> list[Session]:
        """The open forms that differ from their files."""
        return [session for session in self.sessions if not session.is_clean]

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return bool(self.jobs)

    def session_at(self, path: Path) -> Session | None:
        """Return the open form of a file."""
        return self._sessions.get(_key(path)) if self._sessions else None

    def open(self, path: Path) -> Session:
        """Return the form of the file, loaded if it is not open yet.

        Raises
        ------
        UnreadableForm
            if the file does not hold a form completely, or its folder does not answer.
        """
        session = self.session_at(path)
        if session is not None:
            self._sessions[_key(path)] = self._sessions.pop(_key(path))
            return session
        if not self.probe.answers(path):
            raise UnreadableForm("file.no_answer")
        # The checks and the models of the form come with the first form, not with the window.
        from selfeval_gui.app.session import Session

        loaded = load(path)
        session = Session(loaded.form, path, loaded.fingerprint, self)
        session.base = loaded.data
        self._enter(session)
        self._let_go(session)
        return session

    def adopt(self, form: Form, path: Path, fingerprint: str | None) -> Session:
        """Open a form of which only memory knows, such as a recovered one; saving it compares with `fingerprint`."""
        from selfeval_gui.app.session import Session

        session = Session(form, path, fingerprint, self)
        session.stack.resetClean()
        self._enter(session)
        return session

    def _enter(self, session: Session) -> None:
        if any(other.form.id == session.form.id for other in self.sessions):
            self._twins.add(session)
        self._sessions[_key(session.path)] = session
        self.opened.emit(session)

    def is_writing(self, session: Session) -> bool:
        """Whether the form's file is being written or renamed."""
        return session in self.jobs

    def close(self, session: Session) -> None:
        """Take the form out of memory, its changes with it; not while its file is being written."""
        self.jobs.forget(session)
        self._twins.discard(session)
        self._direct.discard(session)
        del self._sessions[_key(session.path)]
        self.closed.emit(session)
        session.deleteLater()

    def _let_go(self, current: Session) -> None:
        """Close what was only looked at, but for the last few: a department leafs through a thousand forms."""
        unchanged = [
            session
            for session in self.sessions
            if session is not current and session.stack.count() == 0 and session.is_clean and session not in self.jobs
        ]
        for session in unchanged[:-_MOST_UNCHANGED]:
            self.close(session)

    # ---- saving --------------------------------------------------------------------------------------------------

    def save(self, session: Session, *, overwrite: bool = False, direct: bool = False) -> None:
        """Write the form to its file; with `overwrite` even where the file was changed by another program.

        With `direct` into the file itself, now and from now on: the user agreed, for the folder allows nothing else.
        """
        if direct:
            self._direct.add(session)
        if not self.jobs.puts_off(session, "save", partial(self.save, session, overwrite=overwrite)):
            self._write(session, SaveRequest(session.path, overwrite, session in self._direct))

    def save_as(self, session: Session, path: Path) -> None:
        """Write the form, with a new id, to another file, which may exist, and keep it there from now on.

        The file must not be that of another open form.
        """
        if _key(path) == _key(session.path):
            self.save(session)
        elif not self.jobs.puts_off(session, "save as", partial(self.save_as, session, path)):
            self._write(session, SaveRequest(path, overwrite=True))

    def save_all(self) -> None:
        """Write every changed form."""
        for session in self.changed:
            self.save(session)

    def _write(self, session: Session, request: SaveRequest) -> None:
        form, old_id, moves = session.form, session.form.id, request.path != session.path
        form.id = new_id() if moves or session in self._twins else old_id
        try:
            with named_from(form, session.path.parent, request.path.parent):
                data, _step = session.frozen()
        except SaveFailed as error:
            self.save_failed.emit(session, request, error)
            return
        finally:
            written_id, form.id = form.id, old_id  # the form keeps its id until the file is written
        expected = None if moves else session.fingerprint
        kept = partial(write_after_keeping, self._backups, request, written_id, writing(data, request, expected))
        job = SaveJob(session, partial(under_lock, self.locker, request.path, kept), request, data, written_id, self)
        job.done.connect(self._save_done)
        job.failed.connect(self._save_failed)
        self.jobs.start(job)

    def _save_done(self, job: SaveJob, saved: Saved) -> None:
        session, written = job.session, saved.fingerprint
        renewed = session in self._twins and job.request.path == session.path
        self._twins.discard(session)
        session.form.id, session.base = job.form_id, job.data
        name_from(session.form, session.path.parent, job.request.path.parent)
        self._move(session, job.request.path, written, self._step_of(job, written))
        self.saved.emit(session)
        if saved.not_kept is not None:
            self.not_kept.emit(session, saved.not_kept)
        if renewed:
            self.renewed.emit(session)
        self.jobs.end(job)

    def _step_of(self, job: SaveJob, written: str) -> int:
        """Return the present step if the form still is what was written, or is so again.

        The number of the step alone does not tell: a letter typed meanwhile may have joined the last step. And where
        the form has gone on, the step that was clean before the save is not what the file holds either.
        """
        session = job.session
        if session.revision == job.revision:
            return session.stack.index()
        with suppress(SaveFailed):
            data, step = session.frozen()
            if fingerprint(data) == written:
                return step
        session.stack.resetClean()
        return _NO_STEP

    def _save_failed(self, job: SaveJob, error: Exception) -> None:
        self.jobs.forget(job.session, "save")  # it would fail like this one
        known = error if isinstance(error, StorageError) else SaveFailed("save.other", reason="", detail=str(error))
        self.save_failed.emit(job.session, job.request, known)
        self.jobs.end(job)
        if known is not error:
            raise error

    # ---- renaming ------------------------------------------------------------------------------------------------

    def rename(self, session: Session, name: str) -> None:
        """Give the form's file a name close to `name`; the form itself, changed or not, stays as it is."""
        if self.jobs.puts_off(session, "rename", partial(self.rename, session, name)):
            return
        job = Job(session, partial(rename_with_versions, self._backups, session.path, session.form.id, name), self)
        job.done.connect(self._rename_done)
        job.failed.connect(self._rename_failed)
        self.jobs.start(job)

    def _rename_done(self, job: Job, path: Path) -> None:
        self._move(job.session, path, job.session.fingerprint, _NO_STEP)
        self.renamed.emit(job.session)
        self.jobs.end(job)

    def _rename_failed(self, job: Job, error: Exception) -> None:
        self.jobs.end(job)
        if not isinstance(error, StorageError):
            raise error
        self.rename_failed.emit(job.session, error)

    # ---- jobs ----------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Wait for what still runs, for a limited time, before the program goes."""
        for job in cast(list[Job], self.findChildren(Job)):
            job.wait()

    def _move(self, session: Session, path: Path, written: str | None, step: int) -> None:
        old_path = session.path
        del self._sessions[_key(old_path)]
        self._sessions[_key(path)] = session
        session.saved_as(path, written or "", step)
        if path != old_path:
            self._direct.discard(session)
            self.moved.emit(session, old_path)


def _key(path: Path) -> str:
    """Return what two spellings of one file's path have in common."""
    return os.path.normcase(str(whole_path(path)))
