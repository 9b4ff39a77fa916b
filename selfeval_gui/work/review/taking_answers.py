"""Answers of units, taken in with or after their forms: from packages, sheets and the comments of copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.returned_copy import replaced
from selfeval_gui.domain.review.states import State, standing_of
from selfeval_gui.domain.tree import walk
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.work.review.answering import Meant, meant_by
from selfeval_gui.work.review.answers_joined import join_answers
from selfeval_gui.work.review.comment_answers import answers_in
from selfeval_gui.work.review.outcomes import AnswerTaken, Received, Verdict
from selfeval_gui.work.review.return_lists import last_numbers

if TYPE_CHECKING:
    from selfeval_gui.work.review.arrivals import Arrival
    from selfeval_gui.work.review.known import KnownForm
    from selfeval_gui.work.review.rounds import Rounds


class TakingAnswers:
    """Adds to `done` what became of each file; `notes` are sentences about rows and comments: (file, sentence)."""

    def __init__(self, rounds: Rounds, done: list[Received]) -> None:
        self._rounds, self._known, self._reviews = rounds, rounds.known, rounds.reviews
        self.done = done
        self.notes: list[tuple[str, str]] = []

    def take_all(self, arrivals: list[Arrival]) -> None:
        """Take in whatever answers came."""
        self._take_packed(arrivals)
        for arrival in arrivals:
            self._take_comments(arrival)
            self._take_sheet(arrival)

    def _take_sheet(self, arrival: Arrival) -> None:
        """Add the answers of a sheet; a form that was returned has come back with them, even unchanged."""
        meant, notes = meant_by(arrival, self._known, self._reviews, last_numbers(self._known.folder))
        self.notes += [(arrival.label, note) for note in notes]
        self._add_answers(arrival, meant)

    def _take_comments(self, arrival: Arrival) -> None:
        """Add what the comments of a copy answer, whatever became of the copy itself."""
        form, meant = arrival.form, [] if arrival.form is None else self._known.meant_by(arrival.form)
        if not arrival.comments or arrival.trouble or form is None or len(meant) != 1:
            return
        here = meant[0]
        copied = replaced(here.form, form, arrival.held)
        rows = {
            old.id: new.id for (old, _o), (new, _n) in zip(walk(form.indicators), walk(copied.indicators), strict=True)
        }
        review = self._reviews.get(here.form.id)
        ids = set[str]() if review is None else {each.id for each in review.remarks}
        numbers = next((each for each in last_numbers(self._known.folder) if ids & set(each.values())), {})
        said, notes = answers_in(arrival.comments, here, rows, review, numbers)
        self.notes += [(arrival.label, note) for note in notes]
        self._add_answers(arrival, said)

    def _add_answers(self, arrival: Arrival, meant: list[Meant]) -> None:
        for form in {id(each.form): each.form for each in meant}.values():
            own = [each for each in meant if each.form is form]
            try:
                is_new = self._rounds.add_answers(form, own)
                if is_new and standing_of(self._reviews[form.form.id], form.hash).state is State.RETURNED:
                    self._rounds.enter(arrival, form.form, form.hash)
            except StorageError as error:
                why = storage_sentence(error)
                self.done.append(Received(arrival.label, Verdict.UNREADABLE, why=why))
                continue
            unit, number = self._known.names.of(form.form.implementing_unit), self._reviews[form.form.id].round
            told = [AnswerTaken(each.remark.id, each.said.how, each.said.said) for each in own]
            names = (form.form.project_name, unit)
            at = self._row_of(arrival, form)
            if at is None:
                self.done.append(Received(arrival.label, Verdict.SAME, *names, number, form.path, answers=told))
            else:
                self.done[at] = self.done[at]._replace(round=number, answers=told)

    def _row_of(self, arrival: Arrival, form: KnownForm) -> int | None:
        """Return which of `done` tells of the copy that the answers stand in; None where it was not taken itself."""
        alike = (
            at
            for at, each in enumerate(self.done)
            if (each.label, each.path) == (arrival.label, form.path) and not each.why
        )
        return next(alike, None)

    def _take_packed(self, arrivals: list[Arrival]) -> None:
        """Add the answers that came in packages to the remarks on the forms that were taken in with them."""
        packed = {each.label: each.packed_answers for each in arrivals if each.packed_answers}
        here = {each.path: each.form for each in self._known.forms}
        for at, done in enumerate(self.done):
            form = here.get(done.path) if done.path is not None else None
            if done.label not in packed or form is None:
                continue
            try:
                told, notes = join_answers(packed[done.label], form, self._rounds)
            except StorageError as error:
                self.done[at] = done._replace(verdict=Verdict.UNREADABLE, why=storage_sentence(error))
                continue
            self.done[at] = done._replace(answers=told)
            self.notes += [(done.label, note) for note in notes]
