"""Short work on the files of the open forms, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from selfeval_gui.app.worker import Worker
from selfeval_gui.storage.errors import ChangedOutside, SaveFailed, StorageError, UnreadableForm, save_failed
from selfeval_gui.storage.fingerprint import fingerprint_of_file
from selfeval_gui.storage.lock import Lock
from selfeval_gui.storage.permissions import present_permissions
from selfeval_gui.storage.store import Loaded, load, save_bytes, save_bytes_directly
from selfeval_gui.storage.under_lock import refuse_taken

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.storage.backups import Backups
    from selfeval_gui.storage.lock import Locker

PATIENCE_MS = 5000  # for a save; a share that has gone away may take minutes, or for ever


class Job(QObject):
    """One piece of work for one session; `done(job, result)` or `failed(job, error)` follows once, then it goes.

    `slow(job)` says that neither has come for some seconds.
    """

    done = Signal(object, object)
    failed = Signal(object, object)
    slow = Signal(object)

    def __init__(self, session: Session, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self._work = work
        self._worker = Worker(self._run, self)
        self._worker.succeeded.connect(self._answer)
        self._worker.failed.connect(self._give_up)
        self._worker.finished.connect(self.deleteLater)
        self.is_slow = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._grow_slow)

    def start(self) -> None:
        """Begin; the answer comes through a signal."""
        self._patience.start()
        self._worker.start()

    def abandon(self) -> None:
        """Hear no more of it: it hangs, on a share that does not answer."""
        self._patience.stop()
        self._worker.abandon()

    def wait(self) -> None:
        """Wait for the end, for a limited time; only when the program goes."""
        self._worker.end()  # it never reports, so the work is done whole

    def _run(self, _report: object) -> object:
        return self._work()

    def _grow_slow(self) -> None:
        self.is_slow = True
        self.slow.emit(self)

    def _hear(self) -> None:
        """Take note that there is an answer, before anybody is told it."""
        self._patience.stop()
        self.is_slow = False

    def _answer(self, result: object) -> None:
        self._hear()
        self.done.emit(self, result)

    def _give_up(self, error: Exception) -> None:
        self._hear()
        self.failed.emit(self, error)


class JobQueue(QObject):
    """One job a session at a time; what is asked for meanwhile follows, of each kind the last.

    Signals
    -------
    settled()
        no job runs any more, but for slow ones.
    slow(session)
        the form's job has had no answer for some seconds.
    """

    settled = Signal()
    slow = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running: dict[Session, Job] = {}
        self._waiting: dict[Session, dict[str, Callable[[], None]]] = {}

    def __contains__(self, session: Session) -> bool:
        return session in self._running

    def __bool__(self) -> bool:
        return bool(self._running)

    @property
    def is_working(self) -> bool:
        """Whether a job runs whose answer is to be expected soon."""
        return len(self._running) > len(self.slow_ones)

    @property
    def slow_ones(self) -> list[Session]:
        """The forms whose jobs have had no answer for some seconds."""
        return [session for session, job in self._running.items() if job.is_slow]

    def puts_off(self, session: Session, kind: str, again: Callable[[], None]) -> bool:
        """Keep a request for later while a job of the session runs; False if none does."""
        if session in self._running:
            waiting = self._waiting.setdefault(session, {})
            waiting.pop(kind, None)
            waiting[kind] = again
        return session in self._running

    def forget(self, session: Session, kind: str | None = None) -> None:
        """Drop what was put off, all of it or of one kind."""
        if kind is None:
            self._waiting.pop(session, None)
        else:
            self._waiting.get(session, {}).pop(kind, None)

    def start(self, job: Job) -> None:
        """Start a job; its receiver calls `end` when it is done with the answer."""
        self._running[job.session] = job
        job.slow.connect(self._grow_slow)
        job.start()

    def give_up(self, session: Session) -> None:
        """Wait no more for the form's job, which hangs, and forget what was put off."""
        self.forget(session)
        job = self._running.get(session)
        if job is not None:
            job.abandon()
            self.end(job)

    def _grow_slow(self, job: Job) -> None:
        self.slow.emit(job.session)
        if not self.is_working:
            self.settled.emit()

    def end(self, job: Job) -> None:
        """Let the form do what was put off while the job ran: first in, first out, until one starts a job again."""
        del self._running[job.session]
        waiting = self._waiting.get(job.session, {})
        while waiting and job.session not in self._running:
            waiting.pop(next(iter(waiting)))()
        if not self.is_working:
            self.settled.emit()


class SaveRequest(NamedTuple):
    """A save: to which file, whether whatever that file holds, and whether into the file itself."""

    path: Path
    overwrite: bool = False
    direct: bool = False


class SaveJob(Job):
    """A save on its way: what was asked for, the bytes, the id that they hold, and how the form stood then."""

    def __init__(
        self,
        session: Session,
        work: Callable[[], object],
        request: SaveRequest,
        data: bytes,
        form_id: str,
        parent: QObject,
    ) -> None:
        super().__init__(session, work, parent)
        self.request = request
        self.data = data
        self.form_id = form_id
        self.revision = session.revision


class ChangedMeanwhile(ChangedOutside):
    """Nothing was written: the file is not the one that was read; `found` is what it holds, if that is a form."""

    def __init__(self, code: str, found: Loaded | None) -> None:
        super().__init__(code)
        self.found = found


class Saved(NamedTuple):
    """A save that went well: the new fingerprint, and why the former version, or who may read it, was not kept."""

    fingerprint: str
    not_kept: StorageError | None


def under_lock(locker: Locker | None, path: Path, write: Callable[[], Saved]) -> Saved:
    """Write if the file is this run's to write, or nobody's.

    Raises
    ------
    SaveFailed
        "save.locked" if somebody else has the form open; the file is what it was.
    ChangedMeanwhile
        if the file is another one now.
    """
    lock = None if locker is None else locker.take(path)
    refuse_taken(lock)
    try:
        return write()
    except StorageError as error:
        if locker is not None and isinstance(lock, Lock) and lock.is_new:
            locker.release(lock)
        if isinstance(error, ChangedOutside):
            raise ChangedMeanwhile(error.code, _form_now(path)) from error
        raise


def _form_now(path: Path) -> Loaded | None:
    try:
        return load(path)
    except UnreadableForm:
        return None


def write_after_keeping(backups: Backups | None, request: SaveRequest, form_id: str, write: Callable[[], str]) -> Saved:
    """Keep what the file holds as a version, then write.

    A save does not fail for want of a version, except one into the file itself: there the version is all that a power
    cut leaves.
    """
    not_kept = None
    if backups is not None:
        try:
            backups.keep(request.path, form_id)
        except StorageError as error:
            if request.direct:
                raise
            not_kept = error
    before = present_permissions(request.path)
    written = write()
    if before is not None and present_permissions(request.path) != before:
        not_kept = not_kept or SaveFailed("save.narrower")
    return Saved(written, not_kept)


def writing(data: bytes, request: SaveRequest, expected: str | None) -> Callable[[], str]:
    """Return the function that puts the bytes into the file in the way that was asked for."""
    write = save_bytes_directly if request.direct else save_bytes
    return (
        partial(_write_over, write, data, request.path)
        if request.overwrite
        else partial(write, data, request.path, expected)
    )


def _write_over(write: Callable[[bytes, Path, str | None], str], data: bytes, path: Path) -> str:
    """Write whatever the file holds now, which the user has agreed to, and return the new fingerprint."""
    return write(data, path, _fingerprint_now(path))


def _fingerprint_now(path: Path) -> str | None:
    """Return the fingerprint of the file; None if it cannot be read, which is not the same as changed.

    Raises
    ------
    SaveFailed
        if it is a folder, which nothing can be written over.
    """
    try:
        return fingerprint_of_file(path)
    except IsADirectoryError as error:
        raise save_failed(error) from error
    except OSError:
        return None
