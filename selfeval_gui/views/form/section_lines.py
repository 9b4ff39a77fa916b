"""What a folded group of the form page says in one line, and which fields it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import compress
from operator import itemgetter, not_
from typing import TYPE_CHECKING

from selfeval_gui.app.session import Session
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, field_of, get_field, is_blank
from selfeval_gui.domain.goals import goals_of
from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.domain.scoring import RATE_PLACES, execution_rate, execution_score
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.shape import shape_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

# Looked up once: gettext searches the disk at each call, and these are needed at every keystroke.
_DEPARTMENT, _UNIT, _YEAR = _("主管部门 {name}"), _("实施单位 {name}"), _("{year} 年度")
_INITIAL, _ANNUAL, _EXECUTED = _("年初 {amount}"), _("全年 {amount}"), _("执行 {amount} {unit}")
_RATE, _SCORE = _("执行率 {rate}"), _("得分 {score}")
_EXPECTED, _ACTUAL = _("预期 {text}"), _("实际 {text}")

_NOTHING = "—"
_LONGEST = 200  # characters; no line is longer

# Where one comes to in a group.
FIRST_FIELDS = {"info": "project_name", "funds": "funds.total.initial_budget"}
FIRST_FIELDS |= {"goals": "expected_goal", "notes": "notes"}


def section_of(field: str) -> str | None:
    """Return the group a field of the form stands in; None for one that stands elsewhere."""
    if field == "template":
        return "info"
    known = field_of(field) if field.startswith(EXTRA) else FORM_FIELDS.get(field)
    return known.group if known is not None and known.group in SUMMARIES else None


def _info(session: Session) -> list[str]:
    form = session.form
    return [
        _DEPARTMENT.format(name=_line(form.department)),
        _UNIT.format(name=_line(form.implementing_unit)),
        _YEAR.format(year=form.year or _NOTHING),
    ]


def _funds(session: Session) -> list[str]:
    form, rules = session.form, session.rule_set
    total = form.funds.total
    rate = execution_rate(total)
    score = execution_score(total, rules.scoring.execution_score)
    executed = _number(total.executed)
    return _placed(
        form,
        {
            "funds.total.initial_budget": _INITIAL.format(amount=_number(total.initial_budget)),
            "funds.total.annual_budget": _ANNUAL.format(amount=_number(total.annual_budget)),
            "funds.total.executed": _EXECUTED.format(amount=executed, unit=form.funds.unit),
            "printed.execution_rate": _RATE.format(rate=_NOTHING if rate is None else f"{rate:.{RATE_PLACES}f}%"),
            "funds.total.score": _SCORE.format(score=_number(score)),
        },
    )


def _goals(session: Session) -> list[str]:
    form = session.form
    goals = {}
    for goal in goals_of(form):
        goals[goal.field] = _EXPECTED.format(text=_line(goal.expected))
        goals[goal.outcome_field] = _ACTUAL.format(text=_line(goal.outcome))
    return _placed(form, goals)


def _notes(session: Session) -> list[str]:
    return [_line(session.form.notes)]


SUMMARIES: dict[str, Callable[[Session], list[str]]] = {
    "info": _info,
    "funds": _funds,
    "goals": _goals,
    "notes": _notes,
}


def summaries_of(session: Session | None) -> dict[str, tuple[list[str], list[Finding]]]:
    """Return for each group what it says folded, and the findings inside; nothing without a form."""
    if session is None:
        return {key: ([], []) for key in SUMMARIES}
    said: dict[str, tuple[list[str], list[Finding]]] = {key: (say(session), []) for key, say in SUMMARIES.items()}
    are_of_form = map(not_, map(itemgetter(0), session.marks))  # those of rows may be thousands
    for (_node, field), found in compress(session.marks.items(), are_of_form):
        if (key := section_of(field)) in said:
            said[key][1].extend(found)
    return said


def _placed(form: Form, said: Mapping[str, str]) -> list[str]:
    """Return what is said of fields, but for blank ones that this kind of form has no place for."""
    lacks = shape_of(form).lacks
    lacks |= {"printed.execution_rate"} if "funds.total.executed" in lacks else set()
    return [words for field, words in said.items() if field not in lacks or not is_blank(get_field(form, field))]


def _line(text: str) -> str:
    return " ".join(text[:_LONGEST].split()) or _NOTHING


def _number(number: Decimal | None) -> str:
    return _NOTHING if number is None else format_typed(number)
