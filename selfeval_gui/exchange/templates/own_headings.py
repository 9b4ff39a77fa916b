"""Headings over the columns that only one template has: what they mean stands and falls with their neighbours.

备注 or 其他 alone says nothing; beside the other headings of its template it is a column of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from selfeval_gui.domain.cells import options_line
from selfeval_gui.domain.fields import EXTRA, OWN
from selfeval_gui.domain.words import squeezed
from selfeval_gui.exchange.templates.ends_of_headings import with_those_by_ending
from selfeval_gui.exchange.templates.labels import heading, plain
from selfeval_gui.exchange.templates.template import presets, spellings

_FEWEST = 2  # own headings in one row
_SIGNS = str.maketrans("☐◻■√✓✔", "□□☑☑☑☑")  # how offices draw the two boxes
_SAYS_LITTLE = 4  # characters; 项目指标值 says what it is without neighbours


def headings_with_own(texts: Sequence[str]) -> list[str]:
    """Return the column each text of a row is the heading of, as `heading` does, a template's own among them."""
    if _every_own_word().isdisjoint(map(plain, texts)):
        # Nearly every row, so that nothing else is looked at.
        return with_those_by_ending(texts, [*map(heading, texts)])
    own = max((_found(words, texts) for words in _own_words()), key=len, default={})
    says_all = {own[place] for place in own if len(plain(texts[place])) > _SAYS_LITTLE} in _only_columns()
    known = own if len(own) >= _FEWEST or says_all else {}
    return with_those_by_ending(texts, [known.get(place) or heading(text) for place, text in enumerate(texts)])


@cache
def _printed() -> frozenset[str]:
    """Return all words that templates print over their own columns and blocks."""
    every: list[str] = []
    for template in presets().values():
        over = [heading.label for heading in template.over_headings]
        blocks = [heading.label for block in template.blocks for heading in block.headings]
        captions = [block.caption for block in template.blocks]
        every += [text for label in (*over, *blocks, *captions) for text in spellings(label, template)]
    return frozenset(plain(text) for text in (*every, *(word for words in _own_words() for word in words)) if text)


def is_own_heading(text: str) -> bool:
    """Tell whether a text is a heading or caption that only one template prints."""
    return plain(text) in _printed()


def are_goal_headings(texts: Sequence[str]) -> bool:
    """Tell whether a template prints two of these texts as its headings of the goals, though one is a caption else."""
    words = {plain(text) for text in texts}
    return any(printed <= words for printed in _goal_headings())


@cache
def _goal_headings() -> list[set[str]]:
    """Return the headings of each template's goals, those over a block of goals of its own included."""
    found = [{plain(each.labels.expected_goal), plain(each.labels.actual_outcome)} for each in presets().values()]
    for block in (each for template in presets().values() for each in template.blocks):
        if block.headings and any(slot.field == "expected_goal" for row in block.rows for slot in row):
            found.append({plain(heading.label) for heading in block.headings})
    return found


class BlockWords(NamedTuple):
    """A block of texts below headings: these, "" where a block prints none, and the fields beside each label."""

    headings: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]


@cache
def blocks_below_headings() -> list[BlockWords]:
    """Return the blocks of templates whose rows have a label and a text below each heading."""
    return [
        BlockWords(
            tuple(plain(heading.label) for heading in block.headings if heading.label),
            {plain(row[0].label): tuple(slot.field for slot in row) for row in block.rows},
        )
        for template in presets().values()
        for block in template.blocks
        if block.headings and all(row[0].label and not any(slot.label for slot in row[1:]) for row in block.rows)
    ]


def option_of(name: str, text: str) -> str | None:
    """Return the word that is ticked where a template prints those of an extra field, "" for none; None elsewhere."""
    return _options().get((name, squeezed(text).translate(_SIGNS)))


@cache
def _options() -> dict[tuple[str, str], str]:
    return {
        (field.removeprefix(EXTRA), squeezed(options_line(words, word))): word
        for template in presets().values()
        for field, words in template.options.items()
        for word in ("", *words)
    }


def is_footnote(text: str) -> bool:
    """Tell whether a text is a note that a template prints at the foot."""
    return text.strip() in _footnotes()


@cache
def _footnotes() -> frozenset[str]:
    return frozenset(text for template in presets().values() for text in template.footnotes)


def _found(words: dict[str, str], texts: Sequence[str]) -> dict[int, str]:
    return {place: words[plain(text)] for place, text in enumerate(texts) if plain(text) in words}


@cache
def _only_columns() -> list[set[str]]:
    """Return the own column of each template that has but one."""
    return [set(words.values()) for words in _own_words() if len(set(words.values())) == 1]


@cache
def _every_own_word() -> frozenset[str]:
    return frozenset(word for words in _own_words() for word in words)


@cache
def _own_words() -> list[dict[str, str]]:
    """Return the own headings of each template that has some, with their columns."""
    return [
        {plain(text): key for key, label in columns.items() for text in spellings(label, template)}
        for template in presets().values()
        if (columns := {key: label for key, label in template.indicator_columns.items() if key.startswith(OWN)})
    ]
