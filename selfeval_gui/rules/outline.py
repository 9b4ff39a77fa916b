"""What a whole form is beside others: which project it is of, its texts without what is its own, its scale of money."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.goals import goals_of
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import multiply
from selfeval_gui.domain.tree import level_three
from selfeval_gui.domain.words import MONEY_PLACES, MONEY_UNITS, bare_name, squeezed
from selfeval_gui.rules.shape import Stage, shape_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.rules.rule_set import RuleSet

_NO_SENSE = re.compile(r"[\W_]+")
_NUMBER_OR_NO_SENSE = re.compile(rf"\d[\d.,]*(?:{'|'.join(MONEY_UNITS)})?|[\W_]+")
_LEAST_NAME = 2

UnitYear = tuple[str, int | None]


class Outline(NamedTuple):
    """`project` and `unit` as they are compared; `text` is "" where there is too little to compare.

    `borrowed` are the rows whose names hold words for people and things that nothing else in the form speaks of.
    """

    year: int | None
    project: str
    project_as_written: str
    unit: str
    unit_as_written: str
    text: str
    is_full: bool
    budget: Decimal | None
    budget_as_written: Decimal | None
    money_unit: str
    borrowed: dict[NodeId, tuple[str, ...]]
    stage: Stage  # of the year: a project has a form for each

    @property
    def unit_year(self) -> UnitYear:
        """What forms are put beside each other by."""
        return self.unit, self.year


def outline(form: Form, rule_set: RuleSet, names: tuple[str, ...]) -> Outline:
    """Draw the outline of a form, as far as its rule set wants to know; `names` are its `own_names`."""
    leaves = list(level_three(form.indicators))
    written, budget = form.implementing_unit.strip(), form.funds.total.annual_budget
    in_yuan = None if budget is None else multiply(budget, Decimal(10) ** MONEY_PLACES[form.funds.unit])
    return Outline(
        form.year,
        bare(form.project_name),
        form.project_name.strip(),
        bare(written),
        written,
        _text_of(form, rule_set, names),
        bool(leaves) and all(leaf.weight is not None and leaf.score == leaf.weight for leaf in leaves),
        in_yuan,
        budget,
        form.funds.unit,
        _borrowed(form, rule_set),
        shape_of(form).stage,
    )


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """Return the name of a unit or a project as several spellings of it have it in common."""
    return _NO_SENSE.sub("", bare_name(name))


@lru_cache(maxsize=8192)  # an edit changes one text among thousands
def without_own(text: str, names: tuple[str, ...]) -> str:
    """Return a text without the names, without numbers and amounts of money, blanks and punctuation."""
    plain = squeezed(text)
    for name in names:
        plain = plain.replace(name, "")
    return _NUMBER_OR_NO_SENSE.sub("", plain)


def own_names(form: Form) -> tuple[str, ...]:
    """Return the names of a form's project, unit and department, the longest first."""
    names = {squeezed(each) for each in (form.project_name, form.implementing_unit, form.department)}
    return tuple(sorted((name for name in names if len(name) >= _LEAST_NAME), key=len, reverse=True))


def _text_of(form: Form, rule_set: RuleSet, names: tuple[str, ...]) -> str:
    texts = [text for goal in goals_of(form) for text in (goal.expected, goal.outcome)]
    plain = [without_own(text, names) for text in texts]
    plain += [_row_without_own(each.name, each.target, each.reason, names) for each in level_three(form.indicators)]
    text = "\n".join(plain)
    return text if plain[0] and len(text) - text.count("\n") >= rule_set.limits.copied_letters else ""


@lru_cache(maxsize=8192)
def _row_without_own(name: str, target: str, reason: str, names: tuple[str, ...]) -> str:
    return "\n".join(without_own(text, names) for text in (name, target, reason))


def _borrowed(form: Form, rule_set: RuleSet) -> dict[NodeId, tuple[str, ...]]:
    """Return the rows whose names hold at least two words that stand nowhere else in project name, goals and rows."""
    found, least = {}, rule_set.limits.name_words
    goals = [text for goal in goals_of(form) for text in (goal.expected, goal.outcome)]
    heads = squeezed("\n".join((form.project_name, form.implementing_unit, *goals)))
    leaves = list(level_three(form.indicators))
    find = _finder(rule_set.words.people_and_things)
    held = [find(leaf.name, leaf.target, leaf.actual) for leaf in leaves]
    often = Counter(word for words in held if words for word in words)
    for leaf, words in zip(leaves, held, strict=True):
        if len(words) < least:
            continue
        name = squeezed(leaf.name)
        alone = [word for word in words if word in name and often[word] == 1 and word not in heads]
        if len(alone) >= least:
            found[NodeId(leaf.id)] = tuple(alone)
    return found


@lru_cache(maxsize=16)
def _finder(words: tuple[str, ...]) -> Callable[[str, str, str], tuple[str, ...]]:
    """Return what finds these words in the texts of a row; it remembers, since an edit changes one row of hundreds."""

    @lru_cache(maxsize=8192)
    def find(*texts: str) -> tuple[str, ...]:
        row = squeezed("\n".join(texts))
        return tuple(word for word in words if word in row)

    return find
