"""The former versions of one form, read and compared for the user to choose: for a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.errors import UnreadableForm

if TYPE_CHECKING:
    from selfeval_gui.domain.differences import Difference
    from selfeval_gui.domain.form import Form


@dataclass(frozen=True)
class Former:
    """One version: since when the file held it, its total, and what going back to it would change now."""

    saved: datetime
    form: Form
    total: Decimal
    changes: list[Difference]


@dataclass(frozen=True)
class History:
    """The versions of a form, the latest first; `present` is the form they were compared with."""

    present: Form
    versions: list[Former]
    unreadable: int


def read_history(backups: Backups, path: Path, data: bytes) -> History:
    """Read the versions of the form whose present bytes are `data`; versions equal to it are left out."""
    from selfeval_gui.domain.differences import differences
    from selfeval_gui.storage.codec import decode
    from selfeval_gui.storage.store import load
    from selfeval_gui.storage.summary import summary_of

    present = decode(data)
    versions, unreadable = [], 0
    for version in backups.versions(path, present.id):
        try:
            form = load(version.path).form
        except UnreadableForm:
            unreadable += 1
            continue
        changes = differences(present, form)
        if changes:
            total = summary_of(form, path).score_total or Decimal(0)
            versions.append(Former(version.saved, form, total, changes))
    return History(present, versions, unreadable)
