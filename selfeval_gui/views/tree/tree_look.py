"""How each form's tree was looked at last, so that it looks the same when the form is shown again."""

from dataclasses import dataclass, field
from typing import cast
from weakref import WeakKeyDictionary

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtWidgets import QTreeView

from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.indicator_model import IndicatorModel

Index = QModelIndex | QPersistentModelIndex


@dataclass
class TreeLook:
    """Folded rows, the current cell as (node, field), and the place of the scroll bar."""

    folded: set[NodeId] = field(default_factory=set)
    current: tuple[NodeId, str] | None = None
    scrolled: int = 0


class TreeLooks(QObject):
    """Remembers a look for each model that a view showed; folding outlives every change of the rows."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._looks: WeakKeyDictionary[IndicatorModel, TreeLook] = WeakKeyDictionary()
        view.collapsed.connect(self._row_folded)
        view.expanded.connect(self._row_unfolded)

    def of(self, model: IndicatorModel) -> TreeLook:
        """Return how this model was looked at last."""
        return self._looks.setdefault(model, TreeLook())

    def remember(self, model: IndicatorModel) -> None:
        """Take note of the current cell and the place of the scroll bar; folding was noted when it happened."""
        look, current = self.of(model), self._view.currentIndex()
        node = current.data(Role.NODE)
        look.current = None if node is None else (node, str(current.data(Role.FIELD)))
        look.scrolled = self._view.verticalScrollBar().value()

    def fold_again(self, model: IndicatorModel) -> None:
        """Unfold all rows but those that were folded."""
        folded = set(self.of(model).folded)
        self._view.expandAll()
        for node in folded:
            self._view.collapse(model.index_of(node))

    def unfold_new(self, model: IndicatorModel, parent: Index, start: int, end: int) -> None:
        """Show new rows unfolded, and rows that come back by undo as they were."""
        folded = self.of(model).folded
        above = model.node_at(parent)
        if above is not None and above not in folded and not self._view.isExpanded(parent):
            self._view.expand(parent)
        if above is not None and model.session.tree.level(above) == LEVELS - 1:
            return  # what has come has nothing to unfold
        waiting = [model.index(row, 0, parent) for row in range(start, end + 1)]
        while waiting:
            index = waiting.pop()
            if model.hasChildren(index):
                if model.node_at(index) not in folded:
                    self._view.expand(index)
                waiting += [model.index(row, 0, index) for row in range(model.rowCount(index))]

    def _row_folded(self, index: QModelIndex) -> None:
        model = cast(IndicatorModel, index.model())
        node = model.node_at(index)
        if node is not None:
            self.of(model).folded.add(node)

    def _row_unfolded(self, index: QModelIndex) -> None:
        model = cast(IndicatorModel, index.model())
        node = model.node_at(index)
        if node is not None:
            self.of(model).folded.discard(node)
