"""Findings over many forms. The index takes one form at a time, so that an edit does not read the others again.

A finding stands in every form it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.words import by_numbers
from selfeval_gui.rules.borrowed_words import BorrowedWords
from selfeval_gui.rules.digest import EMPTY, Digest, digest
from selfeval_gui.rules.finding import Answer, Finding, Severity, looked_for
from selfeval_gui.rules.groups import MOST_NAMED, Groups, without
from selfeval_gui.rules.kept_members import KeptMembers
from selfeval_gui.rules.limits import Limits
from selfeval_gui.rules.project_list import Head
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.same_reasons import RowsByForm, SameReasons
from selfeval_gui.rules.shared import ACROSS_FIELDS, OF_WHOLES, Shared, SharingRow, most_forms_first, shown_share
from selfeval_gui.rules.unit_names import UnitNames
from selfeval_gui.rules.whole_forms import Together, WholeForms

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_REASONS, _LOANS, _WHOLES = "reasons", "loans", "wholes"

Family = tuple[tuple[str, str], RowsByForm]  # a reason and those like it: its rows by form


class Across:
    """The forms of a workspace, by a key each (a path, a file's name), and what they say about each other."""

    def __init__(self) -> None:
        self._digests: dict[str, Digest] = {}
        self._scores: Groups[tuple[str, str]] = Groups()
        self._reasons = SameReasons(self._digests)
        self._families: list[Family] | None = None  # of reasons; most edits change none
        self._words = BorrowedWords()
        self._wholes = WholeForms()
        self._answered: set[str] = set()
        self._looked: tuple[int, list[Together]] | None = None  # at the whole forms, and what was found
        self._kept = KeptMembers()
        self._told: dict[str, list[Shared]] = {}  # what is shared, by kind, as far as it is as it was told last
        self._limits: Counter[Limits] = Counter()  # of the forms' rule sets; mostly there is one

    def __contains__(self, key: str) -> bool:
        return key in self._digests

    def put(self, key: str, form: Form, rule_set: RuleSet) -> None:
        """Take a form in, or take note that it changed; only texts and numbers of it are held on to."""
        self.take(key, digest(form, rule_set))

    def take(self, key: str, new: Digest) -> None:
        """Take in what somebody else, a worker for one, has drawn from a form."""
        old = self._digests.get(key, EMPTY)
        self._scores.change(key, old.shares, new.shares)
        self._reasons.change(key, old, new)
        if (old.reasons, old.written, old.limits) != (new.reasons, new.written, new.limits):
            self._families = None
            self._told.pop(_REASONS, None)
        if (old.borrowed, old.owned) != (new.borrowed, new.owned):
            self._told.pop(_LOANS, None)
        if (old.answers, old.severity) != (new.answers, new.severity):
            self._told.clear()
        self._words.put(key, new.borrowed, new.owned)
        self._kept.note(key)
        self._wholes.put(key, new.outline, is_weighed_anew=old.limits != new.limits)
        (self._answered.add if new.answers else self._answered.discard)(key)
        self._limits -= Counter((old.limits,) if key in self._digests else ())
        self._limits[new.limits] += 1
        self._digests[key] = new

    def know(self, names: UnitNames) -> None:
        """Take names of units to be one unit's, or several units', as people have said."""
        self._wholes.know(names)

    def drop(self, key: str) -> None:
        """Forget a form; KeyError if it is not there."""
        self.take(key, EMPTY)
        self._limits -= Counter((EMPTY.limits,))
        del self._digests[key]

    def __len__(self) -> int:
        return len(self._digests)

    def heads(self) -> dict[str, Head]:
        """Return what a list of projects may say of each form."""
        return {key: each.head for key, each in self._digests.items() if each.head is not None}

    def project_name(self, key: str) -> str:
        """Return what a form is about."""
        return self._digests[key].project_name

    def findings(self, key: str, rule_set: RuleSet) -> list[Finding]:
        """Return what comparing forms finds as far as it stands in this form."""
        own = self._digests[key]
        ways = (self._far_apart, self._same_reason, self._borrowed, self._as_a_whole)
        return looked_for(finding for way in ways for finding in way(key, own, rule_set))

    # ---- all forms together --------------------------------------------------------------------------------------

    def shared(self) -> list[Shared]:
        """Return what forms share, of each code what is furthest apart or stands in most forms first."""
        apart, least = [], min((each.scores_apart for each in self._limits), default=Decimal(0))
        for words, group in self._scores.several():
            low, _lowest, high, _highest = group.extremes
            spread = high - low
            if spread >= least and spread >= min(each.scores_apart for each in self._limits_of(group.rows)):
                apart.append(self._shared("across.scores", words, group.rows)._replace(low=low, high=high))
        apart.sort(key=lambda each: ((each.low or 0) - (each.high or 0), each.what))
        if self._families is None:
            self._families = list(self._reason_families())
        families, groups = self._families, self._whole_groups()
        found = [
            *apart,
            *self._as_told(_REASONS, lambda: [self._shared("across.reason", *each) for each in families]),
            *self._as_told(_LOANS, lambda: [self._shared("across.target", *each) for each in self._loans()]),
            *self._as_told(_WHOLES, lambda: [self._shared_of(group) for group in groups]),
        ]
        return [each for each in found if each.severity is not Severity.OFF]

    def _as_told(self, kind: str, tell: Callable[[], list[Shared]]) -> list[Shared]:
        """Return what is shared of a kind, what stands in most forms first; most edits leave it as it was."""
        if kind not in self._told:
            self._told[kind] = sorted(tell(), key=most_forms_first)
        return self._told[kind]

    def members(self, of: Shared) -> list[SharingRow]:
        """Return the rows that take part, by score rate or else by form; empty once nothing is shared any more."""
        code, field = of.code, ACROSS_FIELDS.get(of.code, "")
        if code in OF_WHOLES:
            return self._whole_members(of, field)
        by_score, rows_of = code == "across.scores", self._rows_of(of)

        def members_of(key: str) -> list[SharingRow]:
            if key not in rows_of or (severity := self.severity(code, key)) is Severity.OFF:
                return []
            is_answered = key in self._answered  # as few of thousands of forms are
            return [
                SharingRow(
                    *(key, node, field, severity, share if by_score else None),
                    self.answer(code, key, node) if is_answered else None,
                )
                for node, share in rows_of[key].items()
            ]

        # What else than a form's own rows decides whether they take part: the reasons like this one, the other forms.
        family = tuple(self._widest_family(of.what[1])) if code == "across.reason" and rows_of else ()
        borrowers = tuple(rows_of) if code == "across.target" else ()
        return self._kept.of((of.identity, family, borrowers, bool(rows_of)), rows_of, members_of)

    def _rows_of(self, of: Shared) -> RowsByForm:
        if of.code == "across.scores":
            target, actual = of.what
            return self._scores.rows((target, actual))
        if of.code == "across.reason":
            return self._reasons.rows(self._widest_family(of.what[1])) if of.what[1] in self._reasons else {}
        return next((rows for what, rows in self._loans() if what == of.what), {})

    def _whole_groups(self) -> list[Together]:
        """Return what forms share as wholes; looked for anew only where one of them has changed."""
        now = self._wholes.revision
        if self._looked is None or self._looked[0] != now:
            self._looked = now, self._wholes.groups(self._digests.__getitem__)
            self._told.pop(_WHOLES, None)
        return self._looked[1]

    def _shared_of(self, group: Together) -> Shared:
        code = group.code
        weighed = (self.severity(code, key) for key in group.rows)
        severity = next((each for each in weighed if each is not Severity.OFF), Severity.OFF)
        is_settled = all(self.answer(code, key, node) is not None for key, node in group.rows.items())
        return Shared(code, group.what, len(group.rows), severity, is_settled=is_settled)

    def _whole_members(self, of: Shared, field: str) -> list[SharingRow]:
        group = next((each for each in self._whole_groups() if (each.code, *each.what) == of.identity), None)
        return [
            SharingRow(
                key, node or NodeId(""), field, self.severity(of.code, key), answer=self.answer(of.code, key, node)
            )
            for key, node in ([] if group is None else sorted(group.rows.items(), key=lambda row: by_numbers(row[0])))
            if self.severity(of.code, key) is not Severity.OFF
        ]

    def _reason_families(self) -> Iterator[Family]:
        """Yield the reasons that stand in several forms, each with those like it, by the one that most forms have."""
        told: set[str] = set()
        for common in self._reasons.of_several():
            family = self._widest_family(common)
            rows = self._reasons.rows(family)
            if common not in told and len(rows) > 1:
                told.update(family)
                yield (self._reasons.as_written(common), common), rows

    def _loans(self) -> Iterator[tuple[tuple[str, str], RowsByForm]]:
        for (word, source), keys in self._words.groups().items():
            yield (word, source), {key: dict.fromkeys(self._digests[key].borrowed[word], Decimal(0)) for key in keys}

    def _shared(self, code: str, what: tuple[str, ...], rows: RowsByForm) -> Shared:
        weighed = (self.severity(code, key) for key in rows)
        severity = next((each for each in weighed if each is not Severity.OFF), Severity.OFF)
        is_settled = self._answered.issuperset(rows) and all(
            self.answer(code, key, node) is not None for key, nodes in rows.items() for node in nodes
        )
        return Shared(code, what, len(rows), severity, is_settled=is_settled)

    def severity(self, code: str, key: str) -> Severity:
        """Return how a form's rule set weighs a code."""
        return self._digests[key].severity[code]

    def answer(self, code: str, key: str, node: NodeId | None) -> Answer | None:
        """Return who accepted it; errors cannot be accepted."""
        is_error = self.severity(code, key) is Severity.ERROR
        return None if is_error else self._digests[key].answers.get((code, node))

    # ---- one form ------------------------------------------------------------------------------------------------

    def _far_apart(self, key: str, own: Digest, rule_set: RuleSet) -> Iterator[Finding]:
        code, least = "across.scores", rule_set.limits.scores_apart
        severity = rule_set.severity[code]
        for words, rows in own.shares.items():
            group = self._scores[words]
            if len(group.rows) < 2 or group.spread < least:
                continue
            args, others = {"target": words[0], "actual": words[1], **group.figures}, group.others(key)
            for node, share in rows.items():
                is_there = shown_share(share)
                yield Finding(code, severity, node, "score", None, is_there, {**args, "share": is_there}, others)

    def _same_reason(self, key: str, own: Digest, rule_set: RuleSet) -> Iterator[Finding]:
        for reason, rows in own.reasons.items():
            told = self._reasons.told(reason, own.written[reason], rule_set.limits.reasons_alike)
            if told is None:
                continue
            code, others = "across.reason", without(told.named, key)[:MOST_NAMED]
            for node in rows:
                yield Finding(code, rule_set.severity[code], node, "reason", None, None, told.args, others)

    def _widest_family(self, reason: str) -> list[str]:
        """Return a reason and those that any form with it takes for like it."""
        least = min(each.reasons_alike for each in self._limits_of(self._reasons.forms(reason)))
        return self._reasons.family(reason, least)

    def _limits_of(self, keys: Iterable[str]) -> Iterable[Limits]:
        return self._limits if len(self._limits) == 1 else {self._digests[key].limits for key in keys}

    def _borrowed(self, key: str, own: Digest, rule_set: RuleSet) -> Iterator[Finding]:
        for word, loan in self._words.loans(key).items():
            code, args = "across.target", {"word": word, "source": loan.source}
            args["project"] = self._digests[loan.source].project_name
            for node in own.borrowed[word]:
                yield Finding(code, rule_set.severity[code], node, "target", None, None, args, loan.others)

    def _as_a_whole(self, key: str, _own: Digest, rule_set: RuleSet) -> Iterator[Finding]:
        for finding in self._wholes.findings(key, rule_set):
            source = finding.args.get("source", "")
            named = {"project": self._digests[source].project_name} if source else {}
            yield finding._replace(args={**finding.args, **named}) if named else finding
