"""A form replaced by a copy of it that came back: everything the copy has a place for is exactly what the copy says.

Rows that the copy does not have are gone, texts that it leaves blank are blank, the order is the copy's. What its
medium has no place for stays: printed paper has no notes. A row keeps its id where it is the same row, so that what is
known about it elsewhere still is; `update_from` is the other way, which only adds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from selfeval_gui.domain.cells import cells_of
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, FieldRef, get_field, is_blank, set_field, show_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import new_id, walk
from selfeval_gui.domain.update_from import keep_printed
from selfeval_gui.domain.words import bare_name

_Named = list[tuple[tuple[str, ...], Indicator]]
_Key = Callable[[tuple[str, ...], Indicator], Hashable]


class MediumPlaces(NamedTuple):
    """What a medium has places for: fields of the form, columns of the level-3 rows.

    `unread` are the copy's cells that say something nobody could read: they are not blank.
    """

    fields: frozenset[str]
    columns: frozenset[str]
    unread: frozenset[FieldRef] = frozenset()


def replaced(now: Form, copy: Form, held: MediumPlaces | None = None) -> Form:
    """Return the form as the copy says, under the id of `now`; both stay as they are.

    `held` is None for a copy that holds all a form can hold, our own file. Rule set, template and status are the
    copy's only then.
    """
    partners = _Partners(now, copy)
    if held is not None:
        return _on_paper(now, copy, held, partners)
    form = copy.model_copy(deep=True, update={"id": now.id})
    for node, _level in walk(form.indicators):
        node.id = partners.ids[node.id]
    for each in form.accepted:
        each.node = partners.ids.get(each.node or "", each.node)
    return form


def says(form: Form) -> tuple[int, str]:
    """Return what a form says, whatever its ids and printed totals: how many cells hold something, and all of it."""
    parts: list[Form | Indicator] = [form, *(node for node, _level in walk(form.indicators))]
    values = [_said(part) for part in parts]
    return sum(len(each) for each in values), repr(values)


def _said(part: Form | Indicator) -> list[tuple[str, str]]:
    if isinstance(part, Form):
        names = [name for name in FORM_FIELDS if not name.startswith("printed.")]
        names += [EXTRA + name for name in sorted(part.extra)]
    else:
        names = cells_of((part,))
    return [(name, show_field(value)) for name in names if not is_blank(value := get_field(part, name))]


def kept(now: Form, held: MediumPlaces | None) -> list[FieldRef]:
    """Return what is filled in and what the copy has no place for, so that it stays; a column by its first cell."""
    if held is None:
        return []
    names = [name for name, field in FORM_FIELDS.items() if field.group != "file" and not name.startswith("printed.")]
    names += [EXTRA + name for name in now.extra]
    found = [FieldRef(None, name) for name in names if name not in held.fields and not is_blank(get_field(now, name))]
    seen: set[tuple[bool, str]] = set()
    for node, level in walk(now.indicators):
        for name in cells_of((node,)):
            is_kept = (level < LEVELS or name not in held.columns) and name != "name"
            if is_kept and not is_blank(get_field(node, name)) and (level < LEVELS, name) not in seen:
                seen.add((level < LEVELS, name))
                found.append(FieldRef(NodeId(node.id), name))
    return found


def _on_paper(now: Form, copy: Form, held: MediumPlaces, partners: _Partners) -> Form:
    form = now.model_copy(deep=True)
    names = [name for name, field in FORM_FIELDS.items() if field.group != "file" and not name.startswith("printed.")]
    for name in (*names, *(EXTRA + each for each in {**now.extra, **copy.extra})):
        value = get_field(copy, name)
        is_said = not is_blank(value) or (name in held.fields and FieldRef(None, name) not in held.unread)
        if is_said and not (is_blank(value) and is_blank(get_field(now, name))):
            set_field(form, name, "" if value is None and name.startswith(EXTRA) else value)
    form.indicators = list(_rows(copy.indicators, 1, held, partners))
    keep_printed(form, now, copy)
    return form


def _rows(nodes: list[Indicator], level: int, held: MediumPlaces, partners: _Partners) -> Iterator[Indicator]:
    for node in nodes:
        old = partners.of.get(node.id)
        row = (old or Indicator(id=node.id)).model_copy(deep=False, update={"id": partners.ids[node.id]})
        row.extra = {**row.extra}
        for name in cells_of((node, row)):
            value = get_field(node, name)
            is_open = level == LEVELS and name in held.columns and FieldRef(NodeId(node.id), name) not in held.unread
            if is_open or not is_blank(value) or (name == "name" and old is None):
                set_field(row, name, value)
        row.children = list(_rows(node.children, level + 1, held, partners))
        yield row


class _Partners:
    """Which row of the form each row of the copy is: `of`, by the copy's ids, and the `ids` the rows are to have."""

    def __init__(self, now: Form, copy: Form) -> None:
        self.of: dict[str, Indicator] = {}
        self._taken: set[str] = set()
        old, new = _with_names(now.indicators), _with_names(copy.indicators)
        by_id = {row.id: (len(names), row) for names, row in old}
        for names, row in new:
            level, found = by_id.get(row.id, (0, None))
            if found is not None and level == len(names):
                self._join(row, found)
        self._join_alike(old, new, lambda names, _row: names)
        self._join_alike(old, new, _moved)
        self._join_alike(old, new, _renamed)
        self._join_parents(now, copy)
        used = {row.id for _names, row in old}
        self.ids: dict[str, str] = {}
        for _names, row in new:
            partner = self.of.get(row.id)
            own = new_id() if row.id in used else row.id
            self.ids[row.id] = own if partner is None else partner.id

    def _join(self, row: Indicator, partner: Indicator) -> None:
        self.of[row.id] = partner
        self._taken.add(partner.id)

    def _join_alike(self, old: _Named, new: _Named, key: _Key) -> None:
        """Join what has one key on both sides, in the order of the paper."""
        waiting = defaultdict(list)
        for names, row in old:
            if row.id not in self._taken:
                waiting[key(names, row)].append(row)
        waiting.pop(None, None)
        for names, row in new:
            alike = waiting.get(key(names, row))
            if alike and row.id not in self.of:
                self._join(row, alike.pop(0))

    def _join_parents(self, now: Form, copy: Form) -> None:
        """Join a level that was given another name by the rows below it, from the bottom up."""
        above = {child.id: node for node, _level in walk(now.indicators) for child in node.children}
        for node in reversed([node for node, level in walk(copy.indicators) if level < LEVELS]):
            if node.id in self.of:
                continue
            parents = (above.get(self.of[child.id].id) for child in node.children if child.id in self.of)
            parent = next((each for each in parents if each is not None and each.id not in self._taken), None)
            if parent is not None:
                self._join(node, parent)


def _moved(names: tuple[str, ...], _row: Indicator) -> Hashable:
    """Return what a level-3 row keeps that stands below another name now."""
    return names[2] if len(names) == LEVELS else None


def _renamed(names: tuple[str, ...], row: Indicator) -> Hashable:
    """Return what a level-3 row keeps that has another name now, if that is enough to know it by."""
    return (*names[:2], row.target, row.weight) if len(names) == LEVELS and row.target else None


def _with_names(indicators: list[Indicator], above: tuple[str, ...] = ()) -> _Named:
    """Return every row with the bare names of its levels and its own, in the order of the paper."""
    found = []
    for node in indicators:
        names = (*above, bare_name(node.name))
        found += [(names, node), *_with_names(node.children, names)]
    return found
