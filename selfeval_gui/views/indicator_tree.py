"""The tree of 绩效指标: columns fit the window, rows grow with their text, folding outlives every change."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QTreeView, QWidget

from selfeval_gui.commands.edit import clear_cells, type_into_cell
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import NUMBER_COLUMNS, IndicatorColumn, Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.cell_editing import CellEditing
from selfeval_gui.views.grounds import computed_ground, grid_line

Index = QModelIndex | QPersistentModelIndex

_NAME, _TARGET, _ACTUAL = IndicatorColumn.NAME, IndicatorColumn.TARGET, IndicatorColumn.ACTUAL
# Of what the numbers leave, and in ems at least; the rest is for the reasons.
_SHARES = {_NAME: (0.21, 13), _TARGET: (0.13, 7), _ACTUAL: (0.15, 7)}
_WIDEST_NUMBER = "100.00"


@dataclass
class _Kept:
    """How one form was looked at last: restored when it is shown again."""

    folded: set[NodeId] = field(default_factory=set)
    current: tuple[NodeId, str] | None = None
    scrolled: int = 0


class IndicatorTree(CellEditing, QTreeView):
    """Shows and edits an IndicatorModel.

    Signals
    -------
    choice_changed()
        another cell became current, or other cells are selected.
    """

    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indicatorTree")
        self.setAccessibleName(_("绩效指标"))
        self._model: IndicatorModel | None = None
        self._kept: WeakKeyDictionary[IndicatorModel, _Kept] = WeakKeyDictionary()
        self._own_widths = False
        self._fitting = False
        self._menu: QMenu | None = None
        self.begin_cell_editing()
        self.cells.painter.take_number_columns(NUMBER_COLUMNS)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setAllColumnsShowFocus(False)
        self.setExpandsOnDoubleClick(False)
        # By rows, as in a spreadsheet: by pixels Qt would need the height of every row of a long form at once.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(round(self.fontMetrics().lineSpacing() * 0.95))
        self.setMinimumHeight(6 * self.cells.painter.row_height)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("国") * 3)
        header.sectionResized.connect(self._section_resized)
        self.collapsed.connect(self._row_folded)
        self.expanded.connect(self._row_unfolded)

    # ---- the model shown ----------------------------------------------------------------------------------------

    def show_model(self, model: IndicatorModel | None) -> None:
        """Show another form's indicators, or none, as they were looked at last."""
        self._remember()
        if self._model is not None:
            self._model.edit_requested.disconnect(self._write)
            self._model.modelAboutToBeReset.disconnect(self._remember)
            self._model.modelReset.disconnect(self._show_again)
        self._model = model
        old = self.selectionModel()
        self.setModel(model)
        if old is not None:
            old.deleteLater()
        if model is not None:
            model.edit_requested.connect(self._write)
            model.modelAboutToBeReset.connect(self._remember)
            model.modelReset.connect(self._show_again)
            self._restore(model)
        self.choice_changed.emit()

    def indicator_model(self) -> IndicatorModel | None:
        """Return the model shown."""
        return self._model

    def current_node(self) -> NodeId | None:
        """Return the node of the current row."""
        return None if self._model is None else self._model.node_at(self.currentIndex())

    def chosen_nodes(self) -> list[NodeId]:
        """Return the nodes with a selected cell, from top to bottom; else the current one."""
        if self._model is None:
            return []
        rows = {index.siblingAtColumn(0) for index in self.selectedIndexes()}
        nodes = [self._model.node_at(row) for row in sorted(rows, key=lambda row: self.visualRect(row).top())]
        return [node for node in nodes if node is not None] or [node for node in [self.current_node()] if node]

    def go_to(self, node: NodeId, field_name: str) -> bool:
        """Unfold what hides the cell, make it current, bring it into sight; False for a node that is not there."""
        index = QModelIndex() if self._model is None else self._model.index_of(node, field_name)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.reveal(index)
        return True

    def reveal(self, index: Index) -> None:
        """Unfold what hides the cell and scroll to it; Qt's own scrolling unfolds nothing while an editor is open."""
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        super().reveal(index)

    def _remember(self) -> None:
        if self._model is None:
            return
        kept = self._kept[self._model]
        current = self.currentIndex()
        node = self._model.node_at(current)
        kept.current = None if node is None else (node, str(current.data(Role.FIELD)))
        kept.scrolled = self.verticalScrollBar().value()

    def _restore(self, model: IndicatorModel) -> None:
        kept = self._kept.setdefault(model, _Kept())
        folded = set(kept.folded)
        self._fit_columns()
        self.expandAll()
        for node in folded:
            self.collapse(model.index_of(node))
        if kept.current is not None:
            self.setCurrentIndex(model.index_of(*kept.current))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(kept.scrolled)

    def _show_again(self) -> None:
        """Unfold and scroll as before, after the whole form was replaced."""
        if self._model is not None:
            self._restore(self._model)
            self.choice_changed.emit()

    # ---- folding ------------------------------------------------------------------------------------------------

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """Show new rows unfolded, and rows that come back by undo as they were."""
        super().rowsInserted(parent, start, end)
        if self._model is None:
            return
        folded = self._kept[self._model].folded
        if parent.isValid() and self._model.node_at(parent) not in folded:
            self.expand(parent)
        waiting = [self._model.index(row, 0, parent) for row in range(start, end + 1)]
        while waiting:
            index = waiting.pop()
            if self._model.hasChildren(index):
                if self._model.node_at(index) not in folded:
                    self.expand(index)
                waiting += [self._model.index(row, 0, index) for row in range(self._model.rowCount(index))]

    def _row_folded(self, index: QModelIndex) -> None:
        node = None if self._model is None else self._model.node_at(index)
        if self._model is not None and node is not None:
            self._kept[self._model].folded.add(node)

    def _row_unfolded(self, index: QModelIndex) -> None:
        node = None if self._model is None else self._model.node_at(index)
        if self._model is not None and node is not None:
            self._kept[self._model].folded.discard(node)

    # ---- columns ------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Share the width among the columns, so that none needs a scroll bar; leave widths alone once dragged."""
        if self._own_widths or self.header().count() == 0:
            return
        self._fitting = True
        number = self.cells.painter.number_width(_WIDEST_NUMBER)
        room = self.viewport().width() - 2 * number
        em = self.fontMetrics().horizontalAdvance("国")
        for column, (share, least) in _SHARES.items():
            self.setColumnWidth(column, max(round(room * share), least * em))
        self.setColumnWidth(IndicatorColumn.WEIGHT, number)
        self.setColumnWidth(IndicatorColumn.SCORE, number)
        self._fitting = False

    def _section_resized(self, column: int, _old: int, _new: int) -> None:
        if not self._fitting and column != IndicatorColumn.REASON and QApplication.mouseButtons():
            self._own_widths = True
        self.scheduleDelayedItemsLayout()  # texts break differently now

    # ---- cells --------------------------------------------------------------------------------------------------

    def cell_width(self, index: Index) -> int:
        width = self.columnWidth(index.column())
        if index.column() == IndicatorColumn.NAME:
            depth, above = 1, index.parent()
            while above.isValid():
                depth, above = depth + 1, above.parent()
            width -= depth * self.indentation()
        return width

    def row_beside(self, index: QModelIndex, step: int) -> QModelIndex:
        return self.indexBelow(index) if step > 0 else self.indexAbove(index)

    def clear_selected(self) -> None:
        if self._model is None:
            return
        chosen = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsEditable]
        with self.writing():
            clear_cells(self._model, [(index.data(Role.NODE), index.data(Role.FIELD)) for index in chosen])

    def _write(self, node: str, field_name: str, text: str) -> None:
        if self._model is not None:
            with self.writing():
                type_into_cell(self._model, NodeId(node), field_name, text)

    # ---- keys, menu, looks --------------------------------------------------------------------------------------

    def set_menu(self, menu: QMenu) -> None:
        """Show this menu on a right click and on the menu key."""
        self._menu = menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._menu is not None and self.commit_editor():
            at_cell = event.reason() == QContextMenuEvent.Reason.Keyboard
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self._menu.popup(self.viewport().mapToGlobal(corner) if at_cell else event.globalPos())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Left and right go from cell to cell; only in the name column they fold first, as in every tree."""
        index = self.currentIndex()
        if index.isValid() and action == QAbstractItemView.CursorAction.MoveLeft:
            if index.column() > 0:
                return index.siblingAtColumn(index.column() - 1)
            if self.isExpanded(index) and self.model().hasChildren(index):
                self.collapse(index)
                return index
            return index.parent() if index.parent().isValid() else index
        if index.isValid() and action == QAbstractItemView.CursorAction.MoveRight:
            if index.column() == 0 and not self.isExpanded(index) and self.model().hasChildren(index):
                self.expand(index)
                return index
            return index.siblingAtColumn(min(index.column() + 1, IndicatorColumn.REASON))
        return super().moveCursor(action, modifiers)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Give the branch the ground of its row."""
        if index.model().hasChildren(index) or not index.parent().isValid() or not index.parent().parent().isValid():
            painter.fillRect(rect, computed_ground(self.palette()))
        painter.setPen(grid_line(self.palette()))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        super().drawBranches(painter, rect, index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.choice_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.choice_changed.emit()
