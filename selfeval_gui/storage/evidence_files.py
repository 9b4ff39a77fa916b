"""Files that prove something: named from a form, hashed, looked through and copied in pieces, never changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path
from threading import local
from typing import NamedTuple, Protocol

from selfeval_gui.domain.words import by_numbers
from selfeval_gui.storage.errors import SaveFailed, save_failed
from selfeval_gui.storage.places import open_regular

PIECE = 1024 * 1024  # bytes read at once, whatever the file holds
_STEPS_UP = 2  # further up than this a path from folder to folder says less than a whole one
_HIDDEN = (".", "~$")
_OF_THE_SYSTEM = {"thumbs.db", "desktop.ini"}


class Known(NamedTuple):
    """What a file is known by."""

    size: int
    sha256: str


def written_path(file: Path, folder: Path) -> str:
    """Return how a form in `folder` names a file: from there on where they lie together, else whole; with `/`."""
    try:
        steps = os.path.relpath(file, folder)
    except ValueError:  # another drive
        return file.as_posix()
    parts = Path(steps).parts
    return file.as_posix() if parts.count(os.pardir) > _STEPS_UP else Path(steps).as_posix()


def place_of(written: str, folder: Path) -> Path:
    """Return the file that a form in `folder` names."""
    return Path(os.path.normpath(os.path.join(folder, written)))  # noqa: PTH118 - a path made of parts twice takes long


def known_by(path: Path, look: Callable[[], None] = lambda: None) -> Known:
    """Return size and hash; `look` is called at each piece and may raise to stop. OSError as the system says it."""
    from hashlib import sha256

    digest, size = sha256(), 0
    file = open_regular(path)
    try:
        while piece := os.read(file, PIECE):
            digest.update(piece)
            size += len(piece)
            look()
    finally:
        os.close(file)
    return Known(size, digest.hexdigest())


class Hashes:
    """Remembers what files hold for as long as their size and time stay, so that large ones are read once."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], Known]] = {}

    def of(self, path: Path, look: Callable[[], None] = lambda: None) -> Known:
        """Return what the file is known by; OSError as the system says it, and what `look` raises."""
        info = path.stat()
        stamp = info.st_size, info.st_mtime_ns
        before = self._known.get(path)
        if before is None or before[0] != stamp:
            before = self._known[path] = (stamp, known_by(path, look))
        return before[1]


def all_files(folder: Path, look: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """Yield every file below a folder, by name, without hidden ones; a link to a folder is not followed.

    A folder that cannot be listed is passed over. `look` is called at each entry and may raise to stop.
    """
    waiting = [os.fspath(folder)]
    while waiting:
        folders, files = list[str](), list[str]()
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                look()
                if entry.name.startswith(_HIDDEN) or entry.name.lower() in _OF_THE_SYSTEM:
                    continue
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif entry.is_file():
                        files.append(entry.path)
        waiting += sorted(folders, key=by_numbers, reverse=True)
        yield from map(Path, sorted(files, key=by_numbers))


class Room(local):
    """What pieces are read into, one for each thread: made anew for each file, it would cost as much as the copying."""

    def __init__(self) -> None:
        self.bytes = memoryview(bytearray(PIECE))


def copy_in_pieces(source: Path, target: Path, look: Callable[[int], None], room: Room | None = None) -> Known:
    """Copy a file to one that is not there yet, and return what was copied; `look` is told the bytes of each piece.

    Who copies many gives the same `room` for all.

    Raises
    ------
    OSError
        if the source cannot be read, or not to its end.
    SaveFailed
        if the target cannot be written. Nothing of it stays in either case, or where `look` raises.
    """
    read = open_regular(source)
    try:
        info = os.fstat(read)
        known = copy_stream(FileIO(read, closefd=False), target, look, room)
        with suppress(OSError):
            os.utime(target, ns=(info.st_atime_ns, info.st_mtime_ns))
        return known
    finally:
        os.close(read)


class Readable(Protocol):
    """What fills a buffer with its next bytes, and tells how many these are."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Return 0 at the end."""


def copy_stream(source: Readable, target: Path, look: Callable[[int], None], room: Room | None = None) -> Known:
    """Copy what is read to a new file, as `copy_in_pieces` does."""
    write = _new_file(target)
    is_whole = False
    try:
        known = _copied(source, write, look, (room or Room()).bytes)
        is_whole = True
    finally:
        os.close(write)
        if not is_whole:
            with suppress(OSError):
                target.unlink()
    return known


def _new_file(path: Path) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise save_failed(error) from error


def _copied(source: Readable, write: int, look: Callable[[int], None], buffer: memoryview) -> Known:
    from hashlib import sha256

    digest, size = sha256(), 0
    while count := source.readinto(buffer):
        left = buffer[:count]
        digest.update(left)
        try:
            while left:
                left = left[os.write(write, left) :]
        except OSError as error:
            raise save_failed(error) from error
        size += count
        look(count)
    return Known(size, digest.hexdigest())


def remove_folder(folder: Path) -> None:
    """Take away a folder of the program's own making, as far as the system lets it."""
    shutil.rmtree(folder, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Make a folder that is not there yet; SaveFailed if the system refuses."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise SaveFailed("save.folder_taken") from error
    except OSError as error:
        raise save_failed(error) from error


def put_folder(made: Path, target: Path) -> None:
    """Give a finished folder its name; SaveFailed if the system refuses, or something stands there by now."""
    try:
        made.rename(target)
    except FileExistsError as error:
        raise SaveFailed("save.folder_taken") from error
    except OSError as error:
        raise save_failed(error) from error
