"""Rows of the indicator tree moved by the mouse. Only legal places are offered, each with a mark drawn over the rows.

A press on a selected name, or on the margin left of a name, begins a drag; anywhere else it selects cells, as in a
spreadsheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import placed
from selfeval_gui.domain.tree import Place
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.basics import theme

Index = QModelIndex | QPersistentModelIndex

# A mixin to a tree view; its own base only for the type checker.
if TYPE_CHECKING:
    from selfeval_gui.views.tree.tree_cursor import TreeCursor

    class _View(TreeCursor, QTreeView):
        """What the mixin builds on."""
else:
    _View = object

_MARK_WIDTH = 3
_DOT = 4


@dataclass(frozen=True)
class DropTarget:
    """A place for the dragged rows, and its mark: a line between rows, or a frame round the parent (`on_parent`)."""

    place: Place
    mark: QRect
    on_parent: bool = False


class TreeDragging(_View):
    """Put before QTreeView in the bases; call `begin_dragging` in the constructor."""

    def begin_dragging(self) -> None:
        """Take drags from now on."""
        self._target: DropTarget | None = None
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragEnabled(False)  # until a press says otherwise
        self.setDropIndicatorShown(False)  # the marks here say more

    # ---- taking rows up -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the whole row by its margin; let a drag begin there and on a selected name."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        in_margin = index.isValid() and index.column() == 0 and place.x() < self.visualRect(index).left()
        on_name = index.isValid() and index.column() == 0 and self.selectionModel().isSelected(index)
        self.setDragEnabled(in_margin or on_name)
        super().mousePressEvent(event)
        if in_margin and self.selectionModel().isSelected(index):
            self.select_whole_rows()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Carry the chosen rows; the drop asks for the move, so nothing has to be taken out here afterwards."""
        model, nodes = self.indicator_model(), self.chosen_nodes()
        if model is None or not nodes:
            return
        drag = QDrag(self)
        drag.setMimeData(model.mimeData([model.index_of(node) for node in nodes]))
        drag.setPixmap(self._label(model, nodes))
        drag.exec(Qt.DropAction.MoveAction)

    def _label(self, model: IndicatorModel, nodes: Sequence[NodeId]) -> QPixmap:
        """Return what hangs at the cursor: the row's name, or how many rows there are."""
        name = model.session.tree.node(nodes[0]).name.strip() or _("（未填名称）")
        text = name if len(nodes) == 1 else _("{count} 个指标").format(count=len(nodes))
        metrics, em = self.fontMetrics(), self.fontMetrics().horizontalAdvance("国")
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 16 * em)
        ratio = self.devicePixelRatioF()
        size = QRect(0, 0, metrics.horizontalAdvance(text) + em, metrics.height() + em // 2)
        pixmap = QPixmap(size.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(theme.tint(theme.Tone.ACCENT))
        painter = QPainter(pixmap)
        painter.setFont(self.font())
        painter.setPen(theme.color(theme.Tone.TEXT))
        painter.drawText(size, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return pixmap

    # ---- over the tree ------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        model = self.indicator_model()
        if model is not None and model.dragged(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        self._show_target(self.drop_target(event.position().toPoint(), event.mimeData()))
        if self._target is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask the model for the move."""
        target, model = self.drop_target(event.position().toPoint(), event.mimeData()), self.indicator_model()
        self._show_target(None)
        self.setState(QAbstractItemView.State.NoState)
        if target is None or model is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        row = -1 if target.on_parent else target.place.row
        column = -1 if target.on_parent else 0
        parent = model.index_of(target.place.parent)
        model.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, row, column, parent)

    # ---- places -------------------------------------------------------------------------------------------------

    def drop_target(self, position: QPoint, data: QMimeData) -> DropTarget | None:
        """Return where the dragged rows would land from here; None where they may not, or already are."""
        model = self.indicator_model()
        nodes = [] if model is None else model.dragged(data)
        if model is None or not nodes or len({model.session.tree.level(node) for node in nodes}) > 1:
            return None
        level = model.session.tree.level(nodes[0])
        under = model.node_at(self.indexAt(position))
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
        name = self.visualRect(model.index_of(node))
        return QRect(name.left(), name.top(), self.viewport().width() - name.left(), name.height())

    def _last_rect(self, model: IndicatorModel, node: NodeId) -> QRect:
        """Return the lowest row that is shown below the node, the node's own if it is folded."""
        index = model.index_of(node)
        while self.isExpanded(index) and model.hasChildren(index):
            index = model.index(model.rowCount(index) - 1, 0, index)
        return self.visualRect(index)

    # ---- the mark -----------------------------------------------------------------------------------------------

    def _show_target(self, target: DropTarget | None) -> None:
        if target != self._target:
            self._target = target
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and over them the mark of a drop."""
        super().paintEvent(event)
        if self._target is None:
            return
        painter = QPainter(self.viewport())
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
