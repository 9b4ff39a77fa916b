"""The two tables of the page 各表之间."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.department_model import KeyedTable, MemberColumn, MemberModel, SharedColumn, SharedModel
from selfeval_gui.rules.shared import ACROSS_FIELDS, MISSING, OF_LIST, Shared, SharingRow
from selfeval_gui.views.basics.row_opener import RowOpener
from selfeval_gui.views.basics.rows import heading_height, lay_rows
from selfeval_gui.views.form.finding_list import FindingDelegate

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_LEAST_ROWS = 4
_LEAST_LETTERS = 10  # of the column that takes what the others leave


class _PlainTable(QTableView, Generic[Row]):
    """One row at a time; Enter and a double click go on with it.

    Signals
    -------
    chosen()
        another row became current.
    opened()
        the user wants to go on with the current row.
    """

    chosen = Signal()
    opened = Signal()

    def __init__(self, model: KeyedTable[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._ignores_choice = False
        self._stretched = 0
        self.setModel(model)
        self.setItemDelegate(FindingDelegate(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalHeader().hide()
        lay_rows(self)
        RowOpener(self).opened.connect(self.opened)

    def minimumSizeHint(self) -> QSize:
        rows = self.verticalHeader().defaultSectionSize() * _LEAST_ROWS
        return QSize(super().minimumSizeHint().width(), rows + heading_height(self.horizontalHeader()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._ignores_choice and (current.row() != previous.row() or not previous.isValid()):
            self.chosen.emit()

    def take(self, rows: list[Row]) -> None:
        """Show other rows without telling; what was chosen stays so wherever it stands now, else what follows it is."""
        at, before = self.currentIndex().row(), self._rows.row_at(self.currentIndex())
        self._ignores_choice = True
        self._rows.take(rows)
        wanted = None if before is None else self._rows.place_of(before)
        if wanted is None:
            wanted = min(max(at, 0), len(rows) - 1)
        if wanted != self.currentIndex().row():
            self.selectRow(wanted)
        self._ignores_choice = False

    def fit(self, samples: Mapping[int, str], stretched: int) -> None:
        """Give each column what its longest text takes, and one of them what the others leave."""
        header = self.horizontalHeader()
        icon = self.fontMetrics().height() * 2
        for column, sample in samples.items():
            header.resizeSection(column, self.fontMetrics().horizontalAdvance(sample) + icon)
        self._stretched = stretched
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        self._share_width()

    def _share_width(self) -> None:
        """Give the stretched column what the others leave, but never less than can be read."""
        header = self.horizontalHeader()
        others = sum(header.sectionSize(column) for column in range(header.count()) if column != self._stretched)
        least = self.fontMetrics().horizontalAdvance("国") * _LEAST_LETTERS
        header.resizeSection(self._stretched, max(least, self.viewport().width() - others))


class SharedTable(_PlainTable[Shared]):
    """What forms share."""

    def __init__(self, model: SharedModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setObjectName("sharedTable")
        self.setAccessibleName(_("各表之间的检查结果"))
        kinds = max((FINDING_KINDS[code] for code in (*ACROSS_FIELDS, MISSING, *OF_LIST)), key=len)
        self.fit(
            {SharedColumn.KIND: kinds, SharedColumn.FORMS: "5000", SharedColumn.RANGE: "28.6%–63.6%"}, SharedColumn.WHAT
        )


class MemberTable(_PlainTable[SharingRow]):
    """The rows that take part in what is chosen."""

    def __init__(self, model: MemberModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setObjectName("memberTable")
        self.setAccessibleName(_("有关的自评表"))
        self.fit({MemberColumn.SHARE: "100.0%"}, MemberColumn.FORM)
