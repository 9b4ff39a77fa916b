"""The source of an import as it was: its cells with their merges, each on the ground of where it went."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from selfeval_gui.exchange.layout.sheet import FieldRef
from selfeval_gui.exchange.readers.grid import Source, SourceCell, column_letters, place_of
from selfeval_gui.exchange.recognize.result import CellKey, Found
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import imported_field_label, place_words, unmapped_reason
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.theme import Tone

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_MOST_ROWS, _MOST_COLUMNS = 5000, 200
_LONGEST_SHOWN = 200
_SHEET_NAME = 6  # letters of the name before the first row of a further sheet
_WIDEST, _NARROWEST = 14, 4  # letters of a column


class Fate(Enum):
    """What became of a cell."""

    MAPPED = "mapped"
    LABEL = "label"
    UNMAPPED = "unmapped"
    DOUBTED = "doubted"


_GROUNDS = {Fate.MAPPED: Tone.GOOD, Fate.UNMAPPED: Tone.ERROR, Fate.DOUBTED: Tone.WARNING}
_SIGNS = {Fate.UNMAPPED: "error", Fate.DOUBTED: "warning"}


class SourceModel(QAbstractTableModel):
    """The rows that belong to one form, or to none; blank rows between them are left out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._source = Source([])
        self._cells: dict[tuple[int, int], SourceCell] = {}
        self._rows: list[tuple[int, int]] = []
        self._places: dict[tuple[int, int], int] = {}
        self._columns = 0
        self._fates: dict[CellKey, Fate] = {}
        self._refs: dict[CellKey, tuple[FieldRef, ...]] = {}
        self._reasons: dict[CellKey, str] = {}

    def show_form(self, source: Source, found: Found) -> None:
        """Show the cells of a form."""
        unmapped = {remark.cell.key: remark.code for remark in found.unmapped if remark.cell is not None}
        doubted = {remark.cell.key for remark in found.doubts if remark.cell is not None}
        fates = dict.fromkeys(found.mapped, Fate.MAPPED) | dict.fromkeys(found.labels - found.mapped.keys(), Fate.LABEL)
        fates |= dict.fromkeys(doubted, Fate.DOUBTED) | dict.fromkeys(unmapped, Fate.UNMAPPED)
        keys = fates.keys()
        cells = [cell for number in found.grids for cell in source.grids[number].cells if cell.key in keys]
        self._show(source, cells, fates, {key: unmapped_reason(code) for key, code in unmapped.items()})
        self._refs = found.mapped

    def show_cells(self, source: Source, cells: list[SourceCell]) -> None:
        """Show cells that belong to no form."""
        keys = [cell.key for cell in cells]
        reasons = dict.fromkeys(keys, unmapped_reason("outside"))
        self._show(source, cells, dict.fromkeys(keys, Fate.UNMAPPED), reasons)
        self._refs = {}

    def _show(
        self, source: Source, cells: Iterable[SourceCell], fates: dict[CellKey, Fate], reasons: dict[CellKey, str]
    ) -> None:
        self.beginResetModel()
        self._source, self._fates, self._reasons = source, fates, reasons
        kept = [cell for cell in cells if cell.column < _MOST_COLUMNS]
        self._rows = sorted({cell.key[:2] for cell in kept})[:_MOST_ROWS]
        self._places = {row: place for place, row in enumerate(self._rows)}
        self._cells = {(self._places[cell.key[:2]], cell.column): cell for cell in kept if cell.key[:2] in self._places}
        self._columns = 1 + max((min(cell.last_column, _MOST_COLUMNS - 1) for cell in kept), default=-1)
        self.endResetModel()

    def spans(self) -> list[tuple[int, int, int, int]]:
        """Return row, column, rows and columns of every merge, as far as its rows are shown."""
        found = []
        for (place, column), cell in self._cells.items():
            last = place
            while last + 1 < len(self._rows) and self._rows[last + 1] <= (cell.grid, cell.last_row):
                last += 1
            right = min(cell.last_column, _MOST_COLUMNS - 1)
            if last > place or right > column:
                found.append((place, column, last - place + 1, right - column + 1))
        return found

    def cell_at(self, index: Index) -> SourceCell | None:
        """Return the cell there, if it holds something."""
        return self._cells.get((index.row(), index.column()))

    def index_of(self, cell: SourceCell) -> QModelIndex:
        """Return where a cell is shown; an invalid index if it is not."""
        place = self._places.get(cell.key[:2])
        return QModelIndex() if place is None else self.index(place, cell.column)

    def place_text(self, cell: SourceCell) -> str:
        """Say what became of a cell."""
        place, fate = place_words(place_of(self._source, cell)), self._fates.get(cell.key)
        refs = self._refs.get(cell.key, ())
        if refs:
            fields = "、".join(dict.fromkeys(imported_field_label(ref.name) for ref in refs))
            return _("{place} → {fields}").format(place=place, fields=fields)
        if fate is Fate.LABEL:
            return _("{place}：表上印的字").format(place=place)
        reason = self._reasons.get(cell.key, "")
        return _("{place}：未归位，{reason}").format(place=place, reason=reason) if reason else place

    # ---- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self._columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return column_letters(section)
        grid, row = self._rows[section]
        begins = self._source.is_workbook and grid != (self._rows[section - 1][0] if section else self._rows[0][0])
        return f"{self._source.grids[grid].name[:_SHEET_NAME]} {row + 1}" if begins else str(row + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell_at(index)
        if cell is None:
            return None
        fate = self._fates.get(cell.key)
        if role == Qt.ItemDataRole.DisplayRole:
            short = cell.text[:_LONGEST_SHOWN]
            return short if len(short) == len(cell.text) else short + "…"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.place_text(cell))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text} {self.place_text(cell)}"
        if role == Qt.ItemDataRole.BackgroundRole and fate in _GROUNDS:
            return theme.tint(_GROUNDS[fate])
        if role == Qt.ItemDataRole.ForegroundRole and fate is Fate.LABEL:
            return theme.color(Tone.QUIET)
        if role == Qt.ItemDataRole.DecorationRole and fate in _SIGNS:
            return theme.icon(_SIGNS[fate], _GROUNDS[fate])
        return None


class SourceView(QTableView):
    """Shows the source.

    Signals
    -------
    cell_chosen(cell)
        the user went to a cell that holds something.
    """

    cell_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("importSource")
        self.setAccessibleName(_("原文件的内容"))
        self._model = SourceModel(self)
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.selectionModel().currentChanged.connect(self._moved)

    @property
    def source_model(self) -> SourceModel:
        """What is shown."""
        return self._model

    def arrange(self) -> None:
        """Merge and size the cells anew, after the model shows something else, and begin at its first cell."""
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        self.clearSpans()
        for span in self._model.spans():
            self.setSpan(*span)
        letter = self.fontMetrics().horizontalAdvance("国")
        widths = [_NARROWEST] * self._model.columnCount()
        for row in range(min(self._model.rowCount(), 300)):
            for column in range(len(widths)):
                cell = self._model.cell_at(self._model.index(row, column))
                if cell is not None and cell.column == cell.last_column:
                    longest = max(map(len, cell.text.split("\n")))
                    widths[column] = max(widths[column], min(longest + 1, _WIDEST))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, letter * width)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))

    def go_to(self, cell: SourceCell) -> None:
        """Make a cell the current one, without telling of it."""
        index = self._model.index_of(cell)
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(index)
            self.selectionModel().blockSignals(False)
            self.viewport().update()
        self.scrollTo(index)

    def _moved(self, current: QModelIndex) -> None:
        cell = self._model.cell_at(current)
        if cell is not None:
            self.cell_chosen.emit(cell)
