"""Who may read and write a file. Its successor has the same owner, group, mode and access list, or narrower ones."""

from __future__ import annotations

import os
import stat
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_ACL = "system.posix_acl_access"
_GROUP_OBJECT, _MASK = 0x04, 0x10  # entries of an access list


class Permissions(NamedTuple):
    """What a file's place in the system says about it; `acl` is None where there is no access list."""

    owner: int
    group: int
    mode: int
    acl: bytes | None

    @property
    def for_the_owner(self) -> int:
        """The mode in which nobody but the owner gets at a file, who gets no more than before."""
        return self.mode & stat.S_IRWXU


def permissions_of(info: os.stat_result, path: Path) -> Permissions:
    """Return the permissions of a file that was looked at."""
    return Permissions(info.st_uid, info.st_gid, stat.S_IMODE(info.st_mode), _acl_of(path))


def present_permissions(path: Path) -> Permissions | None:
    """Return the permissions of a file; None where it cannot be looked at, and on Windows, where folders rule."""
    if sys.platform == "win32":
        return None
    try:
        return permissions_of(path.stat(), path)
    except OSError:
        return None


def give(path: Path, wanted: Permissions, chmod: Callable[[Path, int], None]) -> None:
    """Give a new file these permissions; what the system refuses makes them narrower, never wider."""
    mode = wanted.mode
    if sys.platform != "win32":
        for owner in (wanted.owner, -1):  # before chmod, some bits of which it clears
            with suppress(OSError):  # another user's file, or a group that is not one of the user's
                os.chown(path, owner, wanted.group)
        with suppress(OSError):
            if path.stat().st_gid != wanted.group:
                mode &= ~(stat.S_IRWXG | stat.S_ISGID)
        if not _give_acl(path, wanted.acl):
            mode = mode & ~stat.S_IRWXG | _of_the_group(wanted) & mode
    with suppress(OSError):  # a file system without permissions
        chmod(path, mode)


def _acl_of(path: Path) -> bytes | None:
    if sys.platform != "linux":
        return None
    try:
        return os.getxattr(path, _ACL)
    except OSError:  # none, or a file system that knows no such lists
        return None


def _give_acl(path: Path, acl: bytes | None) -> bool:
    """Give or take away an access list; False where the file has another one than it should then."""
    if sys.platform == "linux" and _acl_of(path) != acl:  # a folder may have passed its own on
        with suppress(OSError):
            if acl is None:
                os.removexattr(path, _ACL)
            else:
                os.setxattr(path, _ACL, acl)
    return _acl_of(path) == acl


def _of_the_group(wanted: Permissions) -> int:
    """Return what the group itself may do: the group's bits of a file with an access list are the list's mask."""
    if wanted.acl is None:
        return 0
    allowed = dict[int, int]()
    for tag, bits, _who in struct.iter_unpack("<HHI", wanted.acl[4:]):
        allowed[tag] = bits
    return (allowed.get(_GROUP_OBJECT, 0) & allowed.get(_MASK, 7)) << 3
