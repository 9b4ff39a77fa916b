"""催报单: whom to remind of which missing forms, and how late they are; as a text, for Word and for Excel.

Import this module only where one is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from selfeval_gui.exchange.documents.xlsx_book import Value
from selfeval_gui.exchange.reports.report_text import Part, ReportHeading, ReportTable, Text
from selfeval_gui.exchange.reports.table_book import Table, TableColumn, render_tables
from selfeval_gui.i18n import _

_HEADINGS = (_("单位"), _("联系人"), _("份数"), _("缺报的项目"), _("截止日期"), _("逾期天数"))
_SHARES = (14, 16, 8, 28, 18, 14)
_POINTS = 8.0  # of a share, in Excel
_LONG = {0, 1, 3}  # columns that begin at the left


class MissingOfUnit(NamedTuple):
    """A unit, how to reach it, and the projects it has not sent."""

    unit: str
    contact: str
    projects: tuple[str, ...]


class Reminder(NamedTuple):
    """All units that miss something, for which task, due when, as of which day."""

    task: str
    due: date | None
    today: date
    units: tuple[MissingOfUnit, ...]

    @property
    def days_over(self) -> int:
        """By how many days the forms are late, 0 where they are not."""
        return 0 if self.due is None else max(0, (self.today - self.due).days)


def reminder_text(reminder: Reminder) -> str:
    """Return a line for each unit."""
    lines = []
    for each in reminder.units:
        name = _("{unit}（{contact}）").format(unit=each.unit, contact=each.contact) if each.contact else each.unit
        words = {"unit": name, "count": len(each.projects), "names": "、".join(each.projects)}
        lines.append(_("{unit}：还缺 {count} 份：{names}{late}").format(**words, late=_late(reminder)))
    return "\n".join(lines)


def _late(reminder: Reminder) -> str:
    if reminder.due is None:
        return ""
    due = reminder.due.isoformat()
    if reminder.days_over:
        return _("；截止日期 {due}，已逾期 {days} 天").format(due=due, days=reminder.days_over)
    return _("；截止日期 {due}").format(due=due)


def render_reminder_book(reminder: Reminder) -> bytes:
    """Return the reminder as a workbook."""
    columns = [
        TableColumn(words, share * _POINTS, is_centred=place not in _LONG)
        for place, (words, share) in enumerate(zip(_HEADINGS, _SHARES, strict=True))
    ]
    rows: list[tuple[Value, ...]] = []
    for each in reminder.units:
        late = reminder.due.isoformat() if reminder.due else "", reminder.days_over or None
        rows.append((each.unit, each.contact, len(each.projects), "\n".join(each.projects), *late))
    table = Table(_title(), _title(), (_summed_up(reminder),), columns, rows)
    return render_tables([table], _title())


def render_reminder_document(reminder: Reminder) -> bytes:
    """Return the reminder as a Word document."""
    from selfeval_gui.exchange.reports.report_docx import render_parts  # python-docx is loaded with the first document

    return render_parts(_title(), _parts(reminder))


def _parts(reminder: Reminder) -> Iterator[Part]:
    yield ReportHeading(_title(), 0)
    yield Text(_summed_up(reminder))
    due = reminder.due.isoformat() if reminder.due else ""
    rows = tuple(
        (each.unit, each.contact, str(len(each.projects)), "、".join(each.projects), due, str(reminder.days_over or ""))
        for each in reminder.units
    )
    yield ReportTable(_("还没有报送的自评表"), _HEADINGS, rows, _SHARES)


def _title() -> str:
    return _("绩效自评表催报单")


def _summed_up(reminder: Reminder) -> str:
    count = sum(len(each.projects) for each in reminder.units)
    words = {"today": reminder.today.isoformat(), "units": len(reminder.units), "count": count}
    text = _("截至 {today}，还有 {units} 个单位的 {count} 份自评表没有报送，请尽快报送{late}。")
    about = _("{task}：").format(task=reminder.task) if reminder.task else ""
    return about + text.format(**words, late=_late(reminder))
