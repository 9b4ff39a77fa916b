"""Where a form stands between its unit and the department: computed from what people decided and what came in since."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from selfeval_gui.domain.review.entries import Decision, Remark, Review
from selfeval_gui.i18n import _


class State(StrEnum):
    """The states; `--json` writes them as they are."""

    MISSING = _("未报")
    WAITING = _("待审")
    IN_REVIEW = _("审核中")
    RETURNED = _("已退回")
    SENT_AGAIN = _("已重报")
    ACCEPTED = _("通过")
    EXEMPT = _("免报")
    CHANGED = _("通过后又改")
    DOUBLE = _("重复")
    UNREADABLE = _("读不了")


# What does not go back to its unit: it is settled, or there is nothing that could go.
NEVER_RETURNED = frozenset({State.ACCEPTED, State.EXEMPT, State.MISSING, State.UNREADABLE})
_OPENED_AGAIN = "重开"


class Standing(NamedTuple):
    """The state, and the decisions that contradict each other, none where they do not."""

    state: State
    contradicting: tuple[Decision, ...] = ()


def standing_of(review: Review | None, content: str, sent_at: str = "") -> Standing:
    """Return where a readable form stands that says what `content` is the hash of.

    `sent_at` is when it went out from here the last time: whoever sends forms on is a unit to somebody else.
    """
    if review is None:
        return Standing(State.WAITING)
    last = last_decisions(review)
    returned_at = max((each.at for each in review.returned), default="")
    if returned_at and returned_at >= max((each.at for each in last), default=""):
        return Standing(State.SENT_AGAIN if sent_at > returned_at else State.RETURNED)
    if len({each.what for each in last}) > 1:
        return Standing(State.IN_REVIEW, tuple(last))
    if last:
        return Standing(_decided(review, last, content))
    is_in_hand = review.remarks or review.opinions or review.rescored
    return Standing(State.IN_REVIEW if is_in_hand else State.WAITING)


def _decided(review: Review, last: list[Decision], content: str) -> State:
    what = last[0].what
    if what == "通过":
        # Two may have accepted at once, and one of them another content: none of it counts then.
        return State.ACCEPTED if all(each.hash == content for each in last) else State.CHANGED
    if what == "已退回":
        return State.SENT_AGAIN if review.round > max(each.round for each in last) else State.RETURNED
    return State.EXEMPT if what == "免报" else State.IN_REVIEW


def last_decisions(review: Review) -> list[Decision]:
    """Return the decisions that no later one has seen: one, or those of people who did not know of each other."""
    seen = {each for decision in review.decisions for each in decision.after}
    return [decision for decision in review.decisions if decision.id not in seen]


def has_moved(review: Review) -> bool:
    """Tell whether the last round says something else than the one before it."""
    rounds = sorted(review.rounds, key=lambda each: each.n)
    return len(rounds) > 1 and rounds[-1].hash != rounds[-2].hash


def is_open(remark: Remark) -> bool:
    """Tell whether a remark is still to be settled."""
    return not remark.settled or max(remark.settled, key=lambda each: each.at).how == _OPENED_AGAIN


def is_unanswered(remark: Remark) -> bool:
    """Tell whether the unit has said nothing to a remark yet, or not since it was opened again."""
    if not is_open(remark):
        return False
    opened = max((each.at for each in remark.settled), default="")
    return not any(answer.at >= opened for answer in remark.answers)


def valid_remarks(review: Review) -> list[Remark]:
    """Return the remarks that no later one stands instead of."""
    replaced = {remark.instead_of for remark in review.remarks}
    return [remark for remark in review.remarks if remark.id not in replaced]
