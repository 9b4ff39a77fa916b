"""What the parts of a form say of each other: names twice, years of another form, amounts a ten-thousandfold apart."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from selfeval_gui.domain.amounts import form_amounts
from selfeval_gui.domain.fields import FUND_AMOUNTS, amount_of
from selfeval_gui.domain.goals import goals_of
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.targets import Quantity, read_value, squeeze
from selfeval_gui.domain.words import squeezed
from selfeval_gui.domain.years import is_of_other_times
from selfeval_gui.rules.amounts import is_of_other_scale
from selfeval_gui.rules.facts import Facts, Row, Run, name_and_target, name_of
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_BRACKETS = re.compile(r"[()\[\]【】<>《》〔〕]")
# With 年 or as a day: 〔2020〕10号 is neither. `rest` tells a day by which something lasts.
_YEAR = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:年(?P<rest>(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之?前|以前|止|底|末)?)|(?=[-/.]\d{1,2}[-/.]\d))"
)
_COUNT = re.compile(r"(?:总数|数量|个数|人数|次数|数|率)$")
_SHORTEST_NOUN = 2
_DIGIT = re.compile(r"\d")
_NUMBER = r"(\d{1,12}(?:\.\d{1,6})?)"


def names_differ(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`indicator.double`: no indicator stands twice in a form; blanks and brackets aside."""
    runs = list(facts.runs)
    names = list(chain.from_iterable(map(_bare_names, runs)))
    if len(set(names)) == len(names):
        return
    seen: set[str] = set()
    for row, name in zip(chain.from_iterable(run.cells for run in runs), names, strict=True):
        if name and name in seen:
            code, args = "indicator.double", {"text": name_and_target(row)[0].strip()}
            yield Finding(code, rule_set.severity[code], row[0], "name", args=args)
        seen.add(name)


@lru_cache(maxsize=1024)
def _bare_names(run: Run) -> list[str]:
    return list(map(_bare, map(name_of, run.cells)))


@lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    return _BRACKETS.sub("", squeezed(name))


def outcome_is_no_goal(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`goal.copied`: 实际完成情况 says what was done, not the goal once more."""
    for goal in goals_of(facts.form):
        expected = squeeze(goal.expected)
        if expected and expected == squeeze(goal.outcome):
            yield Finding("goal.copied", rule_set.severity["goal.copied"], None, goal.outcome_field)


def years_fit(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`year.mismatch`: a year in the project's name or the expected goal is the form's."""
    form = facts.form
    texts = {"project_name": form.project_name} | {goal.field: goal.expected for goal in goals_of(form)}
    for field, text in texts.items():
        yield from _year_fits(None, field, text, form.year, rule_set)


def years_of_row_fit(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`year.mismatch`: so is one in an indicator's name or target."""
    yield from _year_fits(row.node, "name", row.name, row.year, rule_set)
    yield from _year_fits(row.node, "target", row.target, row.year, rule_set)


def _year_fits(node: NodeId | None, field: str, text: str, own: int | None, rule_set: RuleSet) -> Iterator[Finding]:
    year = "" if own is None else _other_year(text, own)
    if year:
        args = {"text": year, "year": str(own)}
        yield Finding("year.mismatch", rule_set.severity["year.mismatch"], node, field, args=args)


def _other_year(text: str, own: int) -> str:
    plain = squeezed(text)
    if "19" not in plain and "20" not in plain:
        return ""
    for found in _YEAR.finditer(plain):
        year = int(found["year"])
        if is_of_other_times(plain[: found.start()], plain[found.end("year") :]):
            continue
        lasts = year > own and bool(found["rest"]) and found["rest"][-1] in "前止底末"
        if year != own and not lasts:
            return found["year"]
    return ""


def amounts_of_one_scale(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`amounts.scale`: no amount is about ten thousand times another that should be near it."""
    form, seen = facts.form, set()
    for field, amount, beside in _neighbours(form):
        if field in seen or not amount or not beside:
            continue
        if is_of_other_scale(amount, beside, rule_set):
            seen.add(field)
            args = {"beside": format_plain(beside), "unit": form.funds.unit}
            code = "amounts.scale"
            yield Finding(code, rule_set.severity[code], None, field, None, format_plain(amount), args)


def _neighbours(form: "Form") -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    """Yield the amounts to look at, each with the one it should be near."""
    total = form.funds.total
    yield "funds.total.executed", total.executed, total.annual_budget
    yield "funds.total.initial_budget", total.initial_budget, total.annual_budget
    for name, amount in form_amounts(form):
        column = amount_of(name)
        if column in FUND_AMOUNTS and not name.startswith("funds.total."):
            yield name, amount, getattr(total, column)


def numbers_agree(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`numbers.differ`: the expected goal and a target give the same number for one noun and unit."""
    goal = squeezed("\n".join(each.expected for each in goals_of(facts.form)))
    if not _DIGIT.search(goal):
        return
    for run in facts.runs:
        for node, target, number in _other_numbers(run, goal):
            code, args = "numbers.differ", {"text": target.strip(), "goal": number}
            yield Finding(code, rule_set.severity[code], node, "target", args=args)


@lru_cache(maxsize=1024)
def _other_numbers(run: Run, goal: str) -> list[tuple[NodeId, str, str]]:
    """Return the rows of a run for which the goal gives another number, their targets and that number."""
    rows = ((cells[0], *name_and_target(cells)) for cells in run.cells)
    return [(node, target, other) for node, name, target in rows if (other := _other_number(name, target, goal))]


@lru_cache(maxsize=8192)
def _other_number(name: str, target: str, goal: str) -> str:
    """Return the one number, with its unit, that the goal gives for the indicator, if it is not the target's."""
    wanted, noun = read_value(target), _COUNT.sub("", _bare(name))
    if not isinstance(wanted, Quantity) or wanted.unit in {"", "%"} or len(noun) < _SHORTEST_NOUN or noun not in goal:
        return ""
    unit, noun = re.escape(wanted.unit), re.escape(noun)
    pairs = re.findall(rf"(?<![\d.]){_NUMBER}{unit}{noun}|{noun}{_NUMBER}{unit}", goal)
    found = {Decimal(each) for pair in pairs for each in pair if each}
    return format_plain(found.pop()) + wanted.unit if len(found) == 1 and wanted.number not in found else ""
