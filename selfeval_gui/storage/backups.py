"""Former versions of a form (历史版本): each save keeps the file it is about to replace, in the user's data folder.

Kept are the last 20, before these one a day for 30 days, before these one a month. A version is the former file, byte
for byte, called by a number that grows and by its time; the number gives the order, for clocks are set back. All
versions of one form share a folder called by the form's id and path.

A rename changes two places, the form's and its versions'. Before it the old name is noted under the new one, so that
an end between the two costs nothing: whoever asks for the versions next takes them along.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from selfeval_gui.domain.late_pattern import LatePattern
from selfeval_gui.storage import atomic
from selfeval_gui.storage.atomic import Calls
from selfeval_gui.storage.errors import StorageError, UnreadableForm, save_failed
from selfeval_gui.storage.places import holds, is_folder, read_regular, whole_path
from selfeval_gui.storage.store import read, time_of
from selfeval_gui.storage.summary import read_summary

FOLDER_NAME = "versions"
LAST = 20
DAYS = 30
_NAME = LatePattern(r"(\d{6,12})-(\d{8}T\d{12}Z)\.json", re.ASCII)
_STAMP = "%Y%m%dT%H%M%S%fZ"
_NOTE_SUFFIX = ".from"  # beside the folder of the versions
_LONGEST_NOTE = 1 << 16
_SYSTEM = Calls()


@dataclass(frozen=True)
class Version:
    """One former version: which one, since when the file held it, and where it is kept."""

    number: int
    saved: datetime
    path: Path


class Backups:
    """The versions of all forms, below one folder."""

    def __init__(self, root: Path, *, calls: Calls = _SYSTEM) -> None:
        self._root = root
        self._calls = calls

    def folder_of(self, path: Path, form_id: str) -> Path:
        """Return where the versions of one form are kept: people copy forms, so the id alone would not do."""
        from hashlib import sha256

        key = f"{form_id}\0{os.path.normcase(whole_path(path))}".encode("utf-8", "surrogatepass")
        return self._root / sha256(key).hexdigest()[:32]

    def keep(self, path: Path, form_id: str) -> Version | None:
        """Keep what the form's file holds now; None where there is nothing, or nothing new since the last version.

        Raises
        ------
        UnreadableForm, SaveFailed, ChangedOutside
            if the file cannot be read or the version not be written; older versions are whole then.
        """
        try:
            data, info = read(path)
        except UnreadableForm as error:
            if error.code == "file.vanished":
                return None
            raise
        folder = self.folder_of(path, form_id)
        versions = self.versions(path, form_id)
        if versions and holds(versions[0].path, data):
            return None
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise save_failed(error) from error
        version = _next(folder, versions, time_of(info))
        atomic.write(version.path, data, None, calls=self._calls)
        self._thin_out([version, *versions])
        return version

    def versions(self, path: Path, form_id: str) -> list[Version]:
        """Return the versions of a form, the latest first."""
        self._catch_up(path, form_id)
        found = []
        with suppress(OSError):
            for each in self.folder_of(path, form_id).iterdir():
                match = _NAME.made.fullmatch(each.name)
                if match is not None:
                    with suppress(ValueError):
                        saved = datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)
                        found.append(Version(int(match[1]), saved, each))
        return sorted(found, key=_number, reverse=True)

    def foretell(self, old: Path, new: Path, form_id: str) -> None:
        """Note that a form's file is about to be renamed; `follow` ends it. Without the note nothing else changes."""
        if is_folder(self.folder_of(old, form_id)):
            with suppress(OSError, StorageError):
                note = os.fsencode(whole_path(old))
                self._note(new, form_id).unlink(missing_ok=True)
                atomic.write(self._note(new, form_id), note, None, calls=self._calls)

    def follow(self, old: Path, new: Path, form_id: str) -> None:
        """Take the versions along when a form's file is renamed; where that fails they stay under the old name."""
        with suppress(OSError):
            self.folder_of(old, form_id).rename(self.folder_of(new, form_id))
            self._note(new, form_id).unlink(missing_ok=True)

    def _note(self, new: Path, form_id: str) -> Path:
        return self.folder_of(new, form_id).with_suffix(_NOTE_SUFFIX)

    def _catch_up(self, path: Path, form_id: str) -> None:
        """Take along what a rename left behind that ended half way, unless the form is still under the old name."""
        try:
            data, _info = read_regular(self._note(path, form_id), _LONGEST_NOTE)
            old = Path(os.fsdecode(data))
            if read_summary(old).form_id != form_id:
                self.follow(old, path, form_id)
        except (OSError, ValueError):
            return

    def remove(self, path: Path, form_id: str) -> int:
        """Remove all versions of a form, and return how many the system did not let go."""
        for version in self.versions(path, form_id):
            with suppress(OSError):
                self._calls.unlink(version.path)
        with suppress(OSError):
            self.folder_of(path, form_id).rmdir()
        return len(self.versions(path, form_id))

    def _thin_out(self, versions: list[Version]) -> None:
        """Remove what the rule does not keep; the new version is on the disk by now."""
        kept = set(kept_versions(versions))
        for version in versions:
            if version not in kept:
                with suppress(OSError):
                    self._calls.unlink(version.path)


def kept_versions(versions: Iterable[Version]) -> list[Version]:
    """Return the versions to keep, the latest first.

    Days and months count from the latest version, not from today: a form that rests for a year loses nothing.
    """
    ordered = sorted(versions, key=_number, reverse=True)
    if not ordered:
        return []
    kept, rest = ordered[:LAST], ordered[LAST:]
    oldest_day = ordered[0].saved - timedelta(days=DAYS)
    seen: set[str] = set()
    for version in rest:
        key = version.saved.strftime("%Y-%m-%d" if version.saved >= oldest_day else "%Y-%m")
        if key not in seen:
            seen.add(key)
            kept.append(version)
    return kept


def _number(version: Version) -> int:
    return version.number


def _next(folder: Path, versions: list[Version], saved: datetime) -> Version:
    number = versions[0].number + 1 if versions else 1
    return Version(number, saved, folder / f"{number:06d}-{saved.strftime(_STAMP)}.json")
