"""分摊: an amount of weight spread over rows, evenly or in proportion, in whole steps and exactly."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from selfeval_gui.domain.apportion import apportion
from selfeval_gui.domain.numbers import divide, multiply

STEPS = (Decimal("1"), Decimal("0.5"), Decimal("0.1"))


class NoProportion(ValueError):
    """The rows have no weights to be in proportion to."""


def even_shares(count: int, amount: Decimal, step: Decimal) -> list[Decimal]:
    """Return `count` shares that make the amount, as equal as the step allows, larger ones first.

    What is less than a step goes to one row. An amount below 0 takes away in the same way.
    """
    return _shares([Decimal(1)] * count, amount, step)


def shares_in_proportion(weights: Sequence[Decimal | None], amount: Decimal, step: Decimal) -> list[Decimal]:
    """Return shares that make the amount, in proportion to the weights as far as the step allows.

    What is less than a step goes to one row. An amount below 0 takes away in the same way.

    Raises
    ------
    NoProportion
        if the weights are blank, or one is below 0.
    """
    parts = [weight or Decimal(0) for weight in weights]
    if not any(parts) or min(parts) < 0:
        raise NoProportion
    return _shares(parts, amount, step)


def _shares(parts: Sequence[Decimal], amount: Decimal, step: Decimal) -> list[Decimal]:
    if not parts:
        return []
    size, whole = abs(amount), sum(parts, Decimal(0))
    steps = divide(size, step).to_integral_value(ROUND_DOWN)
    given = apportion([divide(multiply(steps, part), whole) for part in parts], steps, 0)
    shares = [multiply(count, step) for count in given]
    rest = size - sum(shares)
    if rest:
        wanted = [divide(multiply(size, part), whole) - share for part, share in zip(parts, shares, strict=True)]
        shares[wanted.index(max(wanted))] += rest
    return [share.copy_negate() if amount < 0 else share for share in shares]
