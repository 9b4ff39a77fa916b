"""One change in several forms: each saved whole, with the version before it kept, or left as it was with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage import store
from selfeval_gui.storage.backups import FOLDER_NAME, Backups
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.lock import Locker
from selfeval_gui.storage.under_lock import locked
from selfeval_gui.storage.user_data import data_folder

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.work.progress import Progress


class ChangedMany(NamedTuple):
    """The files that were changed, how many said it already, and those that were left, each with the sentence why."""

    done: list[Path]
    same: int
    refused: list[tuple[Path, str]]


def change_many(paths: Sequence[Path], change: Callable[[Form], Form], progress: Progress) -> ChangedMany:
    """Write what `change` makes of each form; nothing is locked any more afterwards."""
    backups, locker = Backups(data_folder() / FOLDER_NAME), Locker(data_folder())
    done, same, refused = list[Path](), 0, list[tuple[Path, str]]()
    try:
        for number, path in enumerate(paths):
            progress(number, len(paths), path)
            try:
                with locked(locker, path):
                    loaded = store.load(path)
                    changed = change(loaded.form)
                    if changed == loaded.form:
                        same += 1
                        continue
                    backups.keep(path, loaded.form.id)
                    store.save(changed, path, loaded.fingerprint)
            except StorageError as error:
                refused.append((path, storage_sentence(error)))
            else:
                done.append(path)
    finally:
        locker.end()
    return ChangedMany(done, same, refused)
