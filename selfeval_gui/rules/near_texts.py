"""Texts that are nearly the same, found without holding each against each: of d + 1 pieces, d edits leave one whole.

Alike are texts of which an edit distance of at most a tenth of the longer one makes one the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from selfeval_gui.domain.alike import different_parts, edit_distance

_Place = tuple[int, int, int, int]  # the length of a text, where a piece of it begins, how many lie before, and behind

LEAST_ALIKE = Decimal(90)  # per cent: what a tenth of edits leaves

_TENTH = 10
_NINTH = 9  # the longer of two alike texts is at most 10/9 as long as the shorter one
_MOST_PARTS = 3
_LONGEST = 400  # letters; longer texts are only compared as wholes
_MOST_HOLDERS = 200  # texts that share a piece: what so many say is a phrase of the trade, and tells no copies


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


def nearest_to(text: str, others: Iterable[str]) -> str:
    """Return the text that differs least from this one, of equally near ones that of the nearest length.

    Those of about its own length are looked at first: each letter that one is longer takes an edit.
    """
    (_, first), *rest = sorted((abs(len(text) - len(other)), other) for other in others)
    nearest, least = first, edit_distance(text, first)
    for longer, other in rest:
        if least <= 1 or longer >= least:  # none is nearer, since none is the same
            break
        distance = edit_distance(text, other)
        nearest, least = (other, distance) if distance < least else (nearest, least)
    return nearest


class NearTexts:
    """A set of texts, each with those that are like it."""

    def __init__(self) -> None:
        self._near: dict[str, set[str]] = {}
        self._pieces: dict[str, dict[_Place, set[str]]] = {}  # by each piece, the texts that hold it there

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
        for place, piece in _pieces(text):
            self._pieces.setdefault(piece, {}).setdefault(place, set()).add(text)

    def drop(self, text: str) -> None:
        """Let a text go, if it is there."""
        if text not in self._near:
            return
        for other in self._near.pop(text):
            self._near[other].discard(text)
        for place, piece in _pieces(text):
            there = self._pieces[piece]
            there[place].discard(text)
            if not there[place]:
                del there[place]
            if not there:
                del self._pieces[piece]

    def _candidates(self, text: str) -> set[str]:
        """Return the texts that share a piece at about the same place.

        Of a text cut into pieces some piece is left whole that has no more edits before it than pieces, nor behind it:
        so far it may have moved, from its place by the beginning and from its place by the end (Li et al. 2011).
        """
        if len(text) > _LONGEST:
            return set()
        lengths = _lengths_about(len(text))
        shortest, longest = lengths[0], lengths[-1]
        found: set[str] = set()
        for size in _sizes_about(len(text)):
            pieces = [text[place : place + size] for place in range(len(text) - size + 1)]
            for place, there in enumerate(map(self._pieces.get, pieces)):
                if there is None:
                    continue
                rest = len(text) - place
                for (length, start, before, behind), holders in there.items():
                    if (
                        -before <= place - start <= before
                        and -behind <= rest - length + start <= behind
                        and shortest <= length <= longest
                        and len(holders) <= _MOST_HOLDERS
                    ):
                        found |= holders
        return found


def _pieces(text: str) -> Iterator[tuple[_Place, str]]:
    if len(text) <= _LONGEST:
        cuts = _cuts(len(text))
        for before, (start, end) in enumerate(cuts):
            yield (len(text), start, before, len(cuts) - 1 - before), text[start:end]


def _lengths_about(length: int) -> range:
    return range(length - length // _NINTH, length + length // _NINTH + 1)


@cache
def _sizes_about(length: int) -> set[int]:
    """Return how long the pieces of texts of about that length are: two or three sizes, but for short texts."""
    return {end - start for each in _lengths_about(length) for start, end in _cuts(each)}


@cache
def _cuts(length: int) -> list[tuple[int, int]]:
    """Return where a text of that length is cut: into one piece more than edits that may part it from a like one."""
    count = length // _NINTH + 1
    places = [length * number // count for number in range(count + 1)]
    return [(start, end) for start, end in pairwise(places) if end > start]
