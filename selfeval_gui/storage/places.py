"""What stands at a path, and what it holds: the one way to ask the file system about a place that may not answer well.

A closed folder, a dead mount, links in a circle, a name too long or of broken characters: to each of them "is there a
folder?" has the answer no. Pipes and devices are no files: whoever opens one may wait for ever, or read without end.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

# Not waiting for the other end of what turns out to be a pipe.
_FOR_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_PIECE = 1 << 20  # bytes: some seconds through a narrow line


class NotRegular(OSError):
    """A pipe, a device or the like: nothing that could be read to an end or be replaced by a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, os.strerror(errno.EINVAL), os.fspath(path))


class TooLarge(OSError):
    """The file holds more than whoever asks is ready to read."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(path))


def is_folder(path: Path) -> bool:
    """Tell whether a folder stands there that can be looked at."""
    mode = _mode(path)
    return mode is not None and stat.S_ISDIR(mode)


def is_file(path: Path) -> bool:
    """Tell whether a regular file stands there that can be looked at."""
    mode = _mode(path)
    return mode is not None and stat.S_ISREG(mode)


def is_there(path: Path) -> bool:
    """Tell whether anything stands there that can be looked at."""
    return _mode(path) is not None


def whole_path(path: Path) -> Path:
    """Return the path from the root on; as it is where the program stands in a folder that is gone."""
    try:
        return path.absolute()
    except OSError:
        return path


def read_regular(path: Path, most: int, heard: Callable[[], None] | None = None) -> tuple[bytes, os.stat_result]:
    """Return what a file holds, and its time and size from just before, so that a later change shows.

    `heard` is called after every piece that has come, of those that a slow share sends.

    Raises
    ------
    NotRegular, TooLarge, OSError
        if it is no regular file, holds more than `most` bytes, or the system refuses.
    """
    file, info = _open_regular(path)
    try:
        if info.st_size > most:
            raise TooLarge(path)
        piece = info.st_size + 1  # one byte more: what is as long as was said is all there is
        if heard is not None:
            piece = min(piece, _PIECE)
        data = os.read(file, piece)
        if len(data) != info.st_size:  # it grows, comes in pieces, or says nothing of its size
            grown = bytearray(data)
            while more := os.read(file, piece):
                if heard is not None:
                    heard()
                grown += more
                if len(grown) > most:
                    raise TooLarge(path)
            data = bytes(grown)
        return data, info
    finally:
        os.close(file)


def holds(path: Path, data: bytes) -> bool:
    """Tell whether a file holds exactly these bytes, as far as it can be read."""
    try:
        return read_regular(path, len(data))[0] == data
    except (OSError, ValueError):
        return False


def open_regular(path: Path) -> int:
    """Open a file for reading; NotRegular for what is none, OSError if the system refuses."""
    return _open_regular(path)[0]


def refuse_irregular(info: os.stat_result, path: Path) -> None:
    """Raise IsADirectoryError or NotRegular for what is no regular file."""
    if stat.S_ISDIR(info.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(info.st_mode):
        raise NotRegular(path)


def _open_regular(path: Path) -> tuple[int, os.stat_result]:
    file = os.open(path, _FOR_READING)
    try:
        info = os.fstat(file)
        refuse_irregular(info, path)
    except OSError:
        os.close(file)
        raise
    return file, info


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):  # a name with a zero byte, or one that no system encodes
        return None
