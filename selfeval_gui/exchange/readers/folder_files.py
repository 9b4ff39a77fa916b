"""Which files of a folder are worth a look when the folder is taken in as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from selfeval_gui.storage.places import is_file

SUFFIXES = (
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".docx", ".pdf"),
    *(".html", ".htm", ".txt", ".doc", ".wps", ".json"),
)
_HIDDEN = (".", "~$")  # Office locks an open file by a second one


def files_below(folder: Path, look: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """Yield the files with a suffix we know, folder by folder; hidden files and folders are left out.

    Old Word files are among them, so that it is said how they can be saved to be read. `look` is called at each folder
    and may raise to stop: what was dropped may be a whole disk.
    """
    for place, folders, names in os.walk(folder):
        look()
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        for name in sorted(names):
            path = Path(place) / name
            if path.suffix.lower() in SUFFIXES and not name.startswith(_HIDDEN) and is_file(path):
                yield path
