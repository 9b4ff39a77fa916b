"""Change many cells as one undo step: scores as the rule set gives them, weights as they are spread."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from selfeval_gui.commands.edit import SetCell, SetCells
from selfeval_gui.domain.fields import Value
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.suggestions import Suggestion, suggest_row
from selfeval_gui.domain.tree import level_three
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel


def rows_below(model: IndicatorModel, nodes: Iterable[NodeId]) -> list[NodeId]:
    """Return the level-3 rows among the nodes and below them, in the order of the paper, each once."""
    tree, chosen = model.session.tree, set(nodes)
    return [row for row in all_rows(model) if any(NodeId(step.id) in chosen for step in tree.path(row))]


def all_rows(model: IndicatorModel) -> list[NodeId]:
    """Return every level-3 row, in the order of the paper."""
    return [NodeId(row.id) for row in level_three(model.session.form.indicators)]


def suggestions(model: IndicatorModel, nodes: Iterable[NodeId]) -> dict[NodeId, Suggestion]:
    """Return what the form's rule set gives each of these level-3 rows."""
    rules, tree = model.session.rule_set.scoring, model.session.tree
    return {node: suggest_row(tree.path(node), rules) for node in nodes}


def fill_scores(model: IndicatorModel, scores: Mapping[NodeId, Decimal]) -> bool:
    """Write these scores as one undo step, without the rows that have theirs already; False where that is refused."""
    tree = model.session.tree
    new = {node: score for node, score in scores.items() if tree.node(node).score != score}
    if not new:
        return True
    if not model.session.stack.accepts():
        return False
    model.session.stack.beginMacro(_("填入 {count} 行得分").format(count=len(new)))
    for node, score in new.items():
        model.session.stack.push(SetCell(model, node, "score", score))
    model.session.stack.endMacro()
    return True


def give_weights(model: IndicatorModel, weights: Mapping[NodeId, Decimal]) -> None:
    """Write these weights as one undo step; rows that have theirs already are left out."""
    tree = model.session.tree
    changes: list[tuple[NodeId, str, Value]] = [
        (node, "weight", Decimal(format_plain(weight)))
        for node, weight in weights.items()
        if tree.node(node).weight != weight
    ]
    if changes:
        name = _("分摊分值到 {count} 行").format(count=len(changes))
        model.session.stack.push(SetCells(model, changes, name))
