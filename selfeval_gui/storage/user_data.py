"""Where the program keeps what belongs to a user and to no workspace: settings, recovery, former versions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER_NAME = "selfeval_gui"
DATA_VARIABLE = "SELFEVAL_DATA"  # set by the portable copy's launcher to the folder beside it


def data_folder() -> Path:
    """Return the program's folder among the user's data, or beside a portable copy; it need not exist yet.

    The place is Qt's GenericDataLocation, found without Qt, which the command line does not load.
    """
    if portable := os.environ.get(DATA_VARIABLE):
        return Path(portable).absolute()
    return _place() / FOLDER_NAME


def _place() -> Path:
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    wanted = Path(os.environ.get("XDG_DATA_HOME", ""))
    return wanted if wanted.is_absolute() else home / ".local" / "share"  # a relative one is to be ignored
