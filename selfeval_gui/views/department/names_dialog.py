"""Names as forms write them, listed: some are chosen, and one of two buttons says what holds of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pick_table import PickTable
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel


class NamesWords(NamedTuple):
    """What such a dialog says. `other` is the end of the second button's name, and its text."""

    title: str
    headings: Sequence[str]
    listed: str
    told: str
    same: str
    other: tuple[str, str]


class NamesDialog(QDialog):
    """The list and its buttons; what may be said of the chosen rows, and to whom, is the matter of a subclass.

    `name` begins the names of all its parts; `widths` are those of the columns behind the first, `size` the dialog's,
    all in letters.
    """

    def __init__(
        self, name: str, words: NamesWords, widths: Sequence[int], size: tuple[int, int], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Dialog")
        self.setWindowTitle(words.title)
        self.table = PickTable(words.headings, self)
        self.table.setObjectName(f"{name}Table")
        self.table.setAccessibleName(words.listed)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        ending, text = words.other
        self.same = push_button(self, f"{name}Same", words.same, self._say_same)
        self.other = push_button(self, f"{name}{ending}", text, self._say_other)
        close = push_button(self, f"{name}Close", _("关闭"), self.reject)
        row = QHBoxLayout()
        for button in (self.same, self.other):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        page = QVBoxLayout(self)
        page.addWidget(QuietLabel(words.told, self, wraps=True))
        page.addWidget(self.table, 1)
        page.addLayout(row)
        self.table.itemSelectionChanged.connect(self.permit)
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate(widths, 1):
            self.table.setColumnWidth(column, em * width)
        resize_on_screen(self, em * size[0], em * size[1])
        self.permit()

    def list_rows(self, rows: Iterable[tuple[Sequence[str], bool]]) -> None:
        """List the rows by their texts, and choose those that are marked."""
        self.table.setRowCount(0)
        chosen = []
        for number, (texts, is_chosen) in enumerate(rows):
            self.table.add_row(texts)
            chosen += [number] if is_chosen else []
        self.table.clearSelection()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for number in chosen:
            self.table.selectRow(number)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setFocus()

    def chosen_rows(self) -> list[int]:
        """Return the numbers of the rows that are chosen, from above."""
        return sorted({index.row() for index in self.table.selectionModel().selectedRows()})

    def text(self, row: int, column: int) -> str:
        """Return what stands in a row."""
        item = self.table.item(row, column)
        return "" if item is None else str(item.data(Qt.ItemDataRole.DisplayRole))

    def permit(self) -> None:
        """Let that be said which holds of more than one name."""
        for button in (self.same, self.other):
            button.setEnabled(len(self.chosen_rows()) > 1)

    def say(self, are_one: bool) -> None:
        """Hand over what is said of the chosen names."""
        raise NotImplementedError

    def _say_same(self, _checked: bool = False) -> None:
        self.say(True)

    def _say_other(self, _checked: bool = False) -> None:
        self.say(False)
