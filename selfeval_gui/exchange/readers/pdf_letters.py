"""The letters of a page that belong to its text: those of watermarks are told apart, and one printed twice counts once.

A watermark is known by its slant; or by letters that are pale or very large and stand across other letters and lines.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import median
from typing import Any, NamedTuple

Letter = dict[str, Any]
Letters = list[Letter]
Hand = tuple[str, float, str]  # font, size, colour

_SLANT = 5.0  # degrees off the level and the upright; less is a page that was laid on a scanner
_SAME_PLACE = 0.35  # of a letter's width
_SAME_SHAPE = 0.01
_NEAR = 6.0  # points; above any distance at which one letter is printed twice
_PALE = 0.55  # from black 0 to white 1
_LARGE = 2.2  # times the usual size
_ACROSS = 0.1  # of its letters, at least, stand across others
_INNER = 0.2  # of a letter's box is blank at each side


class LetterPage(NamedTuple):
    """The letters of the text, and what the watermarks say, each once."""

    letters: Letters
    watermarks: list[str]


def letters_of(page: Any, known: set[Hand]) -> LetterPage:  # noqa: ANN401
    """Tell the letters of a page apart; `known` are the hands of level watermarks, found on it or on pages before."""
    letters = list(_once(page.chars))
    slanted = [letter for letter in letters if _is_slanted(letter)]
    if 2 * len(slanted) > len(letters):
        slanted = []  # the page itself is
    level = [letter for letter in letters if not _is_slanted(letter)] if slanted else letters
    known |= _hands_across(level, page)
    pale = [letter for letter in level if _hand(letter) in known]
    text = [letter for letter in level if _hand(letter) not in known] if pale else level
    return LetterPage(text, list(dict.fromkeys([*_words(slanted), *_words(pale)])))


def _once(letters: Letters) -> Iterator[Letter]:
    """Yield letters without those that are printed again where the same one stands, a trick for bold type."""
    seen: defaultdict[tuple[str, int, int], Letters] = defaultdict(list)
    for letter in letters:
        column, row = int(letter["x0"] // _NEAR), int(letter["top"] // _NEAR)
        around = ((letter["text"], column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if not any(_is_same(letter, each) for key in around for each in seen.get(key, ())):
            seen[letter["text"], column, row].append(letter)
            yield letter


def _is_same(one: Letter, other: Letter) -> bool:
    near = min(_SAME_PLACE * one["width"], _NEAR)
    return bool(
        abs(one["x0"] - other["x0"]) <= near
        and abs(one["top"] - other["top"]) <= near
        and one["fontname"] == other["fontname"]
        and abs(one["size"] - other["size"]) < _SAME_SHAPE
        and all(abs(a - b) < _SAME_SHAPE for a, b in zip(one["matrix"][:4], other["matrix"][:4], strict=True))
    )


def _is_slanted(letter: Letter) -> bool:
    a, b = letter["matrix"][:2]
    angle = math.degrees(math.atan2(b, a)) % 90
    return min(angle, 90 - angle) > _SLANT


def _hand(letter: Letter) -> Hand:
    return letter["fontname"], round(letter["size"], 1), str(letter["non_stroking_color"])


def _hands_across(letters: Letters, page: Any) -> set[Hand]:  # noqa: ANN401
    """Return the hands whose letters are pale or very large and stand across others; never that of most letters."""
    hands = Counter(map(_hand, letters))
    if len(hands) < 2:
        return set()
    usual = median(letter["size"] for letter in letters)
    main = hands.most_common(1)[0][0]
    paleness = {_hand(letter): _paleness(letter["non_stroking_color"]) for letter in letters}
    if paleness[main] >= _PALE:  # a watermark may have more letters than the text
        main = max((hand for hand in hands if paleness[hand] < _PALE), key=hands.__getitem__, default=main)
    suspects = {hand for hand in hands if hand != main and (paleness[hand] >= _PALE or hand[1] >= _LARGE * usual)}
    if not suspects:
        return set()
    others = _Places([letter for letter in letters if _hand(letter) not in suspects], page.edges)
    across = Counter(_hand(letter) for letter in letters if _hand(letter) in suspects and others.meet(letter))
    return {hand for hand, count in across.items() if count >= _ACROSS * hands[hand]}


def _paleness(colour: Any) -> float:  # noqa: ANN401
    """Return how near a colour is to white; 0 for one that is no plain colour."""
    if not isinstance(colour, list | tuple) or not all(isinstance(part, int | float) for part in colour):
        return 0.0
    if len(colour) == 4:
        return 1.0 - float(min(1.0, max(colour[:3]) + colour[3]))
    return float(min(colour, default=0.0))


class _Places:
    """Where letters and lines stand, by strips of the page."""

    def __init__(self, letters: Letters, lines: list[dict[str, Any]]) -> None:
        self._strips: defaultdict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
        for each in letters:
            if not each["text"].isspace():
                self._add(_inner_box(each))
        for line in lines:
            self._add((line["x0"], line["top"], line["x1"], line["bottom"]))

    def _add(self, box: tuple[float, float, float, float]) -> None:
        for strip in range(int(box[1] // 20), int(box[3] // 20) + 1):
            self._strips[strip].append(box)

    def meet(self, letter: Letter) -> bool:
        """Tell whether a letter stands across any of them."""
        if letter["text"].isspace():
            return False
        left, top, right, bottom = _inner_box(letter)
        return any(
            box[0] <= right and left <= box[2] and box[1] <= bottom and top <= box[3]
            for strip in range(int(top // 20), int(bottom // 20) + 1)
            for box in self._strips.get(strip, ())
        )


def _inner_box(letter: Letter) -> tuple[float, float, float, float]:
    wide, high = _INNER * (letter["x1"] - letter["x0"]), _INNER * (letter["bottom"] - letter["top"])
    return letter["x0"] + wide, letter["top"] + high, letter["x1"] - wide, letter["bottom"] - high


def _words(letters: Letters) -> Iterator[str]:
    """Yield what letters say in the order in which they are printed, anew where one does not follow the last."""
    words, before = "", None
    for letter in letters:
        if before is not None and not _follows(before, letter):
            yield " ".join(words.split())
            words = ""
        words += letter["text"]
        before = letter
    if words.strip():
        yield " ".join(words.split())


def _follows(before: Letter, letter: Letter) -> bool:
    """Tell whether a letter stands right behind another in the direction in which that one is written."""
    x = (letter["x0"] + letter["x1"] - before["x0"] - before["x1"]) / 2
    up = (before["top"] + before["bottom"] - letter["top"] - letter["bottom"]) / 2
    a, b = before["matrix"][:2]
    length = math.hypot(a, b) or 1.0
    along, across = (x * a + up * b) / length, (up * a - x * b) / length
    most = max(before["size"], letter["size"])
    return bool(-0.2 * most <= along <= 1.6 * most and abs(across) <= 0.5 * most)
