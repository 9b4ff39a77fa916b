"""The names of units and projects as the forms of the workspace write them, and the list beside them."""

from __future__ import annotations

from collections import Counter

from selfeval_gui.app.department import Department
from selfeval_gui.domain.words import by_numbers
from selfeval_gui.rules.shared import MISSING, OF_LIST, Shared

ProjectAt = tuple[str, str]  # a unit and a project, as they are written


def unit_names(department: Department) -> dict[str, int]:
    """Return the names of units, with the count of forms of each."""
    counts = Counter(head.unit for head in department.heads().values() if head.unit)
    return {name: counts[name] for name in sorted(counts, key=by_numbers)}


def project_names(department: Department) -> dict[ProjectAt, int]:
    """Return units and names of projects, with the count of forms of each; 0 for one that only the list has."""
    there = Counter((head.unit, head.name) for head in department.heads().values() if head.name)
    names = {name for _unit, name in there}
    listed = ((each.unit.strip(), each.name.strip()) for each in department.expected)
    counts = {**{at: 0 for at in listed if at[1] not in names}, **there}
    return {at: counts[at] for at in sorted(counts, key=lambda at: (by_numbers(at[0]), by_numbers(at[1])))}


def names_beside_list(department: Department, of: Shared) -> list[ProjectAt]:
    """Return what a finding of the list is about: unit and name of the form, and of the list where it says one."""
    if of.code == MISSING:
        return [(of.what[1], of.what[0])]
    head = department.heads().get(of.what[0]) if of.code in OF_LIST else None
    own = [] if head is None else [(head.unit, head.name)]
    return own + [at for at in project_names(department) if of.code == "list.extra" and at[1] == of.what[2]]
