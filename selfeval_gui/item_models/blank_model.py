"""An office's own file as it was learned: its cells with their merges, and which field stands in which."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from selfeval_gui.i18n import _
from selfeval_gui.import_messages import paper_field_label, place_words
from selfeval_gui.item_models.cell_table import CellTable, Index
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.item_models.marks import plain_tooltip

if TYPE_CHECKING:
    from selfeval_gui.exchange.own_paper.learned import Learned, ShownCell
    from selfeval_gui.exchange.templates.paper import At

_LONGEST_SHOWN = 100


class BlankModel(CellTable["ShownCell"]):
    """The cells of the form, and what is known of each."""

    most_rows, most_columns = 2000, 100

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(lambda cell: cell.at[:2], parent)
        self._learned: Learned | None = None
        self._fields: dict[At, str] = {}
        self._doubted: set[At] = set()

    def show_learned(self, learned: Learned, undecided: Collection[At]) -> None:
        """Show the cells; those of `undecided` hold texts nobody has said anything of."""
        from selfeval_gui.exchange.own_paper.values import OF_INDICATORS

        self.beginResetModel()
        self._learned, self._doubted = learned, set(undecided)
        self.lay_out(cell for table in learned.tables for cell in table.cells)
        self._fields = {each.at: each.field for each in learned.paper.places}
        block = learned.paper.block
        rows = set(block.rows)
        in_rows = [cell for cell in self.cells.values() if self.row_of(cell) in rows]
        for column in block.columns:
            inside = (cell for cell in in_rows if column.first <= cell.column <= column.last)
            self._fields |= {cell.at: f"{OF_INDICATORS}{column.field}" for cell in inside}
        self.endResetModel()

    def field_at(self, at: At) -> str:
        """Return the field that stands in a cell, "" for none."""
        field = self._fields.get(at, "")
        return "" if field.startswith("_") else field

    def place_text(self, cell: ShownCell) -> str:
        """Say which field stands in a cell."""
        place = "" if self._learned is None else place_words(self._learned.place(cell.at))
        field = self.field_at(cell.at)
        if field:
            return _("{place} ← {field}").format(place=place, field=paper_field_label(field))
        if cell.at in self._doubted:
            return _("{place}：可能是上年留下的字，要决定怎么办").format(place=place)
        return place if not cell.text else _("{place}：原样不动的字").format(place=place)

    # ---- Qt ------------------------------------------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            from selfeval_gui.exchange.cell_text import column_letters

            return column_letters(section)
        return str(self.rows[section][1] + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.thing_at(index)
        if cell is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self._shown(cell) if role == Qt.ItemDataRole.DisplayRole else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.place_text(cell))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text or self._shown(cell)} {self.place_text(cell)}"
        return self._fate(cell) if role == Role.FATE else None

    def _shown(self, cell: ShownCell) -> str:
        """Return what stands in the cell, or, where a field is going to, its last word."""
        field = self.field_at(cell.at)
        if field and not cell.text:
            return "〔{}〕".format(paper_field_label(field).rpartition(" / ")[2])
        return cell.text if len(cell.text) <= _LONGEST_SHOWN else f"{cell.text[:_LONGEST_SHOWN]}…"

    def _fate(self, cell: ShownCell) -> Fate | None:
        if cell.at in self._fields:
            return Fate.MAPPED
        if cell.at in self._doubted:
            return Fate.DOUBTED
        return Fate.LABEL if cell.text else None
