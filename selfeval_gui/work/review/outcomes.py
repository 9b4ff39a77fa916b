"""What became of forms that came in: plain values for the window and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.differences import Difference

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.entries import Remark


class Verdict(StrEnum):
    """What became of a form that came in."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUPLICATE = "duplicate"
    OLDER = "older"
    UNREADABLE = "unreadable"


class AnswerTaken(NamedTuple):
    """An answer that came in: to which remark, how, and what was said."""

    remark: str
    how: str
    text: str


class Received(NamedTuple):
    """What became of one form; `why` is the sentence where it was not taken in, `old` and `new` its two states.

    `remarks` are those that the department has returned with it and that were not known; `became` are lines on what
    became of those that the unit was sent, `unasked` the changes that none of them is about.
    """

    label: str
    verdict: Verdict
    project_name: str | None = None
    unit: str | None = None
    round: int | None = None
    path: Path | None = None
    differences: Sequence[Difference] = ()
    answers: Sequence[AnswerTaken] = ()
    remarks: Sequence[Remark] = ()
    became: Sequence[str] = ()
    unasked: Sequence[Difference] = ()
    why: str = ""
    old: Form | None = None
    new: Form | None = None


class TakenIn(NamedTuple):
    """All of it; unit and name of projects that are still missing; notes about files."""

    forms: list[Received]
    missing: list[tuple[str, str]]
    notes: list[tuple[str, str]]
