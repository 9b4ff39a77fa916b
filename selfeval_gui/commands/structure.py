"""Change the indicator tree: insert and remove; `arrange` moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import IllegalPlace, Place, new_id
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator


class InsertIndicator(QUndoCommand):
    """Put a new indicator, with what is below it, into the tree; IllegalPlace where it may not stand."""

    def __init__(self, model: IndicatorModel, indicator: Indicator, place: Place) -> None:
        level = model.session.tree.level(place.parent) + 1
        if not model.session.tree.can_insert(indicator, place.parent):
            raise IllegalPlace(indicator.id)
        super().__init__(_("添加{level}").format(level=LEVEL_LABELS[level - 1]))
        self._model, self._indicator, self._place = model, indicator, place

    def redo(self) -> None:
        self._model.apply_insert(self._indicator, self._place)

    def undo(self) -> None:
        """Take it out again; edits made in it meanwhile are undone before."""
        self._model.apply_remove(NodeId(self._indicator.id))


class RemoveIndicator(QUndoCommand):
    """Take an indicator, with what is below it, out of the tree."""

    def __init__(self, model: IndicatorModel, node: NodeId) -> None:
        name = model.session.tree.node(node).name.strip()
        super().__init__(_("删除指标“{name}”").format(name=name) if name else _("删除指标"))
        self._model, self._place = model, model.session.tree.place(node)
        self._node = node
        self._removed: Indicator | None = None

    def redo(self) -> None:
        self._removed = self._model.apply_remove(self._node)

    def undo(self) -> None:
        if self._removed is not None:
            self._model.apply_insert(self._removed, self._place)


def add_child(model: IndicatorModel, parent: NodeId | None, name: str = "") -> NodeId:
    """Add an indicator as the last child; `parent` None makes a level-1 row, one of level 3 an IllegalPlace."""
    tree, new = model.session.tree, _blank()
    new.name = name
    model.session.hold_blanks(new.id)
    model.session.stack.push(InsertIndicator(model, new, Place(parent, len(tree.children(parent)))))
    return NodeId(new.id)


def add_sibling(model: IndicatorModel, node: NodeId, *, is_above: bool = False) -> None:
    """Add a blank indicator of the same level right after `node`, or before it."""
    place = model.session.tree.place(node)
    beside, new = Place(place.parent, place.row + (not is_above)), _blank()
    model.session.hold_blanks(new.id)
    model.session.stack.push(InsertIndicator(model, new, beside))


def remove(model: IndicatorModel, nodes: list[NodeId]) -> None:
    """Remove the nodes as one step; nodes that stand below another chosen one go with it."""
    topmost = model.session.tree.topmost(set(nodes))
    if len(topmost) == 1:
        model.session.stack.push(RemoveIndicator(model, topmost[0]))
    elif topmost:
        model.session.stack.beginMacro(_("删除 {count} 个指标").format(count=len(topmost)))
        for node in topmost:
            model.session.stack.push(RemoveIndicator(model, node))
        model.session.stack.endMacro()


def _blank() -> Indicator:
    from selfeval_gui.domain.form import Indicator  # the models load with the first form, not with the window

    return Indicator(id=new_id())
