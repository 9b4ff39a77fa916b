"""The source of an import: each cell on the ground of where it went."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.result import CellKey
from selfeval_gui.i18n import _
from selfeval_gui.item_models.source_model import SourceModel
from selfeval_gui.views.importing.paired_table import PairedTable

_WIDEST, _NARROWEST = 14, 4  # letters of a column
_ROWS_MEASURED = 300


class SourceView(PairedTable):
    """Shows the source; what is chosen in it is a SourceCell."""

    def __init__(self, parent: QWidget) -> None:
        self.source_model = SourceModel()
        self._spans: list[tuple[int, int, int, int]] = []
        super().__init__(self.source_model, parent)
        self.setObjectName("importSource")
        self.setAccessibleName(_("原文件的内容"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def arrange(self) -> None:
        """Merge and size the cells anew, after the model shows something else, and begin at its first cell."""
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        self.clearSpans()
        self._spans = self.source_model.spans()
        for span in self._spans:
            self.setSpan(*span)
        letter = self.fontMetrics().horizontalAdvance("国")
        widths = [_NARROWEST] * self.source_model.columnCount()
        for row in range(min(self.source_model.rowCount(), _ROWS_MEASURED)):
            for column in range(len(widths)):
                cell = self.source_model.thing_at(self.source_model.index(row, column))
                if cell is not None and cell.column == cell.last_column:
                    longest = max(map(len, cell.text.split("\n")))
                    widths[column] = max(widths[column], min(longest + 1, _WIDEST))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, letter * width)

    def chosen_cells(self) -> list[SourceCell]:
        """Return the chosen cells that hold something, each once, in the order of the paper."""
        found = (self.source_model.thing_at(index) for index in self.selectionModel().selectedIndexes())
        return sorted({cell.key: cell for cell in found if cell is not None}.values(), key=_key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the column with Ctrl+Space and the row with Shift+Space, as spreadsheets do."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.selectColumn(self.currentIndex().column())
                return
            if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                self.selectRow(self.currentIndex().row())
                return
        super().keyPressEvent(event)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Show a merged cell from its first letter, in whichever of its rows and columns one came to stand."""
        row, column = index.row(), index.column()
        for top, left, rows, columns in self._spans:
            if top <= row < top + rows and left <= column < left + columns:
                index = self.source_model.index(top, left)
        super().scrollTo(index, hint)


def _key(cell: SourceCell) -> CellKey:
    return cell.key
