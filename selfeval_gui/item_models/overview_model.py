"""The summary as a tree for the screen: grades, units, kinds of findings; each row has its bar and its forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.messages import NO_GRADE

if TYPE_CHECKING:
    from selfeval_gui.exchange.reports.summary_rows import FindingKind, SummaryRow

NAME, BAR, COUNT = range(3)
HEADINGS = (_("分类"), _("分布"), _("数量"))
_NO_UNIT = _("没有填写单位")
_GRADE_TONES = {"优": "good", "良": "hint", "中": "warning", "差": "error"}
_FORMS, _PLACES = _("{count} 份"), _("{count} 处，{forms} 份")


@dataclass(frozen=True)
class OverviewEntry:
    """A form that a row stands for: its key, and the cell it is about; node and field are "" for the whole form."""

    key: str
    node: str = ""
    field: str = ""


@dataclass(frozen=True)
class BarPart:
    """A part of a bar: how many forms, the name of its tone, what it says, and its forms."""

    count: int
    tone: str
    text: str
    entries: tuple[OverviewEntry, ...]


@dataclass(frozen=True)
class Bar:
    """What the cell of a bar draws; `largest` is the length of the longest bar of its group."""

    parts: tuple[BarPart, ...]
    largest: int


class OverviewModel(QStandardItemModel):
    """Three groups, filled anew with each summary. `Role.ENTRIES` and `Role.BAR` hold what the names say."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, len(HEADINGS), parent)
        self.setHorizontalHeaderLabels(list(HEADINGS))

    def show_rows(self, rows: Sequence[SummaryRow]) -> None:
        """Show these forms."""
        from selfeval_gui.exchange.reports.summary_rows import counted, finding_kinds, grades_by_unit

        self.setRowCount(0)
        if not rows:
            return
        units = grades_by_unit(counted(rows))
        names = list(units[0].forms)
        by_grade = {name: [key for unit in units for key in unit.forms[name]] for name in names}
        self._add_group(_("等级"), [_grade_row(name, keys) for name, keys in by_grade.items()])
        self._add_group(_("实施单位"), [_unit_row(unit.unit, unit.forms) for unit in units])
        kinds = finding_kinds(rows)
        entries = {code: _entries(rows, code) for code in {kind.code for kind in kinds}}
        self._add_group(_("检查结果"), [_kind_row(kind, entries[kind.code]) for kind in kinds])

    def _add_group(self, name: str, rows: list[_Row]) -> None:
        group = QStandardItem(name)
        font = group.font()
        font.setBold(True)
        group.setFont(font)
        blanks = [QStandardItem(), QStandardItem("" if rows else _("没有"))]
        for item in (group, *blanks):
            item.setEditable(False)
        largest = max((sum(part.count for part in row.parts) for row in rows), default=0)
        for row in rows:
            _append(group, row, largest)
        self.appendRow([group, *blanks])


@dataclass(frozen=True)
class _Row:
    name: str
    count: str
    parts: tuple[BarPart, ...]
    below: tuple[_Row, ...] = ()


def _append(parent: QStandardItem, row: _Row, largest: int) -> None:
    name, bar, count = QStandardItem(row.name), QStandardItem(), QStandardItem(row.count)
    entries = [entry for part in row.parts for entry in part.entries]
    bar.setData(Bar(row.parts, largest), Role.BAR)
    words = "，".join(part.text for part in row.parts if part.count)
    bar.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    name.setData(f"{row.name}，{words}", Qt.ItemDataRole.AccessibleTextRole)
    for item in (name, bar, count):
        item.setEditable(False)
        item.setData(entries, Role.ENTRIES)
        item.setToolTip(f"{row.name}\n{words}")
    parent.appendRow([name, bar, count])
    for each in row.below:
        _append(name, each, largest)


def _grade_row(name: str, keys: Iterable[str]) -> _Row:
    entries = tuple(map(OverviewEntry, keys))
    label, count = name or NO_GRADE, _FORMS.format(count=len(entries))
    part = BarPart(len(entries), _GRADE_TONES.get(name, "quiet"), f"{label} {count}", entries)
    return _Row(label, count, (part,))


def _unit_row(unit: str, forms: Mapping[str, Sequence[str]]) -> _Row:
    rows = tuple(_grade_row(name, keys) for name, keys in forms.items() if keys)
    count = sum(len(keys) for keys in forms.values())
    parts = tuple(part for row in rows for part in row.parts)
    return _Row(unit or _NO_UNIT, _FORMS.format(count=count), parts, rows)


def _kind_row(kind: FindingKind, entries: tuple[OverviewEntry, ...]) -> _Row:
    from selfeval_gui.finding_kinds import FINDING_KINDS
    from selfeval_gui.messages import SEVERITY_LABELS

    label = FINDING_KINDS.get(kind.code, kind.code)
    count = _PLACES.format(count=kind.count, forms=len(kind.forms))
    text = f"{SEVERITY_LABELS[kind.severity]} {count}"
    return _Row(label, count, (BarPart(kind.count, kind.severity.value, text, entries),))


def _entries(rows: Iterable[SummaryRow], code: str) -> tuple[OverviewEntry, ...]:
    return tuple(
        OverviewEntry(row.key, finding.node or "", finding.field)
        for row in rows
        for finding in row.findings
        if finding.code == code
    )
