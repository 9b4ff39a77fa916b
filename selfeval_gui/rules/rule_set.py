"""Rule sets (口径): what differs by region and year, as validated data read from `forms/rule_sets/`."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.numbers import parse_plain
from selfeval_gui.domain.scoring import Basis

DEFAULT_RULE_SET = "shanghai-2020"


def _number(value: object) -> Decimal:
    if not isinstance(value, str):
        raise TypeError("a number must be written as text")
    return parse_plain(value)


Number = Annotated[Decimal, BeforeValidator(_number)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Grade(_Data):
    """A step of the grade scale: its name and the lowest score it takes, in per cent of the weight."""

    name: str
    lowest: Number


class Bands(_Data):
    """Qualitative results: from which share of the weight, in per cent, 达成 and 部分达成 are scored."""

    met_from: Number
    partial_from: Number


class DegreeWords(_Data):
    """Words that before a target's word say how far it was reached, 较 + 健全 → 部分达成."""

    partial: tuple[str, ...]
    unmet: tuple[str, ...]


class RuleSet(_Data):
    """One 口径."""

    id: str
    name: str
    source: str
    total: Number
    total_basis: Basis
    level_weights: dict[str, Number] = Field(default_factory=dict)
    execution_weight: Number
    decimals: int
    grades: tuple[Grade, ...]
    bands: Bands
    degree_words: DegreeWords
    empty_reasons: tuple[str, ...]

    @property
    def grade_scale(self) -> list[tuple[str, Decimal]]:
        """The grades as (name, lowest), the best first."""
        return [(step.name, step.lowest) for step in self.grades]

    def level_weight(self, name: str) -> Decimal | None:
        """Return the weight set for a level-1 row, "产出" and "产出指标" being the same; None where none is set."""
        plain = "".join(name.split()).removesuffix("指标")
        weights = {level.removesuffix("指标"): weight for level, weight in self.level_weights.items()}
        return weights.get(plain)

    @property
    def other_basis(self) -> Basis:
        """The basis that the rule set does not use."""
        return Basis.INDICATORS_ONLY if self.total_basis is Basis.WITH_EXECUTION else Basis.WITH_EXECUTION


def read_rule_set(path: Path) -> RuleSet:
    """Read one rule set; pydantic's ValidationError for a file that is none."""
    return RuleSet.model_validate_json(path.read_bytes())


@cache
def presets() -> dict[str, RuleSet]:
    """Return the rule sets that come with the program, by id, the default first."""
    read = [read_rule_set(path) for path in sorted((forms_dir() / "rule_sets").glob("*.json"))]
    return {each.id: each for each in sorted(read, key=lambda each: each.id != DEFAULT_RULE_SET)}


def rule_set_for(name: str) -> RuleSet:
    """Return the preset of that id; the default one where a form names a rule set this program does not have."""
    return presets().get(name) or presets()[DEFAULT_RULE_SET]
