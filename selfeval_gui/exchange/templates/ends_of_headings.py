"""Headings in words of an office's own that say by their end what stands below: 年度任务完成值, 单位自评得分."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from selfeval_gui.exchange.templates.labels import aliases, plain

_OTHER = "other"
_FEWEST_KNOWN = 2


def with_those_by_ending(texts: Sequence[str], headings: list[str]) -> list[str]:
    """Return the columns of a row of headings; one nobody knows is told by its end, where no other has its field.

    Two of one end leave it open which is meant, and what is said of another year or by another office is not the
    form's own.
    """
    unknown = headings.count(_OTHER)
    if not unknown or unknown > len(headings) - _FEWEST_KNOWN:
        return headings  # nearly every row
    found = [*headings]
    guessed = [_by_ending(text) if name == _OTHER else "" for text, name in zip(texts, headings, strict=True)]
    for place, name in enumerate(guessed):
        if name and name not in headings and guessed.count(name) == 1:
            found[place] = name
    return found


def says_by_ending(text: str) -> bool:
    """Tell whether a text is such a heading."""
    return bool(_by_ending(text))


def _by_ending(text: str) -> str:
    word = plain(text)
    if not word or _of_others().search(word):
        return ""
    return next((name for name, ends in _endings().items() if ends.search(word)), "")


@cache
def _endings() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(f"(?:{'|'.join(ends)})$") for name, ends in aliases()["heading_endings"].items()}


@cache
def _of_others() -> re.Pattern[str]:
    return re.compile("|".join(aliases()["headings_of_others"]))
