"""Rows of a form that reviewers judged to another per cent than the same case in another form of the workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.words import bare_name
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.review.entries import Rescored, Review


class _Case(NamedTuple):
    """What makes two rows one case: the indicator, the value that was found, and the rule."""

    name: str
    actual: str
    rule: str


def judged_elsewhere(workspace: Path, form_id: str) -> list[str]:
    """Return a sentence for each row of the form whose case got another per cent elsewhere; it names who judged so.

    A row without a rule and without a value that was found is no case: nothing says what it was judged by.
    """
    from selfeval_gui.storage.review.reviews import read_reviews

    reviews = read_reviews(workspace).by_form
    here = reviews.get(form_id)
    if here is None:
        return []
    text = _("“{name}”这里是 {percent}%，“{project}”里同样的情形{by}给的是 {other}%，请核对。")
    found = []
    for case, mine in _cases(here):
        for review in (each for each in reviews.values() if each is not here):
            for other_case, other in _cases(review):
                if case == other_case and mine.percent is not None and other.percent not in {None, mine.percent}:
                    numbers = {
                        "percent": format_plain(mine.percent),
                        "other": format_plain(other.percent or mine.percent),
                    }
                    words = {"name": _name(mine), "project": review.project_name, "by": other.by.name}
                    found.append(text.format(**words, **numbers))
    return found


def _cases(review: Review) -> Iterator[tuple[_Case, Rescored]]:
    """Yield what stands of each row that was judged to a per cent: the last word."""
    from selfeval_gui.domain.review.judgements import rescored_rows

    for said in rescored_rows(review).values():
        last = said[-1]
        case = _Case(*map(bare_name, (_name(last), last.actual, last.rule)))
        if case.name and (case.actual or case.rule):
            yield case, last


def _name(judged: Rescored) -> str:
    """Return the indicator's name: the column's label stands after it."""
    return "".join(judged.place[-2:][:1])
