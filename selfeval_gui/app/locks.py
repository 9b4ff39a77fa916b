"""Which open forms this run of the program has locked, and which somebody else has.

A form is locked while it is shown or changed; one that was only looked at is given free when another is shown. Locks
get their signs of life in a worker, and so do those of others get watched: a form becomes editable once it is free.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from selfeval_gui.app.by_folder import ByFolder
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.data import forms_dir
from selfeval_gui.storage.lock import BEAT_S, STALE_S, Beat, Lock, Locker, Taken

if TYPE_CHECKING:
    from pathlib import Path

    from selfeval_gui.app.session import Session

WATCH_MS = 4000


class _Watched(NamedTuple):
    """A lock of somebody else, since when it has not changed, and whether it was ours before."""

    taken: Taken
    since: float
    was_ours: bool


class _Look(NamedTuple):
    """What the worker does for one form: a sign of life for our lock, or a look at that of somebody else.

    It gets no session, for the last to let go of one must be the window's thread.
    """

    path: Path
    lock: Lock | None


class Locks(QObject):
    """Locks forms as they are opened, shown, changed and closed.

    Signals
    -------
    changed(session)
        somebody else has the form now, has given it free, or seems to be gone.
    losing(session)
        somebody took over a form that was open here; what is being typed still gets into it.
    regained(session)
        the form may be changed here again; its file may be another one by now.
    """

    changed = Signal(object)
    losing = Signal(object)
    regained = Signal(object)

    def __init__(
        self, forms: OpenForms, locker: Locker, parent: QObject | None = None, *, watch_ms: int = WATCH_MS
    ) -> None:
        super().__init__(parent)
        self._forms = forms
        self._locker = locker
        self._held: dict[Session, Lock] = {}
        self._watched: dict[Session, _Watched] = {}
        self._shown: Session | None = None
        self._sight = ByFolder(self)
        self._has_stopped = False
        self._watch_timer = QTimer(self, interval=watch_ms)
        self._watch_timer.timeout.connect(self.look)
        self._beat_timer = QTimer(self, interval=round(BEAT_S * 1000))
        self._beat_timer.timeout.connect(self.beat)
        forms.opened.connect(self._opened)
        forms.closed.connect(self._closed)
        forms.moved.connect(self._moved)
        forms.saved.connect(self._saved)
        forms.settled.connect(self._let_go)

    def taken(self, session: Session) -> Taken | None:
        """Return who else has the form open; None where it may be changed here."""
        watched = self._watched.get(session)
        return None if watched is None else watched.taken

    def was_ours(self, session: Session) -> bool:
        """Tell whether somebody took over a form that was open here."""
        watched = self._watched.get(session)
        return watched is not None and watched.was_ours

    def attend(self, session: Session | None) -> None:
        """Lock the form that is shown now, and give free what was only looked at."""
        self._shown = session
        for other in [*self._held, *self._watched]:
            self._give_free(other)
        if session is not None and session not in self._held and session not in self._watched:
            self._hold(session)
            if session in self._held:
                self.regained.emit(session)

    def take_over(self, session: Session) -> None:
        """Take the place of somebody who seems to be gone."""
        watched = self._watched.get(session)
        if watched is not None and self._forms.probe.answers(session.path):
            self._settle(session, self._locker.take_over(session.path, watched.taken))

    def look(self) -> None:
        """Ask in a worker whether the forms that others hold are free by now."""
        self._begin([_Look(session.path, None) for session in self._watched])

    def beat(self) -> None:
        """Give our locks a sign of life, and see whether they still are ours."""
        self._begin([_Look(session.path, lock) for session, lock in self._held.items()])

    def _begin(self, looks: list[_Look]) -> None:
        if not self._has_stopped:
            self._sight.begin(looks, partial(_look_at_all, self._locker), self._looked)

    @property
    def is_busy(self) -> bool:
        """Whether locks are being looked at."""
        return self._sight.is_busy

    def stop(self) -> None:
        """Give everything free before the program goes."""
        self._has_stopped = True
        self._watch_timer.stop()
        self._beat_timer.stop()
        self._sight.end()
        for lock in self._held.values():
            self._release(lock)
        self._held.clear()
        self._locker.end()

    # ---- forms ---------------------------------------------------------------------------------------------------

    def _opened(self, session: Session) -> None:
        if not self._beat_timer.isActive() and not self._has_stopped:
            self._beat_timer.start()
            self._watch_timer.start()
        self._hold(session)

    def _closed(self, session: Session) -> None:
        self._watched.pop(session, None)
        lock = self._held.pop(session, None)
        if lock is not None:
            self._release(lock)

    def _release(self, lock: Lock) -> None:
        """Give a form free; on a share that does not answer the lock grows stale by itself."""
        if self._forms.probe.answers(lock.path):
            self._locker.release(lock)

    def _moved(self, session: Session, _old_path: Path) -> None:
        self._closed(session)
        self._hold(session)
        if session not in self._watched:
            session.set_read_only(False)
            self.changed.emit(session)

    def _saved(self, session: Session) -> None:
        self._hold(session)
        self._give_free(session)

    def _let_go(self) -> None:
        """Give free what a batch has saved: while a file was being written, its lock was still in use."""
        for session in [*self._held]:
            self._give_free(session)

    def _give_free(self, session: Session) -> None:
        """Let go of a form that is neither shown nor changed; who has it does not matter until it is shown again."""
        if session is self._shown or not session.is_clean or self._forms.is_writing(session):
            return
        self._closed(session)
        session.set_read_only(False)

    def _hold(self, session: Session) -> None:
        if session in self._held or self._has_stopped:
            return
        is_own = session.path.is_relative_to(forms_dir())  # nothing is ever written into an installation
        # A folder that does not answer takes no lock and no save; saving looks at both again.
        is_out_of_reach = is_own or not self._forms.probe.answers(session.path)
        self._settle(session, None if is_out_of_reach else self._locker.take(session.path))

    def _settle(self, session: Session, result: Lock | Taken | None) -> None:
        """Take note of who has a form now."""
        before = self._watched.pop(session, None)
        if isinstance(result, Taken):
            had = self._held.pop(session, None) is not None
            if had:
                self.losing.emit(session)
            since = monotonic()
            if before is not None and before.taken.content == result.content:
                since = before.since
                is_stale = result.is_stale or before.taken.is_stale or monotonic() - since > STALE_S
                result = replace(result, is_stale=is_stale)
            self._watched[session] = _Watched(result, since, had or (before is not None and before.was_ours))
            session.set_read_only(True)
            if before is None or before.taken != result:
                self.changed.emit(session)
            return
        if result is not None:
            self._held[session] = result
        session.set_read_only(False)
        if before is not None:
            self.changed.emit(session)
            self.regained.emit(session)

    # ---- looking -------------------------------------------------------------------------------------------------

    def _looked(self, found: list[tuple[_Look, Beat | Taken | None]]) -> None:
        for look, result in found:
            session = self._forms.session_at(look.path)
            if session is None or self._has_stopped:
                continue
            if isinstance(result, Taken) and session in self._watched:
                self._settle(session, self._locker.take(look.path) if result.has_crashed else result)
            elif (result is None and session in self._watched) or (
                result in {Beat.LOST, Beat.GONE} and session in self._held
            ):
                self._settle(session, self._locker.take(look.path))


def _look_at_all(locker: Locker, looks: list[_Look]) -> list[tuple[_Look, Beat | Taken | None]]:
    return [(look, locker.look(look.path) if look.lock is None else locker.beat(look.lock)) for look in looks]
