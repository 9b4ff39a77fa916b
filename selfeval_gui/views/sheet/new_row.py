"""A blank row of the paper that becomes an indicator with its editor, and is none again if nothing came of it."""

from __future__ import annotations

from selfeval_gui.commands.structure import add_child
from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.paper_model import PaperModel


class NewRow:
    """The row made last, as long as its editor is open."""

    def __init__(self) -> None:
        self._model: PaperModel | None = None
        self._step = 0

    def make(self, model: PaperModel, opening: FieldRef) -> NodeId:
        """Add the indicator as a step."""
        add_child(model.indicators, opening.node)
        model.settle()
        self._model, self._step = model, model.session.stack.index()
        return NodeId(model.session.tree.children(opening.node)[-1].id)

    def end(self) -> None:
        """Take the row out again where no step followed."""
        model, self._model = self._model, None
        if model is not None and model.session.stack.index() == self._step:
            model.session.stack.undo()
