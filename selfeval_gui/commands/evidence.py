"""What proves a row, changed as one step: its documents, the counts of its survey, and the value they make."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval_gui.commands.swap import Swap
from selfeval_gui.domain.evidence import Joined, joined
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import new_id
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Survey
    from selfeval_gui.item_models.indicator_model import IndicatorModel
    from selfeval_gui.work.evidence import FoundFile, Key

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


def add_evidence(model: IndicatorModel, node: NodeId, entries: Sequence[Evidence]) -> None:
    """Let a row have more documents."""
    row = model.session.tree.node(node)
    ids = {entry.id for entry in row.evidence}
    new = [entry.model_copy(update={"id": new_id()}) if entry.id in ids else entry for entry in entries]
    name = _("给“{name}”添加 {count} 份佐证材料").format(name=row.name.strip(), count=len(new))
    _write(model, name, {node: [*row.evidence, *new]})


def remove_evidence(model: IndicatorModel, node: NodeId, ids: Collection[str]) -> None:
    """Take documents away from a row; their files stay."""
    row = model.session.tree.node(node)
    name = _("移除“{name}”的佐证材料").format(name=row.name.strip())
    _write(model, name, {node: [entry for entry in row.evidence if entry.id not in ids]})


def move_evidence(model: IndicatorModel, old: NodeId, ids: Collection[str], new: NodeId, *, both: bool) -> None:
    """Give documents of one row to another; `both` lets the first one keep them, so that they share the files."""
    source, target = model.session.tree.node(old), model.session.tree.node(new)
    given = [entry for entry in source.evidence if entry.id in ids]
    taken = {entry.id for entry in target.evidence}
    copies = [
        entry.model_copy(update={"id": new_id()} if both or entry.id in taken else {}, deep=True) for entry in given
    ]
    if old == new or not given:
        return
    words = _("“{old}”与“{new}”共用佐证材料") if both else _("把佐证材料从“{old}”移到“{new}”")
    name = words.format(old=source.name.strip(), new=target.name.strip())
    left = {} if both else {old: [entry for entry in source.evidence if entry.id not in ids]}
    _write(model, name, {new: [*target.evidence, *copies], **left})


def _write(model: IndicatorModel, name: str, evidence: Mapping[NodeId, Sequence[Evidence]]) -> None:
    """Write documents of rows as one step; the first row is where it leads to."""
    rows = {node: model.session.tree.node(node) for node in evidence}
    if all(list(evidence[node]) == row.evidence for node, row in rows.items()):
        return
    old, new = list[Any](), list[Any]()
    for node, row in rows.items():
        old += [(node, "actual", row.actual), (node, "evidence", row.evidence)]
        new += [(node, "actual", row.actual), (node, "evidence", list(evidence[node]))]
    model.session.stack.push(Swap(name, model.apply_values, (old,), (new,)))


class TakenFromList(NamedTuple):
    """What came of a list: documents that are new, that say more now, rows they belong to, and what was not taken."""

    added: int
    filled: int
    rows: int
    differing: list[str]


def take_list(
    model: IndicatorModel,
    evidence: Mapping[str, Sequence[Evidence]],
    surveys: Mapping[str, Survey],
    ready: Mapping[str, Joined],
) -> TakenFromList:
    """Let rows have what a list says of them, as one step; what is filled in stays as it is.

    `ready` is what comes of rows that have the documents they had when the list was read.
    """
    old, new, told = list[Any](), list[Any](), TakenFromList(0, 0, 0, [])
    for node in dict.fromkeys(map(NodeId, [*evidence, *surveys])):
        if node not in model.session.tree:
            continue
        row = model.session.tree.node(node)
        merged = ready.get(node)
        if merged is None or merged.before != row.evidence:
            merged = joined(row.evidence, evidence.get(node, ()))
        survey, differs = row.survey or surveys.get(node), list[str]()
        if row.survey is not None and surveys.get(node, row.survey) != row.survey:
            words = _("“{name}”的问卷份数：表里已经填了，清单里的不一样，没有改。")
            differs.append(words.format(name=row.name.strip()))
        told = told._replace(
            added=told.added + merged.added,
            filled=told.filled + merged.filled + (survey != row.survey),
            differing=[*told.differing, *merged.differing, *differs],
        )
        if merged.entries != row.evidence or survey != row.survey:
            values = ((row.actual, row.evidence, row.survey), (row.actual, merged.entries, survey))
            for side, kept in zip((old, new), values, strict=True):
                side += zip([node] * len(_FIELDS), _FIELDS, kept, strict=True)
            told = told._replace(rows=told.rows + 1)
    if new:
        model.session.stack.push(Swap(_("从清单登记佐证材料"), model.apply_values, (old,), (new,)))
    return told


def point_to(model: IndicatorModel, found: Mapping[Key, FoundFile]) -> int:
    """Let entries name the places where their files were found, and return how many that were."""
    rows, count = dict[NodeId, Sequence["Evidence"]](), 0
    for node in dict.fromkeys(NodeId(row) for row, _entry in found):
        if node not in model.session.tree:
            continue
        entries = list(model.session.tree.node(node).evidence)
        for at, entry in enumerate(entries):
            here = found.get((node, entry.id))
            if here is not None:
                entries[at] = here.entry if entry is here.before else _led_to(entry, here.entry)
                count += 1
        rows[node] = entries
    if count:
        _write(model, _("重新找到 {count} 份佐证材料").format(count=count), rows)
    return count


def _led_to(entry: Evidence, found: Evidence) -> Evidence:
    """Return an entry that somebody has changed meanwhile, at the place of another."""
    return entry.model_copy(update={"path": found.path, "size": found.size, "sha256": found.sha256})
