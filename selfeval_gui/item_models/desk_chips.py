"""The chips and filters of the review desk: which forms each of them shows, and what may be done with a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from selfeval_gui.domain.review.states import NEVER_RETURNED, State
from selfeval_gui.i18n import _
from selfeval_gui.work.review.desk_rows import DeskRow

_IN_HAND = {State.WAITING, State.IN_REVIEW, State.SENT_AGAIN}


def is_clean(row: DeskRow) -> bool:
    """Tell whether a form waits to be accepted and nothing stands against it."""
    has_errors = row.counts is None or row.counts.errors > 0
    return row.state in _IN_HAND and not has_errors and not row.open_remarks and not row.trouble


def may_be_accepted(row: DeskRow) -> bool:
    """Tell whether somebody may accept a form at all."""
    return row.path is not None and row.state in {*_IN_HAND, State.RETURNED, State.CHANGED} and not row.trouble


def may_be_returned(row: DeskRow) -> bool:
    """Tell whether a form can go back to its unit."""
    return row.path is not None and row.state not in NEVER_RETURNED


# The chips: key, words, which rows they show.
CHIPS: Mapping[str, tuple[str, Callable[[DeskRow], bool]]] = {
    "all": (_("全部"), lambda row: True),
    "missing": (_("未交"), lambda row: row.state is State.MISSING),
    "here": (_("已交"), lambda row: row.path is not None),
    "waiting": (_("待审"), lambda row: row.state in _IN_HAND),
    "returned": (_("已退回"), lambda row: row.state is State.RETURNED),
    "accepted": (_("已通过"), lambda row: row.state is State.ACCEPTED),
    "changed": (_("通过后又改"), lambda row: row.state is State.CHANGED),
    "moved": (_("本轮有变化"), lambda row: row.has_moved),
    "remarked": (_("有意见"), lambda row: row.open_remarks > 0),
    "unanswered": (_("未答复"), lambda row: row.unanswered > 0),
    "answered": (_("已答复"), lambda row: row.open_remarks > row.unanswered),
    "clean": (_("没有错误和意见"), is_clean),
    "drawn": (_("抽评"), lambda row: bool(row.drawn)),
    "doubtful": (_("有疑问"), lambda row: bool(row.trouble) or row.state is State.DOUBLE),
}

STATE_CHIPS = ("all", "missing", "here", "waiting", "returned", "accepted", "changed")  # the others say what to look at


def chips_of(row: DeskRow) -> frozenset[str]:
    """Return the keys of the chips that show a row."""
    return frozenset(key for key, (_words, shows) in CHIPS.items() if shows(row))


class DeskFilter(NamedTuple):
    """Which forms are shown of those of a chip; None, and a grade and a code of "", stand for all."""

    year: int | None = None
    unit: str | None = None
    grade: str = ""
    code: str = ""

    def shows(self, row: DeskRow) -> bool:
        """Tell whether a form is shown."""
        is_of_year = self.year is None or row.year == self.year
        is_of_unit = self.unit is None or row.unit == self.unit
        is_of_grade = not self.grade or row.grade == self.grade
        return is_of_year and is_of_unit and is_of_grade and (not self.code or self.code in row.codes)
