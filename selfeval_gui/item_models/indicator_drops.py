"""Rows of the indicator tree dragged and dropped: what a drag carries, where it may land. A drop only asks."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from selfeval_gui.app.session import Session
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import placed
from selfeval_gui.domain.tree import Place, new_id

DRAGGED_ROWS = "application/x-selfeval-dragged-rows"

Index = QModelIndex | QPersistentModelIndex


class IndicatorDrops(QAbstractItemModel):
    """The dragging side of the indicator model.

    Signals
    -------
    move_requested(nodes, parent, row)
        rows were dropped; `parent` is "" for the top, `row` is counted before they are taken out.
    """

    move_requested = Signal(list, str, int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._token = new_id()  # a drag from another form, or from another program, is none of this model's rows

    def node_at(self, index: Index) -> NodeId | None:
        """Return the node of an index."""
        raise NotImplementedError

    def dragged(self, data: QMimeData) -> list[NodeId]:
        """Return the rows of this very tree that a drag carries; none for any other drag."""
        try:
            carried = json.loads(bytes(data.data(DRAGGED_ROWS).data()) or b"{}")
        except ValueError:
            return []
        if not isinstance(carried, dict) or carried.get("from") != self._token:
            return []
        nodes = {NodeId(node) for node in carried.get("nodes", ()) if node in self.session.tree}
        return self.session.tree.topmost(nodes)

    def mimeTypes(self) -> list[str]:
        return [DRAGGED_ROWS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Name the rows of the indexes, each once however many of its cells are chosen."""
        nodes = {node for node in map(self.node_at, indexes) if node is not None}
        carried = {"from": self._token, "nodes": self.session.tree.topmost(nodes)}
        data = QMimeData()
        data.setData(DRAGGED_ROWS, json.dumps(carried).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tell whether the rows may land there: between rows, on a parent, or on empty space."""
        nodes = self.dragged(data)
        place = self._place(row, parent)
        return bool(nodes) and place is not None and placed(self.session.tree, nodes, place) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for the move; False, for the view would otherwise take the rows out once more."""
        place = self._place(row, parent)
        if place is not None and self.canDropMimeData(data, action, row, column, parent):
            self.move_requested.emit(self.dragged(data), place.parent or "", place.row)
        return False

    def _place(self, row: int, parent: Index) -> Place | None:
        """Return the place of a drop: on a row or on empty space (-1) means behind the last child."""
        node = self.node_at(parent) if parent.isValid() else None
        if parent.isValid() and node is None:
            return None
        last = len(self.session.tree.children(node))
        return Place(node, last if row < 0 else min(row, last))
