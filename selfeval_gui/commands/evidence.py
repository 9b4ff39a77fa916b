"""What proves a row, changed as one step: its documents, the counts of its survey, and the value they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from selfeval_gui.commands.swap import Swap
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Survey
    from selfeval_gui.work.evidence import Found, Key

_FIELDS = ("actual", "evidence", "survey")  # the first is where undo leads to


def set_evidence(
    model: IndicatorModel, node: NodeId, evidence: Sequence[Evidence], survey: Survey | None, actual: str
) -> None:
    """Give a row these documents, counts and value, where they are others."""
    row = model.session.tree.node(node)
    old = [(node, field, getattr(row, field)) for field in _FIELDS]
    new: list[Any] = [*zip([node] * len(_FIELDS), _FIELDS, (actual, list(evidence), survey), strict=True)]
    if [value for _node, _field, value in old] != [value for _node, _field, value in new]:
        name = _("修改“{name}”的佐证材料").format(name=row.name.strip())
        model.session.stack.push(Swap(name, model.apply_values, (old,), (new,)))


def point_to(model: IndicatorModel, found: Mapping[Key, Found]) -> int:
    """Let entries name the places where their files were found, and return how many that were."""
    old, new, count = list[Any](), list[Any](), 0
    for node in dict.fromkeys(NodeId(row) for row, _entry in found):
        if node not in model.session.tree:
            continue
        row = model.session.tree.node(node)
        entries = [entry.model_copy(deep=True) for entry in row.evidence]
        for entry in entries:
            here = found.get((node, entry.id))
            if here is not None:
                entry.path, entry.size, entry.sha256 = here.path, here.size, here.sha256
                count += 1
        old += [(node, "actual", row.actual), (node, "evidence", row.evidence)]
        new += [(node, "actual", row.actual), (node, "evidence", entries)]
    if count:
        name = _("重新找到 {count} 份佐证材料").format(count=count)
        model.session.stack.push(Swap(name, model.apply_values, (old,), (new,)))
    return count
