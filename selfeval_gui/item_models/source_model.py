"""The source of an import as it was: its cells with their merges, and where each of them went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Qt

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.exchange.cell_text import column_letters
from selfeval_gui.exchange.readers.grid import Source, SourceCell, place_of
from selfeval_gui.exchange.recognize.result import DELETED, CellKey, FoundForm
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import imported_field_label, place_words, unmapped_reason
from selfeval_gui.item_models.cell_table import CellTable, Index
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.item_models.marks import plain_tooltip

_LONGEST_SHOWN = 200
_SHEET_NAME = 6  # letters of the name before the first row of a further sheet


def _account(found: FoundForm) -> tuple[dict[CellKey, Fate], dict[CellKey, str]]:
    """Return where each cell of a form went, and of those that went nowhere why."""
    unmapped = {remark.cell.key: remark.code for remark in found.unmapped if remark.cell is not None}
    doubted = {remark.cell.key for remark in found.doubts if remark.cell is not None}
    fates = dict.fromkeys(found.mapped, Fate.MAPPED) | dict.fromkeys(found.labels - found.mapped.keys(), Fate.LABEL)
    fates |= dict.fromkeys(doubted, Fate.DOUBTED) | {key: _fate_of(code) for key, code in unmapped.items()}
    return fates, {key: unmapped_reason(code) for key, code in unmapped.items()}


def _fate_of(code: str) -> Fate:
    return Fate.OUTSIDE if code == DELETED else Fate.UNMAPPED


class SourceModel(CellTable[SourceCell]):
    """The rows that belong to one form, or to none; blank rows between them are left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(lambda cell: cell.key[:2], parent)
        self._source = Source([])
        self._fates: dict[CellKey, Fate] = {}
        self._refs: dict[CellKey, tuple[FieldRef, ...]] = {}
        self._reasons: dict[CellKey, str] = {}

    def show_form(self, source: Source, found: FoundForm) -> None:
        """Show the cells of a form."""
        fates, reasons = _account(found)
        keys = fates.keys()
        cells = [cell for number in found.grids for cell in source.grids[number].cells if cell.key in keys]
        self._show(source, cells, fates, reasons)
        self._refs = found.mapped

    def show_fates(self, found: FoundForm) -> None:
        """Show the same cells with what became of each by now."""
        self._fates, self._reasons = _account(found)
        self._refs = found.mapped
        if self.cells:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def show_cells(self, source: Source, cells: list[SourceCell]) -> None:
        """Show cells that belong to no form."""
        keys = [cell.key for cell in cells]
        reasons = dict.fromkeys(keys, unmapped_reason("outside"))
        self._show(source, cells, dict.fromkeys(keys, Fate.OUTSIDE), reasons)
        self._refs = {}

    def _show(
        self, source: Source, cells: Iterable[SourceCell], fates: dict[CellKey, Fate], reasons: dict[CellKey, str]
    ) -> None:
        self.beginResetModel()
        self._source, self._fates, self._reasons = source, fates, reasons
        self.lay_out(cells)
        self.endResetModel()

    def place_text(self, cell: SourceCell) -> str:
        """Say what became of a cell."""
        place, fate = place_words(place_of(self._source, cell)), self._fates.get(cell.key)
        refs = self._refs.get(cell.key, ())
        if refs:
            fields = "、".join(dict.fromkeys(imported_field_label(ref.name) for ref in refs))
            words = _("{place} → {fields}，要核对") if fate is Fate.DOUBTED else _("{place} → {fields}")
            return words.format(place=place, fields=fields)
        if fate is Fate.LABEL:
            return _("{place}：表上印的字").format(place=place)
        reason = self._reasons.get(cell.key, "")
        return _("{place}：未归位，{reason}").format(place=place, reason=reason) if reason else place

    # ---- Qt ------------------------------------------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return column_letters(section)
        grid, row = self.rows[section]
        begins = self._source.is_workbook and grid != (self.rows[section - 1][0] if section else self.rows[0][0])
        return f"{self._source.grids[grid].name[:_SHEET_NAME]} {row + 1}" if begins else str(row + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.thing_at(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return cell.text
        if role == Qt.ItemDataRole.DisplayRole:
            short = cell.text[:_LONGEST_SHOWN]
            return short if len(short) == len(cell.text) else short + "…"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.place_text(cell))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text} {self.place_text(cell)}"
        return self._fates.get(cell.key) if role == Role.FATE else None
