"""Evidence that goes along with a unit's package, and is kept by the department for the forms that it proves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from os import scandir
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.errors import UnreadableReview
from selfeval_gui.storage.evidence_files import Hashes, place_of, written_path
from selfeval_gui.storage.places import is_file
from selfeval_gui.storage.review.carried import CarriedFile, opened_once
from selfeval_gui.storage.workspace import safe_file_name, safe_suffix
from selfeval_gui.work import evidence_pack
from selfeval_gui.work.progress import Progress, Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.package import PackedEvidence

EVIDENCE_FOLDER = "佐证材料"


class CarriedEvidence(NamedTuple):
    """What is listed of a file, and the file."""

    listed: PackedEvidence
    file: CarriedFile


class PlacedFile(NamedTuple):
    """A file that is to be kept, and where."""

    file: CarriedFile
    target: Path
    sha256: str


def lying_in(home: Path, name: str) -> CarriedFile | None:
    """Return a file of a package that somebody has unpacked there; None where it is missing."""
    return CarriedFile(home / name) if is_file(home / name) else None


def packed_evidence(
    form: Form, home: Path, room: Path, stem: str, progress: Progress
) -> evidence_pack.PackedFiles | None:
    """Copy what proves a form in `home` into a folder of `room`; None where no file does. Raises as `pack`."""
    if not any(entry.path for row in level_three(form.indicators) for entry in row.evidence):
        return None
    return evidence_pack.pack(form, home, room / stem, progress)


def listed_evidence(packed: evidence_pack.PackedFiles) -> list[PackedEvidence]:
    """Return what a package's list says of the files that were packed for a form."""
    from selfeval_gui.domain.review.package import PackedEvidence

    return [
        PackedEvidence(
            row=each.row,
            entry=each.entry,
            file=f"{EVIDENCE_FOLDER}/{packed.folder.name}/{each.name}",
            sha256=each.known.sha256,
            size=each.known.size,
        )
        for each in packed.files
    ]


def carried_files(packed: evidence_pack.PackedFiles) -> dict[str, Path]:
    """Return the copies, and the list of all of it, by their names in a package."""
    names = [*(each.name for each in packed.files), evidence_pack.LIST_NAME]
    return {f"{EVIDENCE_FOLDER}/{packed.folder.name}/{name}": packed.folder / name for name in names}


def checked_evidence(
    listed: Iterable[PackedEvidence], find: Callable[[str], CarriedFile | None], progress: Progress
) -> list[CarriedEvidence]:
    """Return the files that a list names, each read to its end.

    Raises
    ------
    UnreadableReview, UnreadableForm
        if one is missing, cannot be read, or is not what the list says.
    """
    turns, found = Turns(progress), []

    def look() -> None:
        turns.pass_on()

    with opened_once() as held:
        for each in listed:
            parts = PurePosixPath(each.file).parts
            if parts[:1] != (EVIDENCE_FOLDER,) or ".." in parts:
                raise UnreadableReview("package.outside", file=each.file)
            file = find(each.file)
            if file is None:
                raise UnreadableReview("package.file_missing", file=each.file)
            if held(file).known(look) != (each.size, each.sha256):
                raise UnreadableReview("package.file_changed", file=each.file)
            found.append(CarriedEvidence(each, file))
    return found


class KeptEvidence:
    """Finds places for what came with a form, below `folder`, and lets the form name them.

    What is kept already, from an earlier round or a try that was killed, is named again, not written again.
    """

    def __init__(self, folder: Path, look: Progress) -> None:
        self._folder, self._turns = folder, Turns(look)
        self._hashes = Hashes()

    def relate(
        self, form: Form, carried: Iterable[CarriedEvidence], home: Path, before: tuple[Form, Path] | None
    ) -> list[PlacedFile]:
        """Let the entries of a form that will lie in `home` name files below the folder, and return what is to be put.

        `before` is the form as it was, and its folder.
        """
        came = {(each.listed.row, each.listed.entry): each for each in carried}
        known = {} if before is None else self._known(*before)
        taken = self._names()
        placed: dict[str, PlacedFile] = {}
        for row in level_three(form.indicators):
            for entry in row.evidence:
                here = came.get((row.id, entry.id))
                digest = entry.sha256 if here is None else here.listed.sha256
                target = known.get(digest)
                if target is not None and not self._is(target, digest):
                    target = None
                if target is None and here is not None:
                    target = self._target(here, taken, placed)
                if target is not None:
                    entry.path = written_path(target, home)
        return [*placed.values()]

    def _target(self, came: CarriedEvidence, taken: dict[str, Path], placed: dict[str, PlacedFile]) -> Path:
        digest = came.listed.sha256
        if digest in placed:
            return placed[digest].target
        wanted = PurePosixPath(came.listed.file)
        suffix = safe_suffix(wanted.suffix)
        name = safe_file_name(wanted.stem, (), suffix)
        there = taken.get(name.casefold())
        if there is not None:
            if self._is(there, digest):
                return there
            name = safe_file_name(wanted.stem, set(taken), suffix)
        target = self._folder / name
        taken[name.casefold()] = target
        placed[digest] = PlacedFile(came.file, target, digest)
        return target

    def _known(self, form: Form, home: Path) -> dict[str, Path]:
        """Return the files below the folder that a form names, by what its entries say they hold."""
        entries = (entry for row in level_three(form.indicators) for entry in row.evidence if entry.path)
        places = {entry.sha256: place_of(entry.path, home) for entry in entries}
        return {digest: place for digest, place in places.items() if place.parent == self._folder}

    def _is(self, path: Path, digest: str) -> bool:
        with suppress(OSError, ValueError):
            return self._hashes.of(path, self._look).sha256 == digest
        return False

    def _look(self) -> None:
        self._turns.pass_on()

    def _names(self) -> dict[str, Path]:
        with suppress(OSError), scandir(self._folder) as entries:
            return {entry.name.casefold(): Path(entry.path) for entry in entries}
        return {}


def put_evidence(placed: Iterable[PlacedFile], progress: Progress) -> None:
    """Keep files where they are to lie; raises as `CarriedFile.put`, and takes back then what this call has put."""
    turns, done = Turns(progress), list[Path]()

    def look() -> None:
        turns.pass_on()

    is_whole = False
    try:
        with opened_once() as held:
            for each in placed:
                held(each.file).put(each.target, each.sha256, look)
                done.append(each.target)
        is_whole = True
    finally:
        if not is_whole:
            for path in done:
                with suppress(OSError):
                    path.unlink()
