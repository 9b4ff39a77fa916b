"""Files that an archive carries beside its own: of any size, put in and taken out in pieces, never held in memory."""

from __future__ import annotations

import errno
import io
import os
import secrets
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple, cast
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from selfeval_gui.storage import atomic
from selfeval_gui.storage.errors import UnreadableReview, save_failed, unreadable_form
from selfeval_gui.storage.evidence_files import PIECE, Known, copy_stream
from selfeval_gui.storage.places import TooLarge, open_regular
from selfeval_gui.storage.review.archives import (
    MOST_BYTES,
    PACKAGE_BOUNDS,
    Member,
    members_of,
    put_member,
    safe_names_of,
)
from selfeval_gui.storage.zip_bounds import Bounds, refusal

CARRIED_BOUNDS = Bounds(files=100_000, unpacked=1 << 40, one=1 << 37)
_BROKEN = (BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error)


class CarriedFile(NamedTuple):
    """A file that lies by itself, or is that member of an archive: in a file, held as bytes, or held open."""

    source: Path | bytes | ZipFile
    member: str = ""

    def known(self, look: Callable[[], None]) -> Known:
        """Return what it holds; raises as `put`."""
        digest, size = sha256(), 0
        with self._opened() as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
                look()
        return Known(size, digest.hexdigest())

    def put(self, target: Path, digest: str, look: Callable[[], None]) -> None:
        """Copy it to a new file, whole or not at all, if it still holds what has that hash.

        Raises
        ------
        UnreadableForm, UnreadableReview
            if it cannot be read, or holds something else by now.
        ChangedOutside, SaveFailed
            if something stands there already, or the system refuses; and whatever `look` raises.
        """
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise save_failed(error) from error
        made = _beside(target)
        try:
            with self._opened() as file:
                known = copy_stream(file, made, lambda _bytes: look())
            if known.sha256 != digest:
                raise UnreadableReview("package.file_turned", file=target.name)
            _give_name(made, target)
        finally:
            with suppress(OSError):
                made.unlink()

    @contextmanager
    def _opened(self) -> Iterator[io.BufferedIOBase]:
        try:
            if isinstance(self.source, ZipFile):
                with self.source.open(self.member) as file:
                    yield cast("io.BufferedIOBase", file)
                return
            with _raw(self.source) as raw:
                if not self.member:
                    yield cast("io.BufferedIOBase", raw)
                    return
                with ZipFile(raw) as archive, archive.open(self.member) as file:
                    yield cast("io.BufferedIOBase", file)
        except _BROKEN as error:
            raise UnreadableReview("package.damaged") from error
        except KeyError as error:
            raise UnreadableReview("package.file_missing", file=self.member) from error
        except OSError as error:
            raise unreadable_form(error) from error


@contextmanager
def held_open(archive: Path, carried: Mapping[str, CarriedFile]) -> Iterator[dict[str, CarriedFile]]:
    """Give the files that an archive carries as they are while it stays open: its table is read once for all of them.

    Raises
    ------
    UnreadableForm, UnreadableReview
        if it cannot be opened.
    """
    with _archive(archive) as opened:
        yield {name: each._replace(source=opened) for name, each in carried.items()}


@contextmanager
def opened_once() -> Iterator[Callable[[CarriedFile], CarriedFile]]:
    """Give what lets files stay within archives that are opened when one of them is first asked for, and held open.

    Raises as `held_open`, when asked.
    """
    with ExitStack() as stack:
        opened: dict[Path | bytes, ZipFile] = {}

        def held(file: CarriedFile) -> CarriedFile:
            source = file.source
            if isinstance(source, ZipFile) or not file.member:
                return file
            if source not in opened:
                opened[source] = stack.enter_context(_archive(source))
            return file._replace(source=opened[source])

        yield held


@contextmanager
def _archive(source: Path | bytes) -> Iterator[ZipFile]:
    try:
        raw = _raw(source)
    except OSError as error:
        raise unreadable_form(error) from error
    with raw:
        try:
            opened = ZipFile(raw)
        except _BROKEN as error:
            raise UnreadableReview("package.damaged") from error
        with opened:
            yield opened


class Package(NamedTuple):
    """An archive: the files of its own, and what it carries, by name."""

    members: list[Member]
    carried: dict[str, CarriedFile]


def read_package(source: Path | bytes, folder: str, bounds: Bounds = PACKAGE_BOUNDS) -> Package:
    """Return an archive's files, no more than `bounds` allow; those in its `folder` are only named.

    Raises
    ------
    UnreadableReview
        as `read_archive`.
    OSError
        if the system lets nobody read the file; TooLarge where the archive's own files are more than may be.
    """
    with _raw(source) as raw:
        try:
            with ZipFile(raw) as archive:
                infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
                names = safe_names_of(infos)
                lies_in = [name.startswith(f"{folder}/") for name in names]
                own = [info for info, is_carried in zip(infos, lies_in, strict=True) if not is_carried]
                rest = [info for info, is_carried in zip(infos, lies_in, strict=True) if is_carried]
                if raw.seek(0, os.SEEK_END) - sum(info.compress_size for info in rest) > MOST_BYTES:
                    raise TooLarge(source if isinstance(source, Path) else Path())
                refused = refusal(own, bounds) or refusal(rest, CARRIED_BOUNDS)
                if refused is not None:
                    raise UnreadableReview(f"package.{refused.value}")
                carried = {
                    name: CarriedFile(source, info.filename)
                    for name, info, is_carried in zip(names, infos, lies_in, strict=True)
                    if is_carried
                }
                return Package(members_of(archive, own), carried)
        except _BROKEN:
            raise UnreadableReview("package.damaged") from None
        except OSError as error:
            if error.errno == errno.EINVAL:  # a place before the file's beginning, which its table names
                raise UnreadableReview("package.damaged") from None
            raise


def write_package(target: Path, members: Sequence[Member], files: Mapping[str, Path], look: Callable[[], None]) -> None:
    """Write an archive with these files and, as they are, those that it carries; whole or not at all.

    Raises
    ------
    ChangedOutside
        "changed.exists" if the name is taken.
    SaveFailed
        if the system refuses, and whatever `look` raises: nothing is left of the try.
    """
    made = _beside(target)
    try:
        with made.open("xb") as raw:
            with ZipFile(raw, "w", allowZip64=True) as archive:
                for member in members:
                    put_member(archive, member)
                for name, file in files.items():
                    _put_file(archive, name, file, look)
            raw.flush()
            os.fsync(raw.fileno())
        _give_name(made, target)
        atomic.remove_abandoned(target)
    except OSError as error:
        raise save_failed(error) from error
    finally:
        with suppress(OSError):
            made.unlink()


def put_over(made: Path, target: Path) -> None:
    """Give a file that is whole its name, whatever stands there; SaveFailed if the system refuses."""
    try:
        made.replace(target)
    except OSError as error:
        raise save_failed(error) from error


def _put_file(archive: ZipFile, name: str, file: Path, look: Callable[[], None]) -> None:
    """Add a file as it is: scans and office files are pressed already."""
    info = ZipInfo.from_file(file, name, strict_timestamps=False)
    info.compress_type = ZIP_STORED
    with file.open("rb") as read, archive.open(info, "w", force_zip64=True) as write:
        while piece := read.read(PIECE):
            write.write(piece)
            look()


def _give_name(made: Path, target: Path) -> None:
    try:
        atomic.move_new(made, target)
    except OSError as error:
        raise save_failed(error) from error


def _beside(target: Path) -> Path:
    """Return a name for what is not whole yet, which no list shows."""
    return target.with_name(f".selfeval-{secrets.token_hex(8)}.tmp")


def _raw(source: Path | bytes) -> IO[bytes]:
    return io.BytesIO(source) if isinstance(source, bytes) else os.fdopen(open_regular(source), "rb")
