"""The texts of the user's own forms, read in a worker when somebody first types; files that changed are read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.tasks import Background
from selfeval_gui.domain.words import bare_name
from selfeval_gui.storage.errors import UnreadableFolder
from selfeval_gui.storage.places import read_regular
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.work.phrases import PhraseBook, PhraseRow
from selfeval_gui.work.progress import Progress, Turns


class _File(NamedTuple):
    """What was read of a file: when it was written, the unit it is of, its texts."""

    written: float
    unit: str  # as names are compared
    rows: list[PhraseRow]


Read = dict[str, _File]

_LARGEST = 4_000_000  # bytes; a form is a few thousand


class OwnTexts(QObject):
    """Keeps a book of the workspace's files. Until it is read, there is nothing to offer from it.

    Signals
    -------
    renewed()
        what is new was read.
    """

    renewed = Signal()

    def __init__(self, folder: Folder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = PhraseBook()
        self._folder = folder
        self._read: Read = {}
        self._by_unit: dict[str, PhraseBook] = {}
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

    def rows_of(self, unit: str, besides: Path | None = None) -> list[PhraseRow]:
        """Return the texts of one unit's forms and of nobody else's, but for those of a file; [] for no name."""
        name, passed = bare_name(unit), str(besides)
        files = self._read.items() if name else ()
        return [row for path, file in files if file.unit == name and path != passed for row in file.rows]

    def book_of(self, unit: str) -> PhraseBook:
        """Return a book of one unit's forms."""
        if unit not in self._by_unit:
            book = self._by_unit[unit] = PhraseBook()
            for row in self.rows_of(unit):
                book.add(row)
        return self._by_unit[unit]

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
        self._by_unit.clear()
        self.renewed.emit()


def _read_all(root: Path, known: Read, report: Progress) -> tuple[Read, PhraseBook]:
    read: Read = {}
    book, turns = PhraseBook(), Turns(report)
    for path in find_forms(root):
        name = str(path)
        with suppress(OSError):
            written, old = path.stat().st_mtime, known.get(name)
            read[name] = old if old is not None and old.written == written else _File(written, *_texts(path))
            for row in read[name].rows:
                book.add(row)
        turns.pass_on()
    return read, book


def _texts(path: Path) -> tuple[str, list[PhraseRow]]:
    """Return unit and texts of a file as far as it holds some; what is no form has none."""
    try:
        form = json.loads(read_regular(path, _LARGEST)[0].decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return "", []
    return bare_name(_text(form, "implementing_unit")), list(_rows(form))


def _rows(form: Any) -> Iterator[PhraseRow]:  # noqa: ANN401 - whatever a file holds
    for level_1 in _nodes(form, "indicators"):
        for level_2 in _nodes(level_1, "children"):
            for leaf in _nodes(level_2, "children"):
                above = _text(level_1, "name"), _text(level_2, "name")
                yield PhraseRow(*above, *(_text(leaf, key) for key in ("name", "target", "reason")))


def _nodes(part: Any, key: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever a file holds
    found = part.get(key) if isinstance(part, dict) else None
    return (each for each in found if isinstance(each, dict)) if isinstance(found, list) else iter(())


def _text(part: Any, key: str) -> str:  # noqa: ANN401 - whatever a file holds
    value = part.get(key) if isinstance(part, dict) else None
    return value if isinstance(value, str) else ""
