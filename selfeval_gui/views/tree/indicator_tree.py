"""The tree of 绩效指标: columns fit the window, rows grow with their text, folding outlives every change."""

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QTreeView, QWidget

from selfeval_gui.commands.arrange import rearrange
from selfeval_gui.commands.edit import clear_cells, fill_down, put_into_cell
from selfeval_gui.domain.fields import Value
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.orders import Orders, placed
from selfeval_gui.domain.tree import Place
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import NUMBER_COLUMNS, IndicatorColumn, Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.cells.cell_editing import CellEditing
from selfeval_gui.views.cells.grounds import computed_ground, grid_line
from selfeval_gui.views.tree.tree_cursor import TreeCursor
from selfeval_gui.views.tree.tree_dragging import TreeDragging
from selfeval_gui.views.tree.tree_look import Look

Index = QModelIndex | QPersistentModelIndex

_NAME, _TARGET, _ACTUAL = IndicatorColumn.NAME, IndicatorColumn.TARGET, IndicatorColumn.ACTUAL
_SHARES = {_NAME: (0.21, 13), _TARGET: (0.13, 7), _ACTUAL: (0.15, 7)}  # of what the numbers leave; ems at least
_WIDEST_NUMBER = "100.00"


class IndicatorTree(TreeDragging, TreeCursor, CellEditing, QTreeView):
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
        self._kept: WeakKeyDictionary[IndicatorModel, Look] = WeakKeyDictionary()
        self._own_widths = False
        self._fitting = False
        self._menu: QMenu | None = None
        self.begin_cell_editing()
        self.begin_dragging()
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
            for signal, slot in self._links(self._model):
                signal.disconnect(slot)
        self._model = model
        old = self.selectionModel()
        self.setModel(model)
        if old is not None:
            old.deleteLater()
        if model is not None:
            for signal, slot in self._links(model):
                signal.connect(slot)
            self._restore(model)
        self.choice_changed.emit()

    def _links(self, model: IndicatorModel) -> tuple[tuple[SignalInstance, Callable[..., None]], ...]:
        return (
            (model.edit_requested, self._written),
            (model.modelAboutToBeReset, self._remember),
            (model.modelReset, self._show_again),
            (model.move_requested, self._move_dropped),
            (model.orders_about_to_change, self.let_go_of_selection),
            (model.orders_changed, self.take_selection_back),
        )

    def indicator_model(self) -> IndicatorModel | None:
        """Return the model shown."""
        return self._model

    def go_to(self, node: NodeId, field_name: str) -> bool:
        """Unfold what hides the cell, make it current, bring it into sight; False for a node that is not there."""
        index = QModelIndex() if self._model is None else self._model.index_of(node, field_name)
        if not index.isValid():
            return False
        self.make_current(index)
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
        kept = self._kept.setdefault(model, Look())
        folded = set(kept.folded)
        self._fit_columns()
        self.expandAll()
        for node in folded:
            self.collapse(model.index_of(node))
        if kept.current is not None:
            self.make_current(model.index_of(*kept.current))
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
        above = self._model.node_at(parent)
        if above is not None and above not in folded and not self.isExpanded(parent):
            self.expand(parent)
        if above is not None and self._model.session.tree.level(above) == LEVELS - 1:
            return  # what has come has nothing to unfold
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

    def put(self, index: Index, value: Value) -> None:
        node = None if self._model is None else self._model.node_at(index)
        if self._model is not None and node is not None:
            with self.writing():
                put_into_cell(self._model, node, str(index.data(Role.FIELD)), value)

    def clear_selected(self) -> None:
        if self._model is not None:
            with self.writing():
                clear_cells(self._model, self.editable_cells())

    def fill_down(self) -> None:
        """Give the selected cells the value of the topmost one of their column; a single row takes the row above."""
        if self._model is None:
            return
        columns: dict[str, list[tuple[NodeId, str]]] = {}
        for node, field_name in self.editable_cells():
            columns.setdefault(field_name, []).append((node, field_name))
        if all(len(cells) == 1 for cells in columns.values()):
            columns = {name: self._with_cell_above(cells[0]) for name, cells in columns.items()}
        level = self._model.session.tree.level
        alike = [[cell for cell in cells if level(cell[0]) == level(cells[0][0])] for cells in columns.values()]
        with self.writing():
            fill_down(self._model, alike)

    def _with_cell_above(self, cell: tuple[NodeId, str]) -> list[tuple[NodeId, str]]:
        """Return the cell below the next one above it of its level, if there is one."""
        if self._model is None:
            return [cell]
        tree, row = self._model.session.tree, self.indexAbove(self._model.index_of(cell[0]))
        while row.isValid():
            node = self._model.node_at(row)
            if node is not None and tree.level(node) == tree.level(cell[0]):
                return [(node, cell[1]), cell]
            row = self.indexAbove(row)
        return [cell]

    def rearrange(self, orders: Orders, nodes: Sequence[NodeId]) -> None:
        """Move rows as one step; what is folded, chosen and current stays so, and the current row stays in sight."""
        if self._model is not None:
            with self.writing():
                rearrange(self._model, orders, nodes)
            self.reveal(self.currentIndex())

    def move_to(self, nodes: list[NodeId], place: Place) -> None:
        """Move rows to a place, its row counted before they are taken out; nothing happens where they may not stand."""
        if self._model is not None and self.commit_editor():
            orders = placed(self._model.session.tree, nodes, place)
            if orders is not None:
                self.rearrange(orders, nodes)

    def _move_dropped(self, nodes: list[NodeId], parent: str, row: int) -> None:
        self.move_to(nodes, Place(NodeId(parent) if parent else None, row))

    def _written(self, node: str, field_name: str, text: str) -> None:
        if self._model is not None:
            self.take_text(self._model.index_of(NodeId(node), field_name), text)

    # ---- keys, menu, looks --------------------------------------------------------------------------------------

    def set_menu(self, menu: QMenu) -> None:
        """Show this menu on a right click and on the menu key."""
        self._menu = menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._menu is not None and self.commit_editor():
            at_cell = event.reason() == QContextMenuEvent.Reason.Keyboard
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self._menu.popup(self.viewport().mapToGlobal(corner) if at_cell else event.globalPos())

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Give the branch the ground of its row."""
        is_leaf = index.parent().isValid() and index.parent().parent().isValid()
        painter.fillRect(rect, self.palette().base() if is_leaf else computed_ground(self.palette()))
        painter.setPen(grid_line(self.palette()))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not is_leaf:  # there Qt would paint a block where the name is selected
            super().drawBranches(painter, rect, index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.choice_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self.setUpdatesEnabled(False)  # else Qt asks where the rows stand, and measures every row above them
        super().selectionChanged(selected, deselected)
        self.setUpdatesEnabled(True)
        self.choice_changed.emit()
