"""What stands of opinions and rescorings: the last word of each person, and where two people differ."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfeval_gui.domain.review.entries import Opinion, Rescored, Review

_DEDUCTED = re.compile(r"扣(?:减|除|分|去|掉|了)?\s*(\d{1,3}(?:\.\d+)?)\s*[%％]")
_HUNDRED = Decimal(100)
T = TypeVar("T", "Opinion", "Rescored")


class Score(NamedTuple):
    """A reviewers' score: the one written last, and in words who wrote another one, "" where nobody did."""

    value: Decimal | None
    disagreement: str = ""


def last_words(entries: Iterable[T]) -> list[T]:
    """Return the last entry of each person, in the order of time."""
    by_person: dict[str, T] = {}
    for each in sorted(entries, key=lambda entry: entry.at):
        by_person.pop(each.by.name, None)
        by_person[each.by.name] = each
    return list(by_person.values())


def review_score(review: Review | None) -> Score:
    """Return 评审得分 of a form."""
    return score_of([] if review is None else review.opinions)


def score_of(entries: Iterable[T]) -> Score:
    """Return the score that stands, of those who gave one."""
    given = [each for each in last_words(entries) if each.score is not None]
    if not given:
        return Score(None)
    if len({each.score for each in given}) == 1:
        return Score(given[-1].score)
    pair = _("{name}：{score}")
    said = [
        pair.format(name=each.by.name or _("未署名"), score=format_plain(each.score or Decimal(0))) for each in given
    ]
    return Score(given[-1].score, "、".join(said))


def rescored_rows(review: Review | None) -> dict[str, list[Rescored]]:
    """Return what was said of each row judged anew, by the row's id, in the order of time."""
    found: dict[str, list[Rescored]] = {}
    for each in sorted([] if review is None else review.rescored, key=lambda entry: entry.at):
        found.setdefault(each.node, []).append(each)
    return found


def deducted_otherwise(note: str, percent: Decimal | None) -> Decimal | None:
    """Return what a note says was deducted, in per cent, where that and the per cent given do not make a hundred."""
    said = [Decimal(each) for each in _DEDUCTED.findall(note)]
    if len(said) != 1 or percent is None or said[0] + percent == _HUNDRED:
        return None
    return said[0]
