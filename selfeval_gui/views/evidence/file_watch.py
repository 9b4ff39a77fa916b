"""How the files of the form at hand stand: looked at off the window's thread whenever they may be other ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from selfeval_gui.domain.evidence import NamedFile, all_entries, named_file, named_files
from selfeval_gui.storage.evidence_files import Hashes
from selfeval_gui.work.evidence import FAULTS, Presence, file_states

if TYPE_CHECKING:
    from pathlib import Path

    from selfeval_gui.app.session import Session
    from selfeval_gui.app.tasks import Tasks
    from selfeval_gui.domain.form import Evidence
    from selfeval_gui.storage.errors import StorageError
    from selfeval_gui.work.progress import Progress


def _states(
    entries: Sequence[Evidence], folder: Path, known: Mapping[NamedFile, Presence], hashes: Hashes, progress: Progress
) -> Mapping[NamedFile, Presence]:
    files = [*dict.fromkeys(map(named_file, entries))]
    return known if all(file in known for file in files) else file_states(files, folder, progress, hashes)


class FileWatch(QObject):
    """Looks when a form is shown, when it names another file, and when the user comes back to the program.

    Nothing waits for it. A place that does not answer is told as every task is that takes long; one that was given up
    is not asked again before the form is shown anew.

    Signals
    -------
    looked()
        `states` says something new.
    """

    looked = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._session: Session | None = None
        self._folder: Path | None = None
        self._entries: list[Evidence] = []
        self.states: Mapping[NamedFile, Presence] = {}
        self._hashes = Hashes()
        self._is_looking = self._is_given_up = self._again = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)

    def follow(self, session: Session | None) -> None:
        """Look at what this form names and nobody has looked at yet."""
        folder = None if session is None else session.path.parent
        if session is not self._session or folder != self._folder:
            self._session, self._folder, self.states, self._is_given_up = session, folder, {}, False
            self._entries = []
        entries = [] if session is None else all_entries(session.form)
        if entries != self._entries:  # as after few steps: mostly they are the same objects, which is told at once
            self._entries = entries
            self._look(self.states)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look_again()

    def look_again(self) -> None:
        """Look at all files of the form at hand: somebody may have moved or changed them meanwhile."""
        self._look({})

    def _look(self, known: Mapping[NamedFile, Presence]) -> None:
        """Look at all files, unless there is none beside the known ones."""
        self._again = self._is_looking
        session = self._session
        named = [entry for entry in self._entries if entry.path]
        if session is None or self._is_looking or self._is_given_up or not named:
            return
        self._is_looking = True
        folder = session.path.parent
        self._tasks.run_long(
            partial(_states, named, folder, known, self._hashes),
            partial(self._looked, session, folder),
            told="",
            stopped=partial(self._gave_up, session),
            failed=partial(self._failed, session),
            only_reads=True,
        )

    def _looked(self, session: Session, folder: Path, states: Mapping[NamedFile, Presence]) -> None:
        self._is_looking = False
        if session is self._session and folder == self._folder and states is not self.states:
            self.states = states
            session.take_faults({file: state for file, state in states.items() if state in FAULTS})
            self.looked.emit()
        if self._again:
            self._again = False
            self.look_again()

    def _failed(self, session: Session, error: StorageError) -> None:
        self._gave_up(session)
        self._tasks.tell(error)

    def _gave_up(self, session: Session) -> None:
        """Say that the files cannot be read; the look that hangs keeps what it knows to itself."""
        self._hashes = Hashes()
        self._is_given_up = session is self._session
        self._looked(session, session.path.parent, dict.fromkeys(named_files(session.form), Presence.UNREAD))
