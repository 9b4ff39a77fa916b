"""Rename a file to a free name in one step: whenever the program ends, the file has one name, the old or the new one.

A link to the new name and a removal of the old one are two steps: an end between them leaves two files of one form.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

from selfeval_gui.storage import atomic
from selfeval_gui.storage.errors import ChangedOutside

_HERE = -100  # AT_FDCWD: paths are taken as everywhere
_ONLY_IF_FREE, _ONLY_IF_FREE_MAC = 1, 4  # RENAME_NOREPLACE, RENAME_EXCL
_NOT_OFFERED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def rename_new(source: Path, target: Path) -> None:
    """Rename to a name that must be free; in two steps where the system or the folder offers nothing better.

    Raises
    ------
    ChangedOutside
        "changed.exists" if the name is taken.
    SaveFailed, OSError
        if the system refuses; the source is then where it was.
    """
    try:
        _rename(source, target)
    except FileExistsError:
        raise ChangedOutside("changed.exists") from None
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
        atomic.move_new(source, target)


def _rename(source: Path, target: Path) -> None:
    import ctypes

    library: Any = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)
    old, new = os.fsencode(source), os.fsencode(target)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, old, _HERE, new, _ONLY_IF_FREE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(old, new, _ONLY_IF_FREE_MAC)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))  # on Windows the other way is one step
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(source))
