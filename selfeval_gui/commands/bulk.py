"""Change many cells as one undo step: scores as the rule set gives them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from selfeval_gui.commands.edit import SetCell
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.suggestions import Suggestion, suggest_row
from selfeval_gui.domain.tree import walk
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel


def rows_below(model: IndicatorModel, nodes: Iterable[NodeId]) -> list[NodeId]:
    """Return the level-3 rows among the nodes and below them, in the order of the paper, each once."""
    tree, chosen = model.session.tree, set(nodes)
    rows = (NodeId(node.id) for node, level in walk(model.session.form.indicators) if level == LEVELS)
    return [row for row in rows if any(NodeId(step.id) in chosen for step in tree.path(row))]


def suggestions(model: IndicatorModel, nodes: Iterable[NodeId]) -> dict[NodeId, Suggestion]:
    """Return what the form's rule set gives each of these level-3 rows."""
    rules, tree = model.session.rule_set.scoring, model.session.tree
    return {node: suggest_row(tree.path(node), rules) for node in nodes}


def fill_scores(model: IndicatorModel, scores: Mapping[NodeId, Decimal]) -> None:
    """Write these scores as one undo step; rows that have theirs already are left out."""
    tree = model.session.tree
    new = {node: score for node, score in scores.items() if tree.node(node).score != score}
    if not new:
        return
    model.session.stack.beginMacro(_("填入 {count} 行得分").format(count=len(new)))
    for node, score in new.items():
        model.session.stack.push(SetCell(model, node, "score", score))
    model.session.stack.endMacro()
