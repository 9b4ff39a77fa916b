"""The project list as a Qt model: one row a form file, open forms as they are now, searched and sorted.

It searches and sorts by itself, see `shown_rows`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from selfeval_gui.domain.words import searchable
from selfeval_gui.item_models.columns import PROJECT_HEADINGS, ProjectColumn, Role
from selfeval_gui.item_models.project_live import SessionWatch
from selfeval_gui.item_models.project_order import Order
from selfeval_gui.item_models.project_row import ProjectRow, row_key
from selfeval_gui.item_models.shown_rows import COLUMNS, Index, ShownRows
from selfeval_gui.storage.summary import Summary, summary_of
from selfeval_gui.work.counts import Counts

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

_UNCOUNTED = Counts()
_RIGHT = (ProjectColumn.TOTAL, ProjectColumn.RATE)


class Tally(NamedTuple):
    """How many forms there are, and how many of them have something to say."""

    forms: int = 0
    with_errors: int = 0
    with_warnings: int = 0
    unreadable: int = 0
    unsaved: int = 0


_NOTHING = Tally()


class ProjectModel(ShownRows):
    """Rows are the forms that hold every word searched for, columns `ProjectColumn`. Nothing is edited here.

    Signals
    -------
    tally_changed()
        `tally` may be another now; the rows shown need not be.
    """

    tally_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, ProjectRow] = {}
        self._words: list[str] = []
        self._watches: dict[Session, SessionWatch] = {}
        self._added: dict[str, Tally] = {}  # what each row adds to the tally; a share may hold 100,000 rows
        self._tally = Tally()
        self._score_places = 0

    # ---- rows ----------------------------------------------------------------------------------------------------

    def row_of(self, path: Path) -> ProjectRow | None:
        """Return the row of a file, shown or not."""
        return self._all.get(row_key(path))

    def index_of(self, path: Path) -> QModelIndex:
        """Return the first cell of a file's row; the invalid index where it is not shown."""
        return self._index_of_key(row_key(path))

    def text(self, row: ProjectRow, column: int) -> str:
        """Return what a cell shows."""
        return row.text(column, self._score_places)

    def name_at(self, place: int) -> str:
        """Return the name that stands in a row of the list; "" above the first and below the last."""
        return self._rows[place].text(ProjectColumn.NAME, 0) if 0 <= place < len(self._rows) else ""

    @property
    def score_places(self) -> int:
        """How many decimals the totals of all rows are shown with."""
        return self._score_places

    @property
    def rows(self) -> list[ProjectRow]:
        """Every row, shown or not, in order."""
        return self._order.arrange(self._all.values())

    @property
    def listed(self) -> Iterable[ProjectRow]:
        """Every row, shown or not, in no order: putting thousands in order takes longer than a look at each."""
        return self._all.values()

    @property
    def shown(self) -> list[ProjectRow]:
        """The rows that are shown, in order."""
        return list(self._rows)

    @property
    def count(self) -> int:
        """The number of rows, shown or not."""
        return len(self._all)

    def tally(self) -> Tally:
        """Return the counts of the rows, shown or not, for the line below the list."""
        return self._tally

    # ---- files ---------------------------------------------------------------------------------------------------

    def put(self, summaries: Iterable[Summary]) -> None:
        """Show files that were read: new ones in their place, known ones as they are now."""
        fresh, changed = [], []
        for summary in summaries:
            row = self._all.get(row_key(summary.path))
            if row is None:
                fresh.append(self._add(ProjectRow(summary)))
            else:
                row.take(summary)
                changed.append(row)
        self._announce(changed)
        self._insert([row for row in fresh if row.holds(self._words)])
        self._widen(fresh)
        self._tell_tally([*fresh, *changed])

    def put_counts(self, counts: Iterable[tuple[Path, Counts]]) -> None:
        """Show what the checks found in files; an open form knows better."""
        counted = []
        for path, count in counts:
            row = self._all.get(row_key(path))
            if row is not None and row.session is None:
                row.counts = count
                counted.append(row)
        self._keep_places(counted)
        self._column_changed(ProjectColumn.FINDINGS)
        self._tell_tally(counted)

    def take_out(self, paths: Iterable[Path]) -> None:
        """Drop files that are gone; the row of an open form stays, for the form is only in memory now."""
        rows = [row for path in paths if (row := self._all.get(row_key(path))) is not None]
        is_open = [row for row in rows if row.session is not None]
        for row in is_open:
            row.is_gone = True
        self._announce(is_open)
        self._drop([row for row in rows if row.session is None])
        self._tell_tally(rows)

    def clear(self) -> None:
        """Drop every row but those of open forms."""
        self._all = {key: row for key, row in self._all.items() if row.session is not None}
        self._added.clear()
        self._tally = Tally()
        self._show_all_that_hold()
        self._tell_tally(self._all.values())

    # ---- open forms ----------------------------------------------------------------------------------------------

    def attach(self, session: Session) -> None:
        """Show an open form instead of its file."""
        row = self._all.get(row_key(session.path))
        if row is None:
            row = self._add(ProjectRow(summary_of(session.form, session.path), session=session))
            self._insert([row] if row.holds(self._words) else [])
        row.session = session
        self._watches[session] = SessionWatch(session, self)
        self._watches[session].changed.connect(self.refresh)
        self.refresh(session)

    def detach(self, session: Session) -> None:
        """Show the file again; the next look at the folder brings it up to date."""
        watch = self._watches.pop(session, None)
        if watch is not None:
            watch.stop()
        for row in [row for row in self._all.values() if row.session is session]:
            row.session = None
            if row.is_gone:
                self._drop([row])
            else:
                self._announce([row])
            self._tell_tally([row])

    def move(self, session: Session) -> None:
        """Show the form in the row of its new file; the old file keeps a row of its own until a look finds it gone."""
        self.detach(session)
        self.attach(session)

    def refresh(self, session: Session) -> None:
        """Show what an open form is now."""
        row = self._all.get(row_key(session.path))
        if row is not None and row.session is session:
            row.refresh()
            self._announce([row])
            self._tell_tally([row])

    # ---- search and order ----------------------------------------------------------------------------------------

    def set_search(self, text: str) -> None:
        """Show only rows that hold each of the words, in name, year, department, unit or file name."""
        words = searchable(text).split()
        if words != self._words:
            self._words = words
            self._show_all_that_hold()
            self.tally_changed.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Arrange the rows by a column; BY_PATH for the order of the files."""
        self._set_order(Order(column, descending=order == Qt.SortOrder.DescendingOrder))

    def _show_all_that_hold(self) -> None:
        self._show(row for row in self._all.values() if row.holds(self._words))

    def _add(self, row: ProjectRow) -> ProjectRow:
        self._all[row.key] = row
        self._order.forget(row)  # a file of this path may have been here before
        return row

    def _drop(self, rows: Sequence[ProjectRow]) -> None:
        for row in rows:
            self._all.pop(row.key, None)
        self._remove(rows)

    # ---- what Qt asks --------------------------------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < COLUMNS:
            if role == Qt.ItemDataRole.DisplayRole:
                return PROJECT_HEADINGS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Role.SORT:
            return row.sort_key(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tooltip(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken(column, self._score_places)
        if role == Role.PATH:
            return row.path
        if role == Role.SEVERITY:
            return row.severity
        if role == Role.COUNTS:
            return row.counts
        return None

    # ---- announcing ----------------------------------------------------------------------------------------------

    def _announce(self, rows: Sequence[ProjectRow]) -> None:
        for row in rows:
            self._row_changed(row)
        self._widen(rows)
        self._keep_places(rows)

    def _tell_tally(self, rows: Iterable[ProjectRow]) -> None:
        """Count these rows anew: what they added before goes, what they add now comes."""
        come, gone = [self._tally], [_NOTHING]
        for row in rows:
            added = _tally_of(row) if self._all.get(row.key) is row else _NOTHING
            before = self._added.get(row.key, _NOTHING)
            if added != before:
                self._added[row.key] = added
                come.append(added)
                gone.append(before)
        sums = (map(sum, zip(*tallies, strict=True)) for tallies in (come, gone))
        self._tally = Tally(*map(int.__sub__, *sums))
        self.tally_changed.emit()

    def _widen(self, rows: Iterable[ProjectRow]) -> None:
        """Show all totals with as many decimals as the finest needs."""
        places = max((row.score_places for row in rows), default=0)
        if places > self._score_places:
            self._score_places = places
            self._column_changed(ProjectColumn.TOTAL)


def _tally_of(row: ProjectRow) -> Tally:
    errors, warnings, _hints = row.counts or _UNCOUNTED
    return Tally(1, errors > 0, warnings > 0, row.summary.unreadable is not None, not row.is_saved)


def alignment(column: int) -> Qt.AlignmentFlag:
    """Return how a column is aligned: figures at the right."""
    across = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
