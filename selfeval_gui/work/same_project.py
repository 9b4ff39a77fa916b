"""Several copies of one project that come in together: which of them counts.

The newest does, by its own date; of one date the one that says more, of equal ones whichever. The order of the files
decides nothing, and those that do not count are named.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.returned_copy import says
from selfeval_gui.domain.update_from import key_of
from selfeval_gui.exchange.recognize.result import FoundForm, ReaderRemark
from selfeval_gui.rules.shape import Stage, shape_of
from selfeval_gui.storage.taking_in import KnownForms

Age = tuple[str, int, str]


class FoundCopy(Protocol):
    """A form found in a file that was saved last at `date`."""

    path: Path
    found: FoundForm
    date: str
    is_wanted: bool
    folder: PurePosixPath

    @property
    def form(self) -> Form:
        """The form as it is kept."""


def age(date: str, form: Form) -> Age:
    """Return what a later copy of a form has more of."""
    return date, *says(form)


def project_of(item: FoundCopy) -> object:
    """Return what tells a form's project from others; where no unit is named, the folder it came in stands for that."""
    return (
        key_of(item.form),
        shape_of(item.form).stage,
        item.folder if not item.form.implementing_unit.strip() else None,
    )


def mark_copies(incoming: Sequence[FoundCopy]) -> None:
    """Leave out all but one form of each project, and doubt the others and the one that has others beside it."""
    projects: dict[object, list[FoundCopy]] = {}
    for item in incoming:
        if item.form.project_name:
            projects.setdefault(project_of(item), []).append(item)
    for copies in projects.values():
        if len(copies) > 1:
            ages = [age(item.date, item.form) for item in copies]
            first = copies[ages.index(max(ages))]
            for item in copies:
                if item is not first:
                    item.is_wanted = False
                    judge(first, item)


def judge(newer: FoundCopy, older: FoundCopy) -> bool:
    """Doubt both of two copies, the older one for not being taken; False where they say the same."""
    if says(newer.form) == says(older.form):
        older.found.doubts.insert(0, ReaderRemark("form.again", text=newer.path.name))
        return False
    older.found.doubts.insert(0, ReaderRemark("form.older", text=newer.path.name))
    newer.found.doubts.insert(0, ReaderRemark("form.newer", text=older.path.name))
    return True


def find_known(item: FoundCopy, folder: Path, known: KnownForms) -> Path | None:
    """Return the file of the same project; for a form that names no unit the folder it comes in stands for that.

    A form that only sets targets renews those of the self-evaluation where the project has no other of its kind.
    """
    stands_for_unit = bool(item.folder.parts) and not item.form.implementing_unit.strip()
    unit_folder = folder / item.folder if stands_for_unit else None
    found = known.find(item.form, unit_folder)
    if found is None and item.found.sets_targets_only:
        found = known.find(item.form, unit_folder, Stage.RESULT)
    return found
