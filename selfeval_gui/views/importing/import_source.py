"""The source of an import: each cell on the ground of where it went."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.result import CellKey
from selfeval_gui.i18n import _
from selfeval_gui.item_models.source_model import SourceModel
from selfeval_gui.views.basics.paired_table import CellsTable


class SourceView(CellsTable):
    """Shows the source; what is chosen in it is a SourceCell."""

    def __init__(self, parent: QWidget) -> None:
        self.source_model = SourceModel()
        super().__init__(self.source_model, parent)
        self.setObjectName("importSource")
        self.setAccessibleName(_("原文件的内容"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

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


def _key(cell: SourceCell) -> CellKey:
    return cell.key
