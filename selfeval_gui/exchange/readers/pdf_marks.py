"""How the letters of a page stand in their lines: struck ones are told apart, raised and lowered digits stay such."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from selfeval_gui.domain.raised import at_height
from selfeval_gui.exchange.readers.pdf_letters import Letter, Letters

_SMALL = 0.8  # times the size of the letter before
_NEAR = 0.5  # of its size, to the next letter
_RAISED, _LOWERED = 0.15, -0.05  # of its size, from its foot up
_THIN = 1.5  # points: a line, and not a box
_ABOVE, _BELOW = 0.3, 0.18  # of a letter, at least, above a line that strikes it, and below: an underline has less
_OVER = 0.2  # of a letter's width that such a line may leave out at each side
_BEYOND = 0.6  # of its size that the line may go on behind the last letter; a rule of a table goes on further
_STRIP = 20  # points


class Struck(NamedTuple):
    """The letters that count, and the words that a line goes through."""

    letters: Letters
    words: list[str]


def shown_letters(line: Letters) -> Iterator[str]:
    """Yield the letters of a line from left to right as text: a raised 2 behind 10 is no digit of it."""
    base: Letter | None = None
    end = 0.0
    for letter in line:
        is_small = base is not None and letter["size"] <= _SMALL * base["size"]
        if base is not None and is_small and letter["x0"] - end <= _NEAR * base["size"]:
            yield at_height(letter["text"], _height(letter, base))
        else:
            yield letter["text"]
        if not is_small and not letter["text"].isspace():
            base = letter
        end = letter["x1"]


def _height(letter: Letter, base: Letter) -> str:
    if any(each["matrix"][1] for each in (letter, base)):
        return ""  # not level: its foot is elsewhere
    up = (letter["matrix"][5] - base["matrix"][5]) / base["size"]
    return "superscript" if up >= _RAISED else "subscript" if up <= _LOWERED else ""


def without_struck(page: Any, letters: Letters) -> Struck:  # noqa: ANN401
    """Tell apart the letters that a line goes through, one as long as they are."""
    strips: defaultdict[int, list[int]] = defaultdict(list)
    for number, letter in enumerate(letters):
        if not letter["text"].isspace():
            strips[int((letter["top"] + letter["bottom"]) / 2 // _STRIP)].append(number)
    struck: set[int] = set()
    words = []
    for line in chain(page.lines, page.rects):
        if line["bottom"] - line["top"] <= _THIN and line["x1"] - line["x0"] > _THIN:
            strip = int(line["top"] // _STRIP)
            near = chain.from_iterable(strips.get(each, ()) for each in (strip - 1, strip, strip + 1))
            through = [number for number in near if number not in struck and _goes_through(line, letters[number])]
            if through and _ends_with(line, [letters[number] for number in through]):
                struck.update(through)
                words.append("".join(letters[number]["text"] for number in through))
    kept = [letter for number, letter in enumerate(letters) if number not in struck] if struck else letters
    return Struck(kept, words)


def _goes_through(line: Letter, letter: Letter) -> bool:
    high, wide = letter["bottom"] - letter["top"], letter["x1"] - letter["x0"]
    at = (line["top"] + line["bottom"]) / 2
    is_in_the_middle = letter["top"] + _ABOVE * high <= at <= letter["bottom"] - _BELOW * high
    return bool(
        is_in_the_middle and line["x0"] <= letter["x0"] + _OVER * wide and line["x1"] >= letter["x1"] - _OVER * wide
    )


def _ends_with(line: Letter, letters: Letters) -> bool:
    most = _BEYOND * max(letter["size"] for letter in letters)
    left, right = min(letter["x0"] for letter in letters), max(letter["x1"] for letter in letters)
    return bool(line["x0"] >= left - most and line["x1"] <= right + most)
