"""Where the forms of a workspace stand between units and department: unit by unit and form by form."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.review.entries import Decision, Review
from selfeval_gui.domain.review.package import SentRounds, last_sent
from selfeval_gui.domain.review.states import Standing, State, is_open, is_unanswered, standing_of, valid_remarks
from selfeval_gui.domain.update_from import may_be_one, project_key
from selfeval_gui.domain.words import by_numbers
from selfeval_gui.i18n import _
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.storage.errors import SaveFailed, UnreadableReview
from selfeval_gui.storage.review.kept_files import read_kept
from selfeval_gui.storage.review.places import sent_file
from selfeval_gui.storage.review.reviews import read_register, read_reviews
from selfeval_gui.work.review.known import KnownForm, KnownWorkspace
from selfeval_gui.work.review.leaving import end_what_was_begun

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.storage.errors import StorageError, UnreadableForm
    from selfeval_gui.work.progress import Progress


class FormStanding(NamedTuple):
    """One form, or a project that has none: `path` and `form` are None then. `contradicting` decisions name people.

    `hash` is that of what the form says.
    """

    path: Path | None
    project_name: str | None
    unit: str | None
    state: State
    round: int = 0
    open_remarks: int = 0
    unanswered: int = 0
    contradicting: tuple[Decision, ...] = ()
    form: Form | None = None
    review: Review | None = None
    unreadable: UnreadableForm | None = None
    hash: str = ""

    @property
    def has_changed_since_accepted(self) -> bool:
        """Whether it was accepted and says something else now."""
        return self.state is State.CHANGED

    @property
    def disagreement(self) -> str:
        """Who decided what, where decisions contradict each other; "" where they do not."""
        return "、".join(f"{each.by.name or _('未署名')}：{each.what}" for each in self.contradicting)


class UnitStanding(NamedTuple):
    """One unit: how many forms it should send, how many came, were accepted, are returned, and which are missing.

    `overdue` counts those missing although their day is over.
    """

    unit: str
    expected: int
    received: int
    accepted: int
    returned: int
    missing: list[str]
    overdue: int


class ReviewDesk(NamedTuple):
    """The whole workspace; files of 审核 that could not be read."""

    units: list[UnitStanding]
    forms: list[FormStanding]
    unreadable: list[tuple[Path, StorageError]]


def look_at(folder: Path, today: date, progress: Progress) -> ReviewDesk:
    """Read forms, register and reviews; works without a register by what the forms say.

    Raises
    ------
    UnreadableFolder, UnreadableReview
        if the workspace cannot be listed, or its register or what it has sent not be read.
    """
    with suppress(SaveFailed, UnreadableReview):  # who may only read sees what is decided so far
        end_what_was_begun(folder)
    register, reviews = read_register(folder), read_reviews(folder)
    known = KnownWorkspace(folder, register, progress)
    projects, ids = (
        Counter(map(known.key, (each.form for each in known.forms))),
        Counter(each.form.id for each in known.forms),
    )
    forms, sent = list[FormStanding](), read_kept(sent_file(folder), SentRounds)
    for each in known.forms:
        review = reviews.by_form.get(each.form.id)
        if review is not None and ids[each.form.id] > 1 and not _is_of(review, each, known):
            review = None
        is_double = bool(each.form.project_name.strip()) and projects[known.key(each.form)] > 1
        standing = standing_of(review, each.hash, last_sent(sent, each.form.id))
        forms.append(_form_standing(each, review, known, standing, is_double=is_double))
    forms += [FormStanding(path, None, None, State.UNREADABLE, unreadable=error) for path, error in known.unreadable]
    forms.sort(key=lambda each: by_numbers(each.path.relative_to(folder).as_posix() if each.path else ""))
    forms += _without_form(known)
    return ReviewDesk(_units(known, forms, today), forms, [*reviews.unreadable])


def _is_of(review: Review, each: KnownForm, known: KnownWorkspace) -> bool:
    """Tell whether a review is of this one of several forms with one id."""
    key = project_key(review.year, review.project_name, known.names.of(review.unit))
    return may_be_one(key, known.key(each.form))


def _form_standing(
    each: KnownForm, review: Review | None, known: KnownWorkspace, standing: Standing, *, is_double: bool
) -> FormStanding:
    remarks = [] if review is None else valid_remarks(review)
    return FormStanding(
        each.path,
        each.form.project_name,
        known.names.of(each.form.implementing_unit),
        State.DOUBLE if is_double else standing.state,
        0 if review is None else review.round,
        sum(map(is_open, remarks)),
        sum(map(is_unanswered, remarks)),
        standing.contradicting,
        each.form,
        review,
        hash=each.hash,
    )


def _without_form(known: KnownWorkspace) -> list[FormStanding]:
    there = {known.names.at(each.form.implementing_unit, each.form.project_name) for each in known.forms}
    found = []
    for project in [] if known.register is None else known.register.projects:
        if known.names.at(project.unit, project.name) not in there:
            state = State.MISSING if project.exempt is None else State.EXEMPT
            found.append(FormStanding(None, project.name, known.names.of(project.unit), state))
    return found


def _units(known: KnownWorkspace, forms: list[FormStanding], today: date) -> list[UnitStanding]:
    """Return the register's units in its order, then those that only forms name."""
    by_unit: dict[str, list[FormStanding]] = {}
    register = known.register
    for unit in [] if register is None else register.units:
        by_unit[unit.name] = []
    for form in forms:
        if form.unit is not None:
            by_unit.setdefault(form.unit, []).append(form)
    due = None if register is None or register.task.due is None else date.fromisoformat(register.task.due)
    is_over = due is not None and today > due
    return [_unit_standing(unit, of_unit, is_over=is_over) for unit, of_unit in by_unit.items()]


def _unit_standing(unit: str, forms: list[FormStanding], *, is_over: bool) -> UnitStanding:
    """Count each project once, however many files it has."""
    states: dict[object, set[State]] = {}
    missing = [form.project_name or "" for form in forms if form.state is State.MISSING]
    for number, form in enumerate(forms):
        if form.form is not None:
            project = (project_key(form.form.year, form.form.project_name, ""), shape_of(form.form).stage)
            key = project if form.project_name else number
            states.setdefault(key, set()).add(form.state)
    wanted = [each for each in states.values() if each != {State.EXEMPT}]
    return UnitStanding(
        unit,
        expected=len(wanted) + len(missing),
        received=len(states),
        accepted=sum(each == {State.ACCEPTED} for each in states.values()),
        returned=sum(State.RETURNED in each for each in states.values()),
        missing=missing,
        overdue=len(missing) if is_over else 0,
    )
