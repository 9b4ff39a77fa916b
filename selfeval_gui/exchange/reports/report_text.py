"""The department's 自评报告 as plain data: the summary in sentences and tables, and where a person must write."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.words import searchable
from selfeval_gui.exchange.reports.outline import (
    DEFAULT_OUTLINE,
    OutlineBlank,
    OutlineHeading,
    PartName,
    ReportOutline,
    outlines,
)
from selfeval_gui.exchange.reports.summary_rows import (
    LostPoints,
    SummaryRow,
    average_score,
    finding_kinds,
    fund_sums,
    grade_names,
    grades_by_unit,
    years_of,
)
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.messages import NO_GRADE, SEVERITY_LABELS

_SLOW = Decimal(90)  # per cent; below it the report names the project and asks for the reason
_NOTHING = "—"


@dataclass(frozen=True)
class ReportHeading:
    """A heading; level 0 is the title of the report."""

    text: str
    level: int


@dataclass(frozen=True)
class Text:
    """A paragraph that the data gives."""

    text: str


@dataclass(frozen=True)
class ToWrite:
    """A place where a person must write; the words say what belongs there."""

    text: str


@dataclass(frozen=True)
class ReportRemark:
    """A word to whoever goes on with the draft, to be deleted."""

    text: str


@dataclass(frozen=True)
class ReportTable:
    """A table with its caption; `shares` are the columns' shares of the width."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


Part = ReportHeading | Text | ToWrite | ReportRemark | ReportTable


def report_title(rows: Sequence[SummaryRow], outline: ReportOutline | None = None) -> str:
    """Return the title: department and year, a blank to fill in where the forms are of several departments."""
    departments = {row.department.strip() for row in rows} - {""}
    department = next(iter(departments)) if len(departments) == 1 else _("【部门名称】")
    years = years_of(rows) or _("【年度】")
    words = (outline or outlines()[DEFAULT_OUTLINE]).title
    return words.replace("{department}", department).replace("{years}", years)


def report_parts(
    rows: Sequence[SummaryRow], outline: ReportOutline | None = None, *, is_public: bool = False
) -> Iterator[Part]:
    """Yield the report from top to bottom; what is said about the quality of the forms is never public."""
    outline = outline or outlines()[DEFAULT_OUTLINE]
    yield ReportHeading(report_title(rows, outline), 0)
    yield ReportRemark(_("【本稿由自评表的数据生成，数字和表格可以直接用；黄底的【】处请人填写，定稿前删去这一段。】"))
    for entry in outline.outline:
        if isinstance(entry, OutlineHeading):
            yield ReportHeading(entry.heading, entry.level)
        elif isinstance(entry, OutlineBlank):
            yield ToWrite(entry.write)
        elif not (is_public and entry.part == "quality"):
            yield from _PARTS[entry.part](rows)


def _problems(rows: Sequence[SummaryRow]) -> Iterator[Part]:
    return _grouped(rows, _problem, _("表中没有写明的问题。"))


def _measures(rows: Sequence[SummaryRow]) -> Iterator[Part]:
    return _grouped(rows, _measure, _("部门层面的改进措施、责任分工和完成时限。"))


# ---- money -------------------------------------------------------------------------------------------------------


def _money(rows: Sequence[SummaryRow]) -> Iterator[Part]:
    sums, units = fund_sums(rows), {row.implementing_unit.strip() for row in rows} - {""}
    yield Text(
        _(
            "{years} 年度，本部门共有 {count} 个项目开展绩效自评，涉及 {units} 个实施单位。年初预算 {initial} 万元，"
            "全年预算 {annual} 万元，全年执行 {executed} 万元，总体执行率 {rate}。"
        ).format(
            years=years_of(rows) or _("【年度】"),
            count=len(rows),
            units=len(units),
            initial=_amount(sums.initial_budget),
            annual=_amount(sums.annual_budget),
            executed=_amount(sums.executed),
            rate=_rate(sums.execution_rate),
        )
    )
    headings = (_("序号"), _("项目名称"), _("实施单位"), _("年初预算"), _("全年预算"), _("全年执行"), _("执行率"))
    lines = [
        (
            *(str(number), row.project_name, row.implementing_unit, _amount(row.initial_budget)),
            *(_amount(row.annual_budget), _amount(row.executed), _rate(row.execution_rate)),
        )
        for number, row in enumerate(rows, 1)
    ]
    total = ("", _("合计"), "", *map(_amount, sums[:3]), _rate(sums.execution_rate))
    yield ReportTable(_("项目资金情况（万元）"), headings, (*lines, total), (8, 25, 17, 12, 12, 12, 14))
    slow = [row for row in rows if row.execution_rate is not None and row.execution_rate < _SLOW]
    if slow:
        named = "、".join(f"{row.project_name}（{_rate(row.execution_rate)}）" for row in slow)
        text = _("执行率低于 {limit}% 的项目有 {count} 个：{named}。")
        yield Text(text.format(limit=_SLOW, count=len(slow), named=named))
        yield ToWrite(_("上述项目执行较慢的原因。"))


# ---- results -----------------------------------------------------------------------------------------------------


def _results(rows: Sequence[SummaryRow]) -> Iterator[Part]:
    alone, whole = (average_score(rows, field) for field in ("score_alone", "score_with_execution"))
    grades = Counter(row.grade or "" for row in rows)
    counted = "、".join(
        _("{grade} {count} 个").format(grade=name or NO_GRADE, count=grades[name])
        for name in grade_names(rows)
        if grades[name]
    )
    text = _("{count} 个项目平均得分 {alone}（只计指标），含执行率平均 {whole}。按等级分：{grades}。")
    yield Text(text.format(count=len(rows), alone=_amount(alone), whole=_amount(whole), grades=counted or _NOTHING))
    names = grade_names(rows)
    lines = []
    for unit in grades_by_unit(rows):
        counts = [len(unit.forms[name]) for name in names]
        lines.append((unit.unit or _("没有填写单位"), *map(str, counts), str(sum(counts))))
    headings = (_("实施单位"), *(name or NO_GRADE for name in names), _("合计"))
    yield ReportTable(_("各单位自评等级（个）"), headings, tuple(lines), (40, *([10] * (len(names) + 1))))
    headings = (_("序号"), _("项目名称"), _("得分（只计指标）"), _("得分（含执行率）"), _("等级"))
    scores = [
        (
            *(str(number), row.project_name, _amount(row.score_alone)),
            *(_amount(row.score_with_execution), row.grade_words),
        )
        for number, row in enumerate(rows, 1)
    ]
    yield ReportTable(_("项目自评得分"), headings, tuple(scores), (8, 48, 16, 16, 12))


# ---- problems and measures ---------------------------------------------------------------------------------------


def _problem(deduction: LostPoints) -> str:
    return deduction.problem


def _measure(deduction: LostPoints) -> str:
    return deduction.measure


def _grouped(rows: Sequence[SummaryRow], words: Callable[[LostPoints], str], more: str) -> Iterator[Part]:
    """Yield each text once with the projects that say it, the most frequent first, then what a person may add."""
    texts: dict[str, str] = {}
    projects: dict[str, dict[str, str]] = {}
    for row in rows:
        for deduction in row.deductions:
            text = words(deduction)
            if text:
                key = _folded(text)
                texts.setdefault(key, text)
                projects.setdefault(key, {})[row.key] = row.project_name
    ordered = sorted(texts, key=lambda key: -len(projects[key]))
    for number, key in enumerate(ordered, 1):
        named = "、".join(projects[key].values())
        text = _("{number}. {text}（{count} 个项目：{named}）")
        yield Text(text.format(number=number, text=texts[key], count=len(projects[key]), named=named))
    yield ToWrite(more)


def _unexplained(rows: Sequence[SummaryRow]) -> Iterator[Part]:
    lines = [
        (row.project_name, "、".join(_lost(each) for each in without))
        for row in rows
        if (without := [each for each in row.deductions if not each.problem and not each.measure])
    ]
    if lines:
        yield Text(_("下列项目扣了分，自评表里没有写原因："))
        yield ReportTable(_("没有写明原因的扣分"), (_("项目名称"), _("指标")), tuple(lines), (45, 55))
        yield ToWrite(_("补上这些扣分的原因，自评表里也要补。"))


def _quality(rows: Sequence[SummaryRow]) -> Iterator[Part]:
    kinds = finding_kinds(rows)
    if not kinds:
        return
    yield ReportHeading(_("附：填报质量检查情况（供核对，不公开）"), 1)
    lines = tuple(
        (FINDING_KINDS.get(kind.code, kind.code), SEVERITY_LABELS[kind.severity], str(kind.count), str(len(kind.forms)))
        for kind in kinds
    )
    headings = (_("检查结果"), _("性质"), _("处数"), _("涉及项目数"))
    yield ReportTable(_("检查结果"), headings, lines, (46, 16, 18, 20))


# ---- small things ------------------------------------------------------------------------------------------------


def _lost(deduction: LostPoints) -> str:
    return _("{name}（扣 {lost} 分）").format(name=deduction.indicator, lost=format_plain(deduction.lost))


def _amount(amount: Decimal | None) -> str:
    return _NOTHING if amount is None else format_plain(amount)


def _rate(rate: Decimal | None) -> str:
    return _NOTHING if rate is None else f"{rate}%"


def _folded(text: str) -> str:
    """Return what two texts share that differ in punctuation, width or blanks only."""
    plain = searchable(text)
    return "".join(each for each in plain if unicodedata.category(each)[0] not in "PZC")


_PARTS: dict[PartName, Callable[[Sequence[SummaryRow]], Iterator[Part]]] = {
    "money": _money,
    "results": _results,
    "problems": _problems,
    "unexplained": _unexplained,
    "measures": _measures,
    "quality": _quality,
}
