"""A file that the system holds for this process: free again the moment the process ends, however it ends.

Tells on one machine whether another process still lives. For folders that several machines share there is `lock`.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _hold(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Held:
    """A file that others find held until `release`, or until this process ends."""

    def __init__(self, path: Path, file: int) -> None:
        self.path = path
        self._file: int | None = file

    def release(self, *, remove: bool = False) -> None:
        """Let go of the file; with `remove` it goes too. A second time does nothing."""
        if self._file is None:
            return
        file, self._file = self._file, None
        if remove and os.name != "nt":  # while it is still held, so that nobody else takes a file without a name
            with suppress(OSError):
                self.path.unlink()
        with suppress(OSError):
            os.close(file)
        if remove and os.name == "nt":
            with suppress(OSError):
                self.path.unlink()


def hold(path: Path) -> Held | None:
    """Hold the file, made if need be; None if another process, or another part of this one, holds it.

    Raises
    ------
    OSError
        if the file can neither be opened nor made. A file system that cannot hold files counts as one where none is
        held.
    """
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        if error.errno not in {errno.EROFS, errno.EACCES, errno.EPERM}:
            raise
        file = os.open(path, os.O_RDONLY)  # it can be held all the same; a disk with a fault is made read-only, say
    try:
        _hold(file)
    except (BlockingIOError, PermissionError):
        os.close(file)
        return None
    except OSError:
        pass  # better asked twice about one recovery than never
    return Held(path, file)
