"""Texts to offer while somebody types: from the user's own forms, and from `forms/phrases/`. No widget is known here.

A phrase file holds "level_2" (level-2 names below each level-1 name), "names" (level-3 names below each level-2 name),
"targets" (below each level-3 name, "" for any) and "reasons" (single sentences).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.ids import LEVELS
from selfeval_gui.domain.late_pattern import LatePattern
from selfeval_gui.domain.words import bare_name

MOST_OFFERED = 8
_SENTENCE = LatePattern(r"[^。；;\n]+[。；;]?")
_SENTENCE_ENDS = "。；;\n"
_SHORTEST_SENTENCE = 6  # characters; "1. " and the like are no phrases

Pool = Mapping[str, int]  # a text, and how often it stands somewhere


class PhraseRow(NamedTuple):
    """The texts of one indicator of some form, with the names above it; deeper names are "" for a level row."""

    level_1: str
    level_2: str
    name: str
    target: str
    reason: str


@dataclass(frozen=True)
class TypingPlace:
    """Where somebody types: the field, the names above, the row's own name, and the names of its siblings."""

    field: str
    level: int
    level_1: str = ""
    level_2: str = ""
    name: str = ""
    taken: tuple[str, ...] = ()


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a reason, without numbers before them."""
    for found in _SENTENCE.made.findall(text):
        sentence = re.sub(r"^[\s\d.、（）()]+", "", found).strip()
        if len(sentence) >= _SHORTEST_SENTENCE:
            yield sentence


class PhraseBook:
    """What can be offered, counted by the place it was found in."""

    def __init__(self) -> None:
        self._level_1: dict[str, int] = {}  # in the order they came in
        self._below: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._all: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, row: PhraseRow) -> None:
        """Take in the texts of one indicator."""
        if row.level_1:
            self._level_1[row.level_1.strip()] = 1
        self._put("level_2", row.level_1, row.level_2)
        self._put("name", row.level_2, row.name)
        self._put("target", row.name, row.target)
        for sentence in sentences(row.reason):
            self._put("reason", row.name, sentence)

    def pools(self, spot: TypingPlace) -> list[Pool]:
        """Return the texts that belong to the spot, then those of the same kind found elsewhere."""
        if spot.field == "name" and spot.level == 1:
            return [self._level_1]
        kind, above = {
            "name": ("level_2", spot.level_1) if spot.level == LEVELS - 1 else ("name", spot.level_2),
            "target": ("target", spot.name),
            "reason": ("reason", spot.name),
        }.get(spot.field, ("", ""))
        return [self._below.get((kind, bare_name(above)), {}), self._all.get(kind, {})]

    def _put(self, kind: str, above: str, text: str) -> None:
        if text.strip():
            self._below[kind, bare_name(above)][text.strip()] += 1
            self._all[kind][text.strip()] += 1


@cache
def common_phrases() -> PhraseBook:
    """Return the phrases that come with the program."""
    book = PhraseBook()
    for path in sorted((forms_dir() / "phrases").glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        for level_1, names in read["level_2"].items():
            for name in names:
                book.add(PhraseRow(level_1, name, "", "", ""))
        for level_2, names in read["names"].items():
            for name in names:
                book.add(PhraseRow("", level_2, name, "", ""))
        for name, targets in read["targets"].items():
            for target in targets:
                book.add(PhraseRow("", "", name, target, ""))
        for sentence in read["reasons"]:
            book.add(PhraseRow("", "", "", "", sentence))
    return book


def fragment(spot: TypingPlace, text: str) -> str:
    """Return the part of the text that a choice replaces: of a reason the sentence begun last, else all of it."""
    if spot.field != "reason":
        return text
    return text[1 + max(text.rfind(end) for end in _SENTENCE_ENDS) :].lstrip()


def offers(spot: TypingPlace, text: str, own: Sequence[PhraseBook]) -> list[str]:
    """Return what can stand in place of `fragment(spot, text)`, the most likely first.

    Without a text only what belongs to the spot is offered. The user's own books come before the program's phrases,
    except for level names, where the official ones come first.
    """
    wanted = "".join(fragment(spot, text).split()).casefold()
    taken = {bare_name(name) for name in spot.taken}
    books = [common_phrases(), *own] if _is_level_name(spot) else [*own, common_phrases()]
    pools = [book.pools(spot) for book in books]
    near = [each[0] for each in pools]
    if not wanted and spot.field == "target":
        near.append(common_phrases().pools(TypingPlace("target", spot.level))[0])
    far = [each[1] for each in pools if len(each) > 1] if wanted else []
    found = dict.fromkeys(_matching([*near, *far], wanted))
    return [each for each in found if bare_name(each) not in taken and each.strip() != text.strip()][:MOST_OFFERED]


def _is_level_name(spot: TypingPlace) -> bool:
    return spot.field == "name" and spot.level < LEVELS


def _matching(pools: Iterable[Pool], wanted: str) -> Iterator[str]:
    """Yield the texts that begin with what is wanted, pool by pool, then those that hold it elsewhere."""
    later: list[str] = []
    for pool in pools:
        for text in sorted(pool, key=pool.__getitem__, reverse=True):
            bare = "".join(text.split()).casefold()
            if bare == wanted:
                continue
            if bare.startswith(wanted):
                yield text
            elif wanted in bare:
                later.append(text)
    yield from later
