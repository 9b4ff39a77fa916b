"""Where the keyboard goes in the indicator tree, and which rows and cells are chosen, as in a spreadsheet."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import walk
from selfeval_gui.item_models.columns import INDICATOR_FIELD, IndicatorColumn
from selfeval_gui.item_models.indicator_model import IndicatorModel

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction

# A mixin to a tree view; its own base only for the type checker.
if TYPE_CHECKING:
    _View = QTreeView
else:
    _View = object

_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_LAST = IndicatorColumn.REASON
_FAR_PAGES = 2


class TreeCursor(_View):
    """Put before QTreeView in the bases."""

    _let_go: Sequence[tuple[NodeId, list[int]]] = ()

    def indicator_model(self) -> IndicatorModel | None:
        """Return the model shown."""
        raise NotImplementedError

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Jump most of a long way at once: on its own Qt measures every row that lies between."""
        self.executeDelayedItemsLayout()
        bar, row = self.verticalScrollBar(), self._rows_above(index)
        if row is not None and abs(row - bar.value()) > _FAR_PAGES * bar.pageStep():
            bar.setValue(row - bar.pageStep() // 2)
        super().scrollTo(index, hint)

    def _rows_above(self, index: Index) -> int | None:
        """Return how many rows are shown above a row; None where it is folded away."""
        count, model = 0, index.model()
        while index.isValid():
            above = index.parent()
            if above.isValid():
                if not self.isExpanded(above):
                    return None
                count += 1
            count += index.row()
            if not index.flags() & Qt.ItemFlag.ItemNeverHasChildren:  # nor have its siblings anything below
                count += sum(self._rows_below(model.index(row, 0, above)) for row in range(index.row()))
            index = above
        return count

    def _rows_below(self, index: QModelIndex) -> int:
        """Return how many rows are shown below a row that belong to it."""
        model = index.model()
        if not self.isExpanded(index) or not model.hasChildren(index):
            return 0
        count = model.rowCount(index)
        if model.index(0, 0, index).flags() & Qt.ItemFlag.ItemNeverHasChildren:
            return count
        return count + sum(self._rows_below(model.index(row, 0, index)) for row in range(count))

    # ---- keys ---------------------------------------------------------------------------------------------------

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go as in a spreadsheet; only in the name column left and right fold first, as in every tree."""
        index = self.currentIndex()
        if not index.isValid():
            return super().moveCursor(action, modifiers)
        if action == Move.MoveLeft:
            return self._to_the_left(index, may_fold=modifiers == Qt.KeyboardModifier.NoModifier)
        if action == Move.MoveRight:
            return self._to_the_right(index, may_fold=modifiers == Qt.KeyboardModifier.NoModifier)
        if action in {Move.MoveHome, Move.MoveEnd}:
            column = 0 if action == Move.MoveHome else int(_LAST)
            row = index
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                row = super().moveCursor(action, modifiers)
            return row.siblingAtColumn(column)
        return super().moveCursor(action, modifiers)

    def _to_the_left(self, index: QModelIndex, *, may_fold: bool) -> QModelIndex:
        if index.column() > 0:
            return index.siblingAtColumn(index.column() - 1)
        if not may_fold:
            return index
        if self.isExpanded(index) and self.model().hasChildren(index):
            self.collapse(index)
            return index
        return index.parent() if index.parent().isValid() else index

    def _to_the_right(self, index: QModelIndex, *, may_fold: bool) -> QModelIndex:
        if may_fold and index.column() == 0 and not self.isExpanded(index) and self.model().hasChildren(index):
            self.expand(index)
            return index
        return index.siblingAtColumn(min(index.column() + 1, _LAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose whole rows by Shift and the space bar."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.select_whole_rows()
        else:
            super().keyPressEvent(event)

    def select_whole_rows(self) -> None:
        """Make whole rows of what is selected."""
        self.selectionModel().select(self.selectionModel().selection(), _ROWS)

    # ---- what is chosen -----------------------------------------------------------------------------------------

    def current_node(self) -> NodeId | None:
        """Return the node of the current row."""
        model = self.indicator_model()
        return None if model is None else model.node_at(self.currentIndex())

    def chosen_nodes(self) -> list[NodeId]:
        """Return the nodes with a selected cell, in the order of the paper; else the current one."""
        rows = dict(self.chosen_cells())
        return list(rows) or [node for node in [self.current_node()] if node is not None]

    def chosen_cells(self) -> Iterator[tuple[NodeId, list[int]]]:
        """Yield each row with a selected cell and the columns of these, in the order of the paper."""
        model = self.indicator_model()
        if model is None:
            return
        columns: dict[NodeId, set[int]] = {}
        for part in self.selectionModel().selection().toList():
            for row in range(part.top(), part.bottom() + 1):
                node = model.node_at(model.index(row, 0, part.parent()))
                if node is not None:
                    columns.setdefault(node, set()).update(range(part.left(), part.right() + 1))
        if len(columns) == 1:  # the usual case needs no look at the whole form
            yield from ((node, sorted(chosen)) for node, chosen in columns.items())
            return
        for indicator, _level in walk(model.session.form.indicators if columns else []):
            if indicator.id in columns:
                yield NodeId(indicator.id), sorted(columns[NodeId(indicator.id)])

    def let_go_of_selection(self) -> None:
        """Remember what is selected and select nothing, silently; `take_selection_back` must follow."""
        self._let_go = list(self.chosen_cells())
        self.selectionModel().blockSignals(True)
        self.selectionModel().clearSelection()
        self.selectionModel().blockSignals(False)

    def take_selection_back(self) -> None:
        """Select what was selected, wherever the rows stand now, neighbours in one piece."""
        model = self.indicator_model()
        if model is None:
            return
        blocks: list[tuple[QModelIndex, QModelIndex]] = []
        for node, columns in self._let_go:
            index = model.index_of(node)
            starts = [column for column in columns if column - 1 not in columns]
            ends = [column for column in columns if column + 1 not in columns]
            for start, end in zip(starts, ends, strict=True):
                first, last = index.siblingAtColumn(start), index.siblingAtColumn(end)
                if blocks and _continues(blocks[-1], first, last):
                    first = blocks.pop()[0]
                blocks.append((first, last))
        self._let_go = []
        selection = QItemSelection()
        for first, last in blocks:
            selection.append([QItemSelectionRange(first, last)])
        self.selectionModel().blockSignals(True)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def editable_cells(self) -> list[tuple[NodeId, str]]:
        """Return the selected cells that can be typed in, row by row."""
        model = self.indicator_model()
        return [
            (node, INDICATOR_FIELD[column])
            for node, columns in self.chosen_cells()
            for column in columns
            if model is not None and model.is_editable(node, column)
        ]


def _continues(block: tuple[QModelIndex, QModelIndex], first: QModelIndex, last: QModelIndex) -> bool:
    """Tell whether a piece of a row stands right below a block and is as wide."""
    start, end = block
    below = (start.column(), end.column(), end.row() + 1) == (first.column(), last.column(), first.row())
    return below and start.parent() == first.parent()
