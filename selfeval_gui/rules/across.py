"""Findings over many forms. The index takes one form at a time, so that an edit does not read the others again.

A finding stands in every form it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from selfeval_gui.domain.numbers import format_plain, round_half_up
from selfeval_gui.rules.borrowed_words import BorrowedWords
from selfeval_gui.rules.digest import EMPTY, Digest, digest
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.groups import Groups
from selfeval_gui.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

FAR_APART = 20  # points between the score rates of rows with the same words

_SHOWN_PLACES = 1


class Across:
    """The forms of a workspace, by a key each (a path, a file's name), and what they say about each other."""

    def __init__(self) -> None:
        self._digests: dict[str, Digest] = {}
        self._scores: Groups[tuple[str, str]] = Groups()
        self._reasons: Groups[str] = Groups()
        self._words = BorrowedWords()

    def __contains__(self, key: str) -> bool:
        return key in self._digests

    def put(self, key: str, form: Form, rule_set: RuleSet) -> None:
        """Take a form in, or take note that it changed; only texts and numbers of it are held on to."""
        self._change(key, digest(form, rule_set))

    def drop(self, key: str) -> None:
        """Forget a form; KeyError if it is not there."""
        self._change(key, EMPTY)
        del self._digests[key]

    def project_names(self) -> list[str]:
        """Return what the forms are about."""
        return [each.project_name for each in self._digests.values()]

    def findings(self, key: str, rule_set: RuleSet) -> list[Finding]:
        """Return `across.scores`, `across.reason` and `across.target` as far as they stand in this form."""
        own = self._digests[key]
        return [
            *self._far_apart(key, own, rule_set),
            *self._same_reason(key, own, rule_set),
            *self._borrowed(key, own, rule_set),
        ]

    def _change(self, key: str, new: Digest) -> None:
        old = self._digests.get(key, EMPTY)
        self._scores.change(key, old.shares, new.shares)
        self._reasons.change(key, old.reasons, new.reasons)
        self._words.put(key, new.borrowed, new.owned)
        self._digests[key] = new

    def _far_apart(self, key: str, own: Digest, rule_set: RuleSet) -> Iterator[Finding]:
        for words, rows in own.shares.items():
            group = self._scores[words]
            low, lowest, high, highest = group.extremes
            if len(group.rows) < 2 or high - low < FAR_APART:
                continue
            args = {
                "target": words[0],
                "actual": words[1],
                "count": str(len(group.rows)),
                **{name: _shown(share) for name, share in (("low", low), ("high", high), ("spread", high - low))},
                **{"lowest": lowest, "highest": highest},
            }
            code, others = "across.scores", group.others(key)
            for node, share in rows.items():
                is_there = _shown(share)
                own_args = args | {"share": is_there}
                yield Finding(code, rule_set.severity[code], node, "score", None, is_there, own_args, others)

    def _same_reason(self, key: str, own: Digest, rule_set: RuleSet) -> Iterator[Finding]:
        for reason, rows in own.reasons.items():
            group = self._reasons[reason]
            if len(group.rows) < 2:
                continue
            code, others, args = "across.reason", group.others(key), {"count": str(len(group.rows))}
            for node in rows:
                yield Finding(code, rule_set.severity[code], node, "reason", None, None, args, others)

    def _borrowed(self, key: str, own: Digest, rule_set: RuleSet) -> Iterator[Finding]:
        for word, loan in self._words.loans(key).items():
            code, args = "across.target", {"word": word, "source": loan.source}
            args["project"] = self._digests[loan.source].project_name
            for node in own.borrowed[word]:
                yield Finding(code, rule_set.severity[code], node, "target", None, None, args, loan.others)


@lru_cache(maxsize=4096)
def _shown(share: Decimal) -> str:
    return format_plain(round_half_up(share, _SHOWN_PLACES))
