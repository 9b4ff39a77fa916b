"""Rows of the indicator tree moved by the mouse. Only legal places are offered, each with a mark drawn over the rows.

A press on a selected name, or on the margin left of a name, begins a drag; anywhere else it selects cells, as in a
spreadsheet.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QTreeView

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import placed
from selfeval_gui.domain.tree import Place, new_id
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.basics import theme

DRAGGED_ROWS = "application/x-selfeval-dragged-rows"
_MARK_WIDTH = 3
_DOT = 4


@dataclass(frozen=True)
class DropTarget:
    """A place for the dragged rows, and its mark: a line between rows, or a frame round the parent (`on_parent`)."""

    place: Place
    mark: QRect
    on_parent: bool = False


class RowDragging:
    """What a drag carries, where it may land, and the mark there. The view has the events, and moves the rows."""

    def __init__(self, view: QTreeView) -> None:
        self._view = view
        self._token = new_id()  # a drag of another view, or of another program, is none of these rows
        self._target: DropTarget | None = None

    def _model(self) -> IndicatorModel | None:
        return cast(IndicatorModel | None, self._view.model())

    # ---- taking rows up -----------------------------------------------------------------------------------------

    def is_in_margin(self, index: QModelIndex, place: QPoint) -> bool:
        """Tell whether a place is left of a row's name."""
        return index.isValid() and index.column() == 0 and place.x() < self._view.visualRect(index).left()

    def start(self, nodes: Sequence[NodeId]) -> None:
        """Carry these rows; the drop moves them, so nothing has to be taken out here afterwards."""
        model = self._model()
        if model is None or not nodes:
            return
        drag = QDrag(self._view)
        drag.setMimeData(self.pack(nodes))
        drag.setPixmap(self._label(model, nodes))
        drag.exec(Qt.DropAction.MoveAction)

    def pack(self, nodes: Sequence[NodeId]) -> QMimeData:
        """Name the rows, for this view and the form that it shows now."""
        data = QMimeData()
        data.setData(DRAGGED_ROWS, json.dumps({"from": self._origin(), "nodes": list(nodes)}).encode())
        return data

    def carried(self, data: QMimeData) -> list[NodeId]:
        """Return the rows of this very tree that a drag carries; none for any other drag."""
        model = self._model()
        try:
            packed = json.loads(bytes(data.data(DRAGGED_ROWS).data()) or b"{}")
        except ValueError:
            return []
        if model is None or not isinstance(packed, dict) or packed.get("from") != self._origin():
            return []
        tree = model.session.tree
        return tree.topmost({NodeId(node) for node in packed.get("nodes", ()) if node in tree})

    def _origin(self) -> list[str]:
        model = self._model()
        return [self._token, "" if model is None else model.session.form.id]

    def _label(self, model: IndicatorModel, nodes: Sequence[NodeId]) -> QPixmap:
        """Return what hangs at the cursor: the row's name, or how many rows there are."""
        name = model.session.tree.node(nodes[0]).name.strip() or _("（未填名称）")
        text = name if len(nodes) == 1 else _("{count} 个指标").format(count=len(nodes))
        metrics, em = self._view.fontMetrics(), self._view.fontMetrics().horizontalAdvance("国")
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 16 * em)
        ratio = self._view.devicePixelRatioF()
        size = QRect(0, 0, metrics.horizontalAdvance(text) + em, metrics.height() + em // 2)
        pixmap = QPixmap(size.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(theme.tint(theme.Tone.ACCENT))
        painter = QPainter(pixmap)
        painter.setFont(self._view.font())
        painter.setPen(theme.color(theme.Tone.TEXT))
        painter.drawText(size, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return pixmap

    # ---- places -------------------------------------------------------------------------------------------------

    def target_at(self, position: QPoint, data: QMimeData) -> DropTarget | None:
        """Return where the dragged rows would land from here; None where they may not, or already are."""
        model, nodes = self._model(), self.carried(data)
        if model is None or not nodes or len({model.session.tree.level(node) for node in nodes}) > 1:
            return None
        level = model.session.tree.level(nodes[0])
        index = self._view.indexAt(position)
        under = model.node_at(index) or model.entry_parent(index)
        target = self._behind_all(model, level) if under is None else self._at(model, under, level, position)
        if target is None or placed(model.session.tree, nodes, target.place) is None:
            return None
        return target

    def _at(self, model: IndicatorModel, under: NodeId, level: int, position: QPoint) -> DropTarget | None:
        """Return the place before or behind the row under the cursor, or the row above it that has the right level."""
        tree = model.session.tree
        if tree.level(under) == level - 1:
            last = len(tree.children(under))
            return DropTarget(Place(under, last), self._row_rect(model, under), on_parent=True)
        path = tree.path(under)
        if len(path) < level:
            return None
        beside = NodeId(path[level - 1].id)
        first, last_rect = self._row_rect(model, beside), self._last_rect(model, beside)
        place = tree.place(beside)
        if position.y() < (first.top() + last_rect.bottom()) // 2:
            return DropTarget(place, _line(first.left(), first.right(), first.top()))
        return DropTarget(Place(place.parent, place.row + 1), _line(first.left(), first.right(), last_rect.bottom()))

    def _behind_all(self, model: IndicatorModel, level: int) -> DropTarget | None:
        """Return the place behind the last row of a level, for a drop on the empty space below the rows."""
        tree, parent = model.session.tree, None
        for _depth in range(level - 1):
            siblings = tree.children(parent)
            if not siblings:
                return None
            parent = NodeId(siblings[-1].id)
        siblings = tree.children(parent)
        lowest = NodeId(siblings[-1].id) if siblings else parent
        if lowest is None:
            return None
        row, last = self._row_rect(model, lowest), self._last_rect(model, lowest)
        return DropTarget(Place(parent, len(siblings)), _line(row.left(), row.right(), last.bottom()))

    def _row_rect(self, model: IndicatorModel, node: NodeId) -> QRect:
        name = self._view.visualRect(model.index_of(node))
        return QRect(name.left(), name.top(), self._view.viewport().width() - name.left(), name.height())

    def _last_rect(self, model: IndicatorModel, node: NodeId) -> QRect:
        """Return the lowest row that is shown below the node, the node's own if it is folded."""
        index = model.index_of(node)
        while self._view.isExpanded(index) and model.hasChildren(index):
            index = model.index(model.rowCount(index) - 1, 0, index)
        return self._view.visualRect(index)

    # ---- the mark -----------------------------------------------------------------------------------------------

    def show_target(self, target: DropTarget | None) -> None:
        """Mark this place over the rows, or none."""
        if target != self._target:
            self._target = target
            self._view.viewport().update()

    def paint_mark(self) -> None:
        """Draw the mark over the rows."""
        if self._target is None:
            return
        painter = QPainter(self._view.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = theme.color(theme.Tone.ACCENT)
        painter.setPen(QPen(accent, _MARK_WIDTH))
        mark = self._target.mark
        if self._target.on_parent:
            painter.drawRoundedRect(mark.adjusted(1, 1, -2, -2), 3, 3)
        else:
            painter.drawLine(mark.left() + 2 * _DOT, mark.top(), mark.right(), mark.top())
            painter.drawEllipse(QPoint(mark.left() + _DOT, mark.top()), _DOT, _DOT)
        painter.end()


def _line(left: int, right: int, y: int) -> QRect:
    return QRect(left, max(y, 1), right - left, 1)
