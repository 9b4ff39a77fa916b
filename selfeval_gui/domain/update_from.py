"""A form brought up to date with another version of it: what the other one says wins, what it leaves blank stays.

Rows are recognised by their id, else by the names of their levels and their own, else by their name where it is unique.
Nothing is removed. From a form that only sets targets (绩效目标申报表) only targets are taken, and what stands blank.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, INDICATOR_FIELDS, get_field, set_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import new_id, walk

_OF_THE_FILE = {"status", "rule_set"}
_OF_TARGETS = {"expected_goal", "funds.unit"}
Names = tuple[str, str, str]


def plain_name(text: str) -> str:
    """Return a name as it is compared: half width, without blanks, 指标 at its end or not."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().removesuffix("指标")


def project_key(year: int | None, project_name: str, implementing_unit: str) -> tuple[int | None, str, str]:
    """Return what tells one project's form of a year from all others."""
    return year, plain_name(project_name), plain_name(implementing_unit)


def merged(old: Form, new: Form, *, targets_only: bool = False) -> Form:
    """Return a copy of `old` with what `new` says; `old` stays as it is."""
    form = old.model_copy(deep=True)
    for name in FORM_FIELDS:
        value = get_field(new, name)
        is_open = not targets_only or name in _OF_TARGETS or get_field(form, name) in {None, ""}
        if name not in _OF_THE_FILE and value not in {None, ""} and is_open:
            set_field(form, name, value)
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
                names = (plain_name(one.name), plain_name(two.name), plain_name(row.name))
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
        ((plain_name(one.name), plain_name(two.name), plain_name(row.name)), row)
        for one in form.indicators
        for two in one.children
        for row in two.children
    ]


def _merge_row(old: Indicator, new: Indicator, targets_only: bool) -> None:
    for name in INDICATOR_FIELDS:
        value = getattr(new, name)
        is_open = not targets_only or name == "target" or getattr(old, name) in {None, ""}
        if value not in {None, ""} and is_open:
            setattr(old, name, value)


def _level(siblings: list[Indicator], wanted: Indicator) -> Indicator:
    """Return the sibling of that name, made if there is none; a weight set for it is taken over where none is."""
    found = next((each for each in siblings if plain_name(each.name) == plain_name(wanted.name)), None)
    if found is None:
        found = Indicator(id=new_id(), name=wanted.name)
        siblings.append(found)
    if found.weight is None:
        found.weight = wanted.weight
    return found
