"""Evidence and its files: entries for files that are added, how each file stands, and where missing ones are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.tree import level_three, new_id
from selfeval_gui.storage.errors import UnreadableForm, unreadable_form
from selfeval_gui.storage.evidence_files import all_files, known_by, place_of, written_path
from selfeval_gui.storage.places import is_folder
from selfeval_gui.work.progress import Progress, Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Form

Key = tuple[str, str]  # a row's id, and an entry's


class State(StrEnum):
    """How the file of an entry stands."""

    PAPER = "paper"  # there is none
    THERE = "there"
    CHANGED = "changed"
    GONE = "gone"
    UNREAD = "unread"  # it is there, and the system lets nobody read it


class Added(NamedTuple):
    """Entries for files that are added, and those that could not be read, with the reason."""

    entries: list[Evidence]
    unread: list[tuple[Path, UnreadableForm]]


class Found(NamedTuple):
    """Where the file of an entry is now; one known by its name alone holds something else."""

    path: str
    size: int
    sha256: str
    is_same: bool


def entries_for(places: Iterable[Path], folder: Path, progress: Progress) -> Added:
    """Return an entry for each file, and for each below a folder, as a form in `folder` names it."""
    from selfeval_gui.domain.form import Evidence

    turns, added = Turns(progress), Added([], [])

    def look() -> None:
        turns.pass_on()

    files = [file for place in places for file in (all_files(place, look) if is_folder(place) else [place])]
    for done, file in enumerate(files):
        progress(done, len(files), None)
        try:
            known = known_by(file, look)
        except OSError as error:
            added.unread.append((file, unreadable_form(error)))
            continue
        words = {"name": file.stem, "path": written_path(file, folder)}
        added.entries.append(Evidence(id=new_id(), **words, size=known.size, sha256=known.sha256))
    return added


def states_of(form: Form, folder: Path, progress: Progress) -> dict[Key, State]:
    """Return how the file of each entry stands; a file that several rows name is read once."""
    turns, known = Turns(progress), dict[tuple[str, str], State]()

    def look() -> None:
        turns.pass_on()

    states: dict[Key, State] = {}
    for row in level_three(form.indicators):
        for entry in row.evidence:
            of_file = (entry.path, entry.sha256)
            if of_file not in known:
                known[of_file] = _state(entry, folder, look)
            states[row.id, entry.id] = known[of_file]
    return states


def _state(entry: Evidence, folder: Path, look: Callable[[], None]) -> State:
    if not entry.path:
        return State.PAPER
    path = place_of(entry.path, folder)
    try:
        size = path.stat().st_size
        if entry.size is not None and size != entry.size:
            return State.CHANGED
        if not entry.sha256:
            return State.THERE
        return State.THERE if known_by(path, look).sha256 == entry.sha256 else State.CHANGED
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return State.GONE
    except OSError:
        return State.UNREAD


def find_again(form: Form, folder: Path, searched: Path, progress: Progress) -> dict[Key, Found]:
    """Look through `searched` for the files of all entries that are gone: by what they hold, else by their name.

    Of several files of one name that hold something else none is taken: nobody knows which.
    """
    states = states_of(form, folder, progress)
    missing = [
        (row.id, entry)
        for row in level_three(form.indicators)
        for entry in row.evidence
        if states[row.id, entry.id] is State.GONE
    ]
    sizes = {entry.size for _row, entry in missing}
    names = {_file_name(entry) for _row, entry in missing}
    turns = Turns(progress)

    def look() -> None:
        turns.pass_on()

    by_hash: dict[str, Found] = {}
    by_name: dict[str, list[Found]] = {}
    for file in all_files(searched, look) if missing else ():
        name = file.name.casefold()
        try:
            if name not in names and file.stat().st_size not in sizes:
                continue
            size, digest = known_by(file, look)
        except OSError:
            continue
        here = Found(written_path(file, folder), size, digest, is_same=True)
        by_hash.setdefault(digest, here)
        by_name.setdefault(name, []).append(here._replace(is_same=False))
    return {(row, entry.id): found for row, entry in missing if (found := _choice(entry, by_hash, by_name)) is not None}


def _choice(entry: Evidence, by_hash: Mapping[str, Found], by_name: Mapping[str, list[Found]]) -> Found | None:
    if entry.sha256 in by_hash:
        return by_hash[entry.sha256]
    of_name = by_name.get(_file_name(entry), [])
    if len({found.sha256 for found in of_name}) != 1:
        return None
    return of_name[0]._replace(is_same=not entry.sha256)


def _file_name(entry: Evidence) -> str:
    return PurePosixPath(entry.path).name.casefold()
