"""What score a rule set gives a row, and how: codes and numbers, the sentence is made in `messages`.

Every result lies within 0 and the weight. A qualitative result is a band, from which the person chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.change_words import Direction
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import divide, format_plain, multiply, round_half_up
from selfeval_gui.domain.scoring_rules import HUNDRED, DegreeWords, ScoringRules
from selfeval_gui.domain.targets import Quantity, Range, Reading, Unclear, Words, read_reached, read_value, squeeze
from selfeval_gui.domain.tree import rows_with_parents
from selfeval_gui.domain.units import in_unit_of, is_time_or_money
from selfeval_gui.domain.words import Relation

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator

ZERO = Decimal(0)
_WIDE = Context(prec=60)
_UPPER = (Relation.AT_MOST, Relation.LESS)
_SATISFACTION = "满意度"
# Names of which less is better; beside a bare number they leave open on which side of it is right.
_OF_LESS = re.compile(
    r"(?:投诉|差错|错误|事故|死亡|伤亡|故障|流失|返工|违规|违纪|发案|发病|误差|失误|损耗|破损|漏检|空置|闲置|延误|拖欠|超标)"
    r"(?:发生)?(?:率|数|数量|次数|起数|件数)?$|成本|费用|单价|能耗|超支"
)
_ABOUT = re.compile("约|左右|上下")


class Step(NamedTuple):
    """One step of an explanation: what was done, and the numbers it was done with, as text."""

    code: str
    args: Mapping[str, str]


class Suggestion(NamedTuple):
    """From `low` to `high`, both None where nothing can be computed; the steps say how, or why not."""

    low: Decimal | None
    high: Decimal | None
    steps: tuple[Step, ...]

    @property
    def score(self) -> Decimal | None:
        """The one score there is, None for a band of them or for nothing."""
        return self.low if self.low == self.high else None

    @property
    def is_measured(self) -> bool:
        """Whether the score follows from two numbers, target and actual."""
        return "kind" in self.steps[0].args or self.steps[0].code == "satisfaction"


def suggest_all(
    form: Form, rules: ScoringRules, weights: Mapping[NodeId, Decimal] | None = None
) -> dict[NodeId, Suggestion]:
    """Return the suggestion for every level-3 row, in the order of the paper; `weights` stand for the rows' own."""
    found = {}
    for top, second, leaf in rows_with_parents(form.indicators):
        node = NodeId(leaf.id)
        weight = leaf.weight if weights is None else weights.get(node)
        found[node] = _suggest(leaf, (top, second), weight, rules)
    return found


def suggest_row(path: Sequence[Indicator], rules: ScoringRules) -> Suggestion:
    """Return the suggestion for one level-3 row, given with the rows above it as `Tree.path` does."""
    *above, leaf = path
    return _suggest(leaf, above, leaf.weight, rules)


def _suggest(leaf: Indicator, above: Sequence[Indicator], weight: Decimal | None, rules: ScoringRules) -> Suggestion:
    satisfaction = is_satisfaction(row.name for row in above)
    return suggest(leaf.target, leaf.actual, weight, rules, name=leaf.name, is_satisfaction=satisfaction)


def is_satisfaction(levels: Iterable[str]) -> bool:
    """Tell whether rows below levels of these names measure how satisfied people are."""
    return any(_SATISFACTION in level for level in levels)


def suggest(
    target: str,
    actual: str,
    weight: Decimal | None,
    rules: ScoringRules,
    *,
    name: str = "",
    is_satisfaction: bool = False,
) -> Suggestion:
    """Return what the rules give a row of this name, target, actual value and weight."""
    wanted = read_value(target)
    reached = read_reached(actual, wanted)
    if weight is None or weight <= 0 or wanted is None or reached is None:
        return _nothing("blank")
    if isinstance(wanted, Unclear):
        return _nothing("target_unclear")
    if squeeze(target) == squeeze(actual):
        return _exactly(weight, weight, rules, "same", {"actual": actual.strip()})
    if isinstance(wanted, Words):
        return _qualitative(squeeze(target), squeeze(actual), weight, rules)
    number = in_unit_of(wanted, reached) if isinstance(reached, Quantity) else None
    if number is None:
        return _nothing("actual_unclear")
    if not (isinstance(wanted, Quantity) and number == wanted.number) and is_of_either_side(name, wanted):
        return _nothing("direction")
    return _quantitative(wanted, number, weight, rules, is_satisfaction=is_satisfaction)


def _nothing(code: str) -> Suggestion:
    return Suggestion(None, None, (Step("none." + code, {}),))


def _exactly(score: Decimal, weight: Decimal, rules: ScoringRules, code: str, args: Mapping[str, str]) -> Suggestion:
    """Round the score; a weight with more decimals than the rules allow is still not exceeded."""
    rounded = min(round_half_up(max(ZERO, score), rules.decimals), weight)
    return Suggestion(rounded, rounded, (Step(code, {**args, "score": format(rounded, "f")}),))


# ---- words -------------------------------------------------------------------------------------------------------


def degree(target: str, actual: str, words: DegreeWords) -> str:
    """Return "partial" or "unmet" where the actual words are the target's with a word of degree before, else ""."""
    if len(actual) <= len(target) or not actual.endswith(target) or not target:
        return ""
    word = actual[: -len(target)]
    return "partial" if word in words.partial else "unmet" if word in words.unmet else ""


def _qualitative(target: str, actual: str, weight: Decimal, rules: ScoringRules) -> Suggestion:
    band = degree(target, actual, rules.degree_words) or _stated(actual)
    bands = {
        "met": (rules.bands.met_from, HUNDRED),
        "partial": (rules.bands.partial_from, rules.bands.met_from),
        "unmet": (ZERO, rules.bands.partial_from),
    }
    if not band:
        return _nothing("words_differ")
    from_share, to_share = bands[band]
    unit = Decimal(1).scaleb(-rules.decimals)
    low = _share(from_share, weight).quantize(unit, ROUND_CEILING, _WIDE)
    limit = _share(to_share, weight)
    high = limit.quantize(unit, ROUND_FLOOR, _WIDE)
    if band != "met" and high == limit:
        high -= unit  # the limit itself belongs to the better band
    if high < low:
        return _nothing("weight_too_small")
    args = {
        "actual": actual,
        "band": band,
        "from": format_plain(from_share),
        "to": format_plain(to_share),
        "low": format(low, "f"),
        "high": format(high, "f"),
    }
    return Suggestion(low, high, (Step("band", args),))


def _stated(actual: str) -> str:
    """Read 达成预期指标, 部分达成预期指标并具有一定效果, 未达成预期指标且效果较差: the rule's own words."""
    for word, band in (("达成", "met"), ("部分达成", "partial"), ("未达成", "unmet")):
        if actual.startswith(word):
            return band
    return ""


# ---- numbers -----------------------------------------------------------------------------------------------------


def is_of_either_side(name: str, target: Quantity | Range) -> bool:
    """Tell whether a bare number leaves open if more or less is better: 工期 3个月, 采购价 100万元, 投诉率 5%.

    What shall shrink by so much may shrink by more, and what shall grow may grow more but for what nobody wants.
    """
    if isinstance(target, Range) or target.relation is not Relation.PLAIN or not target.number:
        return False
    is_of_less = _OF_LESS.search(name) is not None and target.change is not Direction.DOWN
    return is_of_less or (is_time_or_money(target.unit) and not target.change)


def is_doubtful(target: str, actual: str) -> bool:
    """Tell whether people may well call the target reached although the number is beside it, or the other way round.

    So they may of 约50 and 48, of 2—3次 and 4次, of 超过50场 and 50场.
    """
    wanted = read_value(target)
    reached = read_reached(actual, wanted)
    number = (
        in_unit_of(wanted, reached) if isinstance(wanted, Quantity | Range) and isinstance(reached, Quantity) else None
    )
    if number is None or not isinstance(wanted, Quantity | Range):
        return False
    if isinstance(wanted, Range):
        return number > wanted.high
    if wanted.relation in {Relation.MORE, Relation.LESS} and number == wanted.number:
        return True
    return number != wanted.number and _ABOUT.search(target) is not None


def over_achieved(target: Reading | None, actual: Reading | None, limit: Decimal | None, name: str = "") -> bool:
    """Tell whether a target where more is better was reached `limit` times or more."""
    if limit is None or not isinstance(target, Quantity) or not isinstance(actual, Quantity):
        return False
    if is_of_either_side(name, target):
        return False
    number = in_unit_of(target, actual)
    return number is not None and _is_over(target, number, limit)


def _is_over(target: Quantity, actual: Decimal, limit: Decimal) -> bool:
    return target.relation not in _UPPER and target.number > 0 and actual >= multiply(target.number, limit)


def is_met(target: Quantity | Range, actual: Decimal) -> bool:
    """Tell whether the actual number, in the target's unit, reaches the target."""
    if isinstance(target, Range):
        return target.low <= actual <= target.high
    if target.relation in _UPPER:
        return actual < target.number if target.relation is Relation.LESS else actual <= target.number
    if _none_wanted(target):
        return actual <= 0
    return actual > target.number if target.relation is Relation.MORE else actual >= target.number


def _none_wanted(target: Quantity) -> bool:
    """Tell whether the target is exactly 0, or a bare 0: nothing above it may happen."""
    return target.number == 0 and target.relation in {Relation.EQUAL, Relation.PLAIN}


def _quantitative(
    target: Quantity | Range, actual: Decimal, weight: Decimal, rules: ScoringRules, *, is_satisfaction: bool
) -> Suggestion:
    kind, limit = _side(target, actual)
    args = {"actual": format_plain(actual), "target": format_plain(limit), "weight": format_plain(weight), "kind": kind}
    if is_met(target, actual) and not (kind == "equal" and _misses_exactly(limit, actual, rules)):
        result = _exactly(weight, weight, rules, "met", args)
    elif limit <= 0:
        result = _exactly(ZERO, weight, rules, "nothing", args)
    elif is_satisfaction and kind == "positive" and target.unit == "%" and rules.satisfaction_steps:
        share = next((step.share for step in rules.satisfaction_steps if actual >= step.satisfaction_from), ZERO)
        result = _exactly(_share(share, weight), weight, rules, "satisfaction", args | {"share": format_plain(share)})
    else:
        result = _by_formula(kind, limit, actual, weight, rules, args)
    return _deducted(result, target, actual, weight, rules)


def _side(target: Quantity | Range, actual: Decimal) -> tuple[str, Decimal]:
    """Return the kind of formula and the number it compares with: a range is one of its ends."""
    if isinstance(target, Range):
        return ("negative", target.high) if actual > target.high else ("positive", target.low)
    if target.relation in _UPPER:
        return "negative", target.number
    return "equal" if target.relation is Relation.EQUAL else "positive", target.number


def _misses_exactly(target: Decimal, actual: Decimal, rules: ScoringRules) -> bool:
    return rules.quantities.equal == "all_or_nothing" and target > 0 and actual != target


def _by_formula(
    kind: str, target: Decimal, actual: Decimal, weight: Decimal, rules: ScoringRules, args: Mapping[str, str]
) -> Suggestion:
    formulas = rules.quantities
    if kind == "negative":
        if formulas.negative == "target_by_actual":
            return _exactly(divide(multiply(target, weight), actual), weight, rules, "target_by_actual", args)
        left = 2 * target - actual  # (1 − (actual − target) ÷ target) × weight, with one rounding
        code = "less_excess" if left > 0 else "twice_the_target"
        return _exactly(divide(multiply(left, weight), target), weight, rules, code, args)
    formula = formulas.equal if kind == "equal" else formulas.positive
    if formula == "all_or_nothing":
        return _exactly(ZERO, weight, rules, "nothing", args)
    return _exactly(divide(multiply(actual, weight), target), weight, rules, "ratio", args)


def _deducted(
    result: Suggestion, target: Quantity | Range, actual: Decimal, weight: Decimal, rules: ScoringRules
) -> Suggestion:
    """Take off the points that over-achievement costs under some rule sets."""
    over, before = rules.over_achievement, result.score
    if before is None or isinstance(target, Range) or over.deduct_from is None or not over.points:
        return result
    if not _is_over(target, actual, over.deduct_from):
        return result
    args = {"limit": format_plain(over.deduct_from), "points": format_plain(over.points), "before": format(before, "f")}
    after = _exactly(before - over.points, weight, rules, "over_deducted", args)
    return Suggestion(after.low, after.high, result.steps + after.steps)


def _share(share: Decimal, weight: Decimal) -> Decimal:
    return divide(multiply(share, weight), HUNDRED)
