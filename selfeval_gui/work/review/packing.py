"""传出: the forms of one unit as a package for its department, and the unit's own account of its rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui import __version__
from selfeval_gui.exchange.documents.export_notes import grouped
from selfeval_gui.i18n import _
from selfeval_gui.storage.errors import ChangedOutside, UnreadableForm
from selfeval_gui.storage.in_making import folder_in_making
from selfeval_gui.storage.review.places import refuse_own_folder, review_file, sent_file
from selfeval_gui.storage.store import write_export
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.work.exporting import ExportWay, entry_of
from selfeval_gui.work.progress import Turns
from selfeval_gui.work.reading import FormSource, bytes_of, name_of
from selfeval_gui.work.review.carried_evidence import (
    carried_files,
    listed_evidence,
    packed_evidence,
)
from selfeval_gui.work.review.moments import moment

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.package import PackageList, PackedForm, SentRounds
    from selfeval_gui.domain.review.register import Register
    from selfeval_gui.exchange.documents.formats import Format
    from selfeval_gui.storage.review.archives import Member
    from selfeval_gui.work.progress import Progress

LIST_NAME = "清单.json"
FORMS_FOLDER = "自评表"
PDF_FOLDER = "PDF"
_MOST_NAMES = 100


class PackedSource(NamedTuple):
    """A form of the unit: where it was read, and how many errors it has."""

    source: FormSource
    errors: int


class Packed(NamedTuple):
    """What was written; no package where the unit has no form. `notes` say what a PDF could not hold."""

    package: Path | None
    round: int
    forms: list[PackedSource]
    notes: list[str]


def forms_of_unit(
    sources: Iterable[FormSource], unit: str, register: Register | None
) -> list[tuple[FormSource, Form, bytes]]:
    """Return the readable forms whose implementing unit has that name, in any spelling the register knows."""
    from selfeval_gui.domain.review.register import (
        RegisterNames,
    )  # these bring the models, which the window starts without
    from selfeval_gui.storage.codec import decode

    names, found = RegisterNames(register), []
    for source in sources:
        try:
            data = bytes_of(source)
            form = decode(data)
        except UnreadableForm:
            continue
        if names.is_same(form.implementing_unit, unit):
            found.append((source, form, data))
    return found


def pack(
    workspace: Path,
    sources: Iterable[FormSource],
    unit: str,
    out: Path,
    pdf: Format | None,
    now: datetime,
    progress: Progress,
    *,
    with_evidence: bool = False,
) -> Packed:
    """Write the package of all forms of a unit, with the number that follows from what was sent before.

    `with_evidence` lets numbered copies of what proves them go along. The account of the round is written after the
    package; both stand there whole or not at all.

    Raises
    ------
    UnreadableReview, SaveFailed
        if what is known of former rounds or of units cannot be read, or the system refuses to write.
    """
    from selfeval_gui.domain.review.entries import Review
    from selfeval_gui.domain.review.package import PackageList, SentRound, SentRounds, hash_of_list
    from selfeval_gui.domain.review.register import RegisterNames
    from selfeval_gui.storage.review.archives import Member
    from selfeval_gui.storage.review.kept_files import change_kept, encode_kept, read_kept
    from selfeval_gui.storage.review.reviews import read_register
    from selfeval_gui.work.review.unit_answers import packed_answers, rounds_known

    refuse_own_folder(workspace)
    register = read_register(workspace)
    names = RegisterNames(register)
    forms = forms_of_unit(sources, unit, register)
    sent = read_kept(sent_file(workspace), SentRounds) or SentRounds()
    before = [each for each in sent.rounds if names.is_same(each.unit, unit)]
    last = max(before, key=lambda each: each.n, default=None)
    reviews = {form.id: read_kept(review_file(workspace, form.id), Review) for _source, form, _data in forms}
    number = 1 + max(0 if last is None else last.n, rounds_known(reviews.values()))
    if not forms:
        return Packed(None, number, [], [])
    known = next((each for each in (register.units if register else []) if each.name == names.of(unit)), None)
    listed = PackageList(
        program=__version__,
        unit=names.of(unit),
        unit_code=known.code if known else "",
        contact=known.contact if known else "",
        phone=known.phone if known else "",
        round=number,
        at=moment(now),
        previous=None if last is None else last.hash,
    )
    members, notes = _members(forms, listed, pdf, progress)
    for each in listed.forms:
        each.answers = packed_answers(reviews[each.id])
    years = sorted({form.year for _source, form, _data in forms if form.year is not None})
    year = "-".join(map(str, dict.fromkeys((years[0], years[-1])))) if years else _("未写年度")
    name = f"{listed.unit}_{year}_{_('第{number}次').format(number=number)}_{now.date().isoformat()}"
    with folder_in_making(out) if with_evidence else nullcontext() as room:
        carried, missing = ({}, []) if room is None else _carried(forms, listed, room.path, progress)
        listed.hash = hash_of_list(listed)
        target = _written(out, name, [Member(LIST_NAME, encode_kept(listed)), *members], carried, progress)
    hashes = {each.id: each.hash for each in listed.forms}
    this = SentRound(unit=listed.unit, n=number, at=listed.at, file=target.name, hash=listed.hash, forms=hashes)

    def add(old: SentRounds | None) -> SentRounds:
        rounds = old or SentRounds()
        rounds.rounds.append(this)
        return rounds

    change_kept(sent_file(workspace), SentRounds, add)
    told = [PackedSource(source, each.errors) for (source, *_rest), each in zip(forms, listed.forms, strict=True)]
    return Packed(target, number, told, [*notes, *missing])


def _members(
    forms: list[tuple[FormSource, Form, bytes]], listed: PackageList, pdf: Format | None, progress: Progress
) -> tuple[list[Member], list[str]]:
    from selfeval_gui.storage.review.archives import Member

    members, taken, notes = list[Member](), set[str](), list[tuple[str, str]]()
    for done, (source, form, data) in enumerate(forms):
        progress(done, len(forms), None)
        name = safe_file_name(form.project_name, taken)
        taken.add(name)
        packed = _packed(source, form, data)
        packed.file = f"{FORMS_FOLDER}/{name}"
        members.append(Member(packed.file, data))
        if pdf is not None:
            rendered = pdf.render(entry_of(source._replace(data=data), ExportWay(pdf), is_draft=False))
            packed.pdf = f"{PDF_FOLDER}/{name.removesuffix('.json')}{pdf.suffix}"
            members.append(Member(packed.pdf, rendered.data))
            notes += [(name_of(source), note) for note in rendered.notes]
        listed.forms.append(packed)
    progress(len(forms), len(forms), None)
    return members, [f"{files}：{note}" for files, note in grouped(notes)]


def _carried(
    forms: list[tuple[FormSource, Form, bytes]], listed: PackageList, room: Path, progress: Progress
) -> tuple[dict[str, Path], list[str]]:
    """Copy what proves the forms into `room`, list it, and return the copies by their names in the package."""
    carried, notes = dict[str, Path](), list[str]()
    for (source, form, _data), each in zip(forms, listed.forms, strict=True):
        stem = PurePosixPath(each.file).stem
        packed = packed_evidence(form, source.path.parent, room, stem, progress)
        if packed is not None:
            each.evidence_files = listed_evidence(packed)
            carried |= carried_files(packed)
            notes += [f"{name_of(source)}：{problem}" for problem in packed.problems]
    return carried, notes


def _written(out: Path, name: str, members: list[Member], carried: dict[str, Path], progress: Progress) -> Path:
    from selfeval_gui.storage.review.archives import make_archive
    from selfeval_gui.storage.review.carried import write_package

    if not carried:
        return write_new(out, name, make_archive(members))
    turns = Turns(progress)

    def look() -> None:
        turns.pass_on()

    return _write_named(out, name, partial(write_package, members=members, files=carried, look=look))


def _packed(source: FormSource, form: Form, data: bytes) -> PackedForm:
    from selfeval_gui.domain.numbers import format_plain
    from selfeval_gui.domain.review.content import content_hash
    from selfeval_gui.domain.review.package import PackedForm
    from selfeval_gui.domain.tree import level_three
    from selfeval_gui.rules.check import check
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.storage.summary import summary_of
    from selfeval_gui.work.counts import count_findings

    counts, summary = count_findings(check(form, rule_set_of(form))), summary_of(form, source.path)
    rate = summary.execution_rate
    return PackedForm(
        id=form.id,
        file="",
        sha256=sha256(data).hexdigest(),
        hash=content_hash(form),
        project_name=form.project_name,
        year=form.year,
        total=None if summary.score_total is None else format_plain(summary.score_total),
        grade=summary.standing.grade,
        execution_rate=None if rate is None else str(rate),
        errors=min(counts.errors, 9999),
        warnings=min(counts.warnings, 9999),
        hints=min(counts.hints, 9999),
        accepted=min(len(form.accepted), 9999),
        evidence=[each.name for row in level_three(form.indicators) for each in row.evidence],
    )


def write_new(folder: Path, name: str, data: bytes) -> Path:
    """Write a file under a name that no other has: an older package is never written over."""
    return _write_named(folder, name, partial(write_export, data=data, overwrite=False))


def _write_named(folder: Path, name: str, write: Callable[[Path], None]) -> Path:
    taken: set[str] = set()
    for _time in range(_MOST_NAMES):
        target = folder / safe_file_name(name, taken, ".zip")
        try:
            write(target)
        except ChangedOutside:
            taken.add(target.name)
        else:
            return target
    raise ChangedOutside("changed.exists")
