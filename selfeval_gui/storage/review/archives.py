"""Zip archives of packages: written the same from the same, read without trust in their names, sizes or numbers."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from selfeval_gui.storage.errors import UnreadableReview
from selfeval_gui.storage.zip_bounds import Bounds, refusal

MOST_BYTES = 512 << 20  # of the archive itself
PACKAGE_BOUNDS = Bounds(files=5000, unpacked=1 << 30, one=64 << 20)
YEAR_BOUNDS = Bounds(files=100_000, unpacked=4 << 30, one=64 << 20)  # thousands of forms, each in several rounds
_IS_UTF_8 = 0x800
_DATE = (1980, 1, 1, 0, 0, 0)


class Member(NamedTuple):
    """A file of an archive."""

    name: str
    data: bytes


def make_archive(members: Iterable[Member]) -> bytes:
    """Return an archive of these files, in this order."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for member in members:
            put_member(archive, member)
    return buffer.getvalue()


def put_member(archive: ZipFile, member: Member) -> None:
    """Add a file to an archive that is being written."""
    info = ZipInfo(member.name, _DATE)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, member.data)


def read_archive(data: bytes, bounds: Bounds = PACKAGE_BOUNDS) -> list[Member]:
    """Return all files of an archive.

    Raises
    ------
    UnreadableReview
        for a damaged archive, one with a password, one that unpacks to too much, or with a path that leads out of it.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
            refused = refusal(infos, bounds)
            if refused is not None:
                raise UnreadableReview(f"package.{refused.value}")
            safe_names_of(infos)
            return members_of(archive, infos)
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        raise UnreadableReview("package.damaged") from None


def members_of(archive: ZipFile, infos: Sequence[ZipInfo]) -> list[Member]:
    """Unpack files of an open archive, in their order."""
    return [Member(_name_of(info), _read(archive, info)) for info in infos]


def safe_names_of(infos: Sequence[ZipInfo]) -> list[str]:
    """Return the names of an archive's files; UnreadableReview where one leads out of it, or stands there twice."""
    names = [_name_of(info) for info in infos]
    for name in names:
        parts = name.split("/")
        if name.startswith("/") or ".." in parts or ":" in parts[0]:
            raise UnreadableReview("package.outside", file=name)
    if len({name.casefold() for name in names}) != len(names):
        raise UnreadableReview("package.twice")
    return names


def _name_of(info: ZipInfo) -> str:
    """Return a file's name; Chinese Windows writes names in its own encoding and does not say so."""
    name = info.filename
    if not info.flag_bits & _IS_UTF_8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            try:
                name = name.encode("cp437").decode("gb18030")
            except UnicodeError:
                name = info.filename
    return name.replace("\\", "/")


def _read(archive: ZipFile, info: ZipInfo) -> bytes:
    """Unpack a file, and no more of it than it says it holds."""
    with archive.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise UnreadableReview("package.damaged")
    return data
