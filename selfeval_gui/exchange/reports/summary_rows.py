"""What a summary (汇总表) says of each form and of all of them, as plain data.

The workbook, the report and the window's page are drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.domain.numbers import divide, format_plain, round_half_up
from selfeval_gui.domain.scoring import Basis, add, execution_rate, shown_rate, totals
from selfeval_gui.domain.tree import level_three
from selfeval_gui.domain.words import MONEY_PLACES
from selfeval_gui.exchange.reports.reason_parts import split_reason
from selfeval_gui.i18n import _
from selfeval_gui.messages import STAGES, standing_words
from selfeval_gui.rules.accepted import still_open
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.shape import Stage, shape_of
from selfeval_gui.rules.weights_left import GradeStanding, standing

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator

_USUAL_GRADES = ("优", "良", "中", "差")


class LostPoints(NamedTuple):
    """A level-3 row that lost points: its name, how many, and its reason in two parts."""

    indicator: str
    lost: Decimal
    problem: str
    measure: str


class SummaryRow(NamedTuple):
    """One form in the summary. Amounts are in 万元, the rate in per cent; `key` tells the forms apart.

    `standing` is on the basis of the form's own rule set; `grades` are the names of that scale, from the best on.
    """

    key: str
    project_name: str
    year: int | None
    department: str
    implementing_unit: str
    initial_budget: Decimal | None
    annual_budget: Decimal | None
    executed: Decimal | None
    execution_rate: Decimal | None
    score_alone: Decimal | None
    score_with_execution: Decimal | None
    standing: GradeStanding
    grades: tuple[str, ...]
    deductions: tuple[LostPoints, ...]
    findings: tuple[Finding, ...]
    stage: Stage = Stage.RESULT

    @property
    def name_with_stage(self) -> str:
        """The project's name, and where in the year the form belongs if it is no self-evaluation."""
        return self.project_name if self.stage is Stage.RESULT else f"{self.project_name}（{STAGES[self.stage]}）"

    @property
    def grade(self) -> str | None:
        """等级; None before the weights make the total, and without a score."""
        return self.standing.grade

    @property
    def grade_words(self) -> str:
        """What a cell for the grade says: 优, 还差 85."""
        return standing_words(self.standing) or _("没有得分")

    @property
    def problems(self) -> str:
        """主要问题: what the rows that lost points say went wrong, a line each; the same words once."""
        return _lines((each.problem or _unexplained(each), each) for each in self.deductions)

    @property
    def measures(self) -> str:
        """改进措施: what they say will be done."""
        return _lines((each.measure, each) for each in self.deductions)


class FundSums(NamedTuple):
    """The amounts of many forms added up, in 万元, and the rate of the sums in per cent."""

    initial_budget: Decimal | None
    annual_budget: Decimal | None
    executed: Decimal | None
    execution_rate: Decimal | None


class UnitGrades(NamedTuple):
    """The forms of one implementing unit by grade: for each grade the keys of its forms; "" stands for no grade."""

    unit: str
    forms: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class FindingKind:
    """All findings of one code: how many there are, and the keys of the forms that have them."""

    code: str
    severity: Severity
    count: int
    forms: tuple[str, ...]


def summarize(key: str, form: Form, findings: Iterable[Finding]) -> SummaryRow:
    """Return what the summary says of a form; findings that somebody has accepted are left out."""
    rule_set = rule_set_of(form)
    total = form.funds.total
    initial, annual, executed = (in_wan(getattr(total, amount), form.funds.unit) for amount in FUND_AMOUNTS)
    sums = {basis: totals(form, basis, rule_set.scoring.execution_score) for basis in Basis}
    return SummaryRow(
        key,
        form.project_name,
        form.year,
        form.department,
        form.implementing_unit,
        initial,
        annual,
        executed,
        execution_rate(total),
        sums[Basis.INDICATORS_ONLY].score,
        sums[Basis.WITH_EXECUTION].score,
        standing(sums[rule_set.total_basis], rule_set, shape_of(form)),
        tuple(name for name, _lowest in rule_set.grade_scale),
        tuple(_deductions(form)),
        tuple(still_open(findings)),
        shape_of(form).stage,
    )


def by_stage(rows: Iterable[SummaryRow]) -> dict[Stage, list[SummaryRow]]:
    """Return the forms of each stage of the year that there are, the self-evaluations first.

    A project's money stands in the form of each stage, so that sums and means are of one.
    """
    listed = list(rows)
    found = {stage: [row for row in listed if row.stage is stage] for stage in reversed(Stage)}
    return {stage: of_stage for stage, of_stage in found.items() if of_stage}


def counted(rows: Iterable[SummaryRow]) -> list[SummaryRow]:
    """Return the forms that one number is said of: the self-evaluations, or those of the latest stage there is."""
    return next(iter(by_stage(rows).values()), [])


def fund_sums(rows: Iterable[SummaryRow]) -> FundSums:
    """Add up the amounts; the rate is that of the forms that have a rate."""
    listed = list(rows)
    counted = [row for row in listed if row.execution_rate is not None]
    budget, executed = (add(getattr(row, name) for row in counted) for name in ("annual_budget", "executed"))
    return FundSums(
        add(row.initial_budget for row in listed),
        add(row.annual_budget for row in listed),
        add(row.executed for row in listed),
        shown_rate(executed, budget),
    )


def grade_names(rows: Iterable[SummaryRow]) -> list[str]:
    """Return the grades of all scales in use, the usual four first, "" last if a form has none."""
    listed = list(rows)
    known = dict.fromkeys(name for row in listed for name in row.grades) or dict.fromkeys(_USUAL_GRADES)
    usual = [name for name in _USUAL_GRADES if name in known]
    blank = [""] if any(row.grade is None for row in listed) else []
    return [*usual, *(name for name in known if name not in usual), *blank]


def grades_by_unit(rows: Iterable[SummaryRow]) -> list[UnitGrades]:
    """Return the grades of each implementing unit, units in the order in which they first come."""
    listed = list(rows)
    names = grade_names(listed)
    units: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in listed:
        forms = units.setdefault(row.implementing_unit.strip(), dict.fromkeys(names, ()))
        forms[row.grade or ""] += (row.key,)
    return [UnitGrades(unit, forms) for unit, forms in units.items()]


def finding_kinds(rows: Iterable[SummaryRow]) -> list[FindingKind]:
    """Return the findings by code: errors first, then warnings and hints, the most frequent first in each."""
    found: dict[tuple[str, Severity], list[str]] = {}
    for row in rows:
        for finding in row.findings:
            found.setdefault((finding.code, finding.severity), []).append(row.key)
    kinds = [
        FindingKind(code, severity, len(keys), tuple(dict.fromkeys(keys))) for (code, severity), keys in found.items()
    ]
    weights = list(Severity)
    return sorted(kinds, key=lambda kind: (weights.index(kind.severity), -kind.count, kind.code))


def years_of(rows: Iterable[SummaryRow]) -> str:
    """Return the years of the forms as a title says them: "2020", "2019、2020", "" where there is none."""
    return "、".join(map(str, sorted({row.year for row in rows if row.year is not None})))


def in_wan(amount: Decimal | None, unit: str) -> Decimal | None:
    """Return an amount of money in 万元."""
    return None if amount is None else amount.scaleb(MONEY_PLACES[unit] - MONEY_PLACES["万元"])


def _deductions(form: Form) -> Iterable[LostPoints]:
    for leaf in level_three(form.indicators):
        lost = _lost(leaf)
        if lost is not None:
            yield LostPoints(leaf.name, lost, *split_reason(leaf.reason))


def _lost(leaf: Indicator) -> Decimal | None:
    if leaf.weight is None or leaf.score is None or leaf.score >= leaf.weight:
        return None
    return leaf.weight - leaf.score


def _lines(parts: Iterable[tuple[str, LostPoints]]) -> str:
    """Return a line for each text, under the names of all indicators that say the same and the points they lost."""
    together: dict[str, list[str]] = {}
    for text, each in parts:
        if text:
            place = _("{name}（扣 {lost} 分）").format(name=each.indicator, lost=format_plain(each.lost))
            together.setdefault(text, []).append(place)
    return "\n".join(_("{names}：{text}").format(names="、".join(names), text=text) for text, names in together.items())


def _unexplained(deduction: LostPoints) -> str:
    return "" if deduction.measure else _("没有写明原因")


def average_score(rows: Sequence[SummaryRow], field: str) -> Decimal | None:
    """Return the mean of a score over the forms that have one, two decimals."""
    scores = [score for score in (getattr(row, field) for row in rows) if score is not None]
    total = add(scores)
    return None if total is None else round_half_up(divide(total, Decimal(len(scores))), 2)
