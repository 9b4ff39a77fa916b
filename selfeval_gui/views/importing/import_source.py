"""The source of an import: each cell on the ground of where it went."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.result import CellKey
from selfeval_gui.i18n import _
from selfeval_gui.item_models.source_model import SourceModel
from selfeval_gui.views.basics.paired_table import CellsTable

_MOVES = {
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
}


class SourceView(CellsTable):
    """Shows the source; what is chosen in it is a SourceCell."""

    def __init__(self, parent: QWidget) -> None:
        self.source_model = SourceModel()
        super().__init__(self.source_model, parent)
        self.setObjectName("importSource")
        self.setAccessibleName(_("原文件的内容"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._start = QPersistentModelIndex()  # where what Shift chooses begins, if the view was led there
        self._is_extending = False

    def go_to(self, thing: Any) -> None:
        """Make its cell the only chosen one; Shift and an arrow choose on from there."""
        super().go_to(thing)
        self._start = QPersistentModelIndex(self.currentIndex())

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
        is_with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._is_extending = is_with_shift and self._start.isValid()
        super().keyPressEvent(event)
        self._is_extending = False
        if not is_with_shift and event.key() in _MOVES:
            self._start = QPersistentModelIndex()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let what Shift chooses begin where the mouse was pressed."""
        self._start = QPersistentModelIndex()
        super().mousePressEvent(event)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose from where the view was led to; of that Qt's own view knows nothing."""
        if self._is_extending:
            start = self.model().index(self._start.row(), self._start.column())
            rect = QRect(self.visualRect(start).center(), self.visualRect(self.currentIndex()).center())
        super().setSelection(rect, command)


def _key(cell: SourceCell) -> CellKey:
    return cell.key
