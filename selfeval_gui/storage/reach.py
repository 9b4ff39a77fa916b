"""Whether a file's folder answers: a share that has gone away holds whoever asks it, for as long as it likes."""

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

PATIENCE_S = 1.0


class Reach:
    """Asks in threads of their own, so that nobody else is held."""

    def __init__(self) -> None:
        self._open: dict[Path, Event] = {}  # by folder, the question that it did not answer in time

    def answers(self, path: Path) -> bool:
        """Tell whether there is an answer, be it an error; False after a second without, at once the next time."""
        before = self._open.pop(path.parent, None)
        if before is not None and not before.is_set():
            self._open[path.parent] = before
            return False
        answered = Event()
        Thread(target=_ask, args=(path, answered), name="reach", daemon=True).start()
        if not answered.wait(PATIENCE_S):
            self._open[path.parent] = answered
        return answered.is_set()


def _ask(path: Path, answered: Event) -> None:
    with suppress(OSError, ValueError):
        path.stat()
    answered.set()
