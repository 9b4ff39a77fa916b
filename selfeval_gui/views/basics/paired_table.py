"""One of two tables beside each other, source and result: what is chosen in one is shown in the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from selfeval_gui.views.basics.fate_delegate import FateDelegate
from selfeval_gui.views.basics.rows import lay_rows

_WIDEST, _NARROWEST = 14, 4  # letters of a column
_ROWS_MEASURED = 300


class PairedTable(QTableView):
    """Tells what the user goes to, and goes where it is told in silence.

    Its model has `thing_at(index)`, None for nothing, and `index_of(thing)`, invalid for what it does not show.

    Signals
    -------
    chosen(thing)
        the user went to a cell that stands for something.
    """

    chosen = Signal(object)

    def __init__(self, model: Any, parent: QWidget) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setModel(model)
        self._paired: Any = model
        self.setItemDelegate(FateDelegate(self))
        lay_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._moved)

    def go_to(self, thing: Any) -> None:
        """Make its cell the current one and the only chosen one, whatever keys are held, without telling of it."""
        index = self._paired.index_of(thing)
        if index.isValid():
            self.selectionModel().blockSignals(True)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.selectionModel().blockSignals(False)
            self.viewport().update()
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy all that a cell holds, which is more than it shows of a long text."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(str(self.currentIndex().data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().keyPressEvent(event)

    def _moved(self, current: QModelIndex) -> None:
        thing = self._paired.thing_at(current)
        if thing is not None:
            self.chosen.emit(thing)


class CellsTable(PairedTable):
    """One whose cells are those of a file: merged as there, as wide as their texts need, within limits.

    Its model has `spans()`: row, column, rows and columns of every merge.
    """

    def __init__(self, model: Any, parent: QWidget) -> None:
        self._spans: list[tuple[int, int, int, int]] = []
        super().__init__(model, parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)

    def arrange(self) -> None:
        """Merge and size the cells anew, after the model shows something else, and begin at its first cell."""
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        self.clearSpans()
        self._spans = self._paired.spans()
        for span in self._spans:
            self.setSpan(*span)
        letter = self.fontMetrics().horizontalAdvance("国")
        widths = [_NARROWEST] * self.model().columnCount()
        for row in range(min(self.model().rowCount(), _ROWS_MEASURED)):
            for column in range(len(widths)):
                index = self.model().index(row, column)
                cell = self._paired.thing_at(index)
                if cell is not None and cell.column == cell.last_column:
                    longest = max(map(len, str(index.data() or "").split("\n")))
                    widths[column] = max(widths[column], min(longest + 1, _WIDEST))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, letter * width)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Show a merged cell from its first letter, in whichever of its rows and columns one came to stand."""
        row, column = index.row(), index.column()
        for top, left, rows, columns in self._spans:
            if top <= row < top + rows and left <= column < left + columns:
                index = self.model().index(top, left)
        super().scrollTo(index, hint)
