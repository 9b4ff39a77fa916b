"""Answers of units taken in: each goes to its remark, whatever became of the sheet it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.review.answer_columns import BETWEEN_PLACES, CHOICES
from selfeval_gui.domain.review.entries import Person, Remark, Review, UnitAnswer
from selfeval_gui.domain.review.states import is_open, valid_remarks
from selfeval_gui.domain.tree import new_id
from selfeval_gui.domain.words import bare_name, squeezed
from selfeval_gui.review_messages import review_sentence
from selfeval_gui.work.review.known import KnownForm, KnownWorkspace

if TYPE_CHECKING:
    from selfeval_gui.exchange.recognize.answer_sheet import SheetAnswer
    from selfeval_gui.work.review.arrivals import Arrival

_EXPLAINED = CHOICES[2]


class Meant(NamedTuple):
    """An answer, and the remark of which form it belongs to."""

    said: SheetAnswer
    form: KnownForm
    remark: Remark


def meant_by(
    arrival: Arrival, known: KnownWorkspace, reviews: dict[str, Review], returns: Sequence[Mapping[str, str]]
) -> tuple[list[Meant], list[str]]:
    """Return the answers of one unit with their remarks, and sentences about rows that are not as they were sent.

    `returns` give the ids of the remarks by their numbers, of each return, the last one first.
    """
    found, notes, seen = list[Meant](), list[str](), set[str]()
    rows = [(said, _meant_by_row(said, known, reviews)) for said in arrival.answers]
    units = Counter(known.unit_of(alike[0].form) for said, alike in rows if len(alike) == 1 and said.is_answered)
    main = units.most_common(1)[0][0] if units else ""
    for said, alike in rows:
        own = alike if len(alike) == 1 else [each for each in alike if known.unit_of(each.form) == main]
        meant = own[0] if len(own) == 1 else None
        if meant is not None:
            seen.add(meant.remark.id)
            if said.remark != meant.remark.id and said.is_answered:
                notes.append(review_sentence("answers.other_id", row=said.row, text=meant.remark.text))
        if not said.is_answered:
            continue
        if meant is None:
            code, text = "answers.unclear" if alike else "answers.unknown", said.said or said.how
            notes.append(review_sentence(code, row=said.row, text=text, count=len(own or alike)))
        elif said.how and squeezed(said.how) not in CHOICES:
            notes.append(review_sentence("answers.bad_choice", row=said.row, text=said.how))
        elif known.unit_of(meant.form) != main:
            unit = known.names.of(meant.form.form.implementing_unit)
            notes.append(review_sentence("answers.other_unit", row=said.row, unit=unit))
        else:
            found.append(meant)
    return found, notes + _rows_gone(seen, reviews, returns)


def _rows_gone(seen: set[str], reviews: Mapping[str, Review], returns: Sequence[Mapping[str, str]]) -> list[str]:
    """Return a sentence for each open remark that was sent, and has no row on the sheet any more.

    The sheet is that of the return which most of its rows come from: a row may have been copied from another's.
    """
    numbers = max(returns, key=lambda each: len(seen.intersection(each.values())), default={})
    if seen.isdisjoint(numbers.values()):
        return []
    remarks = {each.id: each for review in reviews.values() for each in valid_remarks(review) if is_open(each)}
    return [
        review_sentence("answers.row_gone", number=number, text=remarks[remark].text)
        for number, remark in numbers.items()
        if remark in remarks and remark not in seen
    ]


def _meant_by_row(said: SheetAnswer, known: KnownWorkspace, reviews: dict[str, Review]) -> list[Meant]:
    """Return the remark by its id, else all that are like what the row says.

    An id that belongs to a remark of another text was typed over or sorted by itself: the row's words count then.
    """
    alike = []
    for form in known.forms:
        review = reviews.get(form.form.id)
        for remark in [] if review is None else review.remarks:
            has_words = squeezed(remark.text) == squeezed(said.text)
            if remark.id == said.remark and (has_words or not said.text):
                return [Meant(said, form, remark)]
            place = squeezed(BETWEEN_PLACES.join(remark.place))
            is_there = bare_name(form.form.project_name) == bare_name(said.project) and place == squeezed(said.place)
            if has_words and is_there:
                alike.append(Meant(said, form, remark))
    return alike


def new_answers(form: KnownForm, meant: list[Meant], known: KnownWorkspace, at: str) -> list[tuple[str, UnitAnswer]]:
    """Return the answers with the ids of their remarks, but for those that stand there already."""
    by = Person(name=known.names.of(form.form.implementing_unit), office="单位")
    new = []
    for said, _form, remark in meant:
        how = squeezed(said.how) or _EXPLAINED
        last = remark.answers[-1] if remark.answers else None
        if last is None or (last.how, last.text) != (how, said.said):
            values = {"id": new_id(), "at": at, "by": by, "how": how, "text": said.said}
            new.append((remark.id, UnitAnswer.model_validate(values)))
    return new
