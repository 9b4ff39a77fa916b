"""What is refused of a zip archive before any of it is unpacked: passwords, and more than it may become."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple
from zipfile import ZipInfo

_ENCRYPTED = 0x1


class ArchiveRefusal(Enum):
    """Why an archive is not unpacked."""

    PASSWORD = "password"
    BOMB = "bomb"


class Bounds(NamedTuple):
    """The most that is taken: files, bytes of all and of one when unpacked; a ratio counts above so many bytes."""

    files: int
    unpacked: int
    one: int
    ratio: int = 200
    ratio_counts_from: int = 8 << 20


def refusal(parts: Sequence[ZipInfo], most: Bounds) -> ArchiveRefusal | None:
    """Return why an archive of these parts is refused; None where it may be unpacked."""
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return ArchiveRefusal.PASSWORD
    if len(parts) > most.files or sum(part.file_size for part in parts) > most.unpacked:
        return ArchiveRefusal.BOMB
    for part in parts:
        is_dense = part.file_size > most.ratio_counts_from and part.file_size > most.ratio * part.compress_size
        if is_dense or part.file_size > most.one:
            return ArchiveRefusal.BOMB
    return None
