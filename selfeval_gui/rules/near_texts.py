"""Texts that are nearly the same, found without holding each against each: of d + 1 pieces, d edits leave one whole.

Alike are texts of which an edit distance of at most a tenth of the longer one makes one the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from selfeval_gui.domain.alike import different_parts, edit_distance

LEAST_ALIKE = Decimal(90)  # per cent: what a tenth of edits leaves

_TENTH = 10
_NINTH = 9  # the longer of two alike texts is at most 10/9 as long as the shorter one
_MOST_PARTS = 3
_LONGEST = 400  # letters; longer texts are only compared as wholes
_MOST_HOLDERS = 200  # texts that share a piece: what so many say is a phrase of the trade, and tells no copies


class _Piece(NamedTuple):
    """A part of a text of that length that begins there."""

    length: int
    start: int
    text: str


def are_alike(one: str, two: str) -> bool:
    """Tell whether two texts are nearly the same."""
    most = max(len(one), len(two)) // _TENTH
    if abs(len(one) - len(two)) > most:
        return False
    letters, others = set(one), set(two)
    if len(letters - others) > most or len(others - letters) > most:
        return False  # each letter that the other text has not takes an edit
    return edit_distance(one, two) <= most


def parts_apart(one: str, two: str) -> tuple[str, str]:
    """Return what one text has that the other has not, and the other way round, some letters of each."""
    parts = different_parts(one, two)[:_MOST_PARTS]
    here, there = [one[start:end] for start, end, *_ in parts], [two[start:end] for *_, start, end in parts]
    return "…".join(filter(None, here)), "…".join(filter(None, there))


class NearTexts:
    """A set of texts, each with those that are like it."""

    def __init__(self) -> None:
        self._near: dict[str, set[str]] = {}
        self._pieces: dict[_Piece, set[str]] = {}

    def near(self, text: str, alike: Decimal = LEAST_ALIKE) -> set[str]:
        """Return the texts that are so many per cent like this one, itself left out; at least `LEAST_ALIKE`."""
        found = self._near.get(text, set())
        if alike <= LEAST_ALIKE:
            return found
        return {each for each in found if edit_distance(text, each) * 100 <= (100 - alike) * max(len(text), len(each))}

    def with_near(self) -> list[str]:
        """Return the texts that others are like."""
        return [text for text, near in self._near.items() if near]

    def add(self, text: str) -> None:
        """Take a text in."""
        if text in self._near:
            return
        found = {other for other in self._candidates(text) if are_alike(text, other)}
        self._near[text] = found
        for other in found:
            self._near[other].add(text)
        for piece in _pieces(text):
            self._pieces.setdefault(piece, set()).add(text)

    def drop(self, text: str) -> None:
        """Let a text go."""
        for other in self._near.pop(text, ()):
            self._near[other].discard(text)
        for piece in _pieces(text):
            holders = self._pieces.get(piece, set())
            holders.discard(text)
            if not holders:
                self._pieces.pop(piece, None)

    def _candidates(self, text: str) -> set[str]:
        """Return the texts that share a piece at about the same place."""
        if len(text) > _LONGEST:
            return set()
        most = len(text) // _NINTH
        found: set[str] = set()
        for length in range(len(text) - most, len(text) + most + 1):
            for start, end in _cuts(length):
                for place in range(max(start - most, 0), min(start + most, len(text) - (end - start)) + 1):
                    holders = self._pieces.get(_Piece(length, start, text[place : place + end - start]))
                    if holders and len(holders) <= _MOST_HOLDERS:
                        found |= holders
        return found


def _pieces(text: str) -> Iterator[_Piece]:
    if len(text) <= _LONGEST:
        for start, end in _cuts(len(text)):
            yield _Piece(len(text), start, text[start:end])


def _cuts(length: int) -> list[tuple[int, int]]:
    """Return where a text of that length is cut: into one piece more than edits that may part it from a like one."""
    count = length // _NINTH + 1
    places = [length * number // count for number in range(count + 1)]
    return [(start, end) for start, end in pairwise(places) if end > start]
