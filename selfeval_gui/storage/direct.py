"""Write into a file itself, where a folder lets nobody put another one in its place (some shares, WebDAV).

A power cut in the middle leaves neither the old nor the new file: only for a user who agreed, and with the old content
kept elsewhere. What was written is read back; where it is not what it should be, the old content is put back.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from selfeval_gui.storage.atomic import Calls
from selfeval_gui.storage.errors import ChangedOutside, SaveFailed, save_failed
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.places import holds, open_regular

_SYSTEM = Calls()
_FLAGS = os.O_WRONLY | getattr(os, "O_BINARY", 0)


def write_directly(path: Path, data: bytes, expected: str | None, *, calls: Calls = _SYSTEM) -> None:
    """Put `data` in the file that has the fingerprint `expected`; None: in a file that must not exist yet.

    Raises
    ------
    ChangedOutside
        as `atomic.write`; nothing was written.
    SaveFailed
        if the system refuses: the file holds again what it did before, except for "save.damaged".
    """
    old = None if expected is None else _present(path, expected)
    flags = _FLAGS | (os.O_CREAT | os.O_EXCL if old is None else 0)
    try:
        file = calls.open(path, flags, 0o666)
    except FileExistsError:
        raise ChangedOutside("changed.exists") from None
    except OSError as error:
        raise save_failed(error) from error
    try:
        _fill(path, file, data, calls)
    except OSError as error:
        _put_back(path, old, calls)
        raise save_failed(error) from error
    if not holds(path, data):
        _put_back(path, old, calls)
        raise SaveFailed("save.not_as_written")


def _present(path: Path, expected: str) -> bytes:
    try:
        with os.fdopen(open_regular(path), "rb") as file:
            old = file.read()
    except FileNotFoundError:
        raise ChangedOutside("changed.gone") from None
    except OSError as error:
        raise save_failed(error) from error
    if fingerprint(old) != expected:
        raise ChangedOutside("changed.differs")
    return old


def _fill(path: Path, file: int, data: bytes, calls: Calls) -> None:
    """Write the whole and close the file, whatever happens."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[calls.write(file, rest) :]
        os.ftruncate(file, len(data))
        calls.fsync(file)
    finally:
        calls.close(file)


def _put_back(path: Path, old: bytes | None, calls: Calls) -> None:
    """Undo a write that failed; SaveFailed "save.damaged" where not even that is possible."""
    if old is None:
        with suppress(OSError):
            calls.unlink(path)
        return
    with suppress(OSError):
        if not holds(path, old):
            _fill(path, calls.open(path, _FLAGS, 0o666), old, calls)
    if not holds(path, old):
        raise SaveFailed("save.damaged")
