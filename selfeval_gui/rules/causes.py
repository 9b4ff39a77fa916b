"""Findings with one cause: which of them leads, and which stand under it because they go when it is repaired."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import compress, count
from types import MappingProxyType

from selfeval_gui.domain.fields import amount_of
from selfeval_gui.domain.numbers import divide, multiply, round_half_up
from selfeval_gui.domain.scoring import RATE_PLACES, SCORE_PLACES
from selfeval_gui.domain.scoring_rules import HUNDRED
from selfeval_gui.rules.facts import Facts
from selfeval_gui.rules.finding import Cause, Finding, code_of

_AMOUNTS_SHOWN = frozenset({"funds.total.annual_budget", "funds.total.executed"})
_WRONG_SCORES = ("met.deducted", "score.formula", "score.over_weight")

# Leads to a finding of the same row, the first that is there.
_IN_ROW: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "reason.missing": ("met.deducted", "date.late"),
        "reason.empty_phrase": ("met.deducted", "date.late"),
        "reason.vague": ("met.deducted",),
        "evidence.missing": ("satisfaction.no_survey",),
    }
)
# Leads to a finding of the same cell.
_IN_CELL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "target.unclear": ("text.placeholder", "actual.condition"),
        "benefit.hollow": ("text.placeholder",),
        "satisfaction.no_survey": ("text.placeholder", "actual.condition"),
        "list.budget": ("amounts.scale",),
    }
)
_COPIES = ("across.twice", "across.copied")  # of a whole form, the likelier first
_OF_COPIES = frozenset({"across.copied", "across.reason", "across.scores", "across.target", "across.name_words"})


def with_causes(found: list[Finding], facts: Facts) -> list[Finding]:
    """Return the findings, those that follow from another one with its name; none leads that follows itself."""
    by_code = _Found(found)
    follows = dict(_followers(by_code, facts))
    if not follows:
        return found
    with_them = list(found)
    codes = {follower.code for follower in follows}  # few; the places of all findings need not be asked for
    for row in compress(count(), map(codes.__contains__, by_code.listed)):
        if (identity := found[row].identity) in follows:
            with_them[row] = found[row]._replace(under=_first(identity, follows))
    return with_them


class _Found:
    """The findings of a form by code; of thousands only those are picked out that somebody asks for."""

    def __init__(self, found: list[Finding]) -> None:
        self._found = found
        self.listed = list(map(code_of, found))
        self.codes = frozenset(self.listed)
        self._picked: dict[str, list[Finding]] = {}

    def of(self, code: str) -> list[Finding]:
        """Return the findings of a code, in their order."""
        if code not in self._picked:
            is_of_code = map(code.__eq__, self.listed) if code in self.codes else ()
            self._picked[code] = list(compress(self._found, is_of_code))
        return self._picked[code]


def _first(identity: Cause, follows: Mapping[Cause, Cause]) -> Cause:
    while identity in follows:
        identity = follows[identity]
    return identity


def _followers(found: _Found, facts: Facts) -> Iterator[tuple[Cause, Cause]]:
    for code, leaders in _IN_ROW.items():
        yield from _beside(found, code, leaders, _row)
    for code, leaders in _IN_CELL.items():
        yield from _beside(found, code, leaders, _cell)
    for way in (_weights, _printed_scores, _scales, _execution, _years, _copied):
        yield from way(found, facts)


def _row(finding: Finding) -> object:
    return finding.node


def _cell(finding: Finding) -> object:
    return finding.node, finding.field


def _beside(
    found: _Found, code: str, leaders: Iterable[str], place: Callable[[Finding], object]
) -> Iterator[tuple[Cause, Cause]]:
    """Yield the findings of a code that have one of the leaders in the same place."""
    if code not in found.codes:
        return
    there = {(leader, place(each)): each.identity for leader in leaders for each in found.of(leader)}
    for each in found.of(code):
        led = next((there[leader, place(each)] for leader in leaders if (leader, place(each)) in there), None)
        if led is not None:
            yield each.identity, led


def _weights(found: _Found, _facts: Facts) -> Iterator[tuple[Cause, Cause]]:
    """Yield the sums of levels and the printed total weight: a weight put right puts them right, too."""
    if "weight.total" in found.codes:
        leader = found.of("weight.total")[0].identity
        yield from ((each.identity, leader) for each in found.of("weight.level"))
        for each in found.of("total.mismatch"):
            if each.field == "printed.total_weight":
                yield each.identity, leader


def _printed_scores(found: _Found, facts: Facts) -> Iterator[tuple[Cause, Cause]]:
    """Yield the printed total score where a blank score, or scores that the checks correct, make the difference."""
    mismatch = next((each for each in found.of("total.mismatch") if each.field == "printed.total_score"), None)
    if mismatch is None:
        return
    if "score.missing" in found.codes:
        yield mismatch.identity, found.of("score.missing")[0].identity
        return
    wrong = [each for code in _WRONG_SCORES for each in found.of(code)]
    differences = [Decimal(each.expected or 0) - Decimal(each.actual or 0) for each in wrong]
    for sums in facts.totals.values():
        lacks = (facts.form.printed.total_score or Decimal(0)) - (sums.score or Decimal(0))
        made = [each for each, difference in zip(wrong, differences, strict=True) if difference == lacks]
        made = made or (wrong if wrong and sum(differences) == lacks else [])
        if made:
            yield mismatch.identity, made[0].identity
            return


def _scales(found: _Found, _facts: Facts) -> Iterator[tuple[Cause, Cause]]:
    """Yield what an amount in another unit brings with it: other amounts, rate, score, parts."""
    scales = found.of("amounts.scale")
    if not scales:
        return
    leader = scales[0].identity
    yield from ((each.identity, leader) for each in scales[1:])
    columns = {amount_of(each.field) for each in scales} | {"annual_budget"}
    for each in found.of("funds.parts"):
        if amount_of(each.field) in columns:
            yield each.identity, leader
    if any(each.field in _AMOUNTS_SHOWN or each.field == "funds.total.initial_budget" for each in scales):
        for code in ("execution.over_budget", "execution.gap", "execution.score", "rate.mismatch"):
            yield from ((each.identity, leader) for each in found.of(code))


def _execution(found: _Found, facts: Facts) -> Iterator[tuple[Cause, Cause]]:
    """Yield what stands beside amounts that cannot be, and the score that a wrong printed rate gave."""
    if "amounts.scale" in found.codes:
        return
    for each in found.of("funds.parts"):
        if "execution.no_budget" in found.codes and amount_of(each.field) == "annual_budget":
            yield each.identity, found.of("execution.no_budget")[0].identity
    for each in found.of("rate.mismatch"):
        if "execution.over_budget" in found.codes:
            yield each.identity, found.of("execution.over_budget")[0].identity
        weight, printed = facts.form.funds.total.weight, facts.form.printed.execution_rate
        for score in found.of("execution.score"):
            if weight is not None and printed is not None:
                rate = round_half_up(printed, RATE_PLACES)
                if round_half_up(divide(multiply(rate, weight), HUNDRED), SCORE_PLACES) == facts.form.funds.total.score:
                    yield score.identity, each.identity


def _years(found: _Found, _facts: Facts) -> Iterator[tuple[Cause, Cause]]:
    """Yield the further places of one other year: the form of that year was taken over."""
    leaders: dict[str, Cause] = {}
    for each in found.of("year.mismatch"):
        leader = leaders.setdefault(each.args["text"], each.identity)
        if leader != each.identity:
            yield each.identity, leader


def _copied(found: _Found, _facts: Facts) -> Iterator[tuple[Cause, Cause]]:
    """Yield what two forms share because one was made from the other as a whole."""
    for leader in (each for code in _COPIES for each in found.of(code)):
        for code in _OF_COPIES - {leader.code}:
            for each in found.of(code):
                is_of_copy = set(each.others) <= set(leader.others)
                if is_of_copy and (each.others or leader.code == "across.copied"):
                    yield each.identity, leader.identity
