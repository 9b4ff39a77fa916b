"""The little of a rule set that a row of the project list needs, read without the rule sets' models.

The list must show before the models are loaded (docs/adr/0002). What is wrong with a rule set is for `rule_set` to say.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.numbers import parse_plain
from selfeval_gui.domain.scoring import Basis

DEFAULT_RULE_SET = "shanghai-2020"


@dataclass(frozen=True)
class Grading:
    """On which basis a form is added up, and the grades as (name, lowest score in per cent), the best first."""

    total_basis: Basis
    scale: list[tuple[str, Decimal]]


def grading_for(rule_set: str) -> Grading:
    """Return the grading of that preset; of the default one where this program does not have it."""
    return _gradings().get(rule_set) or _gradings()[DEFAULT_RULE_SET]


@cache
def _gradings() -> dict[str, Grading]:
    read = [json.loads(path.read_bytes()) for path in (forms_dir() / "rule_sets").glob("*.json")]
    return {
        each["id"]: Grading(
            Basis(each["total_basis"]), [(step["name"], parse_plain(step["lowest"])) for step in each["grades"]]
        )
        for each in read
    }
