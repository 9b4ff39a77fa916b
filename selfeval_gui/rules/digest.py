"""What the view across forms keeps of one form: plain values, so that the form itself may change or be let go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.goals import goals_of
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import divide, multiply, round_half_up
from selfeval_gui.domain.scoring_rules import HUNDRED
from selfeval_gui.domain.targets import Words, read_value, squeeze
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES, Answer, Severity
from selfeval_gui.rules.groups import Shares
from selfeval_gui.rules.limits import Limits
from selfeval_gui.rules.outline import Outline, outline, own_names, without_own
from selfeval_gui.rules.project_list import Head, head_of
from selfeval_gui.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_PLACES = 9  # of a share in per cent: the difference of two shares is then right for any weights people use
_NO_SHARE = Decimal(0)


class Digest(NamedTuple):
    """A form by what its level-3 rows may have in common with rows elsewhere.

    `shares`: of the weight, in per cent, by the words of target and actual value; `reasons`: rows by the reason
    without what is the form's own; `written`: how the first row of each of these writes it; `borrowed`: rows by a
    target's words that no text of the form holds; `owned`: a target's words that the name of their own indicator
    holds; `answers`: who accepted a finding across forms, by its code and row; `severity`: how the form's rule set
    weighs each code; `outline`: the form as a whole; `head`: what a list of projects may say of it; `limits`: from
    where on the rule set has checks speak.
    """

    project_name: str
    shares: dict[tuple[str, str], Shares]
    reasons: dict[str, Shares]
    written: dict[str, str]
    borrowed: dict[str, list[NodeId]]
    owned: set[str]
    answers: Mapping[tuple[str, str | None], Answer]
    severity: Mapping[str, Severity]
    outline: Outline | None
    head: Head | None
    limits: Limits


EMPTY = Digest("", {}, {}, {}, {}, set(), {}, DEFAULT_SEVERITIES, None, None, Limits())


def digest(form: Form, rule_set: RuleSet) -> Digest:
    """Take from the form what across findings need; a reason that says nothing is none."""
    shares: dict[tuple[str, str], dict[NodeId, Decimal]] = {}
    reasons: dict[str, dict[NodeId, Decimal]] = {}
    written: dict[str, str] = {}
    names = own_names(form)
    targets: dict[str, list[NodeId]] = {}
    owned: set[str] = set()
    own_texts = [squeeze(text) for text in _own_texts(form)]
    for leaf in (leaf for top in form.indicators for second in top.children for leaf in second.children):
        node = NodeId(leaf.id)
        row = _row(leaf.name, leaf.target, leaf.actual, leaf.weight, leaf.score, leaf.reason)
        own_texts.append(row.name)
        if row.share is not None:
            shares.setdefault(row.words, {})[node] = row.share
        if row.reason and row.plain_reason not in rule_set.empty_reasons:
            common = _without_own(row.reason, names, rule_set.limits.reason_letters)
            reasons.setdefault(common, {})[node] = _NO_SHARE
            written.setdefault(common, row.reason)
        if row.owns_word:
            owned.add(row.words[0])
        elif row.is_word:
            targets.setdefault(row.words[0], []).append(node)
    held = "\n".join(own_texts)
    borrowed = {word: nodes for word, nodes in targets.items() if word not in held}
    answers = {
        (each.code, each.node): Answer(each.by, each.reason)
        for each in form.accepted
        if each.code.startswith(("across.", "list.", "amounts.scale"))
    }
    drawn = outline(form, rule_set, names)
    name, head = form.project_name.strip(), head_of(form, rule_set.limits)
    return Digest(
        name,
        {**shares},
        {**reasons},
        written,
        borrowed,
        owned,
        answers,
        rule_set.severity,
        drawn,
        head,
        rule_set.limits,
    )


@lru_cache(maxsize=8192)
def _without_own(reason: str, names: tuple[str, ...], least: Decimal) -> str:
    """Return what a reason has in common with near copies; what is hardly more than names or numbers stays whole."""
    plain = without_own(reason, names)
    return plain if len(plain) >= least else reason


def _own_texts(form: Form) -> Iterator[str]:
    """Yield the form's own texts but for the names of its level-3 rows."""
    yield form.project_name
    yield from (text for goal in goals_of(form) for text in (goal.expected, goal.outcome))
    for top in form.indicators:
        yield top.name
        yield from (second.name for second in top.children)


class _Row(NamedTuple):
    name: str
    words: tuple[str, str]
    share: Decimal | None
    reason: str
    plain_reason: str
    is_word: bool
    owns_word: bool


@lru_cache(maxsize=8192)
def _row(name: str, target: str, actual: str, weight: Decimal | None, score: Decimal | None, reason: str) -> _Row:
    """Work out what one row gives. Remembered: an edit changes one row among hundreds."""
    words = squeeze(target), squeeze(actual)
    share = None
    if all(words) and score is not None and weight is not None and weight > 0:
        share = round_half_up(divide(multiply(score, HUNDRED), weight), _PLACES)
    is_word = isinstance(read_value(target), Words)
    named = squeeze(name)
    return _Row(named, words, share, reason.strip(), squeeze(reason), is_word, is_word and words[0] in named)
