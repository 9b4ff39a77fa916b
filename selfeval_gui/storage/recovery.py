"""Recovery files: what was typed and not saved yet, in the user's data folder, never in the user's own files.

Each run of the program has a folder of its own and holds a file beside it. Where that file is free the run is over, and
what its folder still holds was left by a crash, a power cut or a log-off. A recovery file is a line with the
checksum of the rest, a line of JSON with the place and the editor's text, then the form's bytes as a save would have
written them.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from selfeval_gui.storage import atomic
from selfeval_gui.storage.atomic import Calls
from selfeval_gui.storage.errors import StorageError, save_failed, unreadable_folder
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.folder_probe import FolderProbe
from selfeval_gui.storage.held import Held, hold
from selfeval_gui.storage.json_text import MAX_BYTES
from selfeval_gui.storage.places import holds, is_folder, read_regular
from selfeval_gui.storage.renamed_form import where_it_is_now

SUFFIX = ".recovery"
BROKEN = "broken"
_HELD_SUFFIX = ".running"
_SYSTEM = Calls()
_MOST_BYTES = 2 * MAX_BYTES  # a form, and the text that was being typed


class Pending(NamedTuple):
    """Text in an open editor that is not in the form yet; `node` is "" for a field of the form."""

    node: str
    field: str
    text: str


@dataclass(frozen=True)
class Record:
    """What one recovery file holds.

    `fingerprint` is that of the form's file as it was loaded or saved last, None where there was none.
    """

    path: Path
    form_id: str
    fingerprint: str | None
    written: datetime
    pending: Pending | None
    data: bytes
    file: Path | None = None

    @property
    def key(self) -> str:
        """What the file is called by: people copy forms, so the id alone would not do."""
        from hashlib import sha256

        return sha256(f"{self.form_id}\0{self.path}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass
class LeftOver:
    """What ended runs left: their records, the newest first, and broken files that were moved aside."""

    records: list[Record] = field(default_factory=list)
    broken: list[Path] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)

    def discard(self, record: Record) -> None:
        """Remove one record, which the user has decided about."""
        self.records.remove(record)
        if record.file is not None:
            with suppress(OSError):
                record.file.unlink()
            held = _held_file(record.file.parent)
            _remove_if_empty(record.file.parent, [each for each in self.held if each.path == held])

    def release(self) -> None:
        """Leave what is left to a later start."""
        for held in self.held:
            held.release()
        self.held.clear()


class ProgramRun:
    """The recovery files of this process. Its folder is made with the first of them."""

    def __init__(self, root: Path, *, calls: Calls = _SYSTEM) -> None:
        self._root = root
        self._calls = calls
        self._held: Held | None = None
        self.folder = root / os.urandom(8).hex()

    @property
    def has_vanished(self) -> bool:
        """Whether somebody removed the folder, such as a program that cleans up."""
        return self._held is not None and not is_folder(self.folder)

    def write(self, record: Record) -> None:
        """Write or replace the file of one form, down to the disk.

        Raises
        ------
        SaveFailed, ChangedOutside
            if the system refuses; the file written before is whole then.
        """
        if self.has_vanished:
            self.end(keep=True)
        self._begin()
        atomic.overwrite(self.folder / f"{record.key}{SUFFIX}", _bytes_of(record), calls=self._calls)

    def drop(self, key: str) -> None:
        """Remove the file of one form, for it is saved or given up."""
        with suppress(OSError):
            (self.folder / f"{key}{SUFFIX}").unlink(missing_ok=True)

    def end(self, *, keep: bool = False) -> None:
        """Remove the folder; with `keep` leave its files to the next start."""
        if self._held is None:
            return
        if not keep:
            for path in _files_in(self.folder):
                with suppress(OSError):
                    path.unlink()
        _remove_if_empty(self.folder, [self._held])
        self._held.release()
        self._held = None

    def _begin(self) -> None:
        if self._held is not None:
            return
        try:
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._held = hold(_held_file(self.folder))  # first, so that no other start finds a folder that is free
            self.folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise save_failed(error) from error


def has_left_over(root: Path) -> bool:
    """Tell quickly whether a look for left-over files may find any, or cannot be had."""
    try:
        return any(path.name != BROKEN and is_folder(path) for path in root.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def find_left_over(root: Path, probe: FolderProbe | None = None) -> LeftOver:
    """Return what ended runs left, and keep other processes from finding it too until it is released.

    A file that cannot be read completely is moved aside; one whose form was saved after all is removed.
    A form on a share that does not answer is left as it was found.

    Raises
    ------
    UnreadableFolder
        if the folder of all runs cannot be listed.
    """
    probe, found = probe or FolderProbe(), LeftOver()
    try:
        folders = sorted(root.iterdir())
    except OSError as error:
        raise unreadable_folder(error) from error
    for folder in folders:
        if folder.name == BROKEN or not is_folder(folder):
            continue
        try:
            held = hold(_held_file(folder))
        except OSError:
            continue  # a run's file that this user may not even read
        if held is None:
            continue  # that run still lives
        for path in _files_in(folder):
            try:
                record = _read(path)
            except OSError:
                continue  # it may be readable at the next start
            except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError, StorageError):
                found.broken.append(_move_aside(path, root / BROKEN))
                continue
            answers = probe.answers(record.path)
            if answers:
                record = replace(record, path=where_it_is_now(record.path, record.fingerprint, record.data))
            if answers and record.pending is None and holds(record.path, record.data):
                with suppress(OSError):  # in a folder that became read-only it is found again at each start
                    path.unlink(missing_ok=True)
            else:
                found.records.append(record)
        if not _remove_if_empty(folder, [held]):
            found.held.append(held)
    found.records.sort(key=_by_time, reverse=True)
    seen: set[object] = set()
    for record in list(found.records):
        what = (record.path, record.form_id, record.pending, record.data)
        if what in seen:  # restored once already, and the program ended before the first file was removed
            found.discard(record)
        seen.add(what)
    return found


def _by_time(record: Record) -> datetime:
    return record.written


def _bytes_of(record: Record) -> bytes:
    head = {
        "recovery": 1,
        "path": str(record.path),
        "form_id": record.form_id,
        "fingerprint": record.fingerprint,
        "written": record.written.isoformat(),
        "pending": record.pending,
    }
    content = json.dumps(head).encode("ascii") + b"\n" + record.data
    return fingerprint(content).encode("ascii") + b"\n" + content


def _read(path: Path) -> Record:
    """Read a recovery file; an error of any of the kinds that `find_left_over` names if it is not whole."""
    from selfeval_gui.storage.codec import decode

    checksum, _newline, content = read_regular(path, _MOST_BYTES)[0].partition(b"\n")
    head, _newline, data = content.partition(b"\n")
    values = json.loads(head)
    if values["recovery"] != 1 or fingerprint(content).encode("ascii") != checksum:
        raise ValueError(path.name)
    decode(data)
    form = Path(values["path"])
    os.fsencode(form)  # ValueError for half of a surrogate pair, which names no file
    pending = None if values["pending"] is None else Pending(*values["pending"])
    known = values["fingerprint"]
    # Our own files are of these kinds; what was made up stays beside them, and hides none.
    if not form.is_absolute() or "\0" in values["path"] or not isinstance(known, str | None):
        raise ValueError(path.name)
    if isinstance(values["pending"], str) or not all(isinstance(each, str) for each in pending or ()):
        raise ValueError(path.name)
    return Record(
        path=form,
        form_id=str(values["form_id"]),
        fingerprint=known,
        written=datetime.fromisoformat(values["written"]).astimezone(UTC),
        pending=pending,
        data=data,
        file=path,
    )


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return []


def _move_aside(path: Path, folder: Path) -> Path:
    """Put a broken file where it is not found again, and return where it is."""
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        return path.replace(folder / f"{path.stem}-{os.urandom(4).hex()}{SUFFIX}")
    return path


def _remove_if_empty(folder: Path, held: list[Held]) -> bool:
    """Remove a run's folder that holds no recovery file any more; temporary files of killed writes go with it."""
    if _files_in(folder):
        return False
    with suppress(OSError):
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    for each in held:
        each.release(remove=True)
    return True


def _held_file(folder: Path) -> Path:
    """Return the file that the run of a folder holds: beside it, for it is there before the folder is."""
    return folder.with_name(folder.name + _HELD_SUFFIX)
