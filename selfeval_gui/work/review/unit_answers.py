"""At the unit: what was returned to it, what it has still to answer, and its answers as a package holds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.review.package import PackedAnswer
from selfeval_gui.domain.review.states import is_unanswered, valid_remarks
from selfeval_gui.storage.review.reviews import read_reviews

if TYPE_CHECKING:
    from selfeval_gui.domain.review.entries import Remark, Review


def returned_remarks(review: Review | None) -> list[Remark]:
    """Return the remarks that came to the unit by a return; what was written here is not among them."""
    if review is None:
        return []
    came = {each for entry in review.returned for each in entry.remarks}
    return [each for each in valid_remarks(review) if each.id in came]


def unanswered(review: Review | None) -> list[Remark]:
    """Return the returned remarks that the unit has still to answer."""
    return [each for each in returned_remarks(review) if is_unanswered(each)]


def unanswered_counts(workspace: Path) -> dict[str, int]:
    """Return how many remarks each form has that the unit has still to answer, by the forms' ids; none is left out."""
    counts = {form: len(unanswered(review)) for form, review in read_reviews(workspace).by_form.items()}
    return {form: count for form, count in counts.items() if count}


def packed_answers(review: Review | None) -> list[PackedAnswer]:
    """Return every answer of the unit's, with its remark."""
    return [
        PackedAnswer(remark=remark.id, answer=answer)
        for remark in returned_remarks(review)
        for answer in remark.answers
        if answer.by.office == "单位"
    ]


def rounds_known(reviews: Iterable[Review | None]) -> int:
    """Return the highest of the unit's own rounds that the department has told of, 0 for none."""
    return max((each.sent for review in reviews if review is not None for each in review.returned), default=0)
