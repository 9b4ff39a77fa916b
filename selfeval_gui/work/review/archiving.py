"""A year's archive: register, forms, their evidence, reviews and received copies, which opens as a workspace again.

The archive says of each file what its bytes are; it is only ever read again, never written to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui import __version__
from selfeval_gui.domain.review.entries import Review
from selfeval_gui.domain.review.package import ArchivedFile, ArchiveList, hash_of_list
from selfeval_gui.domain.tree import new_id
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.errors import SaveFailed, UnreadableForm, UnreadableReview, save_failed
from selfeval_gui.storage.places import TooLarge, is_there
from selfeval_gui.storage.review.archives import YEAR_BOUNDS, Member
from selfeval_gui.storage.review.carried import CarriedFile, held_open, put_over, read_package, write_package
from selfeval_gui.storage.review.kept_files import decode_kept, encode_kept
from selfeval_gui.storage.review.places import (
    received_file,
    refuse_own_folder,
    register_file,
    reviews_folder,
    sent_file,
)
from selfeval_gui.storage.review.reviews import read_register
from selfeval_gui.storage.review.whole_folder import write_folder
from selfeval_gui.storage.store import read
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.work.progress import Turns
from selfeval_gui.work.review.archived_evidence import ARCHIVED_FOLDER, evidence_in, evidence_of_year
from selfeval_gui.work.review.leaving import end_what_was_begun
from selfeval_gui.work.review.moments import moment

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.work.progress import Progress

LIST_NAME = "归档清单.json"
_REFUSED = {
    **{"package.bomb": "archive.too_large", "package.outside": "archive.outside"},
    **{"package.file_turned": "archive.changed"},
}


class Archived(NamedTuple):
    """How many forms an archive holds, and sentences about what it does not."""

    forms: int
    notes: list[str]


class _Found(NamedTuple):
    """The members of an archive, its forms by their names, and what could not be read."""

    members: list[Member]
    forms: dict[str, Form]
    notes: list[str]


def years_of_forms(folder: Path, progress: Progress) -> dict[int, int]:
    """Return how many readable forms there are of each year, the latest first."""
    paths, years = list(find_forms(folder)), Counter[int]()
    for done, path in enumerate(paths):
        progress(done, len(paths), None)
        with suppress(UnreadableForm):
            year = decode(read(path)[0]).year
            years.update([] if year is None else [year])
    return dict(sorted(years.items(), reverse=True))


def archive_year(folder: Path, year: int, target: Path, by: str, now: datetime, progress: Progress) -> Archived:
    """Write the archive of a year over what is there; the workspace stays as it is.

    Raises
    ------
    StorageError
        if the workspace cannot be read, holds too much for one archive, or the system refuses: nothing is written.
    """
    refuse_own_folder(folder)
    with suppress(SaveFailed, UnreadableReview):  # who may only read archives what is decided so far
        end_what_was_begun(folder)
    register = read_register(folder)
    found = _forms_of(folder, year, progress)
    forms = len(found.members)
    _add_known(folder, year, found)
    taken = {each.name for each in found.members}
    evidence = evidence_of_year(found.forms.items(), folder, taken, progress)
    listed = ArchiveList(
        program=__version__,
        year=year,
        task="" if register is None else register.task.name,
        at=moment(now),
        by=by,
        forms=forms,
        files=[ArchivedFile(file=each.name, sha256=sha256(each.data).hexdigest()) for each in found.members],
        evidence=evidence.listed,
    )
    listed.hash = hash_of_list(listed)
    _write(target, [Member(LIST_NAME, encode_kept(listed)), *found.members], evidence.files, progress)
    return Archived(forms, [*found.notes, *evidence.notes])


def _write(target: Path, members: list[Member], files: dict[str, Path], progress: Progress) -> None:
    turns, made = Turns(progress), target.with_name(f".selfeval-{new_id()}.tmp")

    def look() -> None:
        turns.pass_on()

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_package(made, members, files, look)
        with _opened(made) as opened:  # what could not be opened again is not written
            for name, (file, digest) in opened.evidence.items():
                if file.known(look).sha256 != digest:
                    raise UnreadableReview("package.file_turned", file=name)
        put_over(made, target)
    except UnreadableReview as error:
        raise SaveFailed(error.code, **error.args_for_text) from error
    except OSError as error:
        raise save_failed(error) from error
    finally:
        with suppress(OSError):
            made.unlink()


def _forms_of(folder: Path, year: int, progress: Progress) -> _Found:
    found, paths = _Found([], {}, []), list(find_forms(folder))
    for done, path in enumerate(paths):
        progress(done, len(paths), None)
        name = path.relative_to(folder).as_posix()
        try:
            data = read(path)[0]
            form = decode(data)
        except UnreadableForm as error:
            why = storage_sentence(error)
            found.notes.append(_("“{name}”读不了，不知道是哪一年的，没有归档：{why}").format(name=name, why=why))
            continue
        if form.year is None:
            found.notes.append(_("“{name}”没有填年度，没有归档。").format(name=name))
        elif form.year == year:
            found.members.append(Member(name, data))
            found.forms[name] = form
    return found


def _add_known(folder: Path, year: int, found: _Found) -> None:
    """Add what is known of the forms, of those of the year that are gone, too, and the copies that came in."""
    here = {form.id for form in found.forms.values()}
    ids = set(here)
    paths: list[Path] = []
    with suppress(OSError):
        paths = sorted(path for path in reviews_folder(folder).iterdir() if path.suffix == ".json")
    for path in paths:
        data = read(path)[0]
        try:
            review = decode_kept(data, Review, path.name)
        except UnreadableReview as error:  # of whichever form: it goes along as it is, and is told
            found.notes.append(_("照原样归档：{why}").format(why=storage_sentence(error)))
        else:
            if review.form not in here and review.year != year:
                continue
            ids.add(review.form)
        found.members.append(Member(path.relative_to(folder).as_posix(), data))
    for form_id in sorted(ids):
        received = received_file(folder, form_id, 1).parent
        copies: list[Path] = []
        with suppress(OSError):
            copies = sorted(path for path in received.iterdir() if path.suffix == ".json")
        found.members.extend(Member(path.relative_to(folder).as_posix(), read(path)[0]) for path in copies)
    for path in (register_file(folder), sent_file(folder)):
        if is_there(path):
            found.members.append(Member(path.relative_to(folder).as_posix(), read(path)[0]))


def open_archive(archive: Path, target: Path, progress: Progress) -> ArchiveList:
    """Make a workspace of an archive in a folder that is not there yet; return what the archive says of itself.

    Raises
    ------
    UnreadableReview, SaveFailed
        if it is no archive, damaged or changed, or the system refuses: nothing is written then.
    """
    with _opened(archive) as opened:
        count = len(opened.members) + len(opened.evidence)

        def told(done: int) -> None:
            progress(done, count, None)

        with _as_archive():  # the evidence may turn out to be something else
            write_folder(target, opened.members, told, opened.evidence)
    return opened.listed


class _Opened(NamedTuple):
    """The list, the other files, which are what it says, and the evidence by its names in the workspace with hashes."""

    listed: ArchiveList
    members: list[Member]
    evidence: dict[str, tuple[CarriedFile, str]]


@contextmanager
def _opened(archive: Path) -> Iterator[_Opened]:
    with _as_archive():
        try:
            (first, *members), carried = read_package(archive, ARCHIVED_FOLDER, YEAR_BOUNDS)
        except TooLarge:
            raise UnreadableReview("archive.too_large") from None
        except (OSError, ValueError):  # ValueError: there is nothing in it
            raise UnreadableReview("archive.damaged") from None
        listed = decode_kept(first.data, ArchiveList, LIST_NAME)
    if listed.hash != hash_of_list(listed):
        raise UnreadableReview("archive.changed", file=LIST_NAME)
    wanted, there = {each.file: each.sha256 for each in listed.files}, {each.name: each for each in members}
    for name in sorted({*wanted, *there}):
        if name not in there or sha256(there[name].data).hexdigest() != wanted.get(name):
            raise UnreadableReview("archive.changed", file=name)
    with held_open(archive, carried) as held:
        yield _Opened(listed, members, evidence_in(listed.evidence, held, there))


@contextmanager
def _as_archive() -> Iterator[None]:
    """Let what is wrong with a package be said of an archive."""
    try:
        yield
    except UnreadableReview as error:
        if error.code == "review.newer_version" or error.code.startswith("archive."):
            raise
        raise UnreadableReview(_REFUSED.get(error.code, "archive.damaged"), **error.args_for_text) from None
