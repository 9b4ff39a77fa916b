"""Rule sets (口径): what differs by region and year, as frozen data. The presets come from `forms/rule_sets/`.

Our own files are trusted (a test reads them as strictly as anybody's), so that they are there at once when the program
starts. Files of other people go through `rules.rule_set_file`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Protocol, Union, get_args, get_origin

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.evidence import SurveyRule
from selfeval_gui.domain.numbers import parse_plain
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.domain.scoring_rules import Number, Positive, ScoringRules, Share
from selfeval_gui.domain.words import bare_level
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES, Severity
from selfeval_gui.rules.limits import CheckWords, Deduction, Limits

DEFAULT_RULE_SET = "mof-2020"
SCHEMA_VERSION = "1.0"


class Grade(NamedTuple):
    """A step of the grade scale: its name and the lowest score it takes, in per cent of the weight."""

    name: str
    lowest: Share


class ExecutionGap(NamedTuple):
    """When slow spending does not fit good marks: rate below a limit, indicators more than `points` above it."""

    rate_below: Positive
    points: Number


class ContradictingWords(NamedTuple):
    """Words that speak of a shortfall, and the phrases that only deny one (无偏差)."""

    words: tuple[str, ...]
    but_not: tuple[str, ...]


class EvidenceRules(NamedTuple):
    """How many rows one file may prove, and how the sheets of a survey make a value."""

    rows_a_file: Positive
    mostly_counts: Share
    decimals: Literal[0, 1, 2, 3, 4, 5, 6]

    @property
    def survey(self) -> SurveyRule:
        """How the sheets are counted."""
        return SurveyRule(self.mostly_counts, self.decimals)


_EVIDENCE = EvidenceRules(Decimal(3), Decimal(100), 2)
_LIMITS, _WORDS = Limits(), CheckWords()


@dataclass(frozen=True, repr=False)
class RuleSet:
    """One 口径. Weights of level-1 rows and of the execution row; a level that is not named has none set."""

    schema_version: Literal["1.0"]
    id: str
    name: str
    source: str
    total: Positive
    total_basis: Basis
    level_weights: dict[str, Positive]
    execution_weight: Positive
    scoring: ScoringRules
    execution_gap: ExecutionGap
    grades: tuple[Grade, ...]
    compulsory_reasons: tuple[Literal["lost_points", "over_achieved"], ...]
    empty_reasons: tuple[str, ...]
    contradicting_words: ContradictingWords
    severities: dict[str, Severity]
    # What follows is written only where it is another, as rule sets were before there was one.
    evidence: EvidenceRules = _EVIDENCE
    limits: Limits = _LIMITS
    words: CheckWords = _WORDS
    deductions: tuple[Deduction, ...] = ()
    kept: dict[str, object] = field(default_factory=dict)  # what a newer minor version of the format knows beside that

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def indicator_weight(self) -> Decimal:
        """What the weights of all indicators make: the total, less the execution row where that stands inside."""
        inside = self.execution_weight if self.total_basis is Basis.WITH_EXECUTION else Decimal(0)
        return self.total - inside

    @property
    def other_basis(self) -> Basis:
        """The basis that the rule set does not use."""
        return Basis.INDICATORS_ONLY if self.total_basis is Basis.WITH_EXECUTION else Basis.WITH_EXECUTION

    @cached_property
    def grade_scale(self) -> list[tuple[str, Decimal]]:
        """The grades as (name, lowest), the best first."""
        return [(step.name, step.lowest) for step in self.grades]

    @cached_property
    def severity(self) -> Mapping[str, Severity]:
        """The severity of every finding code."""
        return {**DEFAULT_SEVERITIES, **self.severities}

    @cached_property
    def _weights_by_plain_name(self) -> dict[str, Decimal]:
        return {bare_level(level): weight for level, weight in self.level_weights.items()}

    def level_weight(self, name: str) -> Decimal | None:
        """Return the weight set for a level-1 row, "产出" and "产出指标" being the same; None where none is set."""
        return self._weights_by_plain_name.get(bare_level(name))


class Weighs(Protocol):
    """The part of a rule set that says how much a finding weighs, and from where on a check speaks."""

    @property
    def severity(self) -> Mapping[str, Severity]:
        """The severity of every finding code."""

    @property
    def limits(self) -> Limits:
        """From where on checks speak."""


@cache
def presets() -> dict[str, RuleSet]:
    """Return the rule sets that come with the program, by id, the default first."""
    paths = sorted((forms_dir() / "rule_sets").glob("*.json"))
    read: list[RuleSet] = [_built(RuleSet, json.loads(path.read_bytes())) for path in paths]
    return {each.id: each for each in sorted(read, key=lambda each: each.id != DEFAULT_RULE_SET)}


def rule_set_for(name: str) -> RuleSet:
    """Return the preset of that id; the default one where a form names a rule set this program does not have."""
    return presets().get(name) or presets()[DEFAULT_RULE_SET]


def deductions_for(rule_set: RuleSet) -> tuple[Deduction, ...]:
    """Return what reviewers may take off under a rule set; the first preset's that says something where it does not."""
    return rule_set.deductions or next((each.deductions for each in presets().values() if each.deductions), ())


def _built(kind: Any, raw: Any) -> Any:  # noqa: ANN401
    """Build a value of an annotation's kind from the JSON of one of our own files."""
    origin, kinds = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _built(kinds[0], raw)
    if origin in {Union, UnionType}:
        return None if raw is None else _built(kinds[0], raw)
    if origin is tuple:
        return tuple(_built(kinds[0], each) for each in raw)
    if origin is dict:
        return {key: _built(kinds[1], value) for key, value in raw.items()}
    if kind is Decimal:
        return parse_plain(raw)
    if isinstance(raw, dict):
        return kind(**{name: _built(kind.__annotations__[name], value) for name, value in raw.items()})
    return kind(raw) if isinstance(kind, type) and issubclass(kind, Enum) else raw
