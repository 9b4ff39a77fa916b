"""Reasons that stand in several forms, word for word or nearly: who has them, and what a form with one is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.rules.digest import Digest
from selfeval_gui.rules.groups import Groups
from selfeval_gui.rules.near_texts import NearTexts, parts_apart
from selfeval_gui.rules.writings import Writings

RowsByForm = Mapping[str, Mapping[NodeId, Decimal]]


class Told(NamedTuple):
    """What the sentence of a finding needs, and the forms to name, whichever of them the finding stands in."""

    args: Mapping[str, str]
    named: tuple[str, ...]


class SameReasons:
    """The reasons of all forms, as they are compared. `digests` are the forms by key, kept up to date by the owner."""

    def __init__(self, digests: Mapping[str, Digest]) -> None:
        self._digests = digests
        self._forms: Groups[str] = Groups()
        self._near = NearTexts()
        self._writings = Writings()
        # By reason, how it is written, and how much alike is meant: a department writes few reasons into many forms.
        self._told: dict[tuple[str, str, Decimal], Told | None] = {}

    def __contains__(self, reason: str) -> bool:
        return reason in self._forms

    def change(self, key: str, old: Digest, new: Digest) -> None:
        """Take note of what a form gives for reasons now, and what it gave before."""
        if (old.reasons, old.written, old.project_name) != (new.reasons, new.written, new.project_name):
            self._told.clear()
        self._forms.change(key, old.reasons, new.reasons)
        self._writings.change(key, old.written, new.written)
        for reason in old.reasons.keys() - new.reasons.keys():
            if reason not in self._forms:
                self._near.drop(reason)
        for reason in new.reasons.keys() - old.reasons.keys():
            self._near.add(reason)

    def told(self, reason: str, written: str, alike: Decimal) -> Told | None:
        """Return what a form that gives a reason, so written, is told of those like it; None where it is alone."""
        asked = reason, written, alike
        if asked not in self._told:
            self._told[asked] = self._tell(written, self.family(reason, alike))
        return self._told[asked]

    def family(self, reason: str, alike: Decimal) -> list[str]:
        """Return a reason and those that are so many per cent like it, as they are compared."""
        return [reason, *sorted(self._near.near(reason, alike))]

    def of_several(self) -> Iterator[str]:
        """Yield the reasons of several forms, or like others; what most forms have word for word first."""
        counts = {reason: len(group.rows) for reason, group in self._forms.several()}
        counts |= {reason: len(self._forms[reason].rows) for reason in self._near.with_near()}
        yield from sorted(counts, key=lambda reason: (-counts[reason], reason))

    def forms(self, reason: str) -> RowsByForm:
        """Return the rows of every form that gives the reason; KeyError if none does."""
        return self._forms[reason].rows

    def rows(self, family: list[str]) -> RowsByForm:
        """Return the rows with one of these reasons, by form; none where all of them are of one form."""
        if len(family) == 1:
            return self._forms.rows(family[0])
        rows: dict[str, dict[NodeId, Decimal]] = {}
        for reason in family:
            for key, shares in self._forms[reason].rows.items():
                rows.setdefault(key, {}).update(shares)
        return rows if len(rows) > 1 else {}

    def as_written(self, reason: str) -> str:
        """Return a reason as the first form writes it."""
        return self._digests[min(self._forms[reason].rows)].written[reason]

    def _tell(self, written: str, family: list[str]) -> Told | None:
        groups = [self._forms[reason] for reason in family]
        count = len(groups[0].rows) if len(groups) == 1 else len(set().union(*(each.rows for each in groups)))
        if count < 2:
            return None
        named = tuple(sorted({key for group in groups for key in group.named}))
        return Told({"count": str(count), **self._difference(written, family)}, named)

    def _difference(self, written: str, family: list[str]) -> dict[str, str]:
        """Return by what a reason differs from the nearest form's, for the sentence; nothing where all are the same."""
        found = self._writings.nearest(written, family)
        if found is None:
            return {}
        nearest, form = found
        here, there = parts_apart(written, nearest)
        return {"alike": "nearly", "project": self._digests[form].project_name, "here": here, "there": there}
