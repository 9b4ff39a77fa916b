"""Files of other programs taken in by a command: it is told beforehand what becomes of forms that are there.

The forms of one file are kept before it waits for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from selfeval_gui.exchange.recognize.result import Found
from selfeval_gui.storage import store
from selfeval_gui.storage.backups import FOLDER_NAME, Backups
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.lock import Locker
from selfeval_gui.storage.taking_in import Existing, KnownForms
from selfeval_gui.storage.under_lock import locked
from selfeval_gui.storage.user_data import data_folder
from selfeval_gui.work.importing import FileRead, Incoming, create_beside, doubt_typed_over, read_each
from selfeval_gui.work.progress import unheard


class Kept(NamedTuple):
    """What a command did with one form: its file, None if it was skipped, and whether that file was there before."""

    found: Found
    path: Path | None
    is_update: bool = False
    error: StorageError | None = None


def import_by_command(
    paths: Iterable[Path], folder: Path, existing: Existing, known: KnownForms
) -> Iterator[tuple[FileRead, list[Kept]]]:
    """Read files into a workspace, of which `known` is the content, and yield each with what became of its forms."""
    backups, locker = Backups(data_folder() / FOLDER_NAME), Locker(data_folder())
    try:
        with closing(read_each(paths, unheard)) as files:
            for file in files:
                items = [Incoming.of(file.path, file.reading.source, each) for each in file.reading.found.forms]
                yield file, [keep(item, folder, existing, known, backups, locker) for item in items]
    finally:
        locker.end()


def keep(item: Incoming, folder: Path, existing: Existing, known: KnownForms, backups: Backups, locker: Locker) -> Kept:
    """Do with one form what is to be done with all that are there: 更新 keeps the file as it was as a version.

    Where that fails, or somebody has the form open, nothing has changed.
    """
    path = known.find(item.form)
    if path is None:
        doubt_typed_over(item, known)
    try:
        if path is None or existing is Existing.NEW:
            created = create_beside(item.form, folder, path or item.existing)
            known.enter(created, item.form)
            return Kept(item.found, created)
        if existing is Existing.SKIP:
            return Kept(item.found, None)
        with locked(locker, path):
            loaded = store.load(path)
            backups.keep(path, loaded.form.id)
            store.save(item.updated(loaded.form), path, loaded.fingerprint)
    except StorageError as error:
        return Kept(item.found, None, error=error)
    return Kept(item.found, path, is_update=True)
