"""Files of other programs taken in by a command: it is told beforehand what becomes of forms that are there.

The forms of one file are kept before it waits for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.storage import store
from selfeval_gui.storage.backups import FOLDER_NAME, Backups
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.lock import Locker
from selfeval_gui.storage.taking_in import Existing, KnownForms
from selfeval_gui.storage.under_lock import locked
from selfeval_gui.storage.user_data import data_folder
from selfeval_gui.work.importing import FileRead, create_beside, doubt_typed_over, read_each
from selfeval_gui.work.incoming import Incoming
from selfeval_gui.work.own_layouts import Remembered, followed
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.same_project import age, find_known, judge, project_of


def follow_layouts(file: FileRead, remembered: Remembered) -> None:
    """Let the forms of a file be as the layouts of the same headings would have them."""
    source, forms = file.reading.source, file.reading.found.forms
    forms[:] = [followed(source, each, remembered) or each for each in forms]


class _Taken(NamedTuple):
    """What this command has made of a project so far; `before` is the version of its file from before, if any."""

    item: Incoming
    path: Path
    before: Path | None


class KeptForm(NamedTuple):
    """What a command did with one form: its file, None if it was skipped, and whether that file was there before."""

    found: FoundForm
    path: Path | None
    is_update: bool = False
    error: StorageError | None = None


def import_by_command(
    paths: Iterable[Path], folder: Path, existing: Existing, known: KnownForms, remembered: Remembered
) -> Iterator[tuple[FileRead, list[KeptForm]]]:
    """Read files into a workspace, of which `known` is the content, and yield each with what became of its forms.

    What is remembered on this machine for their layout is done with them, and said as a doubt.
    """
    backups, locker = Backups(data_folder() / FOLDER_NAME), Locker(data_folder())
    taken: dict[object, _Taken] = {}
    try:
        with closing(read_each(paths, unheard)) as files:
            for file in files:
                follow_layouts(file, remembered)
                items = [Incoming.of(file.path, file.reading, each, file.folder) for each in file.reading.found.forms]
                yield file, [_keep_newest(item, folder, existing, known, backups, locker, taken) for item in items]
    finally:
        locker.end()


def _keep_newest(
    item: Incoming,
    folder: Path,
    existing: Existing,
    known: KnownForms,
    backups: Backups,
    locker: Locker,
    taken: dict[object, _Taken],
) -> KeptForm:
    """Do with a form what is to be done, unless the same command has taken a newer copy of its project."""
    project = project_of(item) if item.form.project_name else None
    before = taken.get(project)
    if before is None or project is None:
        kept = keep(item, folder, existing, known, backups, locker)
        if kept.path is not None and project is not None:
            versions = backups.versions(kept.path, store.load(kept.path).form.id) if kept.is_update else []
            taken[project] = _Taken(_without_source(item), kept.path, versions[0].path if versions else None)
        return kept
    if age(item.date, item.form) <= age(before.item.date, before.item.form):
        judge(before.item, item)
        return KeptForm(item.found, None)
    judge(item, before.item)
    try:
        with locked(locker, before.path):
            loaded = store.load(before.path)
            backups.keep(before.path, loaded.form.id)
            form = item.form.model_copy(deep=True, update={"id": loaded.form.id})
            if before.before is not None:
                form = item.updated(store.load(before.before).form)
            store.save(form, before.path, loaded.fingerprint)
    except StorageError as error:
        return KeptForm(item.found, None, error=error)
    taken[project] = before._replace(item=_without_source(item))
    return KeptForm(item.found, before.path, is_update=True)


def _without_source(item: Incoming) -> Incoming:
    """Return what is compared with later copies, without the cells of its file."""
    return Incoming(item.path, FoundForm(item.form), date=item.date, folder=item.folder)


def keep(
    item: Incoming, folder: Path, existing: Existing, known: KnownForms, backups: Backups, locker: Locker
) -> KeptForm:
    """Do with one form what is to be done with all that are there: 更新 keeps the file as it was as a version.

    Where that fails, or somebody has the form open, nothing has changed.
    """
    path = find_known(item, folder, known)
    if path is None:
        doubt_typed_over(item, known)
    try:
        if path is None or existing is Existing.NEW:
            created = create_beside(item.form, folder / item.folder, path or item.existing, known.names)
            known.enter(created, item.form)
            return KeptForm(item.found, created)
        if existing is Existing.SKIP:
            return KeptForm(item.found, None)
        with locked(locker, path):
            loaded = store.load(path)
            backups.keep(path, loaded.form.id)
            store.save(item.updated(loaded.form), path, loaded.fingerprint)
    except StorageError as error:
        return KeptForm(item.found, None, error=error)
    return KeptForm(item.found, path, is_update=True)
