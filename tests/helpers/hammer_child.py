"""A process that opens, edits and saves the forms of a folder without a pause, beside others: FOLDER DATA NAME SEED.

Says on a line of its own what it did: SAVED file mark, ASKED file, TOOK file, BUSY file.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from selfeval_gui.app.jobs import ChangedMeanwhile
from selfeval_gui.app.locks import Locks
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.lock import Locker


class Hammer(QObject):
    """Adds a mark of its own to the notes of one form after the other."""

    def __init__(self, folder: Path, data: Path, name: str, seed: int) -> None:
        super().__init__()
        self._files = sorted(folder.glob("*.json"))
        self._dice = random.Random(seed)
        self._name = name
        self._count = 0
        self._locker = Locker(data)
        self._forms = OpenForms(self, Backups(data / "versions"), self._locker)
        self._locks = Locks(self._forms, self._locker, self)
        self._forms.save_failed.connect(self._failed)
        self._forms.settled.connect(self._soon)
        self._soon()

    def _soon(self) -> None:
        QTimer.singleShot(self._dice.choice((0, 0, 1, 5)), self, self._next)

    def _next(self) -> None:
        for session in self._forms.sessions:
            if session.is_clean:
                self._said_saved(session)
            self._forms.close(session)
        path = self._dice.choice(self._files)
        seen = self._locker.look(path)
        session = self._forms.open(path)
        if session.is_read_only:
            print("BUSY", path.name, flush=True)
            self._forms.close(session)
            self._soon()
            return
        if seen is not None and seen.has_crashed:
            print("TOOK", path.name, flush=True)
        self._count += 1
        self._mark = f"{self._name}{self._count};"
        type_into_field(session, "notes", session.form.notes + self._mark)
        self._forms.save(session)

    def _said_saved(self, session: Session) -> None:
        print("SAVED", session.path.name, self._mark, flush=True)

    def _failed(self, session: Session, _request: object, error: StorageError) -> None:
        """Nobody answers here, so nothing is written over."""
        word = "ASKED" if isinstance(error, ChangedMeanwhile) else error.code
        print(word, session.path.name, flush=True)


def main() -> None:
    application = QCoreApplication([])
    hammer = Hammer(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    print("READY", flush=True)
    application.exec()
    del hammer


if __name__ == "__main__":
    main()
