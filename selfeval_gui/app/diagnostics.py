"""诊断信息: versions, settings and logs in one zip file, for whoever helps.

Never anything of a form, nor a name of a person, a folder or a file of theirs: both stand in settings, and in the paths
of a log where the program is installed below somebody's home.
"""

from __future__ import annotations

import json
import platform
import re
import zipfile
from io import BytesIO
from pathlib import Path
from zipfile import ZipInfo

from PySide6.QtCore import qVersion

from selfeval_gui import __version__
from selfeval_gui.app import crash
from selfeval_gui.app.settings import FILE_NAME, impersonal
from selfeval_gui.storage import store
from selfeval_gui.storage.places import read_regular

_MOST_BYTES = 16_000_000
_PLACE = re.compile(r'File "([^"\n]*)"')
_ROOTS = {"selfeval_gui", "site-packages", "dist-packages"}
_FOLDERS = ("recovery", "versions")


def write_diagnostics(data_folder: Path, target: Path) -> Path:
    """Write the zip file and return it.

    Raises
    ------
    SaveFailed
        if the system refuses; an existing file is what it was before.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_undated("versions.json"), _as_json(_versions(data_folder)))
        archive.writestr(_undated(FILE_NAME), _as_json(impersonal(data_folder / FILE_NAME)))
        for path in sorted((data_folder / crash.FOLDER_NAME).glob("*.log")):
            try:
                log = read_regular(path, _MOST_BYTES)[0].decode("utf-8", errors="replace")
            except OSError:
                continue  # not there, or not to be had: the others help, too
            archive.writestr(_undated(path.name), _PLACE.sub(_within_program, log))
    store.write_export(target, packed.getvalue(), overwrite=True)
    return target


def _undated(name: str) -> ZipInfo:
    """Return an entry without the time: a clock that was lost stands before 1980, which no archive can hold."""
    entry = ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _versions(data_folder: Path) -> dict[str, object]:
    """Return versions, and how many files the program keeps: their names and contents are nobody's business."""
    return {
        "program": __version__,
        "python": platform.python_version(),
        "qt": qVersion(),
        "system": platform.platform(),
        "kept files": {name: sum(1 for _ in (data_folder / name).rglob("*.*")) for name in _FOLDERS},
    }


def _within_program(found: re.Match[str]) -> str:
    """Return a place of the log from the program, or the library, on; of any other file its name."""
    parts = re.split(r"[\\/]", found[1])
    start = next((number for number, part in enumerate(parts) if part in _ROOTS), len(parts) - 1)
    return f'File "{"/".join(parts[start:])}"'


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
