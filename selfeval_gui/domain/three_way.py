"""Bring two changed versions of a form together, field by field, where both changed different fields.

Values only. Nothing is decided for the user: where both changed the same field, or one removed a row that the other
changed, there is no merged form, only a list of these places.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.numbers import format_typed

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_TOP = NodeId("")
_ABSENT = object()
_RULE_SET = ("rule_set", "rule_set_copy")  # the second is what the first names: one choice

Values = dict[str, Any]


class Clash(NamedTuple):
    """A place that both versions changed, each in its own way. `node` is None for a field of the form."""

    node: NodeId | None
    field: str
    mine: str
    theirs: str


class Merged(NamedTuple):
    """The form with both changes; None where they clash."""

    form: Form | None
    clashes: list[Clash]


def merge(base: Form, mine: Form, theirs: Form) -> Merged:
    """Return the form in which everything that either version changed since `base` is changed; the id is mine's."""
    from selfeval_gui.domain.form import Form

    was, ours, other = _Version(base), _Version(mine), _Version(theirs)
    clashes: list[Clash] = []
    head = _fields(None, "", was.head, ours.head, other.head, clashes)
    indicators = _Rows(was, ours, other, clashes).merged()
    if clashes:
        return Merged(None, clashes)
    head["rule_set"], head["rule_set_copy"] = head["rule_set"]
    return Merged(Form.model_validate({**head, "id": mine.id, "indicators": indicators}), [])


class _Version:
    """A form taken apart: its fields, the fields of each row, and the order of rows below each row."""

    def __init__(self, form: Form) -> None:
        self.head: Values = form.model_dump(exclude={"id", "indicators"})
        self.head["rule_set"] = (self.head["rule_set"], self.head.pop("rule_set_copy", None))
        self.rows: dict[NodeId, Values] = {}
        self.below: dict[NodeId, list[NodeId]] = {_TOP: []}
        waiting = [(_TOP, node) for node in form.indicators]
        while waiting:
            parent, node = waiting.pop(0)
            self.below[parent].append(NodeId(node.id))
            self.below[NodeId(node.id)] = []
            self.rows[NodeId(node.id)] = node.model_dump(exclude={"children"})
            waiting += [(NodeId(node.id), child) for child in node.children]


class _Rows:
    def __init__(self, base: _Version, mine: _Version, theirs: _Version, clashes: list[Clash]) -> None:
        self._base, self._mine, self._theirs, self._clashes = base, mine, theirs, clashes
        self._placed: set[NodeId] = set()

    def merged(self) -> list[Values]:
        """Return the nested rows; clashes are noted."""
        rows = self._below(_TOP, 1)
        for version in (self._mine, self._theirs):
            for node, values in version.rows.items():
                if node not in self._placed:  # removed by the other version, alone or with the row it stands below
                    was = self._base.rows.get(node)
                    if was is None or not _same(was, values) or version.below[node] != self._base.below[node]:
                        self._clash(node, "row")
        return rows

    def _below(self, parent: NodeId, level: int) -> list[Values]:
        order = _merged_order(*(version.below.get(parent) for version in (self._base, self._mine, self._theirs)))
        if order is None or (order and level > LEVELS):
            self._clash(parent, "children")
            return []
        rows = []
        for node in order:
            versions = [version.rows.get(node) for version in (self._base, self._mine, self._theirs)]
            was, ours, other = versions
            if node in self._placed or (was is not None and None in versions):
                self._clash(node, "row")  # moved to two places, or moved by one and removed by the other
                continue
            self._placed.add(node)
            if ours is None or other is None:
                values = dict(ours or other or {})
            else:
                values = _fields(node, "", was or {}, ours, other, self._clashes)
            rows.append({**values, "children": self._below(node, level + 1)})
        return rows

    def _clash(self, node: NodeId, field: str) -> None:
        if any(clash.node == (node or None) and clash.field == field for clash in self._clashes):
            return
        names = [str(version.rows.get(node, {}).get("name", "")) for version in (self._mine, self._theirs)]
        self._clashes.append(Clash(node or None, field, *names))


def _merged_order(
    base: list[NodeId] | None, mine: list[NodeId] | None, theirs: list[NodeId] | None
) -> list[NodeId] | None:
    """Return the rows below one row; None where both versions arranged them anew."""
    if mine is None or theirs is None:
        return mine if theirs is None else theirs
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    known = set(base or ())
    if base is None or not (_without_new(mine, known) == base == _without_new(theirs, known)):
        return None
    order = list(mine)  # both only put rows in: each stays behind the row it was put behind
    before: NodeId | None = None
    for node in theirs:
        if node not in known and node not in mine:
            order.insert(0 if before is None else order.index(before) + 1, node)
        before = node
    return order


def _without_new(order: list[NodeId], known: set[NodeId]) -> list[NodeId]:
    return [node for node in order if node in known]


def _fields(
    node: NodeId | None,
    path: str,
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    clashes: list[Clash],
) -> Values:
    merged = {}
    for key in dict.fromkeys((*mine, *theirs)):
        place = f"{path}{key}"
        was, ours, other = (version.get(key, _ABSENT) for version in (base, mine, theirs))
        if _same(ours, other) or _same(was, other):
            value = ours
        elif _same(was, ours):
            value = other
        elif key == "evidence" and (entries := _entries(node, was, ours, other, clashes)) is not None:
            value = entries
        elif isinstance(ours, dict) and isinstance(other, dict) and isinstance(was, dict):
            value = _fields(node, f"{place}.", was, ours, other, clashes)
        else:
            clashes.append(Clash(node, place, _text(ours), _text(other)))
            value = ours
        if value is not _ABSENT:
            merged[key] = value
    return merged


def _entries(
    node: NodeId | None, base: object, mine: object, theirs: object, clashes: list[Clash]
) -> list[Values] | None:
    """Return the row's evidence with what both versions did to it, entry by entry; None where ids say nothing."""
    was, ours, other = (_by_id(version) for version in (base, mine, theirs))
    if was is None or ours is None or other is None:
        return None
    merged = _fields(node, "evidence.", was, ours, other, clashes)
    return [*merged.values()]


def _by_id(version: object) -> dict[str, Values] | None:
    entries = version if isinstance(version, list) else []
    found = {entry["id"]: entry for entry in entries}
    return found if len(found) == len(entries) else None


def _same(one: object, other: object) -> bool:
    """Compare as the file does: 15 and 15.0 are different texts."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return format_typed(one) == format_typed(other)
    return type(one) is type(other) and one == other


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return format_typed(value)
    return "" if value is None or value is _ABSENT else str(value) if isinstance(value, str | int) else "…"
