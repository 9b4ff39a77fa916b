"""The tree of 绩效指标: columns fit the window, rows grow with their text, folding outlives every change."""

from collections.abc import Callable, Iterable, Sequence
from operator import methodcaller
from typing import Any

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QMenu,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from selfeval_gui.commands.arrange import rearrange
from selfeval_gui.commands.edit import clear_cells, fill_down, fill_right, put_into_cell
from selfeval_gui.commands.structure import add_child
from selfeval_gui.domain.fields import NEW_ROW
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import Orders, placed
from selfeval_gui.domain.tree import Place
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import NUMBER_COLUMNS, IndicatorColumn, Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.item_models.typed_text import Typed
from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.cells.cell_editing import CellEditing
from selfeval_gui.views.cells.field_clipboard import FieldClipboard
from selfeval_gui.views.tree.chosen_rows import ChosenRows
from selfeval_gui.views.tree.filling import cells_across, cells_down
from selfeval_gui.views.tree.moved_words import moved_words
from selfeval_gui.views.tree.row_dragging import RowDragging
from selfeval_gui.views.tree.row_painting import RowPainting
from selfeval_gui.views.tree.tree_cursor import RowCounts, cell_to_the_left, cell_to_the_right, rows_that_fit_above
from selfeval_gui.views.tree.tree_look import TreeLooks

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction

_NAME, _TARGET, _ACTUAL = IndicatorColumn.NAME, IndicatorColumn.TARGET, IndicatorColumn.ACTUAL
_SHARES: dict[int, tuple[float, int]] = {
    _NAME: (0.24, 13),
    _TARGET: (0.13, 6),
    _ACTUAL: (0.15, 6),
}  # of what the numbers leave; ems at least
_USUAL_SHARE = (0.13, 6)
_LAST_SHARE = 0.22  # of the last one, which takes what the others leave
_USUAL_NUMBER = "100"
_FEW = 8  # rows that are repainted by themselves
_WHOLE = -1  # all columns of a row
_IS_VALID = methodcaller("isValid")


class IndicatorTree(CellEditing, QTreeView):
    """Shows and edits an IndicatorModel. `chosen` knows what is selected; looks and dragging are parts of their own.

    Signals
    -------
    choice_changed()
        another cell became current, or other cells are selected.
    paste_wanted(spot)
        the clipboard is to be pasted at a PasteSpot of the other view.
    """

    choice_changed = Signal()
    paste_wanted = Signal(object)
    _rows_wait = Signal()
    _texts_changed = Signal(object)  # the cell that was current then

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indicatorTree")
        self.setAccessibleName(_("绩效指标"))
        self._model: IndicatorModel | None = None
        self.chosen = ChosenRows(self)
        self.dragging = RowDragging(self)
        self._waiting: dict[int, set[int]] = {}  # columns to be repainted, by the key of their row
        self._rows_wait.connect(self._repaint_waiting, Qt.ConnectionType.QueuedConnection)
        self._texts_changed.connect(self._keep_grown_in_sight, Qt.ConnectionType.QueuedConnection)
        self._pressed = QPoint()
        self._is_choice_owed = False  # other cells are selected, and nobody has been told
        self._looks = TreeLooks(self)
        self._counts = RowCounts(self)
        self.collapsed.connect(self._counts.forget)
        self.expanded.connect(self._counts.forget)
        self.collapsed.connect(self._row_folded)
        self.expanded.connect(self.keep_in_sight)
        self.twin: CellEditing | None = None  # another view of the same cells, whose editor is committed with this one
        self.twin_clipboard: FieldClipboard | None = None
        self._own_widths = False
        self._entries_hidden = False
        self._fitting = False
        self._is_behind = False  # the form went on while the tree was away
        self._with_room: tuple[str, list[tuple[int, str]]] = "", []  # font, widths, longest numbers found to fit
        self._menu: QMenu | None = None
        self.begin_cell_editing()
        self._rows = RowPainting(self, self.cells.painter)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragEnabled(False)  # until a press says otherwise
        self.setDropIndicatorShown(False)  # the mark of `dragging` says more
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
        lay_rows(self)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("国") * 3)
        header.sectionResized.connect(self._section_resized)

    # ---- the model shown ----------------------------------------------------------------------------------------

    def show_model(self, model: IndicatorModel | None) -> None:
        """Show another form's indicators, or none, as they were looked at last."""
        self._remember()
        if self._model is not None:
            for signal, slot in self._links(self._model):
                signal.disconnect(slot)
        self._model = model
        self.replace_model(model)
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
            (model.orders_about_to_change, self.chosen.let_go),
            (model.orders_changed, self.chosen.take_back),
            (model.layoutChanged, self._hide_entries),
            (model.session.read_only_changed, self._hide_entries),
        )

    def indicator_model(self) -> IndicatorModel | None:
        """Return the model shown."""
        return self._model

    def current_node(self) -> NodeId | None:
        """Return the node of the current row."""
        return self.chosen.current()

    def entry_parent(self) -> NodeId | None:
        """Return the indicator under which the faint row stands that is current, if one is."""
        return None if self._model is None else self._model.entry_parent(self.currentIndex())

    def chosen_nodes(self) -> list[NodeId]:
        """Return the nodes with a selected cell, in the order of the paper; else the current one."""
        return self.chosen.nodes()

    def go_to(self, node: NodeId, field_name: str) -> bool:
        """Unfold what hides the cell, make it current, bring it into sight; False for a node that is not there."""
        index = QModelIndex() if self._model is None else self._model.index_of(node, field_name)
        if not index.isValid():
            return False
        is_there = index == self.currentIndex()
        self.make_current(index)
        if is_there:
            self.keep_in_sight()
        return True

    def _remember(self) -> None:
        if self._model is not None:
            self._looks.remember(self._model)

    def _restore(self, model: IndicatorModel) -> None:
        look = self._looks.of(model)
        self._hide_columns()
        self._fit_columns()
        self._looks.fold_again(model)
        self._counts.forget()
        self._hide_entries()
        if look.current is not None:
            self.make_current(model.index_of(*look.current))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(look.scrolled)

    def _show_again(self) -> None:
        """Unfold and scroll as before, after the whole form was replaced."""
        if self._model is not None:
            self._restore(self._model)
            self.choice_changed.emit()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        if self._model is not None:
            self._looks.unfold_new(self._model, parent, start, end)
            if not parent.parent().isValid():  # second-level rows have come, each with its faint one
                self._hide_entries()

    def doItemsLayout(self) -> None:
        """Lay out, as is due after rows came, went, moved, were hidden or grew."""
        self._counts.forget()
        super().doItemsLayout()

    def has_entries(self) -> bool:
        """Tell whether the faint rows show, into which new rows are typed."""
        return self._model is not None and not self._model.session.is_read_only

    def _hide_entries(self) -> None:
        """Show the faint rows, or none of them."""
        model, hidden = self._model, not self.has_entries()
        if model is None or not (hidden or self._entries_hidden):
            return
        self._entries_hidden = hidden
        for top in model.session.form.indicators:
            for below in top.children:
                entry = model.index_of(NodeId(below.id), NEW_ROW)
                self.setRowHidden(entry.row(), entry.parent(), hidden)

    # ---- columns ------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Share the width among the columns, so that none needs a scroll bar; leave widths alone once dragged."""
        if self._own_widths or self.header().count() == 0:
            return
        self._fitting = True
        shown = [column for column in range(self.header().count()) if not self.isColumnHidden(column)]
        numbers = {column: self._number_width(column) for column in NUMBER_COLUMNS if column in shown}
        room = self.viewport().width() - sum(numbers.values())
        em = self.fontMetrics().horizontalAdvance("国")
        shares = {column: _SHARES.get(column, _USUAL_SHARE) for column in shown[:-1] if column not in numbers}
        room = int(room / max(1.0, sum(share for share, _least in shares.values()) + _LAST_SHARE))
        for column in shown[:-1]:
            share, least = shares.get(column, _USUAL_SHARE)
            self.setColumnWidth(column, numbers.get(column) or max(round(room * share), least * em))
        self._fitting = False

    def _hide_columns(self) -> None:
        """Show the columns that the form's template has."""
        hidden = frozenset[int]() if self._model is None else self._model.columns.hidden
        for column in range(self.header().count()):
            self.setColumnHidden(column, column in hidden)

    def _number_width(self, column: int) -> int:
        """Return the width that the longest number of a column takes beside a sign, and its heading."""
        if self._model is None:
            return self.cells.painter.number_width(_USUAL_NUMBER)
        heading = str(self._model.headerData(column, Qt.Orientation.Horizontal))
        numbers = map(self.cells.painter.number_width, (_USUAL_NUMBER, self._model.sample(column)))
        return max(self.fontMetrics().horizontalAdvance(heading + "国"), *numbers)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Show changed cells; a tree that is away catches up when it is shown."""
        if not self.isVisible():
            self._is_behind = True
            return
        if first.internalId() == last.internalId():
            with self.repainting_only(first):  # a row that became higher is laid out with all others later
                super().dataChanged(first, last, list(roles))
            self._show_columns([first], range(first.column(), last.column() + 1))
        else:
            super().dataChanged(first, last, list(roles))
        self._make_room_for_numbers()
        if not roles:
            self._texts_changed.emit(self._current_cell())

    def _keep_grown_in_sight(self, cell: tuple[int, int]) -> None:
        """Show all of the current cell where rows may have grown.

        One that was clicked meanwhile and is still below the pointer stays, for a second click to meet it.
        """
        if cell == self._current_cell() or not self.visualRect(self.currentIndex()).contains(self._pressed):
            self.keep_in_sight()

    def _current_cell(self) -> tuple[int, int]:
        return self.currentIndex().internalId(), self.currentIndex().column()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as the form is now; rows that changed meanwhile are measured again."""
        super().showEvent(event)
        if self._is_behind:
            self._is_behind = False
            self._make_room_for_numbers()
            self.scheduleDelayedItemsLayout()

    def _make_room_for_numbers(self) -> None:
        """Share the width anew where a number has become too long for its column."""
        if self._model is None:
            return
        columns = [column for column in NUMBER_COLUMNS if not self.isColumnHidden(column)]
        state = self.font().key(), [(self.columnWidth(each), self._model.sample(each)) for each in columns]
        if state == self._with_room:
            return
        if any(self.columnWidth(column) < self._number_width(column) for column in columns):
            self._own_widths = False
            self._fit_columns()
        else:
            self._with_room = state

    def _last_column(self) -> int:
        """Return the last column that shows."""
        shown = (column for column in range(self.header().count())[::-1] if not self.isColumnHidden(column))
        return next(shown, 0)

    def _section_resized(self, column: int, _old: int, _new: int) -> None:
        if not self._fitting and column != self._last_column() and QApplication.mouseButtons():
            self._own_widths = True
        self.scheduleDelayedItemsLayout()  # texts break differently now

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Repaint the rows that the editor covered; where Qt knows of its place, it paints all rows at a scroll."""
        covered = self._rows_in(editor.geometry())
        editor.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        super().closeEditor(editor, hint)
        editor.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        self._show_columns(covered, [_WHOLE])

    def _rows_in(self, place: QRect) -> list[QModelIndex]:
        """Return the rows that are shown in a place, of them the first."""
        rows, row = [], self.indexAt(QPoint(0, max(0, place.top())))
        while row.isValid() and self.visualRect(row).top() <= place.bottom():
            rows.append(row)
            row = self.indexBelow(row)
        return rows

    # ---- cells --------------------------------------------------------------------------------------------------

    def cell_width(self, index: Index) -> int:
        width = self.columnWidth(index.column())
        if index.column() == IndicatorColumn.NAME and self._model is not None:
            width -= self._model.depth(index) * self.indentation()
        return width

    def row_beside(self, index: QModelIndex, step: int) -> QModelIndex:
        return self.indexBelow(index) if step > 0 else self.indexAbove(index)

    def put(self, index: Index, typed: Typed) -> None:
        """Put a value into its cell; typed into the faint row it makes a row, which is current then."""
        if self._model is None:
            return
        node, above = self._model.node_at(index), self._model.entry_parent(index)
        with self.writing():
            if node is not None:
                put_into_cell(self._model, node, str(index.data(Role.FIELD)), typed.value)
            elif above is not None and typed.value:
                new = add_child(self._model, above, str(typed.value))
                self.make_current(self._model.index_of(new))

    def clear_selected(self) -> None:
        """Empty the selected cells; names of levels stay, as when letters are typed on them."""
        if self._model is None:
            return
        cells = self.chosen.editable_cells()
        if not cells:
            self.refusal.tell_why()
        with self.writing():
            clear_cells(self._model, cells)

    def fill_down(self) -> None:
        """Give the selected cells the value of the topmost one of their column; a single row takes the row above."""
        if self._model is None:
            return
        columns = cells_down(self, self._model, self.chosen.editable_cells())
        if not columns:
            self.refusal.tell_why()
        with self.writing():
            fill_down(self._model, columns)

    def fields_across(self, node: NodeId) -> Sequence[str]:
        return super().fields_across(node) if self._model is None else self._model.columns.fields

    def fill_right(self) -> None:
        """Give the selected cells the value of the first one of their row; a single cell takes the one at its left."""
        if self._model is None:
            return
        shown = self.twin if self.twin is not None and self.twin.hasFocus() else self
        rows = cells_across(self._model, self.chosen.editable_cells(), shown.fields_across)
        with self.writing():
            fill_right(self._model, rows)

    def rearrange(self, orders: Orders, nodes: Sequence[NodeId]) -> None:
        """Move rows as one step; what is folded, chosen and current stays so, and the current row stays in sight."""
        if self._model is not None:
            with self.writing():
                rearrange(self._model, orders, nodes)
            announce(self, moved_words(self._model.session.tree, nodes))
            self.keep_in_sight()

    def move_to(self, nodes: list[NodeId], place: Place) -> None:
        """Move rows to a place, its row counted before they are taken out; nothing happens where they may not stand."""
        if self._model is not None and self.commit_editor():
            orders = placed(self._model.session.tree, nodes, place)
            if orders is not None:
                self.rearrange(orders, nodes)

    def commit_editor(self) -> bool:
        return (self.twin is None or self.twin.commit_editor()) and super().commit_editor()

    def _written(self, node: str, field_name: str, text: str) -> None:
        if self._model is not None:
            self.take_text(self._model.index_of(NodeId(node), field_name), text)

    # ---- dragging: a press on a selected name or left of a name begins it ----------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the whole row by its margin; let a drag begin there and on a selected name."""
        self._pressed = event.position().toPoint()
        index = self.indexAt(self._pressed)
        in_margin = self.dragging.is_in_margin(index, self._pressed)
        self.setDragEnabled(in_margin or (index.column() == 0 and self.selectionModel().isSelected(index)))
        super().mousePressEvent(event)
        if in_margin and self.selectionModel().isSelected(index):
            self.chosen.make_whole()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        self.dragging.start(self.chosen_nodes())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.dragging.carried(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        target = self.dragging.target_at(event.position().toPoint(), event.mimeData())
        self.dragging.show_target(target)
        if target is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.dragging.show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the rows; Qt is not asked, for it would take them out once more."""
        target = self.dragging.target_at(event.position().toPoint(), event.mimeData())
        self.dragging.show_target(None)
        self.setState(QAbstractItemView.State.NoState)
        if target is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.move_to(self.dragging.carried(event.mimeData()), target.place)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._model is not None:  # newer Qt paints what has no form yet, and then there is no selection either
            self._rows.begin(event.region())
        super().paintEvent(event)
        self.dragging.paint_mark()

    # ---- cursor --------------------------------------------------------------------------------------------------

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go as in a spreadsheet; only in the name column left and right fold first, as in every tree."""
        index, may_fold = self.currentIndex(), modifiers == Qt.KeyboardModifier.NoModifier
        if not index.isValid():
            return super().moveCursor(action, modifiers)
        if action == Move.MoveLeft:
            return cell_to_the_left(self, index, may_fold=may_fold)
        if action == Move.MoveRight:
            return cell_to_the_right(self, index, may_fold=may_fold)
        if action in {Move.MoveHome, Move.MoveEnd} and not modifiers & Qt.KeyboardModifier.ControlModifier:
            row = index
        else:
            row = super().moveCursor(action, modifiers)
            if action == Move.MoveEnd and self._model is not None and self._model.entry_parent(row) is not None:
                row = self.indexAbove(row)  # the last cell that is part of the form
        if action == Move.MoveHome:
            return row.siblingAtColumn(0)
        return row.siblingAtColumn(self._last_column()) if action == Move.MoveEnd else row

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Unfold what hides the cell and scroll as little as shows all of it, the first lines of one that is too high.

        Qt's own way takes all rows for as high as the last ones, measures every row on a long way, and unfolds nothing
        while an editor is open.
        """
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self.executeDelayedItemsLayout()
        row, bar = self._counts.above(index), self.verticalScrollBar()
        if row is not None and not self._shows_whole(row - bar.value(), index):
            bar.setValue(min(row, max(bar.value(), row - rows_that_fit_above(self, index))))
        left, width = self.columnViewportPosition(index.column()), self.columnWidth(index.column())
        across, room = self.horizontalScrollBar(), self.viewport().width()
        across.setValue(across.value() + min(left, max(0, left + width - room)))

    def _shows_whole(self, down: int, index: Index) -> bool:
        """Tell whether a row, so many rows below the first one in sight, is in sight; measures no row beyond that."""
        room = self.viewport().height()
        return 0 <= down <= room // self.cells.painter.row_height and self.visualRect(index).bottom() < room

    def _row_folded(self, index: Index) -> None:
        """Leave the rows that are hidden now; the current cell is never among them."""
        above = self.currentIndex().parent()
        while above.isValid() and above != index:
            above = above.parent()
        if above.isValid():
            self.make_current(above)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose whole rows by Shift and the space bar."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.chosen.make_whole()
        else:
            self._is_arriving = True  # a key that goes elsewhere selects first; one telling of both is enough
            super().keyPressEvent(event)
            self._is_arriving = False
            if self._is_choice_owed:
                self._tell_choice()

    # ---- menu, looks ---------------------------------------------------------------------------------------------

    def set_menu(self, menu: QMenu) -> None:
        """Show this menu on a right click and on the menu key."""
        self._menu = menu

    def show_menu(self, place: QPoint) -> None:
        """Show the menu of the current row at a place of the screen."""
        if self._menu is not None:
            self._menu.popup(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._menu is not None and self.commit_editor():
            at_cell = event.reason() == QContextMenuEvent.Reason.Keyboard
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self._menu.popup(self.viewport().mapToGlobal(corner) if at_cell else event.globalPos())

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option  # PySide's stubs leave out the fields of style options
        if self._model is not None:
            self._rows.paint(painter, given.rect, self._model, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Give the branch the ground of its row."""
        is_leaf = index.flags() & Qt.ItemFlag.ItemNeverHasChildren
        colours = self.cells.painter.colours_of(self.palette())
        painter.fillRect(rect, colours.base if is_leaf else colours.computed)
        painter.setPen(colours.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not is_leaf:  # there Qt would paint a block where the name is selected
            super().drawBranches(painter, rect, index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell_choice()
        if self._model is not None and current.isValid():
            self._model.session.tell_blanks(("", self._model.node_at(current)))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        parts = [*selected.toList(), *deselected.toList()]
        if all(part.height() == 1 for part in parts) and len(parts) <= _FEW:
            for part in parts:
                self._show_columns([part.topLeft()], range(part.left(), part.right() + 1))
            selected = deselected = QItemSelection()  # Qt would ask where the rows stand, and measure every row above
            super().selectionChanged(selected, deselected)
        else:
            self.setUpdatesEnabled(False)
            super().selectionChanged(selected, deselected)
            self.setUpdatesEnabled(True)
        self._is_choice_owed = True
        if not self._is_arriving:
            self._tell_choice()

    def _tell_choice(self) -> None:
        self._is_choice_owed = False
        self.choice_changed.emit()

    def look_changed(self, top_left: Index, bottom_right: Index) -> None:
        if top_left.internalId() == bottom_right.internalId():
            self._show_columns([top_left], range(top_left.column(), bottom_right.column() + 1))
        else:
            super().look_changed(top_left, bottom_right)

    def show_changed(self, *cells: Index) -> None:
        """Repaint these cells before the next picture, as far as they are on the screen then."""
        for cell in filter(_IS_VALID, cells):
            self._show_columns([cell], [cell.column()])

    def _show_columns(self, rows: Iterable[Index], columns: Iterable[int]) -> None:
        """Repaint columns of these rows before the next picture."""
        if not self.isVisible():
            return
        if not self._waiting:
            self._rows_wait.emit()
        for row in rows:
            self._waiting.setdefault(row.internalId(), set()).update(columns)

    def _repaint_waiting(self) -> None:
        """Look for the rows from the top of the view; others are not even measured."""
        waiting, self._waiting = self._waiting, {}
        room = self.viewport().rect()
        shown = self.indexAt(QPoint(0, 0)) if waiting else QModelIndex()
        while waiting and shown.isValid() and (place := self.visualRect(shown)).top() < room.height():
            columns = waiting.pop(shown.internalId(), set())
            for column in {_WHOLE} if _WHOLE in columns else columns:
                left = 0 if column == _WHOLE else self.columnViewportPosition(column)
                width = room.width() if column == _WHOLE else self.columnWidth(column)
                self.viewport().update(left, place.top(), width, place.height())
            shown = self.indexBelow(shown)
