"""The rounds of forms that come in, as they are kept: the round as it came, the account of it, the form itself.

In this order, each whole or not at all: whoever is interrupted and begins again ends at the same place, never between.
A rehearsal goes the same way and writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.review.entries import Person, Review, Round, UnitAnswer, joined
from selfeval_gui.domain.tree import level_three, new_id
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.backups import FOLDER_NAME, Backups
from selfeval_gui.storage.codec import freeze
from selfeval_gui.storage.errors import ChangedOutside, save_failed
from selfeval_gui.storage.fingerprint import fingerprint_of_file
from selfeval_gui.storage.lock import Locker
from selfeval_gui.storage.review.places import department_copy, evidence_folder, received_file
from selfeval_gui.storage.review.reviews import add_to_review
from selfeval_gui.storage.store import write_export
from selfeval_gui.storage.under_lock import locked
from selfeval_gui.storage.user_data import data_folder
from selfeval_gui.work.review.answering import Meant, new_answers
from selfeval_gui.work.review.arrivals import Arrival
from selfeval_gui.work.review.carried_evidence import KeptEvidence, PlacedFile, put_evidence
from selfeval_gui.work.review.known import KnownForm, KnownWorkspace
from selfeval_gui.work.review.reviewing import answer, put_answers

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.work.progress import Progress


class Rounds:
    """Writes forms that came in, and what is known of them."""

    def __init__(self, known: KnownWorkspace, reviews: dict[str, Review], at: str, progress: Progress) -> None:
        self.known, self.reviews, self.at, self._progress = known, reviews, at, progress
        self._backups, self._locker = Backups(data_folder() / FOLDER_NAME), Locker(data_folder())

    def close(self) -> None:
        """Give free what was locked."""
        self._locker.end()

    def last(self, form_id: str) -> Round | None:
        """Return the last round of a form."""
        review = self.reviews.get(form_id)
        return None if review is None else review.last_round

    def former(self, form_id: str) -> set[str]:
        """Return the hashes of all rounds of a form."""
        review = self.reviews.get(form_id)
        return set() if review is None else {each.hash for each in review.rounds}

    def was_before(self, form_id: str) -> str:
        """Return the hash of the last round but one."""
        rounds = sorted(self.reviews[form_id].rounds, key=lambda each: each.n)
        return rounds[-2].hash if len(rounds) > 1 else ""

    def related(self, arrival: Arrival, form: Form, existing: KnownForm | None) -> tuple[Form, list[PlacedFile]]:
        """Return a form that names what came with it where that is kept, and what is still to be put there.

        One that is not here yet gets an id that no other has.
        """
        if existing is None and self.known.has_id(form.id):
            form = form.model_copy(update={"id": new_id()})
        if arrival.held is not None or not any(row.evidence for row in level_three(form.indicators)):
            return form, []
        form, form_id = form.model_copy(deep=True), form.id if existing is None else existing.form.id
        kept = KeptEvidence(evidence_folder(self.known.folder, form_id), self._progress)
        home = self.known.folder_for(form) if existing is None else existing.path.parent
        before = None if existing is None else (existing.form, home)
        return form, kept.relate(form, arrival.evidence, home, before)

    def write(
        self, arrival: Arrival, form: Form, said: str, existing: KnownForm | None, placed: Sequence[PlacedFile]
    ) -> tuple[Path, int]:
        """Make a form what came in, once what proves it is kept; return its file and the number of the round.

        Raises
        ------
        StorageError
            if somebody has the form open or has changed it, or the system refuses: the form is as it was.
        """
        if existing is None:
            put_evidence(placed, self._progress)
            number = self.enter(arrival, form, said)
            return self.create(form), number
        with locked(self._locker, existing.path):
            _refuse_changed(existing)
            put_evidence(placed, self._progress)
            number = self._enter_after(arrival, form, said, existing)
            self._backups.keep(existing.path, form.id)
            store.save(form, existing.path, existing.fingerprint)
        return existing.path, number

    def create(self, form: Form) -> Path:
        """Write a form that is not there yet among those of its unit; StorageError if the system refuses."""
        folder = self.known.folder_for(form)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise save_failed(error) from error
        return workspace.create(folder, form).path

    def join(self, form: Form, came: Review) -> None:
        """Add entries that came from elsewhere to what is known of a form; raises as `add_answers`."""
        self.reviews[form.id] = add_to_review(self.known.folder, form.id, partial(_with, form, came))

    def keep_department_copy(self, form_id: str, number: int, form: Form) -> None:
        """Keep a form as the department has it aside; StorageError if the system refuses."""
        write_export(department_copy(self.known.folder, form_id, number), freeze(form), overwrite=True)

    def enter(self, arrival: Arrival, form: Form, said: str) -> int:
        """Keep a form whole as a round, and say so in the account of it; the last one is not entered twice."""
        last, unit = self.last(form.id), self.known.names.of(form.implementing_unit)
        if last is not None and last.hash == said and (last.sent, last.package) == (arrival.sent, arrival.package):
            return last.n
        number = 1 if last is None else last.n + 1
        entry = Round(
            id=new_id(),
            at=self.at,
            by=Person(name=arrival.unit or unit, office="单位"),
            n=number,
            file=arrival.label,
            hash=said,
            sent=arrival.sent,
            package=arrival.package,
        )
        self.reviews[form.id] = self._kept(form, unit, entry)
        return number

    def add_answers(self, form: KnownForm, meant: list[Meant]) -> bool:
        """Add answers to the remarks of one form; tell whether any was new.

        Raises
        ------
        UnreadableReview, SaveFailed
            if what is known of the form cannot be read or written: it is as it was.
        """
        new = new_answers(form, meant, self.known, self.at)
        self.add_to_remarks(form.form, new)
        return bool(new)

    def add_to_remarks(self, form: Form, answers: list[tuple[str, UnitAnswer]]) -> None:
        """Add answers by the ids of their remarks; raises as `add_answers`."""
        self.reviews[form.id] = answer(self.known.folder, form, answers)

    def _enter_after(self, arrival: Arrival, form: Form, said: str, existing: KnownForm) -> int:
        """Enter a round after the state that it replaces, where that is in none yet."""
        last = self.last(form.id)
        if last is None or (last.hash not in {existing.hash, said}):
            self.enter(Arrival(existing.path.name), existing.form, existing.hash)
        return self.enter(arrival, form, said)

    def _kept(self, form: Form, unit: str, entry: Round) -> Review:
        write_export(received_file(self.known.folder, form.id, entry.n), freeze(form), overwrite=True)

        def add(review: Review) -> Review:
            review.year, review.project_name, review.unit = form.year, form.project_name, unit
            review.rounds.append(entry)
            return review

        return add_to_review(self.known.folder, form.id, add)


class Rehearsal(Rounds):
    """Finds out what would become of each form."""

    def write(
        self, arrival: Arrival, form: Form, said: str, existing: KnownForm | None, _placed: Sequence[PlacedFile]
    ) -> tuple[Path, int]:
        """Return where the form would lie, and the number of its round."""
        if existing is not None:
            return existing.path, self._enter_after(arrival, form, said, existing)
        return self.create(form), self.enter(arrival, form, said)

    def create(self, form: Form) -> Path:
        """Return where the form would lie."""
        return self.known.folder_for(form) / workspace.safe_file_name(form.project_name, ())

    def join(self, form: Form, came: Review) -> None:
        """Know of the entries, and keep them nowhere."""
        known = self.reviews.get(form.id) or Review(form=form.id)
        self.reviews[form.id] = joined(known, _with(form, came, known.model_copy(deep=True)))

    def keep_department_copy(self, form_id: str, number: int, form: Form) -> None:
        """Keep nothing."""

    def add_to_remarks(self, form: Form, answers: list[tuple[str, UnitAnswer]]) -> None:
        """Know of the answers, and keep them nowhere."""
        known = self.reviews.get(form.id)
        if known is not None:
            self.reviews[form.id] = known = known.model_copy(deep=True)
            put_answers(known, answers)

    def _kept(self, form: Form, unit: str, entry: Round) -> Review:
        named = Review(form=form.id, year=form.year, project_name=form.project_name, unit=unit, rounds=[entry])
        return joined(self.reviews.get(form.id) or named, named)


def _with(form: Form, came: Review, known: Review) -> Review:
    """Return what is known with what came, under the form's own names."""
    both = joined(known, came)
    both.year, both.project_name, both.unit = form.year, form.project_name, form.implementing_unit
    return both


def _refuse_changed(known: KnownForm) -> None:
    """Raise ChangedOutside where somebody saved the form since it was compared with what came in."""
    try:
        now = fingerprint_of_file(known.path)
    except OSError as error:
        raise save_failed(error) from error
    if now != known.fingerprint:
        raise ChangedOutside("changed.differs")
