"""Write a file whole or not at all. Whatever fails, power cut and kill included, the file is the old or the new one.

A temporary file in the same folder is written and flushed to the disk first, then put in the target's place in one
step. Knows bytes and paths only, nothing of forms.
"""

import errno
import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from selfeval_gui.storage.errors import ChangedOutside, ReplaceRefused, SaveFailed, save_failed, windows_code
from selfeval_gui.storage.fingerprint import fingerprint_of_file
from selfeval_gui.storage.permissions import Permissions, give, permissions_of
from selfeval_gui.storage.places import is_folder, refuse_irregular

# A virus scanner or a sync client holds a file for a moment (Windows: access denied, sharing or lock violation).
_HELD = {5, 32, 33}
PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.5, 0.75)  # seconds between the tries, two in all

# What folders answer that allow files to be written but not to be replaced, or made.
_NO_REPLACE = {errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EXDEV}
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_TEMPORARY = re.compile(r"\.selfeval-[0-9a-f]{16}\.tmp")
_LONGEST_PATH = 260  # of old Windows, which says of a longer one that it is not there
_BETWEEN_LOOKS = 10 * 60  # seconds in which a folder is looked through once
_ABANDONED = 24 * 60 * 60  # seconds after which a temporary file belongs to no save that still runs


@dataclass(frozen=True)
class Calls:
    """The system calls of a save, so that a test can let each one fail."""

    open: Callable[[Path, int, int], int] = os.open
    write: Callable[[int, memoryview], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    close: Callable[[int], None] = os.close
    chmod: Callable[[Path, int], None] = os.chmod
    replace: Callable[[Path, Path], None] = os.replace
    link: Callable[[Path, Path], None] = os.link
    rename: Callable[[Path, Path], None] = os.rename
    unlink: Callable[[Path], None] = os.unlink
    pause: Callable[[float], None] = time.sleep


_SYSTEM = Calls()


def write(path: Path, data: bytes, expected: str | None, *, calls: Calls = _SYSTEM) -> None:
    """Put `data` in the file that has the fingerprint `expected`; None: in a file that must not exist yet.

    A link is followed. Owner, group, mode and access list stay, or grow narrower. Takes about two seconds where another
    program holds the file; call it off the window's thread.

    Raises
    ------
    ChangedOutside
        if the file has another fingerprint, is gone, or exists though it must not.
    SaveFailed
        if the system refuses; ReplaceRefused where it may allow to write into the file itself. In each case nothing is
        left of the try.
    """
    target = path
    try:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        _write_and_place(target, data, expected, calls)
    except OSError as error:
        raise _named(error, target, expected) from error
    _flush_folder(target.parent, calls)
    with suppress(OSError):
        _remove_once(target.parent, int(target.stat().st_mtime) // _BETWEEN_LOOKS)


def _named(error: OSError, target: Path, expected: str | None) -> SaveFailed:
    """Name what the system said, and tell whether writing into the file itself may help."""
    failed = save_failed(error)
    if failed.code == "save.folder_vanished" and len(str(target)) >= _LONGEST_PATH and is_folder(target.parent):
        return SaveFailed("save.name_too_long")
    if failed.code == "save.other" and error.errno in _NO_REPLACE:
        return ReplaceRefused("save.no_replace")
    if failed.code == "save.no_permission" and expected is not None and os.access(target, os.W_OK):
        return ReplaceRefused(failed.code)
    return failed


def overwrite(path: Path, data: bytes, *, calls: Calls = _SYSTEM) -> None:
    """Put `data` in the file whatever it holds now: for files of the program's own, not for the user's.

    Raises
    ------
    ChangedOutside, SaveFailed
        as `write`; the first where two processes write the file at once.
    """
    try:
        present = fingerprint_of_file(path)
    except FileNotFoundError:
        present = None
    except OSError as error:
        raise save_failed(error) from error
    write(path, data, present, calls=calls)


def _write_and_place(target: Path, data: bytes, expected: str | None, calls: Calls) -> None:
    kept = _kept_of(target)
    temporary = target.with_name(f".selfeval-{os.urandom(8).hex()}.tmp")
    try:
        _write_whole(temporary, data, kept, calls)
        if expected is None:
            move_new(temporary, target, calls=calls)
        else:
            _patiently(lambda: _refuse_if_changed(target, expected), calls)
            _patiently(lambda: calls.replace(temporary, target), calls)
    finally:
        with suppress(OSError):  # it is gone already where all went well
            calls.unlink(temporary)


def move_new(source: Path, target: Path, *, calls: Calls = _SYSTEM) -> None:
    """Rename a file to a name that must be free; a file that another program makes meanwhile is never overwritten.

    Raises
    ------
    ChangedOutside
        "changed.exists" if the name is taken.
    SaveFailed, OSError
        if the system refuses; the source is then where it was.
    """
    try:
        if os.name == "nt":  # Windows refuses to rename onto an existing file; other systems replace it
            _patiently(lambda: calls.rename(source, target), calls)
        else:
            _link_new(source, target, calls)
    except FileExistsError:
        raise ChangedOutside("changed.exists") from None


def _link_new(source: Path, target: Path, calls: Calls) -> None:
    linked = True
    try:
        calls.link(source, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # FAT and some shares have no hard links: take the name with an empty file, then replace that.
        calls.close(calls.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        linked = False
    try:
        if linked:
            calls.unlink(source)
        else:
            calls.replace(source, target)
    except OSError:
        calls.unlink(target)
        raise


def _kept_of(target: Path) -> Permissions | None:
    """Return the permissions of the file that is there; None for a new one."""
    try:
        info = target.stat()
    except FileNotFoundError:
        return None
    refuse_irregular(info, target)  # renaming would put a file in the place of a device
    if not info.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise SaveFailed("save.read_only")  # the user's own mark; replacing the file would slip past it
    return permissions_of(info, target)


def _write_whole(path: Path, data: bytes, kept: Permissions | None, calls: Calls) -> None:
    """Write a new file down to the disk; nobody gets to see more of it than of the file it will replace."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    file = calls.open(path, flags, 0o666 if kept is None else kept.for_the_owner)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[calls.write(file, rest) :]
        calls.fsync(file)
    finally:
        calls.close(file)
    if kept is not None:
        give(path, kept, calls.chmod)


def _refuse_if_changed(target: Path, expected: str) -> None:
    try:
        present = fingerprint_of_file(target)
    except FileNotFoundError:
        if not is_folder(target.parent):
            raise
        raise ChangedOutside("changed.gone") from None
    if present != expected:
        raise ChangedOutside("changed.differs")


def _patiently(act: Callable[[], None], calls: Calls) -> None:
    """Try again with growing pauses while another program holds the file."""
    for seconds in PAUSES:
        try:
            return act()
        except OSError as error:
            if windows_code(error) not in _HELD:
                raise
        calls.pause(seconds)
    try:
        return act()
    except OSError as error:
        if windows_code(error) in _HELD:
            raise SaveFailed("save.in_use") from error
        raise


def _flush_folder(folder: Path, calls: Calls) -> None:
    """Make the renaming last through a power cut. The file is whole either way, so a refusal is no failure."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = calls.open(folder, os.O_RDONLY, 0)
        try:
            calls.fsync(handle)
        finally:
            calls.close(handle)


def remove_abandoned(target: Path) -> None:
    """Remove temporary files that saves of killed processes left in the folder, a day old by the folder's own clock."""
    with suppress(OSError):
        _remove_older(target.parent, target.stat().st_mtime)


@lru_cache(maxsize=256)
def _remove_once(folder: Path, look: int) -> None:
    """Remove them once for each `look`, a number that goes up with the time: a folder may hold thousands of files."""
    _remove_older(folder, look * _BETWEEN_LOOKS)


def _remove_older(folder: Path, now: float) -> None:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and now - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED:
                Path(entry).unlink()
