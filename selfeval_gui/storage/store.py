"""Load and save a form by its path. Asks nobody: every way it can fail is a named error."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.storage import atomic, direct
from selfeval_gui.storage.errors import SaveFailed, save_failed, unreadable_form
from selfeval_gui.storage.fingerprint import fingerprint, fingerprint_of_file
from selfeval_gui.storage.json_text import MAX_BYTES
from selfeval_gui.storage.places import is_there, read_regular

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_LAST_SECOND = datetime(9999, 12, 30, tzinfo=UTC).timestamp()  # a day less than the last, for every time zone


class Loaded(NamedTuple):
    """A form, and the bytes it was read from with their fingerprint."""

    form: Form
    fingerprint: str
    data: bytes


def load(path: Path) -> Loaded:
    """Read a form; UnreadableForm if the file does not hold one completely."""
    from selfeval_gui.storage.codec import decode  # brings the models, which the program starts without

    data, _ = read(path)
    return Loaded(decode(data), fingerprint(data), data)


def read(path: Path) -> tuple[bytes, os.stat_result]:
    """Return what the file holds, and its time and size from just before, so that a later change shows.

    Raises
    ------
    UnreadableForm
        if it is too large, no file, or the system refuses.
    """
    try:
        return read_regular(path, MAX_BYTES)
    except OSError as error:
        raise unreadable_form(error) from error


def time_of(info: os.stat_result) -> datetime:
    """Return when the file was changed; the nearest the calendar knows where a medium says something absurd."""
    return datetime.fromtimestamp(min(max(info.st_mtime, 0), _LAST_SECOND), UTC)


def save(form: Form, path: Path, expected: str | None) -> str:
    """Write the form and return the new fingerprint, to be given as `expected` next time.

    `expected` is the fingerprint of the file as it was loaded or saved last; None makes a new file.

    Raises
    ------
    ChangedOutside
        if the file is another one now, is gone, or (None) exists already.
    SaveFailed
        if the system refuses. In both cases the file is what it was before.
    """
    from selfeval_gui.storage.codec import freeze

    return save_bytes(freeze(form), path, expected)


def save_bytes(data: bytes, path: Path, expected: str | None) -> str:
    """Check and write what `freeze` made of a form; for a worker, while the window goes on with it. See `save`."""
    from selfeval_gui.storage.codec import check_frozen

    check_frozen(data)
    atomic.write(path, data, expected)
    return fingerprint(data)


def save_bytes_directly(data: bytes, path: Path, expected: str | None) -> str:
    """Write into the file itself, where the folder allows no other way and the user agreed. See `direct`."""
    from selfeval_gui.storage.codec import check_frozen

    check_frozen(data)
    direct.write_directly(path, data, expected)
    return fingerprint(data)


def write_export(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Put an exported document into a file, making its folder; whole or not at all, like a form.

    Raises
    ------
    ChangedOutside
        "changed.exists" if the file exists and may not be overwritten.
    SaveFailed
        if the system refuses; in both cases an existing file is what it was before.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        expected = fingerprint_of_file(path) if overwrite and is_there(path) else None
    except FileExistsError as error:  # what stands in the folder's place is a file, a device or a pipe
        raise SaveFailed("save.folder_taken") from error
    except OSError as error:
        raise save_failed(error) from error
    atomic.write(path, data, expected)
