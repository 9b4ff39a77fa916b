"""What differs between two versions of a form, cell by cell and row by row. Values, no text for the user."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.cells import cells_of
from selfeval_gui.domain.evidence import evidence_line, survey_line
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, Value, get_field, show_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Tree, walk

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator


class Change(Enum):
    """What happened to a row or a cell."""

    CELL = "cell"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    OTHER = "other"  # something no cell shows, such as a key of a newer version


class Difference(NamedTuple):
    """One change. `node` is None for a field of the form; of a row that came, went or moved `field` is "name"."""

    change: Change
    node: NodeId | None
    field: str
    old: str
    new: str


def differences(old: Form, new: Form) -> list[Difference]:
    """Return what changed from `old` to `new`, in the order of the paper; ids and versions do not count."""
    found = [
        Difference(Change.CELL, None, field, *texts)
        for field in (*FORM_FIELDS, *(EXTRA + name for name in {**old.extra, **new.extra}))
        if (texts := _texts(get_field(old, field), get_field(new, field))) is not None
    ]
    found += _rows(old, new)
    found += _accepted(old, new)
    if old.template != new.template:
        found.append(Difference(Change.OTHER, None, "template", old.template, new.template))
    if not found and _rest(old) != _rest(new):
        found.append(Difference(Change.OTHER, None, "", "", ""))
    return found


def _accepted(old: Form, new: Form) -> list[Difference]:
    """Return how many accepted findings there were and are; where some went and others came, one step after another."""
    if old.accepted == new.accepted:
        return []
    stayed = [each for each in old.accepted if each in new.accepted]
    counts = [len(old.accepted), len(stayed), len(new.accepted)]
    if len(stayed) in {len(old.accepted), len(new.accepted)}:
        del counts[1]
    steps = pairwise(map(str, counts))
    return [Difference(Change.OTHER, None, "accepted", before, after) for before, after in steps]


def takes_away(found: Difference, old: Form) -> bool:
    """Tell whether something that `old` said is not there any more; blanks and a row of blanks say nothing."""
    if found.field == "accepted" and found.change is Change.OTHER:
        return int(found.new) < int(found.old)
    if found.change is Change.CELL:
        return bool(found.old.strip()) and not found.new.strip()
    if found.change is not Change.REMOVED:
        return False
    return not any(row.id == found.node and says_nothing(row) for row, _level in walk(old.indicators))


def says_nothing(row: Indicator) -> bool:
    """Tell whether nothing stands in a row itself, whatever is below it."""
    is_blank = not any(show_field(get_field(row, name)).strip() for name in cells_of((row,)))
    return is_blank and not evidence_line(row).strip() and not survey_line(row)


def _rows(old: Form, new: Form) -> list[Difference]:
    before, after = Tree(old.indicators), Tree(new.indicators)
    found = []
    for row, _level in walk(new.indicators):
        node = NodeId(row.id)
        if node not in before:
            found.append(Difference(Change.ADDED, node, "name", "", row.name))
            continue
        was = before.node(node)
        for field in cells_of((was, row)):
            texts = _texts(get_field(was, field), get_field(row, field))
            if texts is not None:
                found.append(Difference(Change.CELL, node, field, *texts))
        found += _attached(node, was, row)
    removed = [node for row, _level in walk(old.indicators) if (node := NodeId(row.id)) not in after]
    found += [Difference(Change.REMOVED, node, "name", before.node(node).name, "") for node in removed]
    found += [Difference(Change.MOVED, node, "name", after.node(node).name, "") for node in _moved(before, after, new)]
    return found


def _attached(node: NodeId, was: Indicator, row: Indicator) -> list[Difference]:
    """Return what changed of the row's evidence and of the counts of its survey."""
    found = []
    if was.evidence != row.evidence:
        found.append(Difference(Change.CELL, node, "evidence", evidence_line(was), evidence_line(row)))
    if was.survey != row.survey:
        found.append(Difference(Change.CELL, node, "survey", survey_line(was), survey_line(row)))
    return found


def _moved(before: Tree, after: Tree, new: Form) -> list[NodeId]:
    """Return rows with another parent, or in another order among the siblings that both versions have there."""
    moved = []
    rows = _row_numbers(before)
    parents: list[NodeId | None] = [None, *(NodeId(row.id) for row, _level in walk(new.indicators))]
    for parent in parents:
        here = [NodeId(row.id) for row in after.children(parent) if row.id in before]
        moved += [node for node in here if before.parent(node) != parent]
        stayed = [node for node in here if before.parent(node) == parent]
        were = sorted(stayed, key=rows.__getitem__)
        moved += [node for node, other in zip(stayed, were, strict=True) if node != other][:1]
    return moved


def _row_numbers(tree: Tree) -> dict[NodeId, int]:
    rows: dict[NodeId, int] = {}
    waiting: list[NodeId | None] = [None]
    while waiting:
        for number, row in enumerate(tree.children(waiting.pop())):
            rows[NodeId(row.id)] = number
            waiting.append(NodeId(row.id))
    return rows


def _texts(old: Value, new: Value) -> tuple[str, str] | None:
    texts = show_field(old), show_field(new)
    return None if texts[0] == texts[1] and type(old) is type(new) else texts


def _rest(form: Form) -> object:
    """Return everything of the form but what belongs to its file: id and version."""
    return form.model_dump(exclude={"id", "schema_version"})
