"""The table of the project list: one column, all rows equally high, as high as the longest name needs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.item_models.project_row import ProjectRow
from selfeval_gui.views.projects.project_delegate import MARGIN, ProjectDelegate

Index = QModelIndex | QPersistentModelIndex

_USUAL_NAME = 24  # letters
_SHORTEST_NAME = 8
_MOST_NAME_LINES = 2


class ProjectView(QTableView):
    """One row a form; the model's other columns are what is sorted by, and what the row's second line says."""

    def __init__(self, model: ProjectModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("projectList")
        self._projects = model
        self._longest = 0  # pixels
        self.setModel(model)
        self._painter = ProjectDelegate(self, model)
        self.setItemDelegate(self._painter)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(ProjectColumn.NAME, QHeaderView.ResizeMode.Stretch)
        for column in ProjectColumn:
            self.setColumnHidden(column, column != ProjectColumn.NAME)
        self.setMinimumWidth(self._width_of(_SHORTEST_NAME))
        model.rowsInserted.connect(self._names_came)
        model.dataChanged.connect(self._names_changed)
        self._fit_rows()

    def row_of(self, index: Index) -> ProjectRow | None:
        """Return the row that an index shows."""
        return self._projects.row_at(index)

    def wanted_width(self) -> int:
        """Return the width at which most names stand in one line."""
        return self._width_of(_USUAL_NAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current form in sight where it was: the line below the list may have become two."""
        current = self.currentIndex()
        was_seen = QRect(QPoint(), event.oldSize()).intersects(self.visualRect(current))
        super().resizeEvent(event)
        self._fit_rows()
        if was_seen:
            self.scrollTo(current)

    def _width_of(self, letters: int) -> int:
        letter = self.fontMetrics().horizontalAdvance("项")
        return letter * letters + 2 * MARGIN + self.verticalScrollBar().sizeHint().width()

    def _names_came(self, _parent: QModelIndex, first: int, last: int) -> None:
        if last - first + 1 == self._projects.rowCount():
            self._longest = 0  # all rows are new
        self._measure(first, last)

    def _names_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.column() == ProjectColumn.NAME:
            self._measure(first.row(), last.row())
        elif first.column() <= ProjectColumn.TOTAL <= last.column():
            self._fit_rows()  # its decimals may be more
        self.viewport().update()  # the one column shows what stands in the others

    def _measure(self, first: int, last: int) -> None:
        """Take note of the longest name. Only what could be longer is measured: no letter is wider than a line high."""
        metrics = self.fontMetrics()
        for row in range(first, last + 1):
            name = self._projects.name_at(row)
            if len(name) * metrics.height() > self._longest:
                self._longest = max(self._longest, metrics.horizontalAdvance(name))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give every row the lines that the longest name needs, within reason, and the unit; equal rows are quick."""
        room = self.viewport().width() - 2 * MARGIN
        self._painter.name_lines = _MOST_NAME_LINES if self._longest > room else 1
        self._painter.unit_stands_above = not self._painter.leaves_room(room)
        height = self._painter.row_height()
        if self.verticalHeader().defaultSectionSize() != height:
            current = self.currentIndex()
            was_seen = self.viewport().rect().intersects(self.visualRect(current))
            self.verticalHeader().setDefaultSectionSize(height)
            self.updateGeometries()  # Qt would let the scroll bar end where the lower rows ended until it comes to it
            if was_seen:
                self.scrollTo(current)  # those above it have become higher, too
