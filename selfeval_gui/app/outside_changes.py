"""Notices that another program changed the file of an open form. Asks nobody; a signal tells what the file holds now.

The whole file counts, not its time. It is looked at when the folder's watcher hints at something and every few seconds
besides, for a watcher says nothing of what happens on a share. A file that cannot be read at the moment is no change.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from selfeval_gui.app.by_folder import ByFolder
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.store import Loaded, read

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

INTERVAL_MS = 5000


class Seen(NamedTuple):
    """What another program put into a form's file; `loaded` is None where that is no form."""

    fingerprint: str
    loaded: Loaded | None


class _Look(NamedTuple):
    """What the worker gets: no session, for the last to let go of one must be the window's thread."""

    path: Path
    known: str | None


class OutsideChanges(QObject):
    """Compares the files of the open forms with what was loaded or saved last.

    Signals
    -------
    changed(session, seen)
        the file holds something else; once for each content.
    """

    changed = Signal(object, object)

    def __init__(self, forms: OpenForms, parent: QObject | None = None, *, interval_ms: int = INTERVAL_MS) -> None:
        super().__init__(parent)
        self._forms = forms
        self._seen: dict[Session, Seen] = {}
        self._comparing = ByFolder(self)
        self._again = self._has_stopped = False
        self._timer = QTimer(self, interval=interval_ms)
        self._timer.timeout.connect(self.look)
        forms.opened.connect(self._opened)
        forms.closed.connect(self.settle)
        forms.saved.connect(self.settle)

    def seen(self, session: Session) -> Seen | None:
        """Return what the form's file holds since it was changed by another program and nobody decided about it."""
        return self._seen.get(session)

    def settle(self, session: Session) -> None:
        """Forget a change that was decided about."""
        self._seen.pop(session, None)

    def look(self) -> None:
        """Compare now, or once the present look is done, where one still goes on."""
        if self._has_stopped:
            return
        self._again = self.is_busy
        looks = [
            _Look(session.path, session.fingerprint)
            for session in self._forms.sessions
            if not self._forms.is_writing(session)
        ]
        if not looks:
            self._timer.stop()
            return
        self._comparing.begin(looks, _look_at_all, self._compared)

    @property
    def is_busy(self) -> bool:
        """Whether files are being compared."""
        return self._comparing.is_busy

    def stop(self) -> None:
        """Look no more, and wait for the looks under way, for a limited time."""
        self._has_stopped = True
        self._timer.stop()
        self._comparing.end()

    def _opened(self, _session: Session) -> None:
        if not self._timer.isActive() and not self._has_stopped:
            self._timer.start()

    def _compared(self, found: list[tuple[_Look, Seen]]) -> None:
        for look, seen in found:
            session = self._forms.session_at(look.path)
            if session is None or self._forms.is_writing(session) or session.fingerprint != look.known:
                continue
            if self._seen.get(session, (None,))[0] != seen.fingerprint:
                self._seen[session] = seen
                self.changed.emit(session, seen)
        if self._again:
            self._again = False
            self.look()


def _look_at_all(looks: Iterable[_Look]) -> list[tuple[_Look, Seen]]:
    return [(look, seen) for look in looks if (seen := _look_at(look.path, look.known)) is not None]


def _look_at(path: Path, known: str | None) -> Seen | None:
    from selfeval_gui.storage.codec import decode

    try:
        data, _info = read(path)
    except UnreadableForm:
        return None
    present = fingerprint(data)
    if present == known:
        return None
    try:
        return Seen(present, Loaded(decode(data), present, data))
    except UnreadableForm:
        return Seen(present, None)
