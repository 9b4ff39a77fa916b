"""Share a sum out among parts by largest remainder, so that the rounded parts make the sum exactly."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Context, Decimal

_WIDE = Context(prec=60)


def apportion(parts: Sequence[Decimal], total: Decimal, places: int) -> list[Decimal]:
    """Round the parts down to `places`, then give the units still missing to the largest remainders, first ones first.

    `total` has no more places than `places` and lies within one unit of the parts' sum for each part that is not
    whole; a part that needs no rounding stays as it is.
    """
    unit = Decimal(1).scaleb(-places)
    floors = [part.quantize(unit, ROUND_FLOOR, _WIDE) for part in parts]
    missing = int(_WIDE.divide(_WIDE.subtract(total, sum(floors, Decimal(0))), unit))
    by_remainder = sorted(range(len(parts)), key=lambda place: floors[place] - parts[place])
    for place in by_remainder[:missing]:
        floors[place] += unit
    return floors
