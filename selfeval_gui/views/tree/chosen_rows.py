"""Which rows and cells of the indicator tree are chosen, as in a spreadsheet."""

from collections.abc import Iterator, Sequence
from typing import cast

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, QObject
from PySide6.QtWidgets import QTreeView

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import walk
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.cells.cell_steps import takes_letters

_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class ChosenRows(QObject):
    """Reads the selection of a view of an IndicatorModel by nodes, and keeps it while the rows are put elsewhere."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._let_go: Sequence[tuple[NodeId, list[int]]] = ()

    def _model(self) -> IndicatorModel | None:
        return cast(IndicatorModel | None, self._view.model())

    def make_whole(self) -> None:
        """Choose the whole rows of what is chosen."""
        self._view.selectionModel().select(self._view.selectionModel().selection(), _ROWS)

    def current(self) -> NodeId | None:
        """Return the node of the current row."""
        model = self._model()
        return None if model is None else model.node_at(self._view.currentIndex())

    def nodes(self) -> list[NodeId]:
        """Return the nodes with a selected cell, in the order of the paper; else the current one."""
        rows = dict(self.cells())
        return list(rows) or [node for node in [self.current()] if node is not None]

    def cells(self) -> Iterator[tuple[NodeId, list[int]]]:
        """Yield each row with a selected cell and the columns of these, in the order of the paper."""
        model = self._model()
        if model is None:
            return
        columns: dict[NodeId, set[int]] = {}
        for part in self._view.selectionModel().selection().toList():
            first = part.topLeft()  # from which to go down without the way over the parent
            for row in range(part.top(), part.bottom() + 1):
                node = model.node_at(first if row == part.top() else model.sibling(row, 0, first))
                if node is not None:
                    columns.setdefault(node, set()).update(range(part.left(), part.right() + 1))
        if len(columns) == 1:  # the usual case needs no look at the whole form
            yield from ((node, sorted(chosen)) for node, chosen in columns.items())
            return
        for indicator, _level in walk(model.session.form.indicators if columns else []):
            if indicator.id in columns:
                yield NodeId(indicator.id), sorted(columns[NodeId(indicator.id)])

    def let_go(self) -> None:
        """Remember what is selected and select nothing, silently; `take_back` must follow."""
        self._let_go = list(self.cells())
        chosen = self._view.selectionModel()
        chosen.blockSignals(True)
        chosen.clearSelection()
        chosen.blockSignals(False)

    def take_back(self) -> None:
        """Select what was selected, wherever the rows stand now, neighbours in one piece."""
        model = self._model()
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
        selection, chosen = QItemSelection(), self._view.selectionModel()
        for first, last in blocks:
            selection.append([QItemSelectionRange(first, last)])
        chosen.blockSignals(True)
        chosen.select(selection, QItemSelectionModel.SelectionFlag.Select)
        chosen.blockSignals(False)
        self._view.viewport().update()

    def editable_cells(self) -> list[tuple[NodeId, str]]:
        """Return the selected cells that take what is typed, pasted or filled in, row by row; no name of a level."""
        model = self._model()
        if model is None:
            return []
        return [
            (node, model.columns.fields[column])
            for node, columns in self.cells()
            for column in columns
            if takes_letters(model.index_of(node, model.columns.fields[column]))
        ]


def _continues(block: tuple[QModelIndex, QModelIndex], first: QModelIndex, last: QModelIndex) -> bool:
    """Tell whether a piece of a row stands right below a block and is as wide."""
    start, end = block
    below = (start.column(), end.column(), end.row() + 1) == (first.column(), last.column(), first.row())
    return below and start.parent() == first.parent()
