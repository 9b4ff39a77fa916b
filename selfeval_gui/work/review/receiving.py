"""装入: what units sent, into the workspace: each form replaced whole by its newest round, the former state kept.

What lies in the files is gathered once; `rehearse` tells what would become of it, `take_in` does it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.returned_copy import replaced
from selfeval_gui.domain.review.content import changes, content_hash
from selfeval_gui.domain.review.package import SentRounds
from selfeval_gui.domain.words import by_numbers
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.messages import storage_sentence
from selfeval_gui.review_messages import review_sentence
from selfeval_gui.storage.codec import freeze
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.review.kept_files import read_kept
from selfeval_gui.storage.review.places import refuse_own_folder, sent_file
from selfeval_gui.storage.review.reviews import read_register, read_reviews
from selfeval_gui.work.review.arrivals import Arrival, Gathered, Gatherer
from selfeval_gui.work.review.carried_evidence import PlacedFile
from selfeval_gui.work.review.compared import unasked, what_became
from selfeval_gui.work.review.identity_notes import identity_notes
from selfeval_gui.work.review.known import KnownForm, KnownWorkspace
from selfeval_gui.work.review.leaving import end_what_was_begun
from selfeval_gui.work.review.moments import moment
from selfeval_gui.work.review.outcomes import Received, TakenIn, Verdict
from selfeval_gui.work.review.return_lists import own_origin
from selfeval_gui.work.review.rounds import Rehearsal, Rounds
from selfeval_gui.work.review.sent_before import SentBefore
from selfeval_gui.work.review.taking_answers import TakingAnswers
from selfeval_gui.work.review.taking_back import TakingBack

if TYPE_CHECKING:
    from selfeval_gui.work.progress import Progress


def receive(paths: Iterable[Path], folder: Path, now: datetime, progress: Progress) -> TakenIn:
    """Take in files, folders and packages; one that is refused does not stop the others. Raises as `take_in`."""
    return take_in(gather(paths, folder, progress), folder, now, progress)


def gather(paths: Iterable[Path], folder: Path, progress: Progress) -> Gathered:
    """Return what lies in files, folders and packages for this workspace; raises as `take_in`, and writes nothing."""
    refuse_own_folder(folder)
    with ReaderProcess() as reader:
        return Gatherer(read_register(folder), own_origin(folder), reader).take(paths, progress)


def rehearse(gathered: Gathered, folder: Path, now: datetime, progress: Progress) -> TakenIn:
    """Return what `take_in` would do now; raises as it does, and writes nothing."""
    return _take(gathered, folder, now, progress, Rehearsal)


def take_in(gathered: Gathered, folder: Path, now: datetime, progress: Progress) -> TakenIn:
    """Take in what was gathered, compared with the workspace as it is now.

    Raises
    ------
    UnreadableFolder, UnreadableReview, SaveFailed
        if the workspace, its register or what is known of its forms cannot be read: nothing is written then.
    """
    return _take(gathered, folder, now, progress, Rounds)


def _take(gathered: Gathered, folder: Path, now: datetime, progress: Progress, way: type[Rounds]) -> TakenIn:
    refuse_own_folder(folder)
    end_what_was_begun(folder)
    reviews = read_reviews(folder)
    for _path, error in reviews.unreadable:
        raise error
    known = KnownWorkspace(folder, read_register(folder), progress)
    notes = [*gathered.notes, *identity_notes(gathered.arrivals, known, reviews.by_form)]
    with closing(way(known, reviews.by_form, moment(now), progress)) as rounds:
        taking = _Taking(rounds)
        groups = _grouped(gathered.arrivals, known)
        for done, group in enumerate(groups):
            progress(done, len(groups), None)
            taking.take(group)
        back = TakingBack(rounds, read_kept(sent_file(folder), SentRounds))
        for package in gathered.returned:
            back.take(package)
        answers = TakingAnswers(rounds, taking.done)
        answers.take_all(gathered.arrivals)  # when the forms are those of the round that the answers are about
    taking.compare()
    forms = sorted([*back.done, *taking.done], key=lambda each: by_numbers(each.label))
    return TakenIn(forms, known.missing(), [*notes, *answers.notes])


def _grouped(arrivals: list[Arrival], known: KnownWorkspace) -> list[list[Arrival]]:
    """Return what belongs to one project together; what is refused already stands alone."""
    groups: dict[object, list[Arrival]] = {}
    for number, arrival in enumerate(arrivals):
        key: object = number
        if arrival.form is not None and not arrival.trouble:
            meant = known.meant_by(arrival.form)
            key = meant[0].path if len(meant) == 1 else known.key(arrival.form)
        groups.setdefault(key, []).append(arrival)
    return list(groups.values())


class _Taking:
    """Takes in one project after the other."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds, self._known, self._reviews = rounds, rounds.known, rounds.reviews
        self._sent = SentBefore(self._reviews.values())
        self.done: list[Received] = []

    def compare(self) -> None:
        """Tell of each form that was taken in what became of the remarks on it."""
        here = {each.path: each.form for each in self._known.forms}
        for at, done in enumerate(self.done):
            form = here.get(done.path) if done.path is not None else None
            if form is not None and not done.why:
                review = self._reviews.get(form.id)
                found = unasked(review, done.differences)
                self.done[at] = done._replace(became=what_became(review, form), unasked=found)

    def take(self, group: list[Arrival]) -> None:
        first = group[0]
        if first.answers:
            return
        if first.trouble or first.form is None:
            self.done.append(Received(first.label, Verdict.UNREADABLE, *self._names(first), why=first.trouble))
            return
        meant = self._known.meant_by(first.form)
        if len(meant) > 1:
            self._refuse(group, Verdict.DUPLICATE, "form.two_here")
            return
        existing = meant[0] if meant else None
        taken = [self._as_taken(each, existing) for each in group]
        newest = max(each.sent for each in group)
        top = [(each, *came) for each, came in zip(group, taken, strict=True) if each.sent == newest]
        hashes = {content_hash(form) for _arrival, form, _placed in top}
        if len(hashes) > 1:
            self._refuse([each for each, *_came in top], Verdict.DUPLICATE, "form.two_files")
        else:
            self._keep(*top[0], existing)
            for again, *_came in top[1:]:
                self.done.append(self.done[-1]._replace(label=again.label, verdict=Verdict.SAME, differences=()))
        for each, (other, _placed) in zip(group, taken, strict=True):
            if each.sent < newest:
                self._leave(each, other, hashes)

    def _leave(self, arrival: Arrival, form: Form, taken: set[str]) -> None:
        """Say of a copy that came beside a newer one whether it is the same, a former round, or another file."""
        if content_hash(form) in taken:
            self.done.append(Received(arrival.label, Verdict.SAME, *self._names(arrival)))
        elif arrival.sent or content_hash(form) in self._rounds.former(form.id):
            self._refuse([arrival], Verdict.OLDER, "form.older")
        else:
            self._refuse([arrival], Verdict.DUPLICATE, "form.two_files")

    def _as_taken(self, arrival: Arrival, existing: KnownForm | None) -> tuple[Form, list[PlacedFile]]:
        """Return what the workspace's form would be, and the evidence to be kept for it."""
        assert arrival.form is not None
        form, placed = self._rounds.related(arrival, arrival.form, existing)
        return (form if existing is None else replaced(existing.form, form, arrival.held)), placed

    def _keep(self, arrival: Arrival, form: Form, placed: list[PlacedFile], existing: KnownForm | None) -> None:
        said, review = content_hash(form), self._reviews.get(form.id)
        last = None if review is None else review.last_round
        unit = self._known.names.of(form.implementing_unit)
        sent, packages = self._sent.last(unit)
        if existing is not None:
            is_unfinished = last is not None and last.hash == said and self._rounds.was_before(form.id) == existing.hash
            is_newer = arrival.sent > sent
            is_news = is_newer and form != existing.form  # the unit's marks, evidence: what the hash leaves out
            if said == existing.hash and not is_news:
                self._keep_same(arrival, form, existing, is_newer=is_newer)
                return
            if arrival.sent and arrival.sent == sent and arrival.package not in packages:
                words = {"unit": unit, "round": sent, "project": form.project_name}
                self._refuse([arrival], Verdict.DUPLICATE, "package.same_round", **words)
                return
            is_former = said in self._rounds.former(form.id) or (arrival.sent and arrival.sent < sent)
            if is_former and not is_newer and not is_unfinished:
                self._refuse([arrival], Verdict.OLDER, "form.older")
                return
        try:
            path, number = self._rounds.write(arrival, form, said, existing, placed)
        except StorageError as error:
            names = self._names(arrival)
            self.done.append(Received(arrival.label, Verdict.UNREADABLE, *names, why=storage_sentence(error)))
            return
        found = [] if existing is None else changes(existing.form, form)
        verdict = Verdict.NEW if existing is None else Verdict.CHANGED if said != existing.hash else Verdict.SAME
        old, names = None if existing is None else existing.form, (form.project_name, unit)
        self.done.append(Received(arrival.label, verdict, *names, number, path, found, old=old, new=form))
        if existing is not None:
            self._known.forms.remove(existing)
        self._known.forms.append(KnownForm(path, form, said, fingerprint(freeze(form))))

    def _keep_same(self, arrival: Arrival, form: Form, existing: KnownForm, *, is_newer: bool) -> None:
        """Take note of a round in which nothing has changed, if the unit says that it is one."""
        review = self._reviews.get(form.id)
        number = 0 if review is None else review.round
        if is_newer:
            try:
                number = self._rounds.enter(arrival, existing.form, existing.hash)
            except StorageError as error:
                why = storage_sentence(error)
                self.done.append(Received(arrival.label, Verdict.UNREADABLE, *self._names(arrival), why=why))
                return
        found = (*self._names(arrival), number, existing.path)
        self.done.append(Received(arrival.label, Verdict.SAME, *found, old=existing.form, new=existing.form))

    def _names(self, arrival: Arrival) -> tuple[str | None, str | None]:
        form = arrival.form
        return (None, None) if form is None else (form.project_name, self._known.names.of(form.implementing_unit))

    def _refuse(self, arrivals: list[Arrival], verdict: Verdict, code: str, **words: object) -> None:
        for arrival in arrivals:
            project, unit = self._names(arrival)
            why = review_sentence(code, **{"project": project, **words})
            self.done.append(Received(arrival.label, verdict, project, unit, why=why))
