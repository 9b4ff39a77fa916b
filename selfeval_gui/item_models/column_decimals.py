"""How many decimals a column of numbers needs, kept up to date edit by edit: a long form is not read for each."""

from collections import Counter
from decimal import Decimal

from selfeval_gui.domain.numbers import decimal_places


class ColumnDecimals:
    """Counts the numbers of a column by their decimals."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def add(self, number: Decimal | None) -> None:
        """Take note of a number that came into the column."""
        if number is not None:
            self._counts[decimal_places(number)] += 1

    def drop(self, number: Decimal | None) -> None:
        """Take note of a number that left the column."""
        if number is not None:
            self._counts[decimal_places(number)] -= 1

    @property
    def finest(self) -> int:
        """The most decimals that any number of the column was written with."""
        return max((places for places, count in self._counts.items() if count > 0), default=0)
