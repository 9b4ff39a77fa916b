"""An office's own file as it was learned, in two views beside each other: its cells, and its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.import_messages import paper_field_label, place_words
from selfeval_gui.item_models.blank_model import BlankModel
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.paired_table import CellsTable
from selfeval_gui.views.basics.pick_table import PickTable
from selfeval_gui.views.basics.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfeval_gui.exchange.own_paper.learned import Learned, ShownCell

_FIELD = Qt.ItemDataRole.UserRole


class BlankView(CellsTable):
    """The file as a table; Enter or a double click puts the field chosen beside it into the cell.

    Signals
    -------
    picked()
        the cell one stands on is meant.
    """

    picked = Signal()

    def __init__(self, parent: QWidget) -> None:
        self.blank = BlankModel()
        super().__init__(self.blank, parent)
        self.setObjectName("learnBlank")
        self.setAccessibleName(_("单位文件的内容"))
        self.doubleClicked.connect(self._pick)

    def current_cell(self) -> ShownCell | None:
        """Return the cell one stands on."""
        return self.blank.thing_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick()
        else:
            super().keyPressEvent(event)

    def _pick(self, _index: object = None) -> None:
        if self.current_cell() is not None:
            self.picked.emit()


class FieldList(PickTable):
    """Fields, and where each stands; Delete takes the place of one away.

    Signals
    -------
    dropped()
        the field one stands on is to stand nowhere.
    """

    dropped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__((_("栏目"), _("位置"), _("上方或左边的字")), parent)
        self.setObjectName("learnFields")
        self.setAccessibleName(_("栏目和它的位置"))

    def show_learned(self, learned: Learned, fields: Sequence[str]) -> None:
        """List the fields, in silence."""
        from selfeval_gui.exchange.cell_text import column_letters

        columns = {f"indicator.{each.field}": column_letters(each.first) for each in learned.paper.block.columns}
        placed = {each.field: each for each in reversed(learned.places)}
        self.blockSignals(True)
        self.setRowCount(0)
        for field in fields:
            where, words = _("没有位置"), ""
            if field in placed:
                where, words = place_words(placed[field].place), placed[field].heading
            elif field in columns:
                where = _("{column} 列").format(column=columns[field])
            self.add_row((paper_field_label(field), where, words))
            item = self.item(self.rowCount() - 1, 0)
            if item is not None:
                item.setData(_FIELD, field)
                item.setIcon(theme.icon("minus" if field in learned.no_place else "ok", Tone.QUIET))
        self.resizeColumnToContents(1)
        self.blockSignals(False)

    def field(self) -> str:
        """Return the field one stands on, "" for none."""
        return self._field_of(self.currentRow())

    def go_to(self, field: str) -> None:
        """Make a field the one one stands on, in silence."""
        for row in range(self.rowCount()):
            if self._field_of(row) == field:
                self.blockSignals(True)
                self.selectRow(row)
                self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def _field_of(self, row: int) -> str:
        item = self.item(row, 0)
        return "" if item is None else str(item.data(_FIELD))
