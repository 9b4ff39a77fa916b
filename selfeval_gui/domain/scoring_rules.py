"""The computing half of a rule set as frozen data: formulas, bands, steps, caps. `domain.suggestions` applies it.

Named tuples, since a rule set is needed before the first window is shown, and models take long to build. The limits in
the annotations are for the reader of rule set files, which hands them to pydantic. Every field is required and no
other is known, so that a rule set never means more or less than its file says. Shares and rates are in per cent.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from selfeval_gui.domain.numbers import NotANumber, parse_plain

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

HUNDRED = Decimal(100)


class Contradiction(ValueError):
    """Values that are wrong or do not go together; `at` leads from the object they stand in to the one to look at."""

    def __init__(self, code: str, /, *at: str | int, **args: str) -> None:
        super().__init__(code)
        self.code = code
        self.at = at
        self.args_for_text = args


class Within(NamedTuple):
    """A number written as text, and its limits: above one, at least the lowest, at most the highest, a whole one."""

    above: int | None = None
    lowest: int | None = None
    highest: int | None = None
    is_whole: bool = False

    def __get_pydantic_core_schema__(self, _source: type, _handler: Callable[[type], object]) -> "CoreSchema":
        """Have pydantic read the number with `read`."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.read)

    def read(self, value: object) -> Decimal:
        """Return the number; Contradiction for anything else than the text of one within the limits."""
        try:
            number = parse_plain(value if isinstance(value, str) else "")
        except NotANumber:
            raise Contradiction("not_a_number") from None
        too_low = (self.above is not None and number <= self.above) or (self.lowest or number) > number
        too_high = self.highest is not None and number > self.highest
        if too_low or too_high or (self.is_whole and number != int(number)):
            raise Contradiction("bad_value")
        return number


Number = Annotated[Decimal, Within()]
NotNegative = Annotated[Decimal, Within(lowest=0)]
Positive = Annotated[Decimal, Within(above=0)]
Share = Annotated[Decimal, Within(lowest=0, highest=100)]
Multiple = Annotated[Decimal, Within(above=1)]


class ExecutionStep(NamedTuple):
    """From this execution rate on, this score."""

    rate_from: Number
    score: NotNegative


class ExecutionScore(NamedTuple):
    """How the execution row is scored: rate × weight, by steps, or by hand (nothing is computed)."""

    method: Literal["rate", "steps", "by_hand"]
    steps: tuple[ExecutionStep, ...]


class Cap(NamedTuple):
    """Below this execution rate the total is at most `highest`."""

    rate_below: Positive
    highest: Positive


class Quantities(NamedTuple):
    """The formulas for targets that are numbers.

    Positive and equal: actual ÷ target, or all or nothing. Negative, once above the target: target ÷ actual, or the
    share of the excess taken off, which leaves 0 from twice the target on.
    """

    positive: Literal["ratio", "all_or_nothing"]
    equal: Literal["as_positive", "all_or_nothing"]
    negative: Literal["target_by_actual", "less_excess"]


class Bands(NamedTuple):
    """Qualitative results: from which share of the weight 达成 and 部分达成 are scored; below that 未达成."""

    met_from: Share
    partial_from: Share


class DegreeWords(NamedTuple):
    """Words that before a target's word say how far it was reached, 较 + 健全 → 部分达成."""

    partial: tuple[str, ...]
    unmet: tuple[str, ...]


class SatisfactionStep(NamedTuple):
    """From this satisfaction on, this share of the weight, for a row of 满意度 that missed its target."""

    satisfaction_from: Share
    share: Share


class OverAchievement(NamedTuple):
    """From which multiple of the target a reason is due, and from which `points` are taken off; None for never."""

    reason_from: Multiple | None
    deduct_from: Multiple | None
    points: NotNegative


class ScoringRules(NamedTuple):
    """Everything a score is computed by."""

    decimals: Literal[0, 1, 2, 3, 4, 5, 6]
    execution_score: ExecutionScore
    caps: tuple[Cap, ...]
    quantities: Quantities
    bands: Bands
    degree_words: DegreeWords
    satisfaction_steps: tuple[SatisfactionStep, ...]
    over_achievement: OverAchievement
