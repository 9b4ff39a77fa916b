"""One of two tables beside each other, source and result: what is chosen in one is shown in the other."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from selfeval_gui.views.basics.fate_delegate import FateDelegate
from selfeval_gui.views.basics.rows import lay_rows


class PairedModel(Protocol):
    """A model whose cells stand for something."""

    def thing_at(self, index: QModelIndex) -> Any:
        """Return what a cell stands for, None for nothing."""

    def index_of(self, thing: Any) -> QModelIndex:
        """Return where it is shown; an invalid index if it is not."""


class PairedTable(QTableView):
    """Tells what the user goes to, and goes where it is told in silence.

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
        self._paired: PairedModel = model
        self.setItemDelegate(FateDelegate(self))
        lay_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._moved)

    def go_to(self, thing: Any) -> None:
        """Make its cell the current one, without telling of it."""
        index = self._paired.index_of(thing)
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(index)
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
