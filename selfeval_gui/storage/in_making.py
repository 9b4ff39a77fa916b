"""Folders while they are being made: under a name of their own, held, and taken away if whoever made them was killed.

Each has a mark within that its maker holds until the folder gets its own name. A folder whose mark was made on this
machine, and which nobody holds, was left behind; whatever has no such mark is somebody else's and stays.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage.evidence_files import make_folder, put_folder, remove_folder
from selfeval_gui.storage.held import Held, hold
from selfeval_gui.storage.lock_file import host_name
from selfeval_gui.storage.places import is_there

MARK = ".selfeval-in-making"
_NAME = re.compile(r"\.selfeval-[0-9a-z]{8}\.tmp")


class InMaking:
    """A folder that is being filled at `path`."""

    def __init__(self, path: Path, held: Held | None) -> None:
        self.path, self._held = path, held

    def let_go(self) -> None:
        """Hold it no longer, and take the mark away."""
        if self._held is not None:
            self._held.release(remove=True)

    def finish(self, target: Path) -> None:
        """Give it its own name; SaveFailed if the system refuses, or something stands there by now."""
        self.let_go()
        put_folder(self.path, target)


@contextmanager
def folder_in_making(parent: Path) -> Iterator[InMaking]:
    """Give a new folder in `parent`; what is not finished goes with all that is in it, and so does what was left there.

    Raises
    ------
    SaveFailed
        if the system refuses to make it.
    """
    remove_left_behind(parent)
    path = parent / f".selfeval-{new_id()}.tmp"
    make_folder(path)
    made = InMaking(path, _marked(path))
    try:
        yield made
    finally:
        made.let_go()
        if is_there(path):
            remove_folder(path)


def remove_left_behind(parent: Path) -> None:
    """Take away the unfinished folders in `parent` whose makers are dead, as far as the system lets it."""
    with suppress(OSError), os.scandir(parent) as entries:
        names = [entry.name for entry in entries if _NAME.fullmatch(entry.name)]
        for name in names:
            if _is_left_behind(parent / name / MARK):
                remove_folder(parent / name)


def _marked(folder: Path) -> Held | None:
    with suppress(OSError):
        (folder / MARK).write_text(host_name(), encoding="utf-8")  # before: Windows lets nobody write what is held
        return hold(folder / MARK)
    return None


def _is_left_behind(mark: Path) -> bool:
    with suppress(OSError, ValueError):
        if mark.read_text(encoding="utf-8") != host_name():
            return False
        held = hold(mark)
        if held is None:
            return False
        again = hold(mark)  # a file system that cannot hold files lets anybody: then nobody knows
        held.release()
        if again is not None:
            again.release()
        return again is None
    return False
