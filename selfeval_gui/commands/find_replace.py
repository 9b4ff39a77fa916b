"""Replace a text wherever it was found in a form, as one undo step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from selfeval_gui.commands.edit import SetCells, SetField
from selfeval_gui.domain.fields import Value, get_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel

if TYPE_CHECKING:
    from selfeval_gui.domain.find import Hit, Query

_LONGEST_SHOWN = 12


def replace_hits(model: IndicatorModel, hits: Iterable[Hit], query: Query, new: str) -> int:
    """Replace in the texts that still hold the query, and return how many places that were: 0 where that is refused."""
    session = model.session
    cells: list[tuple[NodeId, str, Value]] = []
    fields: list[tuple[str, str]] = []
    count = 0
    for node, field, _text in hits:
        if node is not None and node not in session.tree:
            continue
        text = str(get_field(session.form if node is None else session.tree.node(node), field))
        spans = query.spans(text)
        after = query.replaced(text, new)
        if not spans or after == text:
            continue
        count += len(spans)
        if node is None:
            fields.append((field, after))
        else:
            cells.append((node, field, after))
    if not count or not session.stack.accepts():
        return 0
    shown = query.text if len(query.text) <= _LONGEST_SHOWN else query.text[:_LONGEST_SHOWN] + "…"
    name = _("替换“{text}”{count} 处").format(text=shown, count=count)
    session.stack.beginMacro(name)
    for field, after in fields:
        session.stack.push(SetField(session, field, after))
    if cells:
        session.stack.push(SetCells(model, cells, name))
    session.stack.endMacro()
    return count
