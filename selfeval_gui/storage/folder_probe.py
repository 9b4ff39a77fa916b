"""Whether a file's folder answers: a share that has gone away holds whoever asks it, for as long as it likes."""

from pathlib import Path
from threading import Event, Thread

from selfeval_gui.storage.places import is_file, is_folder, is_there

PATIENCE_S = 1.0


class FolderProbe:
    """Asks in threads of their own, so that nobody else is held."""

    def __init__(self) -> None:
        self._last: dict[Path, Event] = {}  # by folder, whether the last question has its answer

    def answers(self, path: Path) -> bool:
        """Tell whether there is an answer, be it an error; False after a second without, at once the next time."""
        before = self._last.get(path.parent)
        if before is not None and not before.is_set():
            return False
        answered = self._last[path.parent] = Event()
        Thread(target=_ask, args=(path, answered), name="folder probe", daemon=True).start()
        return answered.wait(PATIENCE_S)

    def is_folder(self, path: Path) -> bool:
        """Tell whether a folder stands there, of which there is an answer."""
        return self.answers(path) and is_folder(path)

    def is_file(self, path: Path) -> bool:
        """Tell whether a file stands there, of which there is an answer."""
        return self.answers(path) and is_file(path)


def _ask(path: Path, answered: Event) -> None:
    is_there(path)
    answered.set()
