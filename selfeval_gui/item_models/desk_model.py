"""The review desk as a tree for Qt's views: units, in each of them its forms and the projects that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from enum import IntEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QItemSelection, QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.words import searchable
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.desk_chips import CHIPS, DeskFilter, chips_of
from selfeval_gui.rules.finding import Severity
from selfeval_gui.work.review.desk_rows import DeskRow, unit_words

if TYPE_CHECKING:
    from selfeval_gui.work.review.desk import UnitStanding

Index = QModelIndex | QPersistentModelIndex


class DeskColumn(IntEnum):
    """What the desk says of a form."""

    NAME = 0
    STATE = 1
    ROUND = 2
    FINDINGS = 3
    REMARKS = 4
    TOTAL = 5
    LAST_YEAR = 6
    GRADE = 7
    BUDGET = 8
    RECEIVED = 9
    BY = 10


_COLUMNS = len(DeskColumn)
DESK_HEADINGS = (
    *(_("单位和项目"), _("状态"), _("轮"), _("错误/警告"), _("未答复/意见")),
    *(_("总分"), _("比上年"), _("等级"), _("预算（万元）"), _("收到"), _("审核人")),
)
_RIGHT = {DeskColumn.ROUND, DeskColumn.TOTAL, DeskColumn.LAST_YEAR, DeskColumn.BUDGET}
_FINDINGS = DeskColumn.FINDINGS
_ALIGNED = tuple(  # by column
    (Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
    for column in DeskColumn
)


class DeskLook(NamedTuple):
    """What a cell shows."""

    text: str
    alignment: Qt.AlignmentFlag
    severity: Severity | None
    is_unit: bool = False


class DeskModel(QStandardItemModel):
    """Rows are units, below them forms; nothing is edited here.

    Qt keeps how many rows there are: a view asks for each of thousands whenever it lays itself out, and must not have
    to ask us. What a row says, it asks for what is in sight.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, _COLUMNS, parent)
        self._all: list[tuple[DeskRow, frozenset[str]]] = []  # with the chips that show it
        self._standings: list[UnitStanding] = []
        self._units: list[tuple[UnitStanding, list[DeskRow]]] = []
        self._chip, self._words, self._filter = "all", list[str](), DeskFilter()

    # ---- rows ----------------------------------------------------------------------------------------------------

    def take(
        self, rows: Sequence[DeskRow], units: Sequence[UnitStanding], chips: Sequence[frozenset[str]] | None = None
    ) -> None:
        """Show these rows and no others; `chips` are those of each row, where somebody has worked them out."""
        self._all = list(zip(rows, map(chips_of, rows) if chips is None else chips, strict=True))
        self._standings = list(units)
        self._arrange()

    def show_only(self, chip: str, text: str, only: DeskFilter = DeskFilter()) -> None:  # noqa: B008 - never changes
        """Show the rows of a chip that hold every word."""
        self._chip, self._words, self._filter = chip, searchable(text).split(), only
        self._arrange()

    def counts(self) -> dict[str, int]:
        """Return how many rows each chip would show, whatever is searched for."""
        shows, everything = self._filter.shows, self._filter == DeskFilter()
        alike = Counter(chips for row, chips in self._all if everything or shows(row))
        return {key: sum(count for chips, count in alike.items() if key in chips) for key in CHIPS}

    @property
    def shown(self) -> list[DeskRow]:
        """The forms that are shown, in order."""
        return [row for _unit, rows in self._units for row in rows]

    def row_at(self, index: Index) -> DeskRow | None:
        """Return the form of an index; None for a unit."""
        unit = index.parent()
        return self._units[unit.row()][1][index.row()] if unit.isValid() else None

    def rows_within(self, selection: QItemSelection) -> list[DeskRow]:
        """Return the forms that are selected, each once, and all shown forms of a selected unit."""
        found: dict[str, DeskRow] = {}
        for run in selection.toList():
            parent, places = run.parent(), range(run.top(), run.bottom() + 1)
            if parent.isValid():
                rows = self._units[parent.row()][1][places.start : places.stop]
            else:
                rows = [row for place in places for row in self._units[place][1]]
            found.update((row.key, row) for row in rows)
        return list(found.values())

    def selection_of(self, keys: Collection[str]) -> QItemSelection:
        """Return a selection of these forms as far as they are shown; neighbours go together, for Qt compares runs."""
        found = QItemSelection()
        for number, (_unit, rows) in enumerate(self._units if keys else []):
            places = [place for place, row in enumerate(rows) if row.key in keys]
            for _step, run in groupby(enumerate(places), lambda each: each[1] - each[0]):
                together = [place for _number, place in run]
                unit = self.index(number, 0)
                found.select(self.index(together[0], 0, unit), self.index(together[-1], 0, unit))
        return found

    def index_of(self, key: str) -> QModelIndex:
        """Return the first cell of a form's row; the invalid index where it is not shown."""
        found = self.selection_of({key}).indexes()
        return found[0] if found else QModelIndex()

    def look(self, index: Index) -> DeskLook:
        """Return all that a cell shows, for whoever paints it: one question instead of one for each role."""
        row, column = self.row_at(index), index.column()
        if row is None:
            return DeskLook(unit_words(self._units[index.row()][0]) if column == 0 else "", _ALIGNED[0], None, True)
        return DeskLook(cell_text(row, column), _ALIGNED[column], _severity(row) if column == _FINDINGS else None)

    def _arrange(self) -> None:
        self.beginResetModel()
        by_unit: dict[str, list[DeskRow]] = {unit.unit: [] for unit in self._standings}
        is_filtered = bool(self._words) or self._filter != DeskFilter()
        for row, chips in self._all:
            if self._chip in chips and (not is_filtered or (self._filter.shows(row) and self._holds(row))):
                by_unit.setdefault(row.unit, []).append(row)
        wants_all = self._chip == "all" and not is_filtered
        known = {unit.unit: unit for unit in self._standings}
        self._units = [
            (known[unit] if unit in known else _nobody(unit), rows)
            for unit, rows in by_unit.items()
            if rows or wants_all
        ]
        with QSignalBlocker(self):  # the one signal is that everything is new
            self.removeRows(0, self.rowCount())
            self.invisibleRootItem().insertRows(0, [_rows_of(len(rows)) for _unit, rows in self._units])
        self.endResetModel()

    def _holds(self, row: DeskRow) -> bool:
        if not self._words:
            return True
        text = "".join(searchable(f"{row.project_name}\n{row.unit}\n{row.year or ''}\n{row.by}").split())
        return all(word in text for word in self._words)

    # ---- what Qt asks --------------------------------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return DESK_HEADINGS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNED[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row_at(index)
        if row is None:
            is_said = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return unit_words(self._units[index.row()][0]) if is_said and index.column() == 0 else None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNED[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            if row.drawn and column == DeskColumn.STATE:
                return "\n".join(filter(None, [row.trouble, row.drawn]))
            return row.trouble or (str(row.path) if row.path is not None and column == 0 else None)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row) if column == 0 else cell_text(row, column)
        if role == Role.PATH:
            return row.path
        if role == Role.SEVERITY and column == DeskColumn.FINDINGS:
            return _severity(row)
        return None


def cell_text(row: DeskRow, column: int) -> str:
    """Return what a cell shows; figures only where there is a form."""
    if column == DeskColumn.NAME:
        return row.project_name or _("未写项目名称")
    if column == DeskColumn.STATE:
        state = row.state.value if not row.trouble else _("{state}（有疑问）").format(state=row.state.value)
        return _("{state} · 抽评").format(state=state) if row.drawn else state
    if row.path is None or row.counts is None:
        return ""
    if column == DeskColumn.ROUND:
        return str(row.round) if row.round else ""
    if column == DeskColumn.FINDINGS:
        return f"{row.counts.errors} / {row.counts.warnings}"
    if column == DeskColumn.REMARKS:
        return f"{row.unanswered} / {row.open_remarks}" if row.open_remarks else ""
    if column == DeskColumn.TOTAL:
        total = "" if row.total is None else format_plain(row.total)
        return f"{total}（{row.change:+f}）" if row.change else total
    if column == DeskColumn.LAST_YEAR:
        return "" if row.since_last_year is None else f"{row.since_last_year:+f}"
    if column == DeskColumn.GRADE:
        return row.grade
    if column == DeskColumn.BUDGET:
        return "" if row.budget is None else format_plain(row.budget)
    return row.received if column == DeskColumn.RECEIVED else row.by


def _spoken(row: DeskRow) -> str:
    """Return the whole row in words, for a screen reader."""
    told = [f"{DESK_HEADINGS[column]} {cell_text(row, column)}" for column in DeskColumn if cell_text(row, column)]
    return "，".join([*told, *filter(None, (row.trouble, row.drawn))])


def _severity(row: DeskRow) -> Severity | None:
    if row.counts is None:
        return None
    return Severity.ERROR if row.counts.errors else Severity.WARNING if row.counts.warnings else None


def _rows_of(count: int) -> QStandardItem:
    """Return a unit with so many rows below it."""
    unit = QStandardItem()
    unit.setColumnCount(_COLUMNS)
    unit.setRowCount(count)
    return unit


def _nobody(unit: str) -> UnitStanding:
    from selfeval_gui.work.review.desk import UnitStanding

    return UnitStanding(unit, 0, 0, 0, 0, [], 0)
