"""Which old row each new row of the indicators is a copy of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def patterns(rows: Sequence[T], count: int) -> list[T]:
    """Return a pattern for each of `count` rows: the first and last for the ends, one from the middle between them."""
    first, last = rows[0], rows[-1]
    middle = rows[1] if len(rows) > 2 else first
    return [first if not n else last if n == count - 1 and len(rows) > 1 else middle for n in range(count)]
