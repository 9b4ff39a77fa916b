"""The texts of the user's own forms, read in a worker when somebody first types; files that changed are read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.tasks import Background
from selfeval_gui.storage.errors import UnreadableFolder
from selfeval_gui.storage.places import read_regular
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.work.phrases import PhraseBook, TextRow
from selfeval_gui.work.progress import Progress, Turns

Read = dict[str, tuple[float, list[TextRow]]]

_LARGEST = 4_000_000  # bytes; a form is a few thousand


class OwnTexts(QObject):
    """Keeps a book of the workspace's files. Until it is read, there is nothing to offer from it."""

    def __init__(self, folder: Folder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = PhraseBook()
        self._folder = folder
        self._read: Read = {}
        self._reading = Background(self)
        self._is_stale = True
        folder.completed.connect(self._grow_stale)
        folder.opened.connect(self._reading.abandon)

    def ask(self) -> None:
        """Read what is new, in a worker, if files have changed since the last time."""
        root = self._folder.root
        if self._is_stale and not self._reading.is_busy and root is not None:
            self._is_stale = False
            # A folder that cannot be listed is told by the list of projects already.
            work = partial(_read_all, root, dict(self._read))
            self._reading.begin(work, self._take, expected=UnreadableFolder)

    @property
    def is_busy(self) -> bool:
        """Whether files are being read."""
        return self._reading.is_busy

    def stop(self) -> None:
        """End the work before the program goes."""
        self._reading.end()

    def _grow_stale(self) -> None:
        self._is_stale = True

    def _take(self, result: tuple[Read, PhraseBook]) -> None:
        self._read, self.book = result


def _read_all(root: Path, known: Read, report: Progress) -> tuple[Read, PhraseBook]:
    read: Read = {}
    book, turns = PhraseBook(), Turns(report)
    for path in find_forms(root):
        name = str(path)
        with suppress(OSError):
            written, old = path.stat().st_mtime, known.get(name)
            read[name] = old if old is not None and old[0] == written else (written, list(_rows(path)))
            for row in read[name][1]:
                book.add(row)
        turns.pass_on()
    return read, book


def _rows(path: Path) -> Iterator[TextRow]:
    """Yield the texts of a file as far as it holds some; what is no form has none."""
    try:
        form = json.loads(read_regular(path, _LARGEST)[0].decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return
    for level_1 in _nodes(form, "indicators"):
        for level_2 in _nodes(level_1, "children"):
            for leaf in _nodes(level_2, "children"):
                above = _text(level_1, "name"), _text(level_2, "name")
                yield TextRow(*above, *(_text(leaf, key) for key in ("name", "target", "reason")))


def _nodes(part: Any, key: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever a file holds
    found = part.get(key) if isinstance(part, dict) else None
    return (each for each in found if isinstance(each, dict)) if isinstance(found, list) else iter(())


def _text(part: dict[str, Any], key: str) -> str:
    value = part.get(key)
    return value if isinstance(value, str) else ""
