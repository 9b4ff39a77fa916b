"""Whole forms beside each other: one project twice, a form copied, a unit in two spellings, all full, another scale."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import divide, format_plain
from selfeval_gui.rules.amounts import is_of_other_scale
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.groups import MOST_NAMED
from selfeval_gui.rules.outline import Outline, UnitYear
from selfeval_gui.rules.rule_set import Weighs
from selfeval_gui.rules.shape import Stage
from selfeval_gui.rules.unit_names import NothingSaid, UnitNames, project_key, unit_key

_LEAST_OTHERS = 2
_APART = 100  # times: what lies nearer together is of one scale by any rule set

Keys = dict[str, None]


class Together(NamedTuple):
    """Something that forms have in common as wholes: `what` as in `Shared`; the rows concerned, by form."""

    code: str
    what: tuple[str, ...]
    rows: dict[str, NodeId | None]


class WholeForms:
    """The outlines of all forms, found by what they have in common; an edit moves one form and reads no other."""

    def __init__(self) -> None:
        self._outlines: dict[str, Outline] = {}
        self._projects: defaultdict[object, Keys] = defaultdict(dict)
        self._texts: defaultdict[object, Keys] = defaultdict(dict)
        self._units: defaultdict[str, defaultdict[str, Keys]] = defaultdict(lambda: defaultdict(dict))
        self._of_unit: defaultdict[UnitYear, Keys] = defaultdict(dict)
        self._short: defaultdict[UnitYear, Keys] = defaultdict(dict)  # those with points lost
        self._budgets: defaultdict[object, list[Decimal]] = defaultdict(list)
        self.names: UnitNames = NothingSaid()
        self.revision = 0  # grows with each change, so that others need not look again

    def know(self, names: UnitNames) -> None:
        """Take units to be one, or several, as people have said."""
        self.names = names
        for key, own in list(self._outlines.items()):
            self.put(key, own)
        self.revision += 1

    def put(self, key: str, new: Outline | None, *, is_weighed_anew: bool = False) -> None:
        """Take a form in, or let it go; its rule set may have other limits now."""
        old = self._outlines.get(key)
        new = None if new is None else self._named(new)
        self.revision += is_weighed_anew or old != new
        if old == new:
            return
        if old is not None:
            for keys in self._places(old):
                keys.pop(key, None)
            for budgets in self._scales(old):
                del budgets[bisect_left(budgets, old.budget or Decimal(0))]
            del self._outlines[key]
        if new is not None:
            self._outlines[key] = new
            for keys in self._places(new):
                keys[key] = None
            for budgets in self._scales(new):
                insort(budgets, new.budget or Decimal(0))

    def _named(self, of: Outline) -> Outline:
        """Return an outline with its unit and project as people have said they are one with others."""
        unit = unit_key(of.unit_as_written, self.names)
        return of._replace(unit=unit, project=project_key(of.unit_as_written, of.project_as_written, self.names))

    def findings(self, key: str, rule_set: Weighs) -> Iterator[Finding]:
        """Yield what a form has to answer for beside the others."""
        own = self._outlines[key]
        severity = rule_set.severity
        twins = self._projects[_project(own)] if _is_known(own) else {}
        if len(twins) > 1:
            yield Finding("across.twice", severity["across.twice"], None, "project_name", others=_others(twins, key))
        same = twins.keys() | (self._of_other_stages(own) if _is_known(own) else set())
        copies = {each: None for each in self._texts[_text(own)] if each == key or each not in same}
        if own.text and len(copies) > 1:
            others = _others(copies, key)
            args = {"source": others[0]}
            yield Finding("across.copied", severity["across.copied"], None, "expected_goal", args=args, others=others)
        yield from self._all_full(key, own, rule_set)
        yield from self._spellings(key, own, severity["across.unit"])
        yield from self._scale(own, rule_set)
        if len(self._outlines) > 1:
            for node, words in own.borrowed.items():
                code, args = "across.name_words", {"words": "、".join(words)}
                yield Finding(code, severity[code], node, "name", args=args)

    def groups(self, rules_of: Callable[[str], Weighs]) -> list[Together]:
        """Return what forms have in common as wholes, each with the places of all forms concerned."""
        found = [*self._twice(), *self._copies(), *self._spelt()]
        for (unit, year), keys in self._of_unit.items():
            full = {key: None for key in keys if len(keys) >= rules_of(key).limits.all_full}
            if unit and full and not self._short[unit, year]:
                written = self._outlines[min(full)].unit_as_written
                found.append(Together("across.all_full", (written, str(year or "")), {**full}))
        for key, own in self._outlines.items():
            if len(self._outlines) > 1:
                for node, words in own.borrowed.items():
                    found.append(Together("across.name_words", ("、".join(words), key), {key: node}))
            budgets = self._budgets[own.year]
            if own.budget and (budgets[-1] > _APART * own.budget or own.budget > _APART * budgets[0]):
                for finding in self._scale(own, rules_of(key)):
                    what = (key, finding.actual or "", finding.args["beside"], own.money_unit)
                    found.append(Together("amounts.scale", what, {key: None}))
        return found

    def _twice(self) -> Iterator[Together]:
        for keys in self._projects.values():
            if len(keys) > 1:
                first = self._outlines[min(keys)]
                yield Together("across.twice", (first.project_as_written, first.unit_as_written), {**keys})

    def _copies(self) -> Iterator[Together]:
        for keys in self._texts.values():
            if len(keys) > 1:
                owns = {key: self._outlines[key] for key in keys}
                if len({_project(own)[:3] if _is_known(own) else key for key, own in owns.items()}) > 1:
                    yield Together("across.copied", (owns[min(keys)].project_as_written,), {**keys})

    def _spelt(self) -> Iterator[Together]:
        for unit, spellings in self._units.items():
            written = sorted(each for each, keys in spellings.items() if keys)
            unsaid = [each for each in written if not self.names.is_spelling(each)]
            if unit and unsaid and len(written) > 1:
                rows = {key: None for each in written for key in spellings[each]}
                yield Together("across.unit", tuple(written), {**rows})

    def _of_other_stages(self, own: Outline) -> set[str]:
        """Return the forms of the same project and year that belong elsewhere in the year: 申报 beside 自评."""
        there = (self._projects.get(_project(own._replace(stage=stage)), {}) for stage in Stage if stage != own.stage)
        return {key for keys in there for key in keys}

    def _all_full(self, key: str, own: Outline, rule_set: Weighs) -> Iterator[Finding]:
        forms, severity = self._of_unit[own.unit_year], rule_set.severity["across.all_full"]
        if own.unit and len(forms) >= rule_set.limits.all_full and not self._short[own.unit_year]:
            args, others = {"count": str(len(forms))}, _others(forms, key)
            yield Finding("across.all_full", severity, None, "total.score", args=args, others=others)

    def _spellings(self, key: str, own: Outline, severity: Severity) -> Iterator[Finding]:
        spellings = self._units[own.unit]
        is_said = self.names.is_spelling(own.unit_as_written)
        other = {
            written: keys
            for written, keys in spellings.items()
            if keys and written != own.unit_as_written and not (is_said and self.names.is_spelling(written))
        }
        if own.unit and other:
            keys = {each: None for forms in other.values() for each in forms}
            args = {"text": own.unit_as_written, "beside": "”“".join(sorted(other))}
            others = _others(keys, key)
            yield Finding("across.unit", severity, None, "implementing_unit", args=args, others=others)

    def _scale(self, own: Outline, rule_set: Weighs) -> Iterator[Finding]:
        if not own.budget:
            return
        of_unit, of_all = self._scales(own)
        budgets = of_unit if own.unit and len(of_unit) >= rule_set.limits.scale_forms else of_all
        if len(budgets) <= _LEAST_OTHERS:
            return
        middle = _median_without(budgets, bisect_left(budgets, own.budget))
        if own.budget > 0 and middle > 0 and is_of_other_scale(own.budget, middle, rule_set):
            per_unit = divide(own.budget, own.budget_as_written or Decimal(1))
            written = format_plain(own.budget_as_written or Decimal(0))
            args = {"beside": format_plain(divide(middle, per_unit)), "unit": own.money_unit, "of": "median"}
            code = "amounts.scale"
            yield Finding(code, rule_set.severity[code], None, "funds.total.annual_budget", None, written, args)

    def _places(self, of: Outline) -> Iterator[Keys]:
        yield self._units[of.unit][of.unit_as_written]
        if of.stage is Stage.RESULT:
            yield self._of_unit[of.unit_year]
        if _is_known(of):
            yield self._projects[_project(of)]
        if of.text:
            yield self._texts[_text(of)]
        if not of.is_full and of.stage is Stage.RESULT:
            yield self._short[of.unit_year]

    def _scales(self, of: Outline) -> tuple[list[Decimal], ...]:
        return (self._budgets[of.unit_year], self._budgets[of.year]) if of.budget else ()


def _is_known(of: Outline) -> bool:
    """Tell whether it is plain which project it is: a draft without year or unit may be of another."""
    return bool(of.project and of.unit and of.year)


def _project(of: Outline) -> tuple[int | None, str, str, Stage]:
    return of.year, of.unit, of.project, of.stage


def _text(of: Outline) -> object:
    return of.year, of.text


def _others(keys: Keys, key: str) -> tuple[str, ...]:
    return tuple(sorted(each for each in keys if each != key))[:MOST_NAMED]


def _median_without(numbers: list[Decimal], place: int) -> Decimal:
    """Return the median of sorted numbers but for the one at a place."""

    def number(rank: int) -> Decimal:
        return numbers[rank if rank < place else rank + 1]

    count = len(numbers) - 1
    return divide(number((count - 1) // 2) + number(count // 2), Decimal(2))
