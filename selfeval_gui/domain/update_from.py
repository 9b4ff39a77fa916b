"""A form brought up to date with another version of it: what the other one says wins, what it leaves blank stays.

Rows are recognised by their id, else by the names of their levels and their own, else by their name where it is unique.
Nothing is removed but a total or rate that an earlier paper printed: where its numbers change and the other version
prints none, as a workbook whose totals are formulas, it says nothing about this form any more. From a form that only
sets targets (绩效目标申报表) only targets are taken, and what stands blank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from selfeval_gui.domain.cells import cell_field, cells_of
from selfeval_gui.domain.evidence import take_evidence
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, Field, Value, get_field, is_blank, set_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import level_three, new_id, walk
from selfeval_gui.domain.words import bare_name

Names = tuple[str, str, str]
ProjectKey = tuple[int | None, str, str]
_RATE = ("funds.total.executed", "funds.total.annual_budget")
# Fields of the form and of its rows: where they change, what an earlier paper printed is no longer about this form.
_BEHIND_PRINTED = {
    "printed.execution_rate": (_RATE, ""),
    "printed.total_weight": (("funds.total.weight",), "weight"),
    "printed.total_score": ((*_RATE, "funds.total.weight", "funds.total.score"), "score"),
}


def project_key(year: int | None, project_name: str, implementing_unit: str) -> ProjectKey:
    """Return what tells one project's form of a year from all others."""
    return year, bare_name(project_name), bare_name(implementing_unit)


def key_of(form: Form) -> ProjectKey:
    """Return the key of a form's project."""
    return project_key(form.year, form.project_name, form.implementing_unit)


def may_be_one(key: ProjectKey, other: ProjectKey) -> bool:
    """Tell whether nothing that is filled in on both sides says another year, project or unit.

    An id alone makes no form the same: people type over a copy, and a copy keeps its id.
    """
    return all(one == two or not one or not two for one, two in zip(key, other, strict=True))


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
    keep_printed(form, old, new)
    return form


def keep_printed(form: Form, old: Form, new: Form) -> None:
    """Give `form`, which is `old` with what `new` says, the printed totals of `new`.

    Where it prints none, those of `old` stay while the numbers behind them do.
    """
    for printed in _BEHIND_PRINTED:
        value = get_field(new, printed)
        if value is not None or _behind(printed, form) != _behind(printed, old):
            set_field(form, printed, value)


def _behind(printed: str, form: Form) -> list[Value]:
    """Return the numbers that a printed one came from, without the blank ones."""
    fields, column = _BEHIND_PRINTED[printed]
    numbers = [get_field(form, field) for field in fields]
    numbers += [get_field(row, column) for row in level_three(form.indicators)] if column else []
    return [number for number in numbers if number is not None]


def rows_beside(form: Form, other: Form) -> dict[str, Indicator]:
    """Return, by the ids of a form's rows, those rows of another form that are the same indicator."""
    find = _finder(other)
    return {row.id: found for names, row in _named(form) if (found := find(row.id, names)) is not None}


def _finder(form: Form) -> Callable[[str, Names], Indicator | None]:
    """Return what finds a row of the form: by its id, else by all names, else by its own where that is unique."""
    by_id = {node.id: node for node, level in walk(form.indicators) if level == 3}
    by_names = {names: node for names, node in reversed(_named(form))}
    counts = Counter(names[2] for names, _ in _named(form))
    by_name = {names[2]: node for names, node in _named(form) if counts[names[2]] == 1}
    return lambda row_id, names: by_id.get(row_id) or by_names.get(names) or by_name.get(names[2])


def _merge_rows(form: Form, new: Form, targets_only: bool) -> None:
    find = _finder(form)
    taken: set[str] = set()
    for one in new.indicators:
        for two in one.children:
            for row in two.children:
                names = (bare_name(one.name), bare_name(two.name), bare_name(row.name))
                found = find(row.id, names)
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
    for field in map(cell_field, cells_of((new,))):
        _take(old, new, field, targets_only)
    if not targets_only:
        take_evidence(old, new)


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
