"""How much alike two texts are: 1 less their edit distance by the length of the longer one."""

from decimal import Decimal
from difflib import SequenceMatcher

from selfeval_gui.domain.numbers import divide

ALIKE = Decimal(1)


def likeness(one: str, two: str) -> Decimal:
    """Return 1 for equal texts and 0 for texts that share nothing."""
    longest = max(len(one), len(two))
    return ALIKE if not longest else ALIKE - divide(Decimal(edit_distance(one, two)), Decimal(longest))


def edit_distance(one: str, two: str) -> int:
    """Return how many letters to put in, leave out or replace to make one text the other."""
    one, two = _without_common_ends(one, two)
    row = list(range(len(two) + 1))
    for above, letter in enumerate(one):
        corner, row[0] = above, above + 1
        for place, other in enumerate(two):
            corner, row[place + 1] = (
                row[place + 1],
                min(row[place + 1] + 1, row[place] + 1, corner + (letter != other)),
            )
    return row[-1]


def different_parts(one: str, two: str) -> list[tuple[int, int, int, int]]:
    """Return where two texts differ, as places from and to in the one and in the other, in their order."""
    opcodes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [places for tag, *places in opcodes if tag != "equal"]  # type: ignore[misc]


def both_marked(one: str, two: str) -> tuple[str, str]:
    """Return two texts with 【】 around the letters that the other one has not."""
    parts = different_parts(one, two)
    return (
        _marked(one, [(start, end) for start, end, *_ in parts]),
        _marked(two, [(start, end) for *_, start, end in parts]),
    )


def _marked(text: str, parts: list[tuple[int, int]]) -> str:
    for start, end in reversed(parts):
        if start < end:
            text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return text


def _without_common_ends(one: str, two: str) -> tuple[str, str]:
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    return one[start : len(one) - end], two[start : len(two) - end]
