"""Move indicators, several at once: up, down, to a place, a level out or in."""

from collections.abc import Sequence

from selfeval_gui.commands.swap import Swap
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import Orders
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel


class Rearrange(Swap):
    """Give parents other children, or the same in another order; IllegalPlace where a row may not stand there."""

    def __init__(self, model: IndicatorModel, orders: Orders, nodes: Sequence[NodeId]) -> None:
        tree = model.session.tree
        name = _("移动指标“{name}”").format(name=tree.node(nodes[0]).name.strip())
        if len(nodes) > 1:
            name = _("移动 {count} 个指标").format(count=len(nodes))
        old: Orders = {parent: [NodeId(child.id) for child in tree.children(parent)] for parent in orders}
        super().__init__(name, model.apply_orders, (old, nodes[0]), (orders, nodes[0]))


def rearrange(model: IndicatorModel, orders: Orders, nodes: Sequence[NodeId]) -> None:
    """Move these nodes as one step, as `domain.orders` says."""
    model.session.stack.push(Rearrange(model, orders, nodes))
