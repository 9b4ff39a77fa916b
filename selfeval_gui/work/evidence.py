"""Evidence and its files: entries for files that are added, how each file stands, and where missing ones are now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.evidence import NamedFile, named_file, named_files
from selfeval_gui.domain.tree import level_three, new_id
from selfeval_gui.storage.errors import UnreadableForm, unreadable_form
from selfeval_gui.storage.evidence_files import Hashes, all_files, known_by, place_of, written_path
from selfeval_gui.storage.places import is_folder
from selfeval_gui.work.progress import Progress, Steps, Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Form

Key = tuple[str, str]  # a row's id, and an entry's


class Presence(StrEnum):
    """How the file of an entry stands."""

    PAPER = "paper"  # there is none
    THERE = "there"
    CHANGED = "changed"
    GONE = "gone"
    MOVED = "moved"  # gone from its place, and the same file lies elsewhere below the form's folder
    UNREAD = "unread"  # it is there, and the system lets nobody read it, or does not answer


FAULTS = (Presence.CHANGED, Presence.GONE, Presence.MOVED, Presence.UNREAD)
_MOST_LOOKED_AT = 5000  # files below the form's folder that may be the moved one


class Added(NamedTuple):
    """Entries for files that are added, and those that could not be read, with the reason."""

    entries: list[Evidence]
    unread: list[tuple[Path, UnreadableForm]]


class FoundFile(NamedTuple):
    """Where the file of an entry is now; one known by its name alone holds something else.

    `before` is the entry as it was when it was looked for, `entry` the one that names the new place.
    """

    is_same: bool
    before: Evidence
    entry: Evidence


class Searched(NamedTuple):
    """What came of a search: the entries whose files were gone, and where those are now that were found."""

    missing: dict[Key, Evidence]
    found: dict[Key, FoundFile]


class _Lying(NamedTuple):
    """A file that lies somewhere, and what it holds."""

    path: str
    size: int
    sha256: str


def entries_for(places: Iterable[Path], folder: Path, progress: Progress) -> Added:
    """Return an entry for each file, and for each below a folder, as a form in `folder` names it."""
    from selfeval_gui.domain.form import Evidence

    added, looking = Added([], []), Steps(progress, 0)
    files = [file for place in places for file in (all_files(place, looking.look) if is_folder(place) else [place])]
    steps = Steps(progress, len(files))
    for file in files:
        try:
            known = known_by(file, steps.look)
        except OSError as error:
            added.unread.append((file, unreadable_form(error)))
            continue
        finally:
            steps.next()
        words = {"name": file.stem, "path": written_path(file, folder)}
        added.entries.append(Evidence(id=new_id(), **words, size=known.size, sha256=known.sha256))
    return added


def states_of(form: Form, folder: Path, progress: Progress) -> dict[Key, Presence]:
    """Return how the file of each entry stands; a file that several rows name is read once."""
    states = file_states(named_files(form), folder, progress)
    return {
        (row.id, entry.id): states[named_file(entry)] if entry.path else Presence.PAPER
        for row in level_three(form.indicators)
        for entry in row.evidence
    }


def file_faults(form: Form, folder: Path, progress: Progress) -> dict[NamedFile, str]:
    """Return what is wrong with files that a form in `folder` names, for those that are not as they were."""
    return {file: state for file, state in file_states(named_files(form), folder, progress).items() if state in FAULTS}


def file_states(
    files: Iterable[NamedFile], folder: Path, progress: Progress, hashes: Hashes | None = None
) -> dict[NamedFile, Presence]:
    """Return how files stand that a form in `folder` names; `hashes` saves reading again what did not change."""
    turns, hashes = Turns(progress), hashes or Hashes()

    def look() -> None:
        turns.pass_on()

    states = dict[NamedFile, Presence]()
    for file in files:
        look()  # for those that are gone, too, of which nothing is read
        states[file] = _state(file, folder, hashes, look)
    gone = {file.sha256: file for file, state in states.items() if state is Presence.GONE and file.sha256}
    if gone:
        here = _held_elsewhere(folder, gone, {place_of(file.path, folder) for file in states}, hashes, look)
        states |= {file: Presence.MOVED for file in states if states[file] is Presence.GONE and file.sha256 in here}
    return states


def _state(file: NamedFile, folder: Path, hashes: Hashes, look: Callable[[], None]) -> Presence:
    path = place_of(file.path, folder)
    try:
        size = path.stat().st_size
        if file.size is not None and size != file.size:
            return Presence.CHANGED
        if not file.sha256:
            return Presence.THERE
        return Presence.THERE if hashes.of(path, look).sha256 == file.sha256 else Presence.CHANGED
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Presence.GONE
    except OSError:
        return Presence.UNREAD


def _held_elsewhere(
    folder: Path, wanted: Mapping[str, NamedFile], named: Collection[Path], hashes: Hashes, look: Callable[[], None]
) -> set[str]:
    """Return which of these hashes lie below a folder, among its first files, in one that no entry names."""
    sizes, here = {file.size for file in wanted.values()}, set[str]()
    for path in islice(all_files(folder, look), _MOST_LOOKED_AT):
        with suppress(OSError):
            if path not in named and path.stat().st_size in sizes:
                here.add(hashes.of(path, look).sha256)
    return here & {*wanted}


def find_again(form: Form, folder: Path, searched: Path, progress: Progress) -> Searched:
    """Look through `searched` for the files of all entries that are gone: by what they hold, else by their name.

    Of several files of one name that hold something else none is taken: nobody knows which.
    """
    states = states_of(form, folder, progress)
    missing = {
        (row.id, entry.id): entry
        for row in level_three(form.indicators)
        for entry in row.evidence
        if states[row.id, entry.id] in {Presence.GONE, Presence.MOVED}
    }
    sizes = {entry.size for entry in missing.values()}
    names = {_file_name(entry) for entry in missing.values()}
    steps = Steps(progress, 0)  # nobody knows how many there are
    by_hash: dict[str, _Lying] = {}
    by_name: dict[str, list[_Lying]] = {}
    for file in all_files(searched, steps.look) if missing else ():
        steps.next()
        name = file.name.casefold()
        try:
            if name not in names and file.stat().st_size not in sizes:
                continue
            size, digest = known_by(file, steps.look)
        except OSError:
            continue
        here = _Lying(written_path(file, folder), size, digest)
        by_hash.setdefault(digest, here)
        by_name.setdefault(name, []).append(here)
    found: dict[Key, FoundFile] = {}
    for key, entry in missing.items():
        steps.look()
        lying, is_same = _choice(entry, by_hash, by_name)
        if lying is not None:
            found[key] = FoundFile(is_same, entry, entry.model_copy(update=lying._asdict()))
    return Searched(missing, found)


def _choice(
    entry: Evidence, by_hash: Mapping[str, _Lying], by_name: Mapping[str, list[_Lying]]
) -> tuple[_Lying | None, bool]:
    """Return the file that is meant, and whether it holds the same."""
    if entry.sha256 in by_hash:
        return by_hash[entry.sha256], True
    of_name = by_name.get(_file_name(entry), [])
    if len({lying.sha256 for lying in of_name}) != 1:
        return None, False
    return of_name[0], not entry.sha256


def _file_name(entry: Evidence) -> str:
    return PurePosixPath(entry.path).name.casefold()
