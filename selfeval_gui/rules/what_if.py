"""What a form is worth under other rule sets: total, grade, the cap that bites, the rows that would score otherwise.

The form's own weights and scores are scaled to the rule set's indicator weight, as 折算 would make them; the execution
score is the computed one. A row whose score followed the form's own rule set follows the other one here; a score that
a person chose stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.scoring import Basis, Totals, add, cap_for, execution_rate, grade
from selfeval_gui.domain.scoring_rules import Cap, ScoringRules
from selfeval_gui.domain.suggestions import Suggestion, suggest_all
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.conversion import Conversion, convert, execution_score_under
from selfeval_gui.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form


@dataclass(frozen=True)
class ChangedRow:
    """A row to which the rule set gives another score or band than the form's own, at the weight it would have.

    `score` is what the row counts with here, `suggestion` what the rule set gives and how.
    """

    node: NodeId
    score: Decimal | None
    suggestion: Suggestion


@dataclass(frozen=True)
class WhatIf:
    """A form under one rule set.

    `scaled` is the sum of the form's weights and the one it was scaled to, None where they are equal. `indicators`
    and `execution` are the two scores; `total` is on the rule set's basis, before the cap; `cap` is one that lowers
    it; `worth` and `grade` are what remains.
    """

    rule_set: RuleSet
    scaled: tuple[Decimal, Decimal] | None
    indicators: Decimal | None
    execution: Decimal | None
    total: Decimal | None
    cap: Cap | None
    worth: Decimal | None
    grade: str | None
    rows: tuple[ChangedRow, ...]


def what_if(form: Form, own: RuleSet, rule_sets: Iterable[RuleSet]) -> list[WhatIf]:
    """Return the form under each rule set, in their order; `own` is the one it is judged by now."""
    return [_under(form, own, rule_set) for rule_set in rule_sets]


def _under(form: Form, own: RuleSet, rule_set: RuleSet) -> WhatIf:
    conversion = convert(form, rule_set)
    execution = execution_score_under(form.funds.total, rule_set)
    if conversion is None:
        return WhatIf(rule_set, None, None, execution, None, None, None, None, ())
    rows = tuple(_changed_rows(form, conversion, own.scoring, rule_set.scoring))
    scores = {**conversion.scores, **{row.node: row.score for row in rows if row.score is not None}}
    indicators = add(scores.values())
    inside = rule_set.total_basis is Basis.WITH_EXECUTION
    total = add((indicators, execution)) if inside and indicators is not None else indicators
    cap = cap_for(execution_rate(form.funds.total), rule_set.scoring.caps)
    if total is None or cap is None or total <= cap.highest:
        cap = None
    worth = cap.highest if cap else total
    name = grade(Totals(rule_set.total, worth), rule_set.grade_scale)
    is_scaled = conversion.from_sum != conversion.to_sum
    scaled = (conversion.from_sum, conversion.to_sum) if is_scaled else None
    return WhatIf(rule_set, scaled, indicators, execution, total, cap, worth, name, rows)


def _changed_rows(form: Form, conversion: Conversion, own: ScoringRules, other: ScoringRules) -> Iterator[ChangedRow]:
    """Compare what both give at the form's own weights, in the other's decimals; give the new score at the new ones."""
    before = suggest_all(form, own._replace(decimals=other.decimals))
    after = suggest_all(form, other)
    chosen = suggest_all(form, own)
    converted = suggest_all(form, other, conversion.weights)
    for leaf in level_three(form.indicators):
        node = NodeId(leaf.id)
        if (before[node].low, before[node].high) == (after[node].low, after[node].high):
            continue
        followed = leaf.score is not None and leaf.score == chosen[node].score
        score = converted[node].score if followed else None
        yield ChangedRow(node, conversion.scores.get(node) if score is None else score, converted[node])
