"""What units have sent before: the number of the last package of each, and which packages had it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from selfeval_gui.domain.words import bare_name

if TYPE_CHECKING:
    from selfeval_gui.domain.review.entries import Review


class SentBefore:
    """As it was before something new is taken in."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        self._last: dict[str, tuple[int, set[str]]] = {}
        for review in reviews:
            for each in review.rounds:
                self._note(review.unit, each.sent, each.package)

    def last(self, unit: str) -> tuple[int, set[str]]:
        """Return the number of a unit's last package, 0 where there was none, and the hashes of those that had it."""
        return self._last.get(bare_name(unit), (0, set()))

    def _note(self, unit: str, sent: int, package: str) -> None:
        most, packages = self.last(unit)
        if sent > most:
            most, packages = sent, set()
        if sent == most:
            packages = {*packages, package}
        self._last[bare_name(unit)] = most, packages
