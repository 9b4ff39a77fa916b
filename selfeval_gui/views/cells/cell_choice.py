"""What is chosen in a view of cells."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView


def choose_only(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> None:
    """Choose one cell alone; Qt's own `setCurrentIndex` would extend the selection while Shift or Ctrl is down."""
    model = view.selectionModel()
    parts = model.selection().toList()
    if len(parts) > 1 or any(part.height() > 1 for part in parts):
        # Silently and with a whole repaint: asked what to repaint, Qt would look at each of thousands of rows.
        model.blockSignals(True)
        model.clearSelection()
        model.blockSignals(False)
        view.viewport().update()
    model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
