"""What Qt asks of the indicator tree: which cell is which, what it holds and whether a person types it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from selfeval_gui.app.session import Session
from selfeval_gui.domain.fields import EXTRA, NEW_ROW
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.item_models.cell_look import CellLook
from selfeval_gui.item_models.columns import IndicatorColumn, Role
from selfeval_gui.item_models.entry_row import FLAGS, entry_data
from selfeval_gui.item_models.indicator_cells import IndicatorCells
from selfeval_gui.item_models.row_keys import RowKeys
from selfeval_gui.item_models.tree_columns import TreeColumns, tree_columns

Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_PARENT = Qt.ItemFlag.ItemIsDropEnabled
_COMPUTED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled | _PARENT
_NAMED = _COMPUTED | Qt.ItemFlag.ItemIsEditable
_LEAF = (_NAMED | Qt.ItemFlag.ItemNeverHasChildren) & ~_PARENT
_CHANGED = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled


class IndicatorTable(QAbstractItemModel):
    """Rows are indicators, columns the template's; the last row under each second-level one is the faint one.

    Signals
    -------
    edit_requested(node, field, text)
        a screen reader or a script wrote `text` into a cell.
    """

    edit_requested = Signal(str, str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._tree = session.tree
        self._keys = RowKeys()
        self.columns = tree_columns(session.form)
        self._cells = IndicatorCells(session, self.columns)
        session.field_changed.connect(self._follow_template)

    # ---- identity -----------------------------------------------------------------------------------------------

    def node_at(self, index: Index) -> NodeId | None:
        """Return the node of an index; None for the top and for an index whose node is gone."""
        node = self._keys.node(index.internalId()) if index.isValid() else None
        return node if node is not None and node in self._tree else None

    def index_of(self, node: NodeId | None, field: str = "name") -> QModelIndex:
        """Return the index of a node's cell; the invalid index for None or a node that is gone."""
        if node is None or node not in self._tree:
            return QModelIndex()
        if field == NEW_ROW:
            return self._cell(node, len(self._tree.children(node)), IndicatorColumn.NAME)
        return self.createIndex(self._tree.place(node).row, self._column_of(field), self._keys.of(node))

    def entry_parent(self, index: Index) -> NodeId | None:
        """Return the indicator under which a faint row stands; None for every other row."""
        node = self._keys.node_above(index.internalId()) if index.isValid() else None
        return node if node is not None and self._has_entry(node) else None

    def _has_entry(self, node: NodeId) -> bool:
        return node in self._tree and self._tree.level(node) == LEVELS - 1

    # ---- what Qt asks -------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _TOP) -> QModelIndex:
        node = self.node_at(parent) if parent.column() == 0 else None
        return self._cell(node, row, column) if node is not None or not parent.isValid() else QModelIndex()

    def parent(self, index: Index = _TOP) -> QModelIndex:  # type: ignore[override]
        node = self.node_at(index)
        return self.index_of(self.entry_parent(index) if node is None else self._tree.parent(node))

    def sibling(self, row: int, column: int, index: Index) -> QModelIndex:
        """Find a cell beside another; asked for every row a view draws, and here without the way over the parent."""
        node = self.node_at(index)
        if node is not None and row == index.row() and 0 <= column <= self._last:
            return self.createIndex(row, column, index.internalId())
        if node is not None:
            return self._cell(self._tree.parent(node), row, column)
        above = self.entry_parent(index)
        return QModelIndex() if above is None else self._cell(above, row, column)

    def _cell(self, parent: NodeId | None, row: int, column: int) -> QModelIndex:
        siblings = self._tree.children(parent)
        if not (0 <= row <= len(siblings) and 0 <= column <= self._last):
            return QModelIndex()
        if row < len(siblings):
            return self.createIndex(row, column, self._keys.of(NodeId(siblings[row].id)))
        if parent is None or not self._has_entry(parent):
            return QModelIndex()
        return self.createIndex(row, column, self._keys.below(parent))

    def rowCount(self, parent: Index = _TOP) -> int:
        """Count rows: none below other columns than the first, or below a node that is gone."""
        node = self.node_at(parent) if parent.column() == 0 else None
        if node is None:
            return 0 if parent.isValid() else len(self._tree.children(None))
        return len(self._tree.children(node)) + self._has_entry(node)

    def hasChildren(self, parent: Index = _TOP) -> bool:
        return self.rowCount(parent) > 0

    def columnCount(self, _parent: Index = _TOP) -> int:
        return len(self.columns.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._cells.heading(section, role) if orientation is Qt.Orientation.Horizontal else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self.node_at(index)
        if node is None and self.entry_parent(index) is not None:
            is_typed = index.column() == IndicatorColumn.NAME and not self.session.is_read_only
            return FLAGS | (Qt.ItemFlag.ItemIsEditable if is_typed else Qt.ItemFlag.NoItemFlags)
        if node is None:
            return Qt.ItemFlag.NoItemFlags if index.isValid() else _PARENT
        if self._tree.level(node) == LEVELS:
            flags = _LEAF if index.column() not in self.columns.hidden else _LEAF & ~Qt.ItemFlag.ItemIsEditable
        else:
            flags = _NAMED if index.column() == IndicatorColumn.NAME else _COMPUTED
        return flags & ~_CHANGED if self.session.is_read_only else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node_at(index)
        if node is not None:
            return self._cells.data(node, index.column(), role)
        above = self.entry_parent(index)
        return None if above is None else entry_data(above, self._tree.node(above).name, index.column(), role)

    def looks(self, index: Index, columns: Sequence[int]) -> list[CellLook | None]:
        """Return how the cells of a row in these columns look, as `data` tells of each."""
        node = self.node_at(index)
        if node is not None:
            return [*self._cells.looks(node, columns)]
        return [self.data(self.sibling(index.row(), column, index), Role.LOOK) for column in columns]

    def depth(self, index: Index) -> int:
        """Return the level of a row; that of what is typed into it for a faint one."""
        node = self.node_at(index)
        return LEVELS if node is None else self._tree.level(node)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for an edit, for those who know no other way; False, since the command that follows announces it."""
        if role == Qt.ItemDataRole.EditRole and self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit_requested.emit(index.data(Role.NODE), index.data(Role.FIELD), str(value))
        return False

    def shows(self, column: int) -> bool:
        """Tell whether the form's template has a column."""
        return column not in self.columns.hidden

    def is_editable(self, node: NodeId, column: int) -> bool:
        """Tell whether a person types this cell."""
        return self._cells.is_editable(node, column)

    def explanation(self, node: NodeId) -> str:
        """Return what the rule set gives a row and how it comes about; "" for a row without a score of its own."""
        return self._cells.explanation(node)

    # ---- columns ------------------------------------------------------------------------------------------------

    def _take_columns(self, columns: TreeColumns) -> None:
        self.columns = columns
        self._cells = IndicatorCells(self.session, columns)

    def _follow_template(self, field: str) -> None:
        """Show the columns of another template, or the same ones under the words that a setting changes."""
        if field != "template" and not field.startswith(EXTRA):
            return
        columns = tree_columns(self.session.form)
        if columns._replace(headings=()) != self.columns._replace(headings=()):
            self.beginResetModel()
            self._take_columns(columns)
            self.endResetModel()
        elif columns != self.columns:
            self._take_columns(columns)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._last)

    @property
    def _last(self) -> int:
        return len(self.columns.fields) - 1

    def _column_of(self, field: str) -> int:
        """Return the column of a field; that of the name for one of another template."""
        return self.columns.fields.index(field) if field in self.columns.fields else IndicatorColumn.NAME
