"""A table to pick one row from, over the words on it: what 历史版本 and the recovery have in common."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPlainTextEdit, QTableWidget, QTableWidgetItem, QWidget

from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.rows import lay_rows


class PickTable(QTableWidget):
    """Rows of text that are only read; the first column takes the room that is left, Tab goes on to the buttons."""

    def __init__(self, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(0, len(headings), parent)
        self.setHorizontalHeaderLabels(list(headings))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        lay_rows(self)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def add_row(self, texts: Sequence[str], tip: str = "") -> None:
        """Add a row at the end; the tip belongs to its first cell."""
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(tip if column == 0 else "")
            self.setItem(row, column, item)


class PickWords(QPlainTextEdit):
    """What there is to say of the picked row; to be read and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)

    def tell(self, text: str) -> None:
        """Show the words of another row, and have them read out: the keyboard stays in the table."""
        self.setPlainText(text)
        if self.isVisible():
            announce(self, text)
