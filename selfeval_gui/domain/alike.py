"""How much alike two texts are: 1 less their edit distance by the length of the longer one."""

from decimal import Decimal

from selfeval_gui.domain.numbers import divide

ALIKE = Decimal(1)


def likeness(one: str, two: str) -> Decimal:
    """Return 1 for equal texts and 0 for texts that share nothing."""
    longest = max(len(one), len(two))
    return ALIKE if not longest else ALIKE - divide(Decimal(edit_distance(one, two)), Decimal(longest))


def edit_distance(one: str, two: str) -> int:
    """Return how many letters to put in, leave out or replace to make one text the other."""
    row = list(range(len(two) + 1))
    for above, letter in enumerate(one):
        corner, row[0] = above, above + 1
        for place, other in enumerate(two):
            corner, row[place + 1] = (
                row[place + 1],
                min(row[place + 1] + 1, row[place] + 1, corner + (letter != other)),
            )
    return row[-1]
