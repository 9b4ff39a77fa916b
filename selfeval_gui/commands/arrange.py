"""Move indicators, several at once: up, down, to a place, a level out or in."""

from collections.abc import Sequence

from PySide6.QtGui import QUndoCommand

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import Orders
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel


class Rearrange(QUndoCommand):
    """Give parents other children, or the same in another order; IllegalPlace where a row may not stand there."""

    def __init__(self, model: IndicatorModel, orders: Orders, nodes: Sequence[NodeId]) -> None:
        tree = model.session.tree
        name = tree.node(nodes[0]).name.strip()
        several = _("移动 {count} 个指标").format(count=len(nodes))
        super().__init__(_("移动指标“{name}”").format(name=name) if len(nodes) == 1 else several)
        self._model, self._lead = model, nodes[0]
        self._old: Orders = {parent: [NodeId(child.id) for child in tree.children(parent)] for parent in orders}
        self._new = orders

    def redo(self) -> None:
        """Arrange the rows anew."""
        self._model.apply_orders(self._new, self._lead)

    def undo(self) -> None:
        """Arrange them as they were."""
        self._model.apply_orders(self._old, self._lead)


def rearrange(model: IndicatorModel, orders: Orders, nodes: Sequence[NodeId]) -> None:
    """Move these nodes as one step, as `domain.orders` says."""
    model.session.stack.push(Rearrange(model, orders, nodes))
