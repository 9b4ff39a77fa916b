"""Writes what is typed and not saved into recovery files, within three seconds; never into the user's files.

Looks once a second instead of listening: the text of an open editor is no change of the form yet. Files are written in
a worker from frozen bytes or copies, one batch at a time, and dropped once the form is saved or given up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.tasks import Background
from selfeval_gui.storage.errors import SaveFailed, StorageError
from selfeval_gui.storage.places import whole_path
from selfeval_gui.storage.recovery import Pending, ProgramRun, Record

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

FOLDER_NAME = "recovery"
_SAY_AGAIN_S = 300.0
INTERVAL_MS = 1000  # leaves two of the three seconds to a slow disk

PendingText = Callable[["Session"], Pending | None]


class _State(NamedTuple):
    """What of a session the recovery file holds."""

    revision: int
    path: Path
    form_id: str
    fingerprint: str | None
    pending: Pending | None


class _Order(NamedTuple):
    """One file to write; `replaces` is the key it was written under before its form was renamed.

    The record gets its bytes from `data` when it is written.
    """

    session: Session
    state: _State
    record: Record
    data: Callable[[], bytes]
    replaces: str | None


class _Batch(NamedTuple):
    """What is to be done, or what was done and what went wrong with each of the other forms."""

    orders: list[_Order]
    drops: list[str]
    errors: dict[Session, StorageError]


class _Said(NamedTuple):
    """What the user was told of a form's recovery file, and when."""

    code: str
    moment: float


class Autosave(QObject):
    """Keeps the recovery files of the open forms.

    Signals
    -------
    failed(error)
        a StorageError: recovery files cannot be written; said of each form, of each reason, and every five minutes.
    """

    failed = Signal(object)

    def __init__(
        self, forms: OpenForms, root: Path, parent: QObject | None = None, *, interval_ms: int = INTERVAL_MS
    ) -> None:
        super().__init__(parent)
        self._forms = forms
        self._run = ProgramRun(root)
        self._pending: PendingText = _nothing_pending
        self._written: dict[Session, _State] = {}
        self._keys: dict[Session, str] = {}
        self._drops: list[str] = []
        self._writing = Background(self)
        self._said: dict[Session, _Said] = {}
        self._has_stopped = False
        self._timer = QTimer(self, interval=interval_ms)
        self._timer.timeout.connect(self._look)
        forms.opened.connect(self._opened)
        forms.closed.connect(self._closed)
        forms.saved.connect(self._look_again)

    def watch_editor(self, pending: PendingText) -> None:
        """Ask `pending` for the text of a form's open editor."""
        self._pending = pending

    def set_interval(self, milliseconds: int) -> None:
        """Set how often it looks for what is not written yet."""
        self._timer.setInterval(milliseconds)

    def flush(self, *, ask_editor: bool = True) -> bool:
        """Write what is not written yet, now and in this thread; False if something could not be written.

        Where the editor itself is what went wrong, its text stays as it was written last.
        """
        self._writing.wait()
        done = _carry_out(self._run, self._batch(self._pending if ask_editor else self._pending_as_written))
        self._take(done)
        return not done.errors

    def stop(self, *, keep: bool = False) -> None:
        """End before the program goes; the files go too, for everything is saved or given up. `keep` leaves them."""
        self._timer.stop()
        self._has_stopped = True
        self._writing.wait()
        if keep:
            self.flush()
        self._run.end(keep=keep)

    @property
    def is_busy(self) -> bool:
        """Whether recovery files are being written."""
        return self._writing.is_busy

    # ---- what to write -------------------------------------------------------------------------------------------

    def _opened(self, _session: Session) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _closed(self, session: Session) -> None:
        self._written.pop(session, None)
        self._said.pop(session, None)
        key = self._keys.pop(session, None)
        if key is not None:
            self._drops.append(key)
            self._look()

    def _look_again(self, _session: Session) -> None:
        self._look()

    def _look(self) -> None:
        if self.is_busy or self._has_stopped:
            return
        batch = self._batch(self._pending)
        if batch.orders or batch.drops:
            self._writing.begin(partial(_work, self._run, batch), self._take)
        elif batch.errors:
            self._say(batch.errors)
        elif not self._forms.sessions:
            self._timer.stop()

    def _batch(self, pending_of: PendingText) -> _Batch:
        errors: dict[Session, StorageError] = {}
        orders = []
        if self._run.has_vanished:
            self._written.clear()
        drops, self._drops = self._drops, []
        for session in self._forms.sessions:
            pending = pending_of(session)
            if session.is_clean and pending is None:
                if session in self._keys:
                    drops.append(self._keys.pop(session))
                    self._written.pop(session, None)
                continue
            state = _State(session.revision, session.path, session.form.id, session.fingerprint, pending)
            if state == self._written.get(session):
                continue
            try:
                orders.append(_order(session, state, self._keys.get(session)))
            except SaveFailed as failure:
                errors[session] = failure
        # A form that was closed and opened again meanwhile has the file of the one before it.
        in_use = {*self._keys.values(), *(order.record.key for order in orders)}
        return _Batch(orders, [key for key in drops if key not in in_use], errors)

    def _pending_as_written(self, session: Session) -> Pending | None:
        written = self._written.get(session)
        return None if written is None else written.pending

    # ---- what was written ----------------------------------------------------------------------------------------

    def _take(self, batch: _Batch) -> None:
        for order in batch.orders:
            if order.session in self._forms.sessions:
                self._written[order.session] = order.state
                self._keys[order.session] = order.record.key
            else:
                self._drops.append(order.record.key)
            self._said.pop(order.session, None)
        self._say(batch.errors)

    def _say(self, errors: dict[Session, StorageError]) -> None:
        """Tell what was not told yet, or so long ago that it may be forgotten."""
        now = monotonic()
        new = [
            session
            for session, error in errors.items()
            if (said := self._said.get(session)) is None or said.code != error.code or now - said.moment > _SAY_AGAIN_S
        ]
        self._said.update((session, _Said(errors[session].code, now)) for session in new)
        if new:
            self.failed.emit(errors[new[0]])


def _order(session: Session, state: _State, replaces: str | None) -> _Order:
    data, now = session.frozen_later(), datetime.now(UTC)
    record = Record(whole_path(session.path), session.form.id, session.fingerprint, now, state.pending, b"")
    return _Order(session, state, record, data, replaces)


def _work(run: ProgramRun, batch: _Batch, _report: object) -> _Batch:
    return _carry_out(run, batch)


def _carry_out(run: ProgramRun, batch: _Batch) -> _Batch:
    """Write and drop; one file that fails does not stop the others."""
    errors = dict(batch.errors)
    done = []
    for order in batch.orders:
        try:
            run.write(replace(order.record, data=order.data()))
        except StorageError as failure:
            errors[order.session] = failure
            continue
        done.append(order)
        if order.replaces not in {None, order.record.key}:
            run.drop(order.replaces or "")
    for key in batch.drops:
        run.drop(key)
    return _Batch(done, batch.drops, errors)


def _nothing_pending(_session: Session) -> Pending | None:
    return None
