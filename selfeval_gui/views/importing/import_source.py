"""The source of an import: each cell on the ground of where it went."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QWidget

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
