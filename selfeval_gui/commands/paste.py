"""Paste a table over cells that are there, from the current row on; what is longer becomes new rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QUndoCommand

from selfeval_gui.commands.edit import SetCells
from selfeval_gui.commands.insert import InsertRuns
from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import Value, get_field, set_field, show_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Place, new_id, walk
from selfeval_gui.domain.typed_fields import parse_field
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfeval_gui.domain.form import Indicator
    from selfeval_gui.domain.tree import Tree
    from selfeval_gui.exchange.pasting.paste_plan import PastePlan


class PasteCells(SetCells):
    """Cells that a paste rewrites, in one step."""

    def __init__(self, model: IndicatorModel, changes: Sequence[tuple[NodeId, str, Value]], name: str) -> None:
        super().__init__(model, changes, name)
        self.rows = len({node for node, _field, _value in changes})


class Overlay(NamedTuple):
    """Which cells a table would rewrite, and the rows that would follow the last one."""

    changes: list[tuple[NodeId, str, Value]]
    extra: list[Indicator]
    behind: NodeId | None


def overlay(tree: Tree, plan: PastePlan, current: NodeId) -> Overlay:
    """Lay the table over the rows from the current one on: rows of level 3, or names of the current row's level."""
    from selfeval_gui.domain.form import Indicator

    level = tree.level(current)
    rows = [NodeId(node.id) for node, depth in walk(tree.children(None)) if depth == level]
    rows = rows[rows.index(current) :]
    left_out = set(plan.left_out_rows)
    changes: list[tuple[NodeId, str, Value]] = []
    extra: list[Indicator] = []
    sources = [place for place in range(plan.header_rows, len(plan.cells)) if place not in left_out]
    for number, source in enumerate(sources):
        values: dict[str, Value] = {
            field: parse_field(cell_field(field).kind, text)
            for field, text in plan.values_of(source).items()
            if level in cell_field(field).levels
        }
        if number < len(rows):
            old = tree.node(rows[number])
            changes += [
                (rows[number], field, value)
                for field, value in values.items()
                if show_field(get_field(old, field)) != show_field(value)
            ]
        elif any(value not in {None, ""} for value in values.values()):
            extra.append(_filled(Indicator(id=new_id()), values))
    return Overlay(changes, extra, rows[-1])


def paste_over(model: IndicatorModel, laid: Overlay) -> None:
    """Rewrite the cells and add the rows, as one undo step."""
    name = _("粘贴 {count} 个单元格").format(count=len(laid.changes))
    commands: list[QUndoCommand] = []
    if laid.extra and laid.behind is not None:
        place = model.session.tree.place(laid.behind)
        commands.append(InsertRuns(model, [(Place(place.parent, place.row + 1), laid.extra)], name))
    if laid.changes:
        commands.append(PasteCells(model, laid.changes, name))
    if len(commands) == 1:
        model.session.stack.push(commands[0])
    elif commands:
        name = _("粘贴 {count} 个单元格和 {rows} 个指标").format(count=len(laid.changes), rows=len(laid.extra))
        model.session.stack.beginMacro(name)
        for command in commands:
            model.session.stack.push(command)
        model.session.stack.endMacro()


def write_into(model: IndicatorModel, cells: Sequence[tuple[NodeId, str]], text: str) -> None:
    """Put one text into all these cells, as one step; NotANumber where a cell cannot hold it."""
    tree = model.session.tree
    values = [(node, field, parse_field(cell_field(field).kind, text)) for node, field in cells]
    changes = [each for each in values if show_field(get_field(tree.node(each[0]), each[1])) != show_field(each[2])]
    if changes:
        name = _("粘贴 {count} 个单元格").format(count=len(changes))
        model.session.stack.push(PasteCells(model, changes, name))


def rows_rewritten(step: QUndoCommand | None) -> int:
    """Return how many rows a step pasted over, whether it is the paste or holds it."""
    if isinstance(step, PasteCells):
        return step.rows
    return 0 if step is None else sum(rows_rewritten(step.child(place)) for place in range(step.childCount()))


def _filled(indicator: Indicator, values: dict[str, Value]) -> Indicator:
    for field, value in values.items():
        set_field(indicator, field, value)
    return indicator
