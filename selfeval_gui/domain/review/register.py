"""The register (名单): which units are to send which projects until when. Its JSON is 审核/名单.json, version 1.0."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from selfeval_gui.domain.form import Id, Number
from selfeval_gui.domain.words import MoneyUnit, bare_name

REVIEW_VERSION = "1.0"

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ProjectAt = tuple[str, str]  # a unit and a project, both as they are compared


class Kept(BaseModel):
    """A part of a file in 审核: strict types, keys it does not know are kept and written back."""

    model_config = ConfigDict(extra="allow", strict=True)


class Task(Kept):
    """What the forms are wanted for, and until when."""

    name: str = ""
    year: Annotated[int, Field(ge=1, le=9999)] | None = None
    due: Day | None = None
    warn_days: Annotated[int, Field(ge=0, le=366)] = 3


class Unit(Kept):
    """A unit; `others` are other spellings of its name, `apart` names that look like it and are another unit's."""

    code: str = ""
    name: Annotated[str, StringConstraints(min_length=1)]
    others: list[str] = Field(default_factory=list)
    apart: Annotated[list[str], Field(exclude_if=operator.not_)] = Field(default_factory=list)
    contact: str = ""
    phone: str = ""


class Exemption(Kept):
    """Who said why a project needs no form."""

    by: str = ""
    reason: str = ""


class Project(Kept):
    """A project of a unit, with the budget it was approved, in its unit of money."""

    code: str = ""
    name: Annotated[str, StringConstraints(min_length=1)]
    unit: str = ""
    budget: Number = None
    budget_unit: MoneyUnit = "万元"
    exempt: Exemption | None = None


class OneProject(Kept):
    """A project of a unit that people also write by other names; it need not be on the list of projects."""

    unit: str = ""
    name: Annotated[str, StringConstraints(min_length=1)]
    others: list[str] = Field(default_factory=list)


class DrawnForm(Kept):
    """A form that is to be looked at closely; names tell whose it is where the form is gone."""

    form: Id
    project_name: str = ""
    unit: str = ""
    year: int | None = None


class Drawing(Kept):
    """抽评: who chose which forms, at random among some by a seed, or by hand with a reason; or took it back."""

    id: Id
    at: Moment
    by: str = ""
    how: Literal["随机", "指定", "取消"]
    reason: str = ""
    seed: str = ""
    percent: Number = None
    per: Literal["主管部门", "实施单位", "全部"] = "全部"
    among: list[Id] = Field(default_factory=list)
    forms: list[DrawnForm] = Field(default_factory=list)


class Register(Kept):
    """The whole register; drawings are added and never changed."""

    schema_name: Literal["selfeval.register"] = Field("selfeval.register", alias="schema")
    version: str = REVIEW_VERSION
    id: Id
    task: Task = Field(default_factory=Task)
    units: list[Unit] = Field(default_factory=list)
    projects: list[Project] = Field(default_factory=list)
    same_projects: Annotated[list[OneProject], Field(exclude_if=operator.not_)] = Field(default_factory=list)
    drawings: list[Drawing] = Field(default_factory=list)

    model_config = ConfigDict(extra="allow", strict=True, populate_by_name=True, serialize_by_alias=True)


class RegisterNames:
    """The units of a register, and projects, by every spelling of their names; without one each stands for itself."""

    def __init__(self, register: Register | None) -> None:
        self.register = register
        self._names: dict[str, str] = {}
        self._said: set[str] = set()
        self._apart: set[str] = set()
        for unit in [] if register is None else register.units:
            for spelling in (unit.name, *unit.others):
                self._names.setdefault(bare_name(spelling), unit.name)
            self._said.update(each.strip() for each in (unit.name, *unit.others))
            self._apart.update(each.strip() for each in unit.apart)
        self._projects: dict[ProjectAt, OneProject] = {}
        for one in [] if register is None else register.same_projects:
            for spelling in (one.name, *one.others):
                self._projects.setdefault((self.key(one.unit), bare_name(spelling)), one)

    def __contains__(self, name: str) -> bool:
        return bare_name(name) in self._names

    def of(self, name: str) -> str:
        """Return what the register calls a unit; the name as it is where the register does not know it."""
        return name.strip() if self.stands_apart(name) else self._names.get(bare_name(name), name.strip())

    def is_spelling(self, name: str) -> bool:
        """Tell whether somebody has said, letter by letter, that the name is one of a unit's."""
        return name.strip() in self._said

    def stands_apart(self, name: str) -> bool:
        """Tell whether somebody has said that the name is no other unit's, however alike they look."""
        return name.strip() in self._apart

    def key(self, name: str) -> str:
        """Return what the names of one unit have in common, and those of no other."""
        return f"≠{name.strip()}" if self.stands_apart(name) else bare_name(self.of(name))

    def is_same(self, one: str, two: str) -> bool:
        """Tell whether two names are one unit's."""
        return self.key(one) == self.key(two)

    def at(self, unit: str, project: str) -> ProjectAt:
        """Return what tells one project of a unit from all others."""
        return self.key(unit), bare_name(self.project_of(unit, project))

    def project_of(self, unit: str, project: str) -> str:
        """Return what people call a project of a unit, of several names they use; the name where it is the only one."""
        return self.project_names(unit, project)[0]

    def project_names(self, unit: str, project: str) -> tuple[str, ...]:
        """Return all names that are said to be this project's, the one it is called by first."""
        one = self._projects.get((self.key(unit), bare_name(project)))
        return (project.strip(),) if one is None else (one.name, *one.others)


def renewed(old: Register | None, new: Register) -> tuple[Register, list[Project]]:
    """Return a new list with what people had added to the old one, and the projects that are no longer on it.

    Other spellings and contacts of a unit, other names of projects, the task, exemptions and drawings stay; units and
    projects are those of the new list.
    """
    if old is None:
        return new, []
    kept_whole = {"id": old.id, "task": _filled(new.task, old.task), "drawings": old.drawings}
    merged = new.model_copy(deep=True, update=kept_whole | {"same_projects": old.same_projects})
    before = {bare_name(unit.name): unit for unit in old.units}
    for unit in merged.units:
        was = before.get(bare_name(unit.name))
        if was is not None:
            unit.others = spellings(unit.name, unit.others, was.others)
            unit.apart = list(was.apart)
            unit.contact, unit.phone = unit.contact or was.contact, unit.phone or was.phone
            unit.code = unit.code or was.code
    names = RegisterNames(merged)
    projects = {names.at(project.unit, project.name): project for project in old.projects}
    for project in merged.projects:
        kept = projects.pop(names.at(project.unit, project.name), None)
        if kept is not None and project.exempt is None:
            project.exempt = kept.exempt
    return merged, list(projects.values())


def said_same(register: Register, names: Sequence[str]) -> Register:
    """Return the register with the names being spellings of one unit: the first that it knows, else the first."""
    now, (unit, others) = _taken_apart(register, names)
    unit.others = [*unit.others, *(each for each in others if each not in unit.others)]
    return now


def said_apart(register: Register, names: Sequence[str]) -> Register:
    """Return the register with each of the names being a unit's own."""
    now, (unit, others) = _taken_apart(register, names)
    unit.apart = [*unit.apart, *others]
    return now


def said_same_project(register: Register, unit: str, names: Sequence[str]) -> Register:
    """Return the register with the names being one project's of a unit: what is known of each holds for all of them."""
    known = RegisterNames(register)
    every = list(dict.fromkeys(each for name in names for each in known.project_names(unit, name)))
    listed = {known.at(project.unit, project.name) for project in register.projects}
    first = next((each for each in every if known.at(unit, each) in listed), every[0])
    now = said_other_projects(register, unit, every)
    now.same_projects.append(
        OneProject(unit=unit.strip(), name=first, others=[each for each in every if each != first])
    )
    return now


def said_other_projects(register: Register, unit: str, names: Sequence[str]) -> Register:
    """Return the register with each of the names standing for a project of its own again."""
    now, known = register.model_copy(deep=True), RegisterNames(register)
    plain = {bare_name(each) for each in names}
    kept: list[OneProject] = []
    for one in now.same_projects:
        left = [one.name, *one.others]
        if known.is_same(one.unit, unit):
            left = [each for each in left if bare_name(each) not in plain]
        if len(left) > 1:
            kept.append(one.model_copy(update={"name": left[0], "others": left[1:]}))
    now.same_projects = kept
    return now


def _taken_apart(register: Register, names: Sequence[str]) -> tuple[Register, tuple[Unit, list[str]]]:
    """Return the register, the unit that the names are about, and the other names, said nothing of any more."""
    now, plain = register.model_copy(deep=True), [each.strip() for each in names]
    for each in now.units:
        each.others = [other for other in each.others if other.strip() not in plain]
        each.apart = [other for other in each.apart if other.strip() not in plain]
    unit = next((each for name in plain for each in now.units if each.name.strip() == name), None)
    if unit is None:
        unit = Unit(name=plain[0])
        now.units.append(unit)
    return now, (unit, [each for each in plain if each != unit.name.strip()])


def _filled(new: Task, old: Task) -> Task:
    known = {name: value for name, value in new if name in new.model_fields_set and value not in {None, ""}}
    return old.model_copy(update=known)


def spellings(name: str, others: Iterable[str], said: Iterable[str] = ()) -> list[str]:
    """Return each other spelling once, in the order given; what somebody has said stays, however alike it looks."""
    seen, found = {bare_name(name)}, list(said)
    for other in others:
        if other.strip() and bare_name(other) not in seen and other.strip() not in found:
            seen.add(bare_name(other))
            found.append(other.strip())
    return found
