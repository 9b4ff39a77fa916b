"""What a rule set may not say, though each of its values is right by itself."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.domain.scoring_rules import Contradiction, ScoringRules
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES
from selfeval_gui.rules.rule_set import RuleSet


def refuse_contradictions(rule_set: RuleSet) -> None:
    """Raise Contradiction for the first one, in the order of the file."""
    for key, text in (("id", rule_set.id), ("name", rule_set.name)):
        if not text.strip():
            raise Contradiction("bad_value", key, key=key, value=text)
    _weights_fit(rule_set)
    _execution_fits(rule_set)
    _bands_fit(rule_set.scoring)
    steps = rule_set.scoring.satisfaction_steps
    _falls((step.satisfaction_from for step in steps), "scoring", "satisfaction_steps")
    _falls((step.share for step in steps), "scoring", "satisfaction_steps")
    if not rule_set.grades:
        raise Contradiction("bad_value", "grades", key="grades", value="[]")
    _falls((step.lowest for step in rule_set.grades), "grades")
    for code in rule_set.severities:
        if code not in DEFAULT_SEVERITIES:
            raise Contradiction("unknown_key", "severities", code, key=code)
    _limits_fit(rule_set)


def _limits_fit(rule_set: RuleSet) -> None:
    limits = rule_set.limits
    if limits.scale_from >= limits.scale_to:
        args = {"low": format_typed(limits.scale_from), "high": format_typed(limits.scale_to)}
        raise Contradiction("scale_is_empty", "limits", "scale_from", **args)
    for key, words in rule_set.words._asdict().items():
        for row, word in enumerate(words):
            if not word.strip():
                raise Contradiction("bad_value", "words", key, row, key=key, value=word)
    seen: set[str] = set()
    for row, deduction in enumerate(rule_set.deductions):
        rule = deduction.rule.strip()
        if not rule or rule in seen:
            raise Contradiction("rule_twice" if rule else "bad_value", "deductions", row, key="rule", value=rule)
        seen.add(rule)


def _weights_fit(rule_set: RuleSet) -> None:
    weights = sum(rule_set.level_weights.values(), Decimal(0))
    if weights > rule_set.indicator_weight or rule_set.indicator_weight <= 0:
        args = {"weights": format_typed(weights), "room": format_typed(rule_set.indicator_weight)}
        raise Contradiction("weights_above_total", "level_weights", **args)


def _execution_fits(rule_set: RuleSet) -> None:
    score, caps = rule_set.scoring.execution_score, rule_set.scoring.caps
    place = ("scoring", "execution_score", "steps")
    if bool(score.steps) != (score.method == "steps"):
        raise Contradiction("steps_without_method", *place)
    for row, step in enumerate(score.steps):
        _at_most(step.score, rule_set.execution_weight, *place, row, "score")
    _falls((step.rate_from for step in score.steps), *place)
    _falls((step.score for step in score.steps), *place)
    for row, cap in enumerate(caps):
        _at_most(cap.highest, rule_set.total, "scoring", "caps", row, "highest")
    _falls((cap.rate_below for cap in caps), "scoring", "caps")
    _falls((cap.highest for cap in caps), "scoring", "caps")


def _bands_fit(scoring: ScoringRules) -> None:
    bands, words = scoring.bands, scoring.degree_words
    if bands.partial_from >= bands.met_from:
        args = {"met": format_typed(bands.met_from), "partial": format_typed(bands.partial_from)}
        raise Contradiction("bands_overlap", "scoring", "bands", "partial_from", **args)
    for row, word in enumerate(words.unmet):
        if word in words.partial:
            raise Contradiction("word_in_two_bands", "scoring", "degree_words", "unmet", row, word=word)


def _falls(numbers: Iterable[Decimal], *place: str) -> None:
    for row, (before, after) in enumerate(pairwise(numbers), 1):
        if after >= before:
            raise Contradiction("not_falling", *place, row, value=format_typed(after), before=format_typed(before))


def _at_most(number: Decimal, limit: Decimal, *place: str | int) -> None:
    if number > limit:
        raise Contradiction("above_limit", *place, value=format_typed(number), limit=format_typed(limit))
