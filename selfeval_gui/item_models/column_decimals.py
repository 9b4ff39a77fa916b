"""How many digits and decimals a column of numbers needs, kept up to date edit by edit, without reading a long form."""

from collections import Counter
from decimal import Decimal

from selfeval_gui.domain.numbers import decimal_places, format_plain


class ColumnDecimals:
    """Counts the numbers of a column by their decimals, and by what stands before the point."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._wholes: Counter[int] = Counter()

    def add(self, number: Decimal | None) -> None:
        """Take note of a number that came into the column."""
        if number is not None:
            self._counts[decimal_places(number)] += 1
            self._wholes[_whole(number)] += 1

    def drop(self, number: Decimal | None) -> None:
        """Take note of a number that left the column."""
        if number is not None:
            self._counts[decimal_places(number)] -= 1
            self._wholes[_whole(number)] -= 1

    @property
    def finest(self) -> int:
        """The most decimals that any number of the column was written with."""
        return max((places for places, count in self._counts.items() if count > 0), default=0)

    @property
    def sample(self) -> str:
        """A number as wide as any that the column shows; a sum may take a digit more than what it adds up."""
        whole = "0" * (max((length for length, count in self._wholes.items() if count > 0), default=1) + 1)
        return f"{whole}.{'0' * self.finest}" if self.finest else whole


def _whole(number: Decimal) -> int:
    """Return the characters before the point, the sign included."""
    return len(format_plain(number).partition(".")[0])
