"""The rows that take part in what somebody looks at, kept right form by form: of thousands an edit changes a few."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal

from selfeval_gui.domain.words import NumberOrder, by_numbers
from selfeval_gui.rules.shared import SharingRow

_NO_SHARE = Decimal(0)


class KeptMembers:
    """The members asked for last, in the order of their shares, then of their forms."""

    def __init__(self) -> None:
        self._what: Hashable = None
        self._members: list[SharingRow] = []
        self._changed: set[str] = set()  # forms, since the members were asked for

    def note(self, key: str) -> None:
        """Take note that a form has changed, has come or has gone."""
        if self._what is not None:
            self._changed.add(key)

    def of(
        self, what: Hashable, keys: Iterable[str], members_of: Callable[[str], list[SharingRow]]
    ) -> list[SharingRow]:
        """Return the members that the forms give; of the same thing as last time only changed forms are asked.

        `what` must differ wherever anything but a form noted has changed what the forms give.
        """
        if what != self._what:
            found = [member for key in sorted(keys, key=by_numbers) for member in members_of(key)]
            self._what, self._members = what, sorted(found, key=_share)
        elif self._changed:
            kept = [member for member in self._members if member.key not in self._changed]
            for key in sorted(self._changed):
                for member in members_of(key):
                    insort(kept, member, key=_place)
            self._members = kept
        self._changed.clear()
        return list(self._members)


def _share(member: SharingRow) -> Decimal:
    return _NO_SHARE if member.share is None else member.share


def _place(member: SharingRow) -> tuple[Decimal, NumberOrder]:
    return _share(member), by_numbers(member.key)
