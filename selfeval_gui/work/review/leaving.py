"""A package on its way out: noted before it is written, so that it and what it means for its forms come together.

Whoever looks next, after an interruption, finds the package by its bytes and ends what was begun. A note whose package
is nowhere, or on a disk that is not there at the moment, changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from selfeval_gui.domain.review.entries import Decision, Leaving, Review
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage.errors import StorageError, UnreadableReview
from selfeval_gui.storage.fingerprint import fingerprint, fingerprint_of_file
from selfeval_gui.storage.review.archives import Member, make_archive, read_archive
from selfeval_gui.storage.review.kept_files import change_kept, read_kept
from selfeval_gui.storage.review.places import leaving_folder
from selfeval_gui.storage.review.reviews import add_to_review
from selfeval_gui.storage.store import write_export
from selfeval_gui.work.review.packing import write_new


def send(
    folder: Path, out: Path, stem: str, unit: str, members: list[Member], decisions: Mapping[str, Decision]
) -> Path:
    """Write a package and its files beside it, then the decisions by their forms' ids; return the package.

    Raises
    ------
    UnreadableReview, SaveFailed
        if the system refuses: what stands there already is whole.
    """
    data = make_archive(members)
    where = {"folder": str(out.absolute()), "stem": stem, "fingerprint": fingerprint(data)}
    leaving = Leaving.model_validate({"unit": unit, **where, "decisions": dict(decisions)})
    note = leaving_folder(folder) / f"{new_id()}.json"
    if decisions:
        change_kept(note, Leaving, lambda _known: leaving)
    try:
        package = write_new(out, stem, data)
    except StorageError:
        note.unlink(missing_ok=True)
        raise
    _end(folder, package, members, leaving)
    _forget(folder, unit)
    return package


def end_what_was_begun(folder: Path) -> None:
    """Decide what packages say that were written before somebody was interrupted.

    Raises
    ------
    SaveFailed
        if the system refuses; the note stays.
    """
    for note, leaving in _notes(folder):
        package = _found(leaving)
        if package is not None:
            _end(folder, package, read_archive(package.read_bytes()), leaving)
            note.unlink(missing_ok=True)


def _end(folder: Path, package: Path, members: list[Member], leaving: Leaving) -> None:
    for member in members:
        write_export(package.with_suffix("") / member.name, member.data, overwrite=True)
    for form_id, decision in leaving.decisions.items():

        def add(review: Review, decision: Decision = decision) -> Review:
            if decision.id not in {each.id for each in review.decisions}:
                review.decisions.append(decision)
            return review

        add_to_review(folder, form_id, add)


def _forget(folder: Path, unit: str) -> None:
    """Take away the notes about a unit that has its package: those of its earlier, interrupted ones are over."""
    for note, leaving in _notes(folder):
        if leaving.unit == unit:
            note.unlink(missing_ok=True)


def _notes(folder: Path) -> list[tuple[Path, Leaving]]:
    notes: list[tuple[Path, Leaving]] = []
    paths: list[Path] = []
    with suppress(OSError):
        paths = sorted(path for path in leaving_folder(folder).iterdir() if path.suffix == ".json")
    for path in paths:
        with suppress(UnreadableReview):  # spoilt: it says nothing of any form
            leaving = read_kept(path, Leaving)
            notes += [] if leaving is None else [(path, leaving)]
    return notes


def _found(leaving: Leaving) -> Path | None:
    """Return the package, by its bytes; None where it is not, or cannot be looked at."""
    with suppress(OSError, ValueError):
        for path in sorted(Path(leaving.folder).iterdir()):
            is_named = path.suffix == ".zip" and path.stem.startswith(leaving.stem)
            if is_named and fingerprint_of_file(path) == leaving.fingerprint:
                return path
    return None
