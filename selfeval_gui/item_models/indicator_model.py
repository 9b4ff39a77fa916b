"""The indicator tree as a Qt model: a view on the session's tree, and the one place that announces row changes.

An index holds an integer key, never an object; the same node has the same key for the life of the model. Changes are
made by commands alone, through the `apply_…` methods; cells are edited past the model, and `setData`, by which screen
readers write, only asks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Signal

from selfeval_gui.app.session import Session
from selfeval_gui.domain.fields import Value, set_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import Orders
from selfeval_gui.domain.tree import IllegalPlace, Place
from selfeval_gui.item_models.columns import INDICATOR_FIELD, LOOK_ROLES, NUMBER_COLUMNS, NUMBER_ROLES
from selfeval_gui.item_models.indicator_table import IndicatorTable
from selfeval_gui.item_models.tree_columns import tree_columns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator

Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_NUMBERS = {INDICATOR_FIELD[column] for column in NUMBER_COLUMNS}
_FEW_ROWS = 20  # up to here each changed row is announced by itself


class IndicatorModel(IndicatorTable):
    """The tree of one form; its columns are those of `IndicatorTable`.

    Signals
    -------
    orders_about_to_change(), orders_changed()
        around a change of the layout. A view lets go of its selection meanwhile: Qt would follow each selected cell.
    """

    orders_about_to_change = Signal()
    orders_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        session.refreshed.connect(self._refresh)
        session.replacing.connect(self.beginResetModel)
        session.replaced.connect(self._take_tree)

    # ---- changes, called by commands only -----------------------------------------------------------------------

    def apply_value(self, node: NodeId, field: str, value: Value) -> None:
        """Write one cell of an indicator."""
        self.apply_values([(node, field, value)])

    def apply_values(self, changes: Sequence[tuple[NodeId, str, Value]]) -> None:
        """Write cells of indicators; the first one is where the change is said to be."""
        rows = {node: self._tree.level(node) for node, _field, _value in changes}
        for node, level in rows.items():
            self._cells.numbers_go([self._tree.node(node)], level)
        for node, field, value in changes:
            set_field(self._tree.node(node), field, value)
        self.session.note_written(rows)
        for node, level in rows.items():
            self._cells.numbers_came([self._tree.node(node)], level)
        are_numbers = all(field in _NUMBERS for _node, field, _value in changes)
        cells: dict[NodeId, set[str]] = {}
        for node, field, _value in changes:
            cells.setdefault(node, set()).add(field)
        self._rows_changed(cells, NUMBER_ROLES if are_numbers else ())
        self.session.touch(*changes[0][:2])

    def apply_insert(self, node: Indicator, place: Place) -> None:
        """Put a new subtree in; IllegalPlace where it may not stand."""
        self.apply_insert_run([node], place)

    def apply_insert_run(self, nodes: Sequence[Indicator], place: Place) -> None:
        """Put new subtrees in side by side; IllegalPlace where one may not stand."""
        for node in nodes:
            if not self._tree.can_insert(node, place.parent):
                raise IllegalPlace(node.id)
        self.beginInsertRows(self.index_of(place.parent), place.row, place.row + len(nodes) - 1)
        for step, node in enumerate(nodes):
            self._tree.insert(node, Place(place.parent, place.row + step))
        self.session.note_written(None)
        self.endInsertRows()
        self._cells.numbers_came(list(nodes), self._tree.level(place.parent) + 1)
        self._sums_changed(place.parent)
        self.session.touch(NodeId(nodes[0].id), "name")

    def apply_remove(self, node: NodeId) -> Indicator:
        """Take a subtree out and return it."""
        return self.apply_remove_run(self._tree.place(node), 1)[0]

    def apply_remove_run(self, place: Place, count: int) -> list[Indicator]:
        """Take subtrees out that stand side by side, and return them."""
        nodes = self._tree.children(place.parent)[place.row : place.row + count]
        self._cells.numbers_go(nodes, self._tree.level(place.parent) + 1)
        self.beginRemoveRows(self.index_of(place.parent), place.row, place.row + count - 1)
        removed = self._tree.remove_run(place, count)
        self.session.note_written(None)
        self.endRemoveRows()
        self._sums_changed(place.parent)
        self.session.touch(self._neighbour(place), "name")
        return removed

    def apply_orders(self, orders: Orders, lead: NodeId) -> None:
        """Give parents these children in this order, `lead` among them; IllegalPlace where a row may not stand.

        Announced as one change of the layout: hundreds of single moves would have every view follow each of them.
        """
        rows = {node: row for nodes in orders.values() for row, node in enumerate(nodes)}
        self.orders_about_to_change.emit()
        self.layoutAboutToBeChanged.emit()
        try:
            self._tree.arrange(orders)
            self.session.note_written(None)
            old = self.persistentIndexList()
            new = [self._moved(index, rows) for index in old]
            self.changePersistentIndexList(old, new)
        finally:
            self.layoutChanged.emit()
            self.orders_changed.emit()
        for parent in orders:
            self._sums_changed(parent)
        self.session.touch(lead, "name")

    def _moved(self, index: QModelIndex, rows: Mapping[NodeId, int]) -> QModelIndex:
        """Return where an index of the layout before leads now."""
        node, above = self.node_at(index), self.entry_parent(index)
        if above is not None:
            return self._cell(above, len(self._tree.children(above)), index.column())
        row = index.row() if node is None else rows.get(node, index.row())
        return self.createIndex(row, index.column(), index.internalId())

    def _neighbour(self, place: Place) -> NodeId | None:
        siblings = self._tree.children(place.parent)
        return NodeId(siblings[min(place.row, len(siblings) - 1)].id) if siblings else place.parent

    def _take_tree(self) -> None:
        """Show another tree; a row that both have keeps its key."""
        self._tree = self.session.tree
        self._take_columns(tree_columns(self.session.form))
        self.endResetModel()

    def sample(self, column: int) -> str:
        """Return a number as wide as any in a number column, for its width."""
        return self._cells.sample(column)

    # ---- announcing ---------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show new marks and decimals after a step of the undo stack."""
        rows = self._cells.refresh()
        if rows is None or len(rows) > _FEW_ROWS:
            self._all_look_changed(self._tree.children(None))
            return
        for node, fields in rows.items():
            self._cells_changed(node, fields, LOOK_ROLES)

    def _rows_changed(self, cells: Mapping[NodeId, Collection[str]], roles: Sequence[int]) -> None:
        """Announce cells, those of many rows by ranges, and the sums of their parents; no roles are all."""
        parents = dict.fromkeys(self._tree.parent(node) for node in cells)
        if len(cells) <= _FEW_ROWS:
            for node, fields in cells.items():
                self._cells_changed(node, fields, roles)
        else:
            for parent in parents:
                siblings = self._tree.children(parent)
                first, last = NodeId(siblings[0].id), NodeId(siblings[-1].id)
                self.dataChanged.emit(self.index_of(first), self.index_of(last, self.columns.fields[-1]), list(roles))
        summed = set().union(*cells.values())
        for parent in parents:
            self._sums_changed(parent, summed)

    def _sums_changed(self, node: NodeId | None, fields: Collection[str] = ()) -> None:
        """Announce the row and the rows above it, whose sums follow; those of these fields, or all."""
        while node is not None:
            self._cells_changed(node, fields or self.columns.fields, LOOK_ROLES)
            node = self._tree.parent(node)

    def _cells_changed(self, node: NodeId, fields: Collection[str], roles: Sequence[int]) -> None:
        """Announce the cells of a row from the first one of these fields to the last."""
        columns = [self._column_of(field) for field in fields]
        first, last = (
            self.index_of(node).siblingAtColumn(min(columns)),
            self.index_of(node).siblingAtColumn(max(columns)),
        )
        self.dataChanged.emit(first, last, list(roles))

    def _all_look_changed(self, siblings: Sequence[Indicator]) -> None:
        """Announce every row, one range for each parent, in a way that asks no view to lay its rows out again."""
        if siblings:
            first, last = NodeId(siblings[0].id), NodeId(siblings[-1].id)
            self.dataChanged.emit(self.index_of(first), self.index_of(last, self.columns.fields[-1]), LOOK_ROLES)
        for node in siblings:
            self._all_look_changed(node.children)
