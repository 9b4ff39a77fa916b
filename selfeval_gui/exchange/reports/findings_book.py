"""The findings of one form or of many as a workbook to hand over, with an empty column for the answer.

Import this module only where a workbook is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import NotANumber, parse_plain
from selfeval_gui.domain.tree import Tree
from selfeval_gui.exchange.documents.xlsx_book import Value
from selfeval_gui.exchange.reports.table_book import Table, TableColumn, first_row, render_tables
from selfeval_gui.finding_help import FINDING_HELP, HELP_HEADINGS
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.messages import (
    SEVERITY_LABELS,
    answer_sentence,
    cause_sentence,
    field_place,
    finding_place,
    finding_sentence,
)
from selfeval_gui.rules.accepted import led
from selfeval_gui.rules.finding import Finding, Severity

_TITLE = _("绩效自评检查结果")
_COLUMNS = (
    TableColumn(_("序号"), 32, is_centred=True),
    TableColumn(_("程度"), 36, is_centred=True),
    TableColumn(_("自评表"), 130),
    TableColumn(_("位置"), 150),
    TableColumn(_("检查规则"), 105),
    TableColumn(_("说明"), 235),
    TableColumn(_("应为"), 60, is_centred=True),
    TableColumn(_("现为"), 60, is_centred=True),
    TableColumn(_("答复"), 130),
)
_KIND = 4  # the column of 检查规则, from 0
_HELP = HELP_HEADINGS.write
_HELP_COLUMNS = (
    TableColumn(_("检查规则"), 120),
    *(TableColumn(heading, 250) for heading in HELP_HEADINGS),
)
_ORDER = tuple(Severity)
_MOST_OTHERS = 5  # forms that a line names; the department's view shows all of them


class Judged(NamedTuple):
    """A form, what it is called in the report, and its findings in the order of the paper."""

    name: str
    form: Form
    findings: Sequence[Finding]


def render_findings(
    judged: Mapping[str, Judged], missing: Sequence[Finding] = (), unreadable: Mapping[str, str] | None = None
) -> bytes:
    """Return the workbook over the forms by their keys, to which the `others` of findings refer.

    `missing` are projects without a form, `unreadable` the reasons by the names of files. The worst comes first; of
    equal ones the order of the forms and of the paper stays; what follows from a finding stands below it. What
    somebody has accepted comes last, with the answer.
    """
    groups = [*_of_forms(judged), *([_Line(each, "", field_place(each.field))] for each in missing)]
    groups.sort(key=lambda group: (group[0].finding.answer is not None, min(map(_weighs, group))))
    lines = [line for group in groups for line in group]
    rows: list[Sequence[Value]] = [_row(number, line, judged) for number, line in enumerate(lines, 1)]
    rows = rows or [(None, None, _("没有发现问题"), *[None] * (len(_COLUMNS) - 3))]
    notes = [_counted(len(judged), lines)]
    notes += [_("读不了：{name}，{why}").format(name=name, why=why) for name, why in (unreadable or {}).items()]
    helped = list(dict.fromkeys(line.finding.code for line in lines))
    links = {(place, _KIND): _help_place(helped.index(line.finding.code)) for place, line in enumerate(lines)}
    table = Table(_("检查结果"), _TITLE, notes, _COLUMNS, rows, links=links)
    return render_tables([table, *([_help_table(helped)] if helped else [])], _TITLE)


def _help_table(codes: Sequence[str]) -> Table:
    """Return why each kind is told, what the rule says and what to write, in the order in which they first come."""
    rows = [(FINDING_KINDS[code], *FINDING_HELP[code]) for code in codes]
    return Table(_HELP, _HELP, [_("从“检查结果”一页的“检查规则”一栏点过来。")], _HELP_COLUMNS, rows)


def _help_place(row: int) -> str:
    return f"'{_HELP}'!A{first_row(('',)) + row + 1}"


class _Line(NamedTuple):
    finding: Finding
    form: str
    place: list[str]


def _of_forms(judged: Mapping[str, Judged]) -> Iterator[list[_Line]]:
    """Yield each leading finding with those that follow from it, which stay below it."""
    for each in judged.values():
        tree = Tree(each.form.indicators)
        for lead, below in led(each.findings):
            yield [_Line(finding, each.name, finding_place(finding, tree)) for finding in (lead, *below)]


def _weighs(line: _Line) -> int:
    return _ORDER.index(line.finding.severity)


def _row(number: int, line: _Line, judged: Mapping[str, Judged]) -> tuple[Value, ...]:
    finding = line.finding
    return (
        number,
        SEVERITY_LABELS[finding.severity],
        line.form,
        " / ".join(line.place),
        FINDING_KINDS[finding.code],
        finding_sentence(finding) + _cause(finding) + _others(finding, judged),
        _number(finding.expected),
        _number(finding.actual),
        None if finding.answer is None else answer_sentence(finding.answer),
    )


def _cause(finding: Finding) -> str:
    return "" if finding.under is None else "\n" + cause_sentence(finding.under)


def _others(finding: Finding, judged: Mapping[str, Judged]) -> str:
    names = [judged[key].name for key in finding.others if key in judged]
    if not names:
        return ""
    listed = "；".join(names[:_MOST_OTHERS])
    if len(names) > _MOST_OTHERS:
        return _("\n有关的表：{listed} 等 {count} 份").format(listed=listed, count=len(names))
    return _("\n有关的表：{listed}").format(listed=listed)


def _number(text: str | None) -> Value:
    """Return a number as one, so that a spreadsheet can count with it; "6.6–8.8" and words stay texts."""
    try:
        number: Decimal | None = None if text is None else parse_plain(text)
    except NotANumber:
        return text
    return number


def _counted(forms: int, lines: Sequence[_Line]) -> str:
    waiting = [line.finding.severity for line in lines if line.finding.answer is None]
    counts = {label: waiting.count(severity) for severity, label in SEVERITY_LABELS.items()}
    parts = [_("{label} {count}").format(label=label, count=count) for label, count in counts.items()]
    accepted = len(lines) - len(waiting)
    parts += [_("已接受 {count}").format(count=accepted)] if accepted else []
    return _("{forms} 份自评表：{parts}").format(forms=forms, parts="，".join(parts))
