"""What a function says of short texts, kept for the next time: forms repeat few labels, and ask of each many times."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_MOST = 8192  # texts kept; a file may hold any number of them

T = TypeVar("T")


class _Remembered(dict[str, T]):
    def __init__(self, compute: Callable[[str], T], longest: int, beyond: T) -> None:
        super().__init__()
        self._compute, self._longest, self._beyond = compute, longest, beyond

    def __missing__(self, text: str) -> T:
        if len(text) > self._longest:
            return self._beyond
        if len(self) >= _MOST:
            self.clear()
        found = self[text] = self._compute(text)
        return found


def remembered(compute: Callable[[str], T], longest: int, beyond: T) -> Callable[[str], T]:
    """Return the function with a memory, to be called for a text of any length: longer ones give `beyond`.

    A text that is known costs a look into a dictionary and no call of Python; `lru_cache` behind a look at the length
    takes four times as long.
    """
    return _Remembered(compute, longest, beyond).__getitem__
