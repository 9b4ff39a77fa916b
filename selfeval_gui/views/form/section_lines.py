"""What a folded group of the form page says in one line, and which fields it holds."""

from collections.abc import Callable
from decimal import Decimal

from selfeval_gui.app.session import Session
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, field_of
from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.domain.scoring import RATE_PLACES, execution_rate, execution_score
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Finding

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
    return [
        _INITIAL.format(amount=_number(total.initial_budget)),
        _ANNUAL.format(amount=_number(total.annual_budget)),
        _EXECUTED.format(amount=_number(total.executed), unit=form.funds.unit),
        _RATE.format(rate=_NOTHING if rate is None else f"{rate:.{RATE_PLACES}f}%"),
        _SCORE.format(score=_number(execution_score(total, rules.scoring.execution_score))),
    ]


def _goals(session: Session) -> list[str]:
    return [
        _EXPECTED.format(text=_line(session.form.expected_goal)),
        _ACTUAL.format(text=_line(session.form.actual_outcome)),
    ]


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
    for (node, field), found in session.marks.items():
        if node is None and (key := section_of(field)) in said:
            said[key][1].extend(found)
    return said


def _line(text: str) -> str:
    return " ".join(text[:_LONGEST].split()) or _NOTHING


def _number(number: Decimal | None) -> str:
    return _NOTHING if number is None else format_typed(number)
