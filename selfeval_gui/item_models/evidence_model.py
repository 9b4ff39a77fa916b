"""Documents that prove a row as a table: what each says, how its file stands; made line by line as a view asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from selfeval_gui.domain.evidence import EVIDENCE_LABELS, NamedFile, file_key, named_file
from selfeval_gui.i18n import _
from selfeval_gui.work.evidence import Presence

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence

EVIDENCE_COLUMNS = tuple(EVIDENCE_LABELS)
FILE = EVIDENCE_COLUMNS.index("path")
_STATES = {
    Presence.PAPER: _("纸质"),
    Presence.THERE: _("文件在"),
    Presence.CHANGED: _("文件变了"),
    Presence.GONE: _("文件不在了"),
    Presence.MOVED: _("文件挪了地方"),
    Presence.UNREAD: _("文件读不了"),
}
_LINE, _CELL, _BLANK = _("材料 {number}，共 {count} 份：{text}"), _("{label}：{text}"), _("空白")
_TEXTS = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole}
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def file_words(entry: Evidence, state: Presence | None, uses: Mapping[str, int]) -> str:
    """Return what is said of an entry's file: how it stands, how many rows share it, where it is."""
    if not entry.path:
        return _STATES[Presence.PAPER]
    count = uses.get(file_key(entry), 0)
    shared = _("{count} 行共用").format(count=count) if count > 1 else ""
    return " · ".join(filter(None, ("" if state is None else _STATES[state], shared, entry.path)))


class EvidenceModel(QAbstractTableModel):
    """A list of entries; what is typed puts another entry in the place of one, and changes none."""

    def __init__(self, parent: QObject | None = None, *, may_type: bool = False) -> None:
        super().__init__(parent)
        self._may_type = may_type
        self.entries: list[Evidence] = []
        self._uses: Mapping[str, int] = {}
        self._states: Mapping[NamedFile, Presence] = {}

    def show_entries(self, entries: Sequence[Evidence], uses: Mapping[str, int]) -> None:
        """Hold these entries and no others; `uses` says how many rows name each file."""
        self.beginResetModel()
        self.entries, self._uses = [*entries], uses
        self.endResetModel()

    def show_states(self, states: Mapping[NamedFile, Presence]) -> None:
        """Say of each document how its file stands; a cell that is being typed in is left alone."""
        self._states = states
        if self.entries:
            self.dataChanged.emit(self.index(0, FILE), self.index(len(self.entries) - 1, FILE))

    def add(self, entries: Sequence[Evidence]) -> None:
        """Have more entries at the end."""
        if entries:
            self.beginInsertRows(_NOWHERE, len(self.entries), len(self.entries) + len(entries) - 1)
            self.entries += entries
            self.endInsertRows()

    def remove(self, lines: Collection[int]) -> None:
        """Have these entries no longer."""
        self.beginResetModel()
        self.entries = [entry for line, entry in enumerate(self.entries) if line not in lines]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(EVIDENCE_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return EVIDENCE_LABELS[EVIDENCE_COLUMNS[section]]
        return super().headerData(section, orientation, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        can_type = self._may_type and index.isValid() and index.column() != FILE
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if can_type else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in _TEXTS:
            return self._text(index.row(), index.column())
        return self._spoken(index.row(), index.column()) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if value != self._text(index.row(), index.column()):
            change = {EVIDENCE_COLUMNS[index.column()]: str(value)}
            self.entries[index.row()] = self.entries[index.row()].model_copy(update=change)
            self.dataChanged.emit(index, index)
        return True

    def _text(self, line: int, column: int) -> str:
        entry = self.entries[line]
        if column == FILE:
            return file_words(entry, self._states.get(named_file(entry)), self._uses)
        return str(getattr(entry, EVIDENCE_COLUMNS[column]))

    def _spoken(self, line: int, column: int) -> str:
        """Return the whole line for its first cell, for the others what the cell is called and says."""
        if column:
            text = self._text(line, column).strip() or _BLANK
            return _CELL.format(label=EVIDENCE_LABELS[EVIDENCE_COLUMNS[column]], text=text)
        texts = (self._text(line, each).strip() for each in range(len(EVIDENCE_COLUMNS)))
        return _LINE.format(number=line + 1, count=len(self.entries), text="，".join(filter(None, texts)))
