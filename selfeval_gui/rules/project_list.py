"""Forms beside the bureau's list of projects: `across.missing`, `list.extra`, `list.unit`, `list.budget`.

A project is told by its year, its unit and its name, as far as list and form say them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.alike import likeness
from selfeval_gui.domain.numbers import decimal_places, divide, format_plain, multiply, round_half_up
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.domain.words import MONEY_PLACES, MONEY_UNITS, MoneyUnit
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES, Finding, Severity, looked_for
from selfeval_gui.rules.limits import Limits
from selfeval_gui.rules.outline import bare
from selfeval_gui.rules.shared import MISSING
from selfeval_gui.rules.unit_names import NothingSaid, UnitNames

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.rules.rule_set import RuleSet

_YEAR = re.compile(r"^\d{4}年度?")
_HEADINGS = {"项目名称", "项目", "名称", "一级项目", "二级项目"}
_TELLING = re.compile(
    r"[\d一二三四五六七八九十甲乙丙丁东南西北上下左右新老]"
)  # 一期 and 二期 are no spellings of one another
_PER_CENT = 100
_MOST_PAIRS = 40_000  # of names to hold against each other; a list of another year shares none
_ROUNDED_FROM = 2  # decimals of a budget in 万元 that stand for an exact one in 元


class Head(NamedTuple):
    """What a list may say of a form."""

    name: str
    unit: str
    department: str
    year: int | None
    annual_budget: Decimal | None
    initial_budget: Decimal | None
    money_unit: MoneyUnit
    names_alike: Decimal = Limits().names_alike  # per cent from which a left-over name of the list is the form's


class Differs(NamedTuple):
    """What a form differs in from the list: code and cell, what list and form say, words of the sentence."""

    code: str
    field: str
    expected: str | None
    actual: str | None
    args: dict[str, str]


class ListCompared(NamedTuple):
    """The projects without a form, in the order of the list, and what forms differ in, by their keys.

    `only_year_tells`: of each project without a form, whether another on the list, or of a form, differs by year alone.
    """

    missing: list[Wanted]
    differing: dict[str, list[Differs]]
    only_year_tells: list[bool]


def head_of(form: Form, limits: Limits | None = None) -> Head:
    """Return what of a form is held against a list, with the usual limits or those of its rule set."""
    total = form.funds.total
    return Head(
        *(form.project_name.strip(), form.implementing_unit.strip(), form.department.strip(), form.year),
        *(total.annual_budget, total.initial_budget, form.funds.unit),
        (limits or Limits()).names_alike,
    )


def missing_findings(compared: ListCompared, severities: Iterable[Severity]) -> list[Finding]:
    """Return the findings for projects on the list that have no form, and so no rule set of their own.

    They weigh what most forms' rule sets say of `MISSING`: one of `severities` for each form; none where that is off.
    """
    usual = Counter(severities).most_common(1)
    severity = usual[0][0] if usual else DEFAULT_SEVERITIES[MISSING]
    found = (
        Finding(MISSING, severity, None, "project_name", each.name, args=_of_unit(each, tells_year=tells_year))
        for each, tells_year in zip(compared.missing, compared.only_year_tells, strict=True)
    )
    return looked_for(found)


def _of_unit(project: Wanted, *, tells_year: bool) -> dict[str, str]:
    with_year, without = ("in_year", "named") if project.unit else ("year", "")
    year = str(project.year) if tells_year else ""
    return {"unit": project.unit, "year": year, "of_unit": with_year if year else without}


def finding_of(differs: Differs, rule_set: RuleSet) -> Finding:
    """Return the finding for what a form differs in."""
    severity = rule_set.severity[differs.code]
    return Finding(differs.code, severity, None, differs.field, differs.expected, differs.actual, differs.args)


def pack(key: str, differs: Differs) -> tuple[str, ...]:
    """Return what a form differs in as plain words, for the view across forms."""
    name, detail = next(iter(differs.args.items()), ("", ""))
    return key, differs.field, differs.expected or "", differs.actual or "", name, detail


def unpack(code: str, what: tuple[str, ...]) -> Differs:
    """Return what `pack` was given."""
    _key, field, expected, actual, name, detail = what
    return Differs(code, field, expected or None, actual or None, {name: detail} if name else {})


def compare(wanted: Iterable[Wanted], heads: Mapping[str, Head], said: UnitNames | None = None) -> ListCompared:
    """Hold the forms against the list, names being one as people have `said`; without a list nothing is missing."""
    said = said or NothingSaid()
    lines = _Lines(wanted, said)
    if not lines.all:
        return ListCompared([], {}, [])
    matching = _Matching(lines, heads, said)
    differing: dict[str, list[Differs]] = {}
    for key, (line, is_own_unit) in matching.of_form.items():
        found = [] if is_own_unit else [_unit_differs(lines.all[line], heads[key])]
        differing[key] = [*found, *_budget_differs(lines.all[line], heads[key])]
    for key, line in matching.near.items():
        differing[key] = [_name_differs(lines.all[line], heads[key]), *_budget_differs(lines.all[line], heads[key])]
    years = {line.year for line in lines.all}
    for key in matching.left:
        if None in years or heads[key].year in {None, *years}:
            differing[key] = [Differs("list.extra", "project_name", None, heads[key].name, {"near": ""})]
    missing = [lines.all[number] for number in matching.missing]
    only_year_tells = [matching.needs_year(number) for number in matching.missing]
    return ListCompared(missing, {key: found for key, found in differing.items() if found}, only_year_tells)


class _Name(NamedTuple):
    """A name as it is compared, without the year in front, and that year; only two years that differ tell two apart."""

    stem: str
    year: str

    def is_same(self, other: _Name) -> bool:
        return self.stem == other.stem and (self.year == other.year or not (self.year and other.year))


def _name(text: str) -> _Name:
    plain = bare(text)
    found = _YEAR.match(plain)
    stem = plain[found.end() :] if found else plain
    return _Name(stem, found[0][:4]) if found and stem else _Name(plain, "")


class _Lines:
    """The list: each project once, the heading of its column left out."""

    def __init__(self, wanted: Iterable[Wanted], said: UnitNames) -> None:
        self._said = said
        once: dict[object, Wanted] = {}
        for line in wanted:
            name = bare(line.name)
            if name and name not in _HEADINGS:
                once.setdefault((name, bare(line.unit), line.year), line._replace(name=line.name.strip()))
        self.all = list(once.values())
        self.names = [_name(line.name) for line in self.all]
        self.units = [self._keys(line.unit, *line.spellings) for line in self.all]
        self.by_stem: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(self.names):
            self.by_stem[each.stem].append(number)

    def is_of_unit(self, number: int, head: Head) -> bool:
        """Tell whether a form may be of the line's unit; some lists name departments."""
        units, own = self.units[number], self._keys(head.unit, head.department)
        return not units or not bare(head.unit) or bool(units & own)

    def _keys(self, *units: str) -> set[str]:
        return {bare(self._said.of(each)) for each in units} - {""}

    def is_of_year(self, number: int, head: Head) -> bool:
        """Tell whether a form may be of the line's year."""
        return self.all[number].year in {None, head.year} or head.year is None


class _Matching:
    """Which line each form is of: by name and unit, by a name that is the only one, or by one nearly the same."""

    def __init__(self, lines: _Lines, heads: Mapping[str, Head], said: UnitNames) -> None:
        self._lines, self._heads = lines, heads
        self.of_form: dict[str, tuple[int, bool]] = {}
        self.near: dict[str, int] = {}
        names = {key: _name(head.name) for key, head in heads.items() if bare(head.name)}
        self._by_stem: defaultdict[str, list[Head]] = defaultdict(list)
        for key, each in names.items():
            self._by_stem[each.stem].append(heads[key])
        open_lines = set(range(len(lines.all)))
        other_unit: defaultdict[int, list[str]] = defaultdict(list)
        for key in names:
            spelt = {_name(each) for each in said.project_names(heads[key].unit, heads[key].name)} | {names[key]}
            named = [number for name in sorted(spelt) for number in lines.by_stem.get(name.stem, ())]
            for number in named:
                is_named = any(lines.names[number].is_same(name) for name in spelt)
                if not (is_named and lines.is_of_year(number, heads[key])):
                    continue
                if lines.is_of_unit(number, heads[key]):
                    self.of_form.setdefault(key, (number, True))
                    open_lines.discard(number)
                else:
                    other_unit[number].append(key)
        for number in sorted(open_lines & other_unit.keys()):
            free = [key for key in other_unit[number] if key not in self.of_form]
            is_only_one = len(lines.by_stem[lines.names[number].stem]) == 1
            if len(free) == 1 and (is_only_one or self._is_spelling(number, free[0])):
                self.of_form[free[0]] = number, False
                open_lines.discard(number)
        self._find_near(names, open_lines)
        self.left = [key for key in names if key not in self.of_form and key not in self.near]
        self.missing = [number for number in sorted(open_lines) if not lines.all[number].is_exempt]

    def needs_year(self, number: int) -> bool:
        """Tell whether a project of this name and unit is on the list, or has a form, for another year."""
        lines, name, units = self._lines, self._lines.names[number], self._lines.units[number]
        beside = (at for at in lines.by_stem[name.stem] if not (units and lines.units[at]) or units & lines.units[at])
        years = {lines.all[at].year for at in beside}
        years |= {head.year for head in self._by_stem[name.stem] if lines.is_of_unit(number, head)}
        year = lines.all[number].year
        return not name.year and year is not None and bool(years - {None, year})

    def _is_spelling(self, number: int, key: str) -> bool:
        own, alike = bare(self._heads[key].unit), self._heads[key].names_alike
        return any(_are_near(unit, own, alike) or unit in own or own in unit for unit in self._lines.units[number])

    def _find_near(self, names: Mapping[str, _Name], open_lines: set[int]) -> None:
        """Pair lines and forms that are left, of one unit, if each is the nearest to the other and near enough."""
        free = [key for key in names if key not in self.of_form]
        if len(free) * len(open_lines) > _MOST_PAIRS:
            return
        pairs = sorted(
            (
                (-likeness(self._lines.names[number].stem, names[key].stem), number, key)
                for number in open_lines
                for key in free
                if self._may_be_one(number, key, names[key])
            ),
        )
        for _likeness, number, key in pairs:
            if number in open_lines and key not in self.near:
                self.near[key] = number
                open_lines.discard(number)

    def _may_be_one(self, number: int, key: str, name: _Name) -> bool:
        head, other = self._heads[key], self._lines.names[number]
        is_there = self._lines.is_of_unit(number, head) and self._lines.is_of_year(number, head)
        is_of_name_year = other._replace(stem=name.stem).is_same(name)
        return is_there and is_of_name_year and _are_near(other.stem, name.stem, head.names_alike)


def _are_near(one: str, two: str, alike: Decimal) -> bool:
    if not one or not two or abs(len(one) - len(two)) * _PER_CENT > (_PER_CENT - alike) * max(len(one), len(two)):
        return False
    return sorted(_TELLING.findall(one)) == sorted(_TELLING.findall(two)) and likeness(one, two) * _PER_CENT >= alike


def _unit_differs(line: Wanted, head: Head) -> Differs:
    return Differs("list.unit", "implementing_unit", line.unit, head.unit, {})


def _name_differs(line: Wanted, head: Head) -> Differs:
    return Differs("list.extra", "project_name", line.name, head.name, {"near": "named"})


def _budget_differs(line: Wanted, head: Head) -> Iterator[Differs]:
    """Yield the budget where the approved one is neither that of the year nor that of its beginning."""
    there = [amount for amount in (head.annual_budget, head.initial_budget) if amount is not None]
    if line.budget is None or not there:
        return
    units: Sequence[MoneyUnit] = MONEY_UNITS if line.budget_unit is None else (line.budget_unit,)
    if any(_is_budget(line.budget, unit, amount, head.money_unit) for unit in units for amount in there):
        return
    field = "annual_budget" if head.annual_budget is not None else "initial_budget"
    approved = _in_unit(line.budget, line.budget_unit or MONEY_UNITS[0], head.money_unit)
    expected, actual = format_plain(approved), format_plain(there[0])
    yield Differs("list.budget", f"funds.total.{field}", expected, actual, {"money": head.money_unit})


def _is_budget(approved: Decimal, unit: MoneyUnit, amount: Decimal, own_unit: MoneyUnit) -> bool:
    amount, places = _in_unit(amount, own_unit, unit), decimal_places(approved)
    is_rounded = places >= _ROUNDED_FROM and unit != own_unit
    return approved == (round_half_up(amount, places) if is_rounded else amount)


def _in_unit(amount: Decimal, unit: MoneyUnit, other: MoneyUnit) -> Decimal:
    yuan = multiply(amount, Decimal(10) ** MONEY_PLACES[unit])
    return divide(yuan, Decimal(10) ** MONEY_PLACES[other])
