"""What weights are left to give: to the rule set's total, which a grade waits for, and to a level's set weight."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.scoring import Totals, grade, sum_below, totals
from selfeval_gui.rules.shape import Shape

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator
    from selfeval_gui.domain.tree import Tree
    from selfeval_gui.rules.rule_set import RuleSet


_WEIGHED = Shape()


class Gap(NamedTuple):
    """A sum of weights beside what it should be; `node` None stands for the whole form."""

    node: NodeId | None
    want: Decimal
    given: Decimal

    @property
    def left(self) -> Decimal:
        """What is still to give; below 0 where too much is given."""
        return self.want - self.given


class GradeStanding(NamedTuple):
    """A form's grade, and what its weights lack to the rule set's total; below 0 where they exceed it."""

    grade: str | None
    left: Decimal


def standing(sums: Totals, rule_set: RuleSet, shape: Shape = _WEIGHED) -> GradeStanding:
    """Return how sums on the rule set's own basis stand; no grade before the weights make the total, none unscored.

    A kind of form that has no weights lacks none, and has no grade.
    """
    if not shape.has_weights:
        return GradeStanding(None, Decimal(0))
    left = rule_set.total - (sums.weight or Decimal(0))
    return GradeStanding(None if left else grade(sums, rule_set.grade_scale), left)


def set_weight(row: Indicator, level: int, rule_set: RuleSet) -> Decimal | None:
    """Return the weight set for a level row: what stands in it, else what the rule set gives a level 1 of its name."""
    if row.weight is None and level == 1:
        return rule_set.level_weight(row.name)
    return row.weight


def total_gap(form: Form, rule_set: RuleSet) -> Gap:
    """Return the form's weights, on the rule set's basis, beside its total."""
    return Gap(None, rule_set.total, totals(form, rule_set.total_basis).weight or Decimal(0))


def level_gaps(tree: Tree, nodes: Sequence[NodeId], rule_set: RuleSet) -> list[Gap]:
    """Return the gaps of the level rows with a set weight that hold all these nodes, the lowest first."""
    gaps: list[Gap] = []
    if not nodes:
        return gaps
    holders = set.intersection(*({step.id for step in tree.path(node)} for node in nodes))
    for row in reversed(tree.path(nodes[0])):
        level = tree.level(NodeId(row.id))
        want = set_weight(row, level, rule_set) if row.id in holders and level < LEVELS else None
        if want is not None:
            gaps.append(Gap(NodeId(row.id), want, sum_below(row, level, "weight") or Decimal(0)))
    return gaps
