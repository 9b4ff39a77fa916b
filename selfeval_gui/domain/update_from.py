"""A form brought up to date with another version of it: what the other one says wins, what it leaves blank stays.

Rows are recognised by their id, else by the names of their levels and their own, else by their name where it is unique.
Nothing is removed. From a form that only sets targets (绩效目标申报表) only targets are taken, and what stands blank.
"""

from __future__ import annotations

from collections import Counter

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, INDICATOR_FIELDS, Field, get_field, is_blank, set_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import new_id, walk
from selfeval_gui.domain.words import bare_name

Names = tuple[str, str, str]


def project_key(year: int | None, project_name: str, implementing_unit: str) -> tuple[int | None, str, str]:
    """Return what tells one project's form of a year from all others."""
    return year, bare_name(project_name), bare_name(implementing_unit)


def merged(old: Form, new: Form, *, targets_only: bool = False) -> Form:
    """Return a copy of `old` with what `new` says; `old` stays as it is."""
    form = old.model_copy(deep=True)
    for field in FORM_FIELDS.values():
        if field.group != "file":
            _take(form, new, field, targets_only)
    for name, text in new.extra.items():
        if text and not (targets_only and form.extra.get(name)):
            set_field(form, EXTRA + name, text)
    _merge_rows(form, new, targets_only)
    return form


def _merge_rows(form: Form, new: Form, targets_only: bool) -> None:
    by_id = {node.id: node for node, level in walk(form.indicators) if level == 3}
    by_names = {names: node for names, node in reversed(_named(form))}
    counts = Counter(names[2] for names, _ in _named(form))
    by_name = {names[2]: node for names, node in _named(form) if counts[names[2]] == 1}
    taken: set[str] = set()
    for one in new.indicators:
        for two in one.children:
            for row in two.children:
                names = (bare_name(one.name), bare_name(two.name), bare_name(row.name))
                found = by_id.get(row.id) or by_names.get(names) or by_name.get(names[2])
                if found is None or found.id in taken:
                    found = row.model_copy(deep=True, update={"id": new_id()})
                    _level(_level(form.indicators, one).children, two).children.append(found)
                else:
                    _merge_row(found, row, targets_only)
                taken.add(found.id)
            if not two.children:
                _level(_level(form.indicators, one).children, two)
        if not one.children:
            _level(form.indicators, one)


def _named(form: Form) -> list[tuple[Names, Indicator]]:
    return [
        ((bare_name(one.name), bare_name(two.name), bare_name(row.name)), row)
        for one in form.indicators
        for two in one.children
        for row in two.children
    ]


def _merge_row(old: Indicator, new: Indicator, targets_only: bool) -> None:
    for field in INDICATOR_FIELDS.values():
        _take(old, new, field, targets_only)


def _take(old: Form | Indicator, new: Form | Indicator, field: Field, targets_only: bool) -> None:
    value = get_field(new, field.name)
    is_open = not targets_only or field.sets_target or is_blank(get_field(old, field.name))
    if is_open and not is_blank(value):
        set_field(old, field.name, value)


def _level(siblings: list[Indicator], wanted: Indicator) -> Indicator:
    """Return the sibling of that name, made if there is none; a weight set for it is taken over where none is."""
    found = next((each for each in siblings if bare_name(each.name) == bare_name(wanted.name)), None)
    if found is None:
        found = Indicator(id=new_id(), name=wanted.name)
        siblings.append(found)
    if found.weight is None:
        found.weight = wanted.weight
    return found
