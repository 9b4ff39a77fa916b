"""What lies in the files somebody sent: forms, packages of units, answers to remarks; nothing is written here.

Packages are checked against their own list before any of their forms counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.review.package import PackageList, PackedAnswer, hash_of_list
from selfeval_gui.domain.review.register import Register, RegisterNames
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.folder_files import SUFFIXES, files_below
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.recognize.answer_sheet import SheetAnswer, read_answer_sheet
from selfeval_gui.exchange.recognize.comments import PlacedComment, comments_of
from selfeval_gui.exchange.recognize.no_form import why_no_form
from selfeval_gui.import_messages import source_sentence
from selfeval_gui.messages import storage_sentence
from selfeval_gui.review_messages import review_sentence
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.errors import StorageError, UnreadableForm, UnreadableReview, unreadable_form
from selfeval_gui.storage.places import is_file, is_folder, read_regular
from selfeval_gui.storage.review.archives import MOST_BYTES, Member
from selfeval_gui.storage.review.carried import CarriedFile, read_package
from selfeval_gui.storage.review.kept_files import decode_kept
from selfeval_gui.work.medium import held_by
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.carried_evidence import (
    EVIDENCE_FOLDER,
    CarriedEvidence,
    checked_evidence,
    lying_in,
)
from selfeval_gui.work.review.packing import FORMS_FOLDER, LIST_NAME
from selfeval_gui.work.review.return_lists import RETURNED_NAME
from selfeval_gui.work.review.returned_packages import PackageRefused, ReturnedPackage, read_returned

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.returned_copy import MediumPlaces
    from selfeval_gui.work.progress import Progress

_ZIP = ".zip"
_DEEPEST = 2  # zips within zips: a mail's attachments put into one
OWN_FILES = (LIST_NAME, RETURNED_NAME, "回执.json")


@dataclass
class Arrival:
    """One form, the answers of one sheet, or a file of which nothing is taken, with the reason.

    `held` is what a copy on paper has places for. `unit` and `sent` are the package's, "" and 0 where there was none;
    `evidence` is what it carries for the form.
    """

    label: str
    form: Form | None = None
    held: MediumPlaces | None = None
    trouble: str = ""
    unit: str = ""
    sent: int = 0
    package: str = ""
    answers: list[SheetAnswer] = field(default_factory=list)
    packed_answers: list[PackedAnswer] = field(default_factory=list)
    comments: list[PlacedComment] = field(default_factory=list)
    evidence: list[CarriedEvidence] = field(default_factory=list)


class Gathered(NamedTuple):
    """All of it, notes about files: (file, sentence), and what a department has returned."""

    arrivals: list[Arrival]
    notes: list[tuple[str, str]]
    returned: list[ReturnedPackage]


class Gatherer:
    """Reads files of any kind; to be closed by `with` around its reading process."""

    def __init__(self, register: Register | None, own: str | None, reader: ReaderProcess) -> None:
        self._names = RegisterNames(register)
        self._knows_units = register is not None and bool(register.units)
        self._year = None if register is None else register.task.year
        self._own, self._reader = own, reader
        self._progress: Progress = unheard
        self.found = Gathered([], [], [])

    def take(self, paths: Iterable[Path], progress: Progress) -> Gathered:
        """Read files and folders with all that is in them; one bad file does not stop the others."""
        self._progress = progress
        for path in paths:
            root, files, chosen = _files_of(path, progress)
            sent = {file.parent for file in files if file.name == LIST_NAME}
            returned = {file.parent for file in files if file.name == RETURNED_NAME} - sent
            for done, file in enumerate(files):
                progress(done, len(files), file)
                label = file.relative_to(root).as_posix()
                home = next((each for each in sent if file.is_relative_to(each)), None)
                if home is not None and file == home / LIST_NAME:
                    below = [each for each in files if each.is_relative_to(home)]
                    own = [each for each in below if not each.is_relative_to(home / EVIDENCE_FOLDER)]
                    self._take_package(_label_of(file, label), _members(own, home), partial(lying_in, home))
                elif home is None and file.parent in returned:
                    if file.name == RETURNED_NAME:
                        flat = _members([each for each in files if each.parent == file.parent], file.parent)
                        self._take_returned(_label_of(file, label), flat, chosen=chosen)
                elif home is None:
                    self._take_path(file, label)
        return self.found

    def _take_path(self, file: Path, label: str) -> None:
        try:
            if label.lower().endswith(_ZIP):
                self._take_archive(label, file, depth=0)
            else:
                self._take_file(label, read_regular(file, MOST_BYTES)[0], depth=0)
        except OSError as error:
            self._refuse(label, storage_sentence(unreadable_form(error)))

    def _take_file(self, label: str, data: bytes, depth: int) -> None:
        if label.lower().endswith(_ZIP):
            self._take_archive(label, data, depth)
        elif label.lower().endswith(".json"):
            try:
                self.found.arrivals.append(self._judged(Arrival(label, decode(data))))
            except UnreadableForm as error:
                self._refuse(label, storage_sentence(error))
        else:
            self._take_foreign(label, data)

    def _take_archive(self, label: str, source: Path | bytes, depth: int) -> None:
        if depth >= _DEEPEST:
            self._refuse(label, review_sentence("package.nested"))
            return
        try:
            members, carried = read_package(source, EVIDENCE_FOLDER)
        except UnreadableReview as error:
            self._refuse(label, storage_sentence(error))
            return
        if any(member.name == LIST_NAME for member in members):
            self._take_package(label, members, carried.get)
            return
        if any(member.name == RETURNED_NAME for member in members):
            self._take_returned(label, members, depth)
            return
        for member in members:
            if _is_wanted(member.name):
                self._take_file(f"{label}/{member.name}", member.data, depth + 1)

    def _take_returned(self, label: str, members: list[Member], depth: int = 0, chosen: str = "") -> None:
        """Take what a department has returned once, and files that were changed in it; of those the chosen one."""
        try:
            package = read_returned(label, members, self._own)
        except PackageRefused as refused:
            self._refuse(label, str(refused))
            return
        if package.listed.hash not in {each.listed.hash for each in self.found.returned}:
            self.found.returned.append(package)
        for member in package.others:
            if _is_wanted(member.name) and chosen in {"", member.name}:
                self._take_file(f"{label}/{member.name}", member.data, depth + 1)

    def _take_package(self, label: str, members: list[Member], find: Callable[[str], CarriedFile | None]) -> None:
        files = {member.name: member.data for member in members}
        listed = self._list_of(label, files)
        if listed is None:
            return
        arrivals = []
        for each in listed.forms:
            data = files.get(each.file)
            if data is None or sha256(data).hexdigest() != each.sha256:
                code = "package.file_missing" if data is None else "package.file_changed"
                self._refuse(label, storage_sentence(UnreadableReview(code, file=each.file)))
                return
            try:
                form = decode(data)
            except UnreadableForm as error:
                self._refuse(f"{label}/{each.file}", storage_sentence(error))
                return
            if not self._names.is_same(form.implementing_unit, listed.unit):
                words = {"unit": listed.unit, "project": form.project_name, "other": form.implementing_unit}
                self._refuse(label, review_sentence("package.other_unit", **words))
                return
            arrival = Arrival(f"{label}/{each.file}", form, unit=listed.unit, sent=listed.round, package=listed.hash)
            arrival.packed_answers = each.answers
            try:
                arrival.evidence = checked_evidence(each.evidence_files, find, self._progress)
            except StorageError as error:
                self._refuse(label, storage_sentence(error))
                return
            arrivals.append(self._judged(arrival))
        named = {LIST_NAME, *(each.file for each in listed.forms), *(each.pdf for each in listed.forms)}
        for name in files.keys() - named:
            if name.startswith(f"{FORMS_FOLDER}/"):
                self.found.notes.append((label, review_sentence("package.file_extra", file=name)))
        self.found.arrivals.extend(arrivals)

    def _list_of(self, label: str, files: dict[str, bytes]) -> PackageList | None:
        """Return the list of a package; None, with the reason said, where it is not to be trusted."""
        try:
            listed = decode_kept(files[LIST_NAME], PackageList, LIST_NAME)
        except StorageError as error:
            is_newer = error.code == "review.newer_version"
            self._refuse(label, review_sentence("package.list_newer" if is_newer else "package.list_broken"))
            return None
        if listed.hash != hash_of_list(listed):
            self._refuse(label, review_sentence("package.list_changed"))
            return None
        if self._knows_units and listed.unit not in self._names:
            self._refuse(label, review_sentence("package.unknown_unit", unit=listed.unit))
            return None
        return listed

    def _take_foreign(self, label: str, data: bytes) -> None:
        try:
            reading = self._reader.read_bytes(data)
            answers = read_answer_sheet(reading.source)
            if answers is not None:
                is_answered = any(each.is_answered for each in answers)
                self.found.arrivals.extend([Arrival(label, answers=answers)] if is_answered else [])
                return
            if not reading.found.forms:
                why = why_no_form(reading.source, reading.found)
                raise UnreadableSource(why.code, **why.args)
        except UnreadableSource as error:
            self._refuse(label, source_sentence(error.code, **error.args_for_text))
            return
        for found in reading.found.forms:
            arrival = Arrival(label, found.form, held_by(reading.source, found))
            if len(reading.found.forms) == 1:
                arrival.comments = comments_of(reading.source, found)
            self.found.arrivals.append(self._judged(arrival))

    def _judged(self, arrival: Arrival) -> Arrival:
        """Refuse a form of another year, or one that names no project."""
        form = arrival.form
        if form is not None and not form.project_name.strip():
            arrival.trouble = review_sentence("form.no_names")
        elif form is not None and self._year is not None and form.year not in {None, self._year}:
            words = {"project": form.project_name, "year": form.year, "wanted": self._year}
            arrival.trouble = review_sentence("package.other_year", **words)
        elif form is not None and self._knows_units and form.implementing_unit not in self._names:
            words = {"project": form.project_name, "unit": form.implementing_unit}
            self.found.notes.append((arrival.label, review_sentence("form.unknown_unit", **words)))
        return arrival

    def _refuse(self, label: str, trouble: str) -> None:
        self.found.arrivals.append(Arrival(label, trouble=trouble))


def _files_of(path: Path, progress: Progress) -> tuple[Path, list[Path], str]:
    """Return a folder with its files, and ""; a file of a returned package as that with the name of the file."""
    if is_folder(path):
        return path, list(files_below(path, lambda: progress(0, 0, None), (*SUFFIXES, _ZIP))), ""
    if path.suffix.lower() == _ZIP or not is_file(path.parent / RETURNED_NAME):
        return path.parent, [path], ""
    beside = [each for each in files_below(path.parent, suffixes=SUFFIXES) if each.parent == path.parent]
    return path.parent, beside, path.name


def _label_of(listed: Path, label: str) -> str:
    return label.removesuffix(listed.name).rstrip("/") or listed.parent.name


def _members(files: list[Path], home: Path) -> list[Member]:
    """Return the files of a package that somebody has unpacked; what cannot be read, its list then misses."""
    members = []
    for file in files:
        with suppress(OSError):
            members.append(Member(file.relative_to(home).as_posix(), read_regular(file, MOST_BYTES)[0]))
    return members


def _is_wanted(name: str) -> bool:
    parts = name.split("/")
    is_hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return not is_hidden and parts[-1] not in OWN_FILES and name.lower().endswith((*SUFFIXES, _ZIP))
