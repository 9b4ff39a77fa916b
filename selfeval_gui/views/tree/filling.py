"""Which cells of the tree a fill takes together: those below the topmost chosen one, those beside the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTreeView

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.indicator_model import IndicatorModel

Cells = list[tuple[NodeId, str]]


def cells_down(tree: QTreeView, model: IndicatorModel, chosen: Cells) -> list[Cells]:
    """Return the chosen cells of each column that are of one level; a single one behind the one above it."""
    columns: dict[str, Cells] = {}
    for node, field_name in chosen:
        columns.setdefault(field_name, []).append((node, field_name))
    if all(len(cells) == 1 for cells in columns.values()):
        columns = {name: _with_cell_above(tree, model, cells[0]) for name, cells in columns.items()}
    level = model.session.tree.level
    return [[cell for cell in cells if level(cell[0]) == level(cells[0][0])] for cells in columns.values()]


def cells_across(model: IndicatorModel, chosen: Cells, fields_across: Callable[[NodeId], Sequence[str]]) -> list[Cells]:
    """Return the chosen cells of each row from left to right as a view shows them; a single one behind its left one."""
    columns = model.columns.fields
    rows: dict[NodeId, list[str]] = {}
    for node, field_name in chosen:
        rows.setdefault(node, []).append(field_name)
    for node, fields in rows.items():
        across = list(fields_across(node))
        fields[:] = sorted(filter(across.__contains__, fields), key=across.index)
        if not fields:
            continue
        left = across.index(fields[0]) - 1
        if len(fields) == 1 and left >= 0 and model.is_editable(node, columns.index(across[left])):
            fields.insert(0, across[left])
    return [[(node, name) for name in fields] for node, fields in rows.items()]


def _with_cell_above(tree: QTreeView, model: IndicatorModel, cell: tuple[NodeId, str]) -> Cells:
    """Return the cell below the next one above it of its level, if there is one."""
    level, row = model.session.tree.level, tree.indexAbove(model.index_of(cell[0]))
    while row.isValid():
        node = model.node_at(row)
        if node is not None and level(node) == level(cell[0]):
            return [(node, cell[1]), cell]
        row = tree.indexAbove(row)
    return [cell]
