"""A form's file renamed, its former versions along: they are found wherever the program ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.storage import workspace

if TYPE_CHECKING:
    from selfeval_gui.storage.backups import Backups


def rename_with_versions(backups: Backups | None, path: Path, form_id: str, name: str) -> Path:
    """Rename a form's file as `workspace.rename` does, and take its versions along."""
    if backups is None:
        return workspace.rename(path, name)
    renamed = workspace.rename(path, name, lambda new: backups.foretell(path, new, form_id))
    if renamed != path:
        backups.follow(path, renamed, form_id)
    return renamed
