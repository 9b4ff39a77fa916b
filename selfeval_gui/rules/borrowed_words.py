"""Target words that belong to another project: no text of their own form holds them, one other form owns them.

A form owns a target word that the name of its indicator holds (整洁 for 办公用房整洁度). At least two words of a form
must be owned by one and the same other form: a single one, such as 良好, is used everywhere.
"""

from collections.abc import Iterable
from typing import NamedTuple

from selfeval_gui.rules.groups import MOST_NAMED, without


class Loan(NamedTuple):
    """A borrowed word: the form that owns it, and the other forms that borrow it, sorted."""

    source: str
    others: tuple[str, ...]


class BorrowedWords:
    """The words of all forms. Sets of forms are bits of an integer: a department has thousands."""

    def __init__(self) -> None:
        self._words: dict[str, frozenset[str]] = {}  # each form's words that none of its own texts holds
        self._owned: dict[str, frozenset[str]] = {}
        self._bits: dict[str, int] = {}
        self._owners: dict[str, int] = {}
        self._sources: dict[frozenset[str], dict[str, str]] = {}
        self._borrowers: dict[str, tuple[str, ...]] | None = None
        self._groups: dict[tuple[str, str], list[str]] | None = None

    def put(self, key: str, words: Iterable[str], owned: Iterable[str]) -> None:
        """Take in a form's words; without any the form is as good as gone."""
        new_words, new_owned = frozenset(words), frozenset(owned)
        old_words, old_owned = self._words.get(key, frozenset()), self._owned.get(key, frozenset())
        if (new_words, new_owned) == (old_words, old_owned):
            return
        bit = 1 << self._bits.setdefault(key, len(self._bits))
        for word in new_owned ^ old_owned:
            self._owners[word] = self._owners.get(word, 0) ^ bit
        self._words[key], self._owned[key] = new_words, new_owned
        self._sources, self._borrowers, self._groups = {}, None, None

    def loans(self, key: str) -> dict[str, Loan]:
        """Return the words the form borrowed."""
        sources = self._sources_of(self._words.get(key, frozenset()))
        borrowers = self._all_borrowers() if sources else {}
        return {word: Loan(source, without(borrowers[word], key)) for word, source in sources.items()}

    def groups(self) -> dict[tuple[str, str], list[str]]:
        """Return the forms that borrow a word from another, by the word and the form that owns it."""
        if self._groups is None:
            self._groups = {}
            for key in sorted(self._words):
                for word, source in self._sources_of(self._words[key]).items():
                    self._groups.setdefault((word, source), []).append(key)
        return self._groups

    def _sources_of(self, words: frozenset[str]) -> dict[str, str]:
        if words not in self._sources:
            once = twice = 0
            for word in words:
                owners = self._owners.get(word, 0)
                twice |= once & owners
                once |= owners
            owned = {word: self._owners.get(word, 0) & twice for word in words}
            self._sources[words] = {word: self._first(owners) for word, owners in owned.items() if owners}
        return self._sources[words]

    def _all_borrowers(self) -> dict[str, tuple[str, ...]]:
        if self._borrowers is None:
            found: dict[str, list[str]] = {}
            for key in sorted(self._words):
                for word in self._sources_of(self._words[key]):
                    found.setdefault(word, []).append(key)
            self._borrowers = {word: tuple(keys[:MOST_NAMED]) for word, keys in found.items()}
        return self._borrowers

    def _first(self, forms: int) -> str:
        """Return the form of the lowest bit, which is the one taken in first."""
        place = (forms & -forms).bit_length() - 1
        return next(key for key, bit in self._bits.items() if bit == place)
