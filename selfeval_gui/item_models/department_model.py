"""The view across forms as two tables: what forms share, and the rows that take part in one of these."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from decimal import Decimal
from enum import IntEnum
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from selfeval_gui.app.department import Department
from selfeval_gui.domain.numbers import format_plain, round_half_up
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.item_models.row_changes import exchange
from selfeval_gui.messages import SEVERITY_LABELS, answer_sentence, finding_sentence
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.rules.shared import MISSING, OF_LIST, OF_WHOLES, Shared, SharingRow

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

_TOP = QModelIndex()


class SharedColumn(IntEnum):
    """Columns of what forms share."""

    KIND = 0
    WHAT = 1
    FORMS = 2
    RANGE = 3


class MemberColumn(IntEnum):
    """Columns of the rows that take part."""

    FORM = 0
    SHARE = 1


class KeyedTable(QAbstractTableModel, Generic[Row]):
    """Rows of one kind; those that stay keep selection and scroll."""

    headings: ClassVar[tuple[str, ...]] = ()
    numbers: ClassVar[frozenset[int]] = frozenset()  # the columns that hold them, at the right

    def __init__(self, department: Department, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.department = department
        self.rows: list[Row] = []  # changed by `take` only

    def row_at(self, index: Index) -> Row | None:
        """Return what a row shows; None for a row that is not there."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section in self.numbers)
        return None

    def place_of(self, row: Row) -> int | None:
        """Return where the same row stands now, None where it is gone."""
        with suppress(ValueError):  # mostly it is as it was, and thousands need not be asked for their keys
            return self.rows.index(row)
        key = self.key(row)
        return next((place for place, each in enumerate(self.rows) if self.key(each) == key), None)

    def take(self, new: list[Row]) -> None:
        """Show other rows."""
        if new != self.rows:
            exchange(self, self.rows, new, self.key)
        if new:  # names may be others although the rows are the same
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.headings) - 1))

    def key(self, row: Row) -> Hashable:
        """Return what makes two rows the same although their figures differ."""
        raise NotImplementedError


class SharedModel(KeyedTable[Shared]):
    """What forms share; user role = code."""

    headings = (_("检查结果"), _("内容"), _("份数"), _("得分率"))
    numbers = frozenset({SharedColumn.FORMS})

    def key(self, row: Shared) -> Hashable:
        return row.identity

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shared = self.row_at(index)
        if shared is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(shared, index.column())
        if role == Qt.ItemDataRole.UserRole:
            return shared.code
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column() in self.numbers)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._text(shared, index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == SharedColumn.KIND:
            label = _("已接受") if shared.is_settled else SEVERITY_LABELS[shared.severity]
            return f"{label}：{self._text(shared, SharedColumn.KIND)}"
        if role == Role.SEVERITY and index.column() == SharedColumn.KIND:
            return None if shared.is_settled else shared.severity
        if role == Role.ACCEPTED and index.column() == SharedColumn.KIND:
            return shared.is_settled
        return None

    def _text(self, shared: Shared, column: int) -> str:
        if column == SharedColumn.KIND:
            return FINDING_KINDS[shared.code]
        if column == SharedColumn.WHAT:
            return self.what(shared)
        if column == SharedColumn.FORMS:
            return "" if shared.code == MISSING else str(shared.forms)
        if shared.low is None or shared.high is None:
            return ""
        return _("{low}%–{high}%").format(low=shown_share(shared.low), high=shown_share(shared.high))

    def what(self, shared: Shared) -> str:
        """Return in words what is shared."""
        first = shared.what[0]
        if shared.code == "across.scores":
            return _("指标值“{target}”，完成值“{actual}”").format(target=first, actual=shared.what[1])
        if shared.code == "across.target":
            source = self.department.project_name(shared.what[1])
            return _("“{word}”，出自“{source}”").format(word=first, source=source)
        if shared.code in OF_LIST:
            project = self.department.project_name(first) or _("（未填项目名称）")
            sentence = differs_sentence(shared.code, shared.what)
            return _("“{project}”：{sentence}").format(project=project, sentence=sentence)
        if shared.code in OF_WHOLES:
            return self._of_wholes(shared)
        if shared.code == MISSING and any(shared.what[1:]):
            unit, year = shared.what[1:]
            told = "，".join(filter(None, [unit, _("{year} 年").format(year=year) if year else ""]))
            return _("{project}（{told}）").format(project=first, told=told)
        return " ".join(first.split())

    def _of_wholes(self, shared: Shared) -> str:
        first, *more = shared.what
        if shared.code == "across.unit":
            return _("“{spellings}”").format(spellings=_("”和“").join(shared.what))
        if shared.code == "across.name_words":
            project = self.department.project_name(more[0]) or _("（未填项目名称）")
            return _("“{words}”，在“{project}”的指标名称里").format(words=first, project=project)
        if shared.code == "amounts.scale":
            project, (actual, beside, unit) = self.department.project_name(first) or _("（未填项目名称）"), more
            text = _("“{project}”：{actual} {unit}，其他表多在 {beside} {unit} 上下")
            return text.format(project=project, actual=actual, beside=beside, unit=unit)
        if more and more[0]:
            return _("{name}（{more}）").format(name=first or _("（未填项目名称）"), more=more[0])
        return first or _("（未填项目名称）")


class MemberModel(KeyedTable[SharingRow]):
    """The rows that take part in one thing shared; the path of the form is the role PATH."""

    headings = (_("自评表"), _("得分率"))
    numbers = frozenset({MemberColumn.SHARE})

    def key(self, row: SharingRow) -> Hashable:
        return row.key, row.node

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        member = self.row_at(index)
        if member is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(member, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._text(member, index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column() in self.numbers)
        if role == Role.PATH:
            return member.key
        if role == Role.NODE:
            return member.node
        if role == Role.SEVERITY and index.column() == MemberColumn.FORM:
            return member.severity if member.answer is None else None
        if role == Role.ACCEPTED and index.column() == MemberColumn.FORM:
            return member.answer is not None
        return None

    def _text(self, member: SharingRow, column: int) -> str:
        if column == MemberColumn.SHARE:
            return "" if member.share is None else f"{shown_share(member.share)}%"
        name = self.department.project_name(member.key) or _("（未填项目名称）")
        return name if member.answer is None else name + "，" + answer_sentence(member.answer)


def differs_sentence(code: str, what: tuple[str, ...]) -> str:
    """Return in words what a form differs in from the list of projects."""
    from selfeval_gui.rules.project_list import finding_of, unpack

    return finding_sentence(finding_of(unpack(code, what), rule_set_for("")))


def shown_share(share: Decimal) -> str:
    """Return a score rate as people read it."""
    return format_plain(round_half_up(share, 1))


def _alignment(is_number: bool) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
