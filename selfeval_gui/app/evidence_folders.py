"""Steps that name evidence from a folder in which the form is no longer kept: undone, they name it from the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.evidence import all_entries
from selfeval_gui.work.evidence_elsewhere import name_each_from

if TYPE_CHECKING:
    from pathlib import Path

    from selfeval_gui.domain.form import Evidence, Form


class EvidenceFolders:
    """Remembers from which folder entries are named, as they came since the form was first kept in another one."""

    def __init__(self, first: Path) -> None:
        self._first = first
        self._folders: dict[tuple[str, str], Path] = {}

    def note(self, form: Form, folder: Path) -> None:
        """Take note that what the form holds now is named from `folder`."""
        self._folders.update(dict.fromkeys(map(_key, all_entries(form)), folder))

    def lead(self, form: Form, folder: Path) -> None:
        """Let entries that an older step brought back name their files from `folder`, as the others do."""
        name_each_from(form, lambda entry: self._folders.get(_key(entry), self._first), folder)
        self.note(form, folder)


def _key(entry: Evidence) -> tuple[str, str]:
    return entry.id, entry.path
