"""Which files of a folder are worth a look when the folder is taken in as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from selfeval_gui.domain.words import by_numbers
from selfeval_gui.storage.places import is_file

SUFFIXES = (
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".docx", ".odt", ".pdf"),
    *(".html", ".htm", ".txt", ".csv", ".md", ".doc", ".wps", ".json"),
)
_HIDDEN = (".", "~$")  # Office locks an open file by a second one


def files_below(
    folder: Path, look: Callable[[], None] = lambda: None, suffixes: tuple[str, ...] = SUFFIXES
) -> Iterator[Path]:
    """Yield the files with a suffix we know, folder by folder; hidden files and folders are left out.

    Old Word files are among them, so that it is said how they can be saved to be read. `look` is called at each folder
    and may raise to stop: what was dropped may be a whole disk.
    """
    waiting = [os.fspath(folder)]
    while waiting:  # however deep the folders lie
        look()
        folders, files = list[str](), list[Path]()
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith(_HIDDEN):
                    continue
                path = Path(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif path.suffix.lower() in suffixes and is_file(path):
                    files.append(path)
        waiting += sorted(folders, key=by_numbers, reverse=True)
        yield from sorted(files, key=lambda path: by_numbers(path.name))
