"""At the department: the answers of a unit's package, joined to the remarks that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.review.entries import UnitAnswer
from selfeval_gui.review_messages import review_sentence
from selfeval_gui.work.review.outcomes import AnswerTaken

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.package import PackedAnswer
    from selfeval_gui.work.review.rounds import Rounds


def join_answers(packed: list[PackedAnswer], form: Form, rounds: Rounds) -> tuple[list[AnswerTaken], list[str]]:
    """Add the answers of a package to the remarks on one form; return the new ones, and what belongs to no remark.

    Raises
    ------
    UnreadableReview, SaveFailed
        if what is known of the form cannot be read or written: it is as it was.
    """
    review = rounds.reviews.get(form.id)
    remarks = {} if review is None else {each.id: each for each in review.remarks}
    new, told, notes = list[tuple[str, UnitAnswer]](), list[AnswerTaken](), list[str]()
    for each in packed:
        remark, said = remarks.get(each.remark), each.answer
        if remark is None:
            words = {"text": said.text or said.how, "project": form.project_name}
            notes.append(review_sentence("answers.unknown_remark", **words))
        elif said.id not in {known.id for known in remark.answers}:
            # Clocks of two machines differ: an answer is as old as its coming in.
            number = 0 if review is None else review.round
            new.append((remark.id, said.model_copy(update={"at": rounds.at, "round": number})))
            told.append(AnswerTaken(remark.id, said.how, said.text))
    if new:
        rounds.add_to_remarks(form, new)
    return told, notes
