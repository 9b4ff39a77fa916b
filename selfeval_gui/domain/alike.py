"""How much alike two texts are: 1 less their edit distance by the length of the longer one."""

from collections.abc import Callable
from decimal import Decimal

from selfeval_gui.domain.numbers import divide

ALIKE = Decimal(1)


def likeness(one: str, two: str) -> Decimal:
    """Return 1 for equal texts and 0 for texts that share nothing."""
    longest = max(len(one), len(two))
    return ALIKE if not longest else ALIKE - divide(Decimal(edit_distance(one, two)), Decimal(longest))


def edit_distance(one: str, two: str) -> int:
    """Return how many letters to put in, leave out or replace to make one text the other."""
    start, end = _common_ends(one, two)
    short, long = sorted((one[start : len(one) - end], two[start : len(two) - end]), key=len)
    return _steps_apart(long, short) if short else len(long)


def _steps_apart(long: str, short: str) -> int:
    """Return the distance by columns of the table of distances, each held as two numbers of a bit a letter.

    Of neighbours in a column one is at most 1 more than the other: `more` has the places where the lower one is, `less`
    those where it is 1 less (Myers 1999, as Hyyrö wrote it in 2003).
    """
    places: dict[str, int] = {}
    for place, letter in enumerate(long):
        places[letter] = places.get(letter, 0) | 1 << place
    every, last = (1 << len(long)) - 1, 1 << (len(long) - 1)
    more, less, distance = every, 0, len(long)
    for letter in short:
        same = places.get(letter, 0)
        across = (((same & more) + more) ^ more) | same
        right_more, right_less = less | (every & ~(across | more)), more & across
        if right_more & last:
            distance += 1
        elif right_less & last:
            distance -= 1
        right_more, right_less = (right_more << 1 | 1) & every, right_less << 1 & every
        same |= less
        more, less = right_less | (every & ~(same | right_more)), right_more & same
    return distance


def different_parts(one: str, two: str) -> list[tuple[int, int, int, int]]:
    """Return where two texts differ, as places from and to in the one and in the other, in their order."""
    from difflib import SequenceMatcher

    start, end = _common_ends(one, two)
    middles = one[start : len(one) - end], two[start : len(two) - end]
    opcodes = SequenceMatcher(None, *middles, autojunk=False).get_opcodes()
    return [
        (start + first, start + last, start + other_first, start + other_last)
        for tag, first, last, other_first, other_last in opcodes
        if tag != "equal"
    ]


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


def _common_ends(one: str, two: str) -> tuple[int, int]:
    """Return how many letters two texts have in common at their beginnings and, apart from these, at their ends."""
    most = min(len(one), len(two))
    start = _longest(most, lambda count: one[:count] == two[:count])
    end = _longest(most - start, lambda count: one[len(one) - count :] == two[len(two) - count :])
    return start, end


def _longest(most: int, is_common: Callable[[int], bool]) -> int:
    """Return the highest number up to `most` that holds, where with a number all lower ones do."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if is_common(middle):
            least = middle
        else:
            most = middle - 1
    return least
