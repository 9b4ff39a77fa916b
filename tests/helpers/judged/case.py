"""One case: forms, the list they are held against, and whatever else rightly speaks beside the code in question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import parse_plain
from selfeval_gui.domain.tree import walk
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.project_list import compare, finding_of, missing_findings
from tests.helpers.faultless import faultless_forms

# The rows of a faultless form, by the end of their ids.
_ROWS = {
    **{"first": "0", "second": "1", "lost": "l", "quality": "q", "time": "t", "cost": "c"},
    **{"benefit": "b", "survey": "s"},
}
_NUMBERS = {"weight", "score", "total_weight", "total_score", "execution_rate"}
_AMOUNTS = {"initial_budget", "annual_budget", "executed"}
_LIST = "名单"


class Case(NamedTuple):
    """Forms by key, what a list asks for, and the codes that rightly lead beside the one in question."""

    forms: dict[str, Form]
    wanted: tuple[Wanted, ...] = ()
    beside: tuple[str, ...] = ()


class Code(NamedTuple):
    """A code with the cases it must find and those in which it must stay silent."""

    code: str
    found: list[Case]
    silent: list[Case]


@cache
def _faultless() -> dict[tuple[str, int], str]:
    forms = list(faultless_forms())
    of_project = len({form.rule_set for form in forms})  # one under each rule set
    return {(form.rule_set, number // of_project): form.model_dump_json() for number, form in enumerate(forms)}


def form(of: int = 0, rule_set: str = "review-strict", **cells: Any) -> Form:
    """Return the faultless form of a project, with other cells.

    A keyword is a row of `_ROWS` with its cells, `levels` with those of level rows by their names, `funds`, `part` and
    `printed` with their numbers, or a field of the form. A weight is a score, too, unless the score is given.
    """
    made = Form.model_validate_json(_faultless()[rule_set, of])
    for name, given in cells.items():
        if name in _ROWS:
            _change_row(made, _ROWS[name], given)
        elif name == "levels":
            _change_levels(made, given)
        elif name == "funds":
            _set(made.funds.total, given)
        elif name == "part":
            _set(made.funds.parts.appropriation, given)
        elif name == "printed":
            _set(made.printed, given)
        else:
            setattr(made, name, given)
    return made


def one(of: int = 0, rule_set: str = "review-strict", *, beside: Iterable[str] = (), **cells: Any) -> Case:
    """Return a case of one form."""
    return Case({"甲.json": form(of, rule_set, **cells)}, (), tuple(beside))


def several(*forms: Form, beside: Iterable[str] = ()) -> Case:
    """Return a case of forms beside each other."""
    return Case({f"{place}.json": each for place, each in enumerate(forms, 1)}, (), tuple(beside))


def listed(wanted: Iterable[Wanted], *forms: Form, beside: Iterable[str] = ()) -> Case:
    """Return a case of forms beside a list."""
    return several(*forms)._replace(wanted=tuple(wanted), beside=tuple(beside))


def judged(case: Case) -> dict[str, list[Finding]]:
    """Return the findings of each form, and under `名单` those for projects without one."""
    heads_of, beside = {}, {}
    if case.wanted:
        from selfeval_gui.rules.project_list import head_of

        heads_of = {key: head_of(each) for key, each in case.forms.items()}
    compared = compare(case.wanted, heads_of)
    for key, differing in compared.differing.items():
        beside[key] = [finding_of(each, rule_set_of(case.forms[key])) for each in differing]
    found = dict(check_many(case.forms, rule_set_of, beside))
    missing = missing_findings(compared, [])
    return {**found, _LIST: missing} if missing else found


def codes_of(case: Case, *, leading: bool = False) -> set[str]:
    """Return the codes found in a case; those that lead, without what follows from another one."""
    findings = [each for found in judged(case).values() for each in found]
    return {each.code for each in findings if not leading or each.under is None}


def _change_row(made: Form, row: str, given: Mapping[str, Any]) -> None:
    leaf = next(node for node, _ in walk(made.indicators) if not node.children and node.id.endswith(f"-{row}"))
    _set(leaf, {**({"score": given["weight"]} if "weight" in given else {}), **given})


def _change_levels(made: Form, given: Mapping[str, Mapping[str, Any]]) -> None:
    for name, cells in given.items():
        level = next(node for node, _ in walk(made.indicators) if node.children and node.name == name)
        _set(level, cells)


def _set(there: Any, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        is_number = isinstance(value, str) and name in _NUMBERS | _AMOUNTS
        number: Decimal | str | None = parse_plain(value) if is_number else value
        setattr(there, name, number)
