"""Which files of a folder are worth a look when the folder is taken in as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".docx", ".pdf"),
    *(".html", ".htm", ".txt", ".doc", ".wps", ".json"),
)
_LOCK_FILES = ("~$", ".~", "._")


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files with a suffix we know, in the order of their paths; hidden files and folders are left out.

    Old Word files are among them, so that it is said how they can be saved to be read.
    """
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", *_LOCK_FILES)) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path
