"""退回: for each unit its remarks as a sheet to answer on, its forms as Excel, Word and JSON, and a receipt.

A unit gets its own remarks and nobody else's. That its forms are returned is noted once the package stands
there; after an interruption in between, by whoever looks next.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import to_json

from selfeval_gui import __version__
from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.answer_columns import BETWEEN_PLACES
from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.entries import Person, Remark, Review
from selfeval_gui.domain.review.register import RegisterNames
from selfeval_gui.domain.review.returned import ReturnedForm
from selfeval_gui.domain.review.states import NEVER_RETURNED, State, is_open, valid_remarks
from selfeval_gui.i18n import _
from selfeval_gui.rules.accepted import still_open
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.codec import freeze
from selfeval_gui.storage.review.archives import Member
from selfeval_gui.storage.review.reviews import read_register
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.work.exporting import ExportWay, entry_of
from selfeval_gui.work.reading import FormSource
from selfeval_gui.work.review.comment_answers import heading_of
from selfeval_gui.work.review.desk import FormStanding, ReviewDesk, look_at
from selfeval_gui.work.review.leaving import send
from selfeval_gui.work.review.moments import moment
from selfeval_gui.work.review.return_lists import list_member, numbered_return, returned_form
from selfeval_gui.work.review.reviewing import add_remarks, new_decision, remarks_from

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.work.progress import Progress

SHEET_NAME = "退回意见.xlsx"
RECEIPT_NAME = "回执.json"
_SEVERITIES = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING)}


class ReturnedUnit(NamedTuple):
    """The package of a unit, and how many remarks it holds."""

    unit: str
    package: Path
    remarks: int


class _Numbered(NamedTuple):
    """A form that goes back, with its open remarks and their numbers."""

    standing: FormStanding
    form: Form
    remarks: list[tuple[str, Remark]]


class UnitWaiting(NamedTuple):
    """A unit that a package can go back to: how many forms of it came and are not accepted, and their open remarks."""

    unit: str
    forms: int
    remarks: int


def units_waiting(desk: ReviewDesk, only: Collection[Path] | None = None) -> list[UnitWaiting]:
    """Return the units with something to return, in the order of the desk; of `only` these forms where it is given."""
    found = []
    for unit in desk.units:
        forms = [each for each in desk.forms if each.unit == unit.unit and _may_return(each, only)]
        if forms:
            found.append(UnitWaiting(unit.unit, len(forms), sum(each.open_remarks for each in forms)))
    return found


def return_forms(
    folder: Path,
    units: Sequence[str] | None,
    out: Path,
    findings: str | None,
    by: Person,
    now: datetime,
    progress: Progress,
    only: Collection[Path] | None = None,
) -> list[ReturnedUnit]:
    """Write a package for every unit, or for these, that has forms which came and are not accepted.

    `findings` ("error", "warning") first makes remarks of what the checks say. Forms that are not among `only` are
    left alone, where that is given.

    Raises
    ------
    UnreadableFolder, UnreadableReview, SaveFailed
        if something cannot be read, or the system refuses: packages that stand there already are whole.
    """
    names = RegisterNames(read_register(folder))
    if findings is not None:
        for each in _wanted(folder, units, names, only, now, progress):
            _remark_findings(folder, each, _SEVERITIES[findings], by, now)
    by_unit: dict[str, list[FormStanding]] = {}
    for each in _wanted(folder, units, names, only, now, progress):
        by_unit.setdefault(each.unit or "", []).append(each)
    returned = []
    for done, (name, standings) in enumerate(by_unit.items()):
        progress(done, len(by_unit), None)
        forms = _numbered(standings)
        numbers = {number: remark.id for each in forms for number, remark in each.remarks}
        origin, which = numbered_return(folder, name, names, numbers, now)
        files, listed = _members(name, forms, now)
        members = [*files, list_member(origin, name, names, which, listed, files, now)]
        stem = f"{name or _('未写单位')}_{_('退回')}_{now.date().isoformat()}"
        decisions = {
            made.form.id: new_decision(made.form, "已退回", by, now, made.standing.review)
            for made in forms
            if made.remarks and made.standing.state is not State.RETURNED
        }
        package = send(folder, out, stem, name, members, decisions)
        returned.append(ReturnedUnit(name, package, sum(len(made.remarks) for made in forms)))
    return returned


def _wanted(
    folder: Path,
    units: Sequence[str] | None,
    names: RegisterNames,
    only: Collection[Path] | None,
    now: datetime,
    progress: Progress,
) -> list[FormStanding]:
    desk = look_at(folder, now.date(), progress)
    for _path, error in desk.unreadable:
        raise error
    forms = [each for each in desk.forms if _may_return(each, only)]
    if units is None:
        return forms
    return [each for each in forms if any(names.is_same(each.unit or "", unit) for unit in units)]


def _may_return(standing: FormStanding, only: Collection[Path] | None) -> bool:
    is_meant = only is None or standing.path in only
    return is_meant and standing.form is not None and standing.state not in NEVER_RETURNED


def _remark_findings(
    folder: Path, standing: FormStanding, severities: Sequence[Severity], by: Person, now: datetime
) -> None:
    """Turn open findings into remarks, but for those that stand there already."""
    form = standing.form
    if form is None:
        return
    known = {(each.code, each.node, each.field) for each in _open(standing.review)}
    found = [each for each in still_open(check(form, rule_set_of(form))) if each.severity in severities]
    new = [each for each in found if (each.code, each.node, each.field) not in known]
    if new:
        add_remarks(folder, form, remarks_from(form, new, by, now))


def _open(review: Review | None) -> list[Remark]:
    return [] if review is None else [each for each in valid_remarks(review) if is_open(each)]


def _numbered(standings: Sequence[FormStanding]) -> list[_Numbered]:
    forms, number = [], 0
    for standing in standings:
        if standing.form is not None:
            remarks = []
            for remark in _open(standing.review):
                number += 1
                remarks.append((str(number), remark))
            forms.append(_Numbered(standing, standing.form, remarks))
    return forms


def _members(unit: str, forms: Sequence[_Numbered], now: datetime) -> tuple[list[Member], list[ReturnedForm]]:
    from selfeval_gui.exchange.documents.docx_writer import render_docx  # these bring the writers' libraries
    from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
    from selfeval_gui.exchange.reports.answer_sheet_book import SheetRemark, render_answer_sheet

    lines, files, receipts, taken = list[SheetRemark](), list[Member](), list[dict[str, object]](), set[str]()
    listed = list[ReturnedForm]()
    for standing, form, remarks in forms:
        comments: dict[FieldRef | None, str] = {}
        for number, each in remarks:
            place = BETWEEN_PLACES.join(each.place)
            shown = (each.text, each.kind, each.suggested or "", "", "", each.id)
            lines.append(SheetRemark(number, form.project_name, place, each.quoted, *shown))
            ref = FieldRef(None if each.node is None else NodeId(each.node), each.field) if each.field else None
            comments[ref] = "\n".join(filter(None, [comments.get(ref), heading_of(number, each)]))
        name = safe_file_name(form.project_name, taken, "")
        taken.add(name)
        entry = entry_of(FormSource(Path(name), known=form), ExportWay(), is_draft=False)
        data, _report = render_xlsx(form, entry.template, entry.rule_set, comments=comments)
        document, _report = render_docx(form, entry.template, entry.rule_set, comments=comments)
        files += [Member(f"{name}.xlsx", data), Member(f"{name}.docx", document)]
        files.append(Member(f"{name}.json", freeze(form)))
        receipt = {"project_name": form.project_name, "form": form.id, "round": standing.round}
        receipts.append({**receipt, "hash": content_hash(form), "remarks": len(remarks)})
        goes = ReturnedForm(id=form.id, file=f"{name}.json", hash=content_hash(form), year=form.year)
        goes.project_name = form.project_name
        listed.append(returned_form(goes, standing.review, remarks))
    receipt = {"schema": "selfeval.receipt", "version": "1.0", "program": __version__, "unit": unit, "at": moment(now)}
    written = to_json({**receipt, "forms": receipts}, indent=2)
    return [Member(SHEET_NAME, render_answer_sheet(unit, lines)), Member(RECEIPT_NAME, written), *files], listed
