"""The table of the project list: its columns, and the painting of its cells.

A cell is painted by one call of Python with what it needs at hand. Qt's own delegate asks for each text, colour and
icon in a call of its own, and each of these waits for the interpreter while a thread reads the workspace.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.item_models.project_model import ProjectModel, alignment
from selfeval_gui.item_models.project_order import BY_PATH
from selfeval_gui.item_models.project_row import ProjectRow
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.theme import Tone

Index = QModelIndex | QPersistentModelIndex

# What the columns hold at most; 图 stands for an icon.
_SAMPLES = {
    ProjectColumn.YEAR: "2020",
    ProjectColumn.TOTAL: "100",
    ProjectColumn.GRADE: "等级",
    ProjectColumn.RATE: "100.00%",
    ProjectColumn.FINDINGS: "图00",
    ProjectColumn.STATE: "图 已保存",
}
_SHORTEST_NAME = 10  # letters
_USUAL_NAME = 15
_ROW_HEIGHT = 1.75  # in lines
_MARGIN = 4
_ELIDED = Qt.TextElideMode.ElideRight


class ProjectDelegate(QStyledItemDelegate):
    """Paints a cell: the icon says in shape what the text says in words.

    An unreadable file has its reason where the others have their figures, each cell painting its part of it.
    """

    def __init__(self, view: ProjectView, model: ProjectModel) -> None:
        super().__init__(view)
        self._view = view
        self._projects = model
        self._palette_key = 0
        self._colors: dict[Tone, QColor] = {}
        self._pictures: dict[tuple[str, Tone, int, float, int | None], QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._projects.row_at(index)
        if row is None:
            return
        self._forget_old_colors()
        # The stubs of Qt's style options leave their fields out.
        given: Any = option
        column, is_selected = index.column(), bool(given.state & QStyle.StateFlag.State_Selected)
        rect: QRect = given.rect
        ground: QColor | None = None
        if is_selected:
            is_active = bool(given.state & QStyle.StateFlag.State_Active)
            group = QPalette.ColorGroup.Active if is_active else QPalette.ColorGroup.Inactive
            ground = given.palette.color(group, QPalette.ColorRole.Highlight)
            painter.fillRect(rect, ground)
            painter.setPen(given.palette.color(group, QPalette.ColorRole.HighlightedText))
        else:
            painter.setPen(self._color(_tone(row, column)))
        if row.reason and column != ProjectColumn.NAME:
            self._paint_reason(painter, row, rect)
            return
        place = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        sign = _sign(row, column)
        if sign is not None:
            side = given.fontMetrics.height()
            picture = self._picture(*sign, side, ground)
            painter.drawPixmap(place.left(), place.center().y() - side // 2, picture)
            place.setLeft(place.left() + side + _MARGIN)
        text = given.fontMetrics.elidedText(self._projects.text(row, column), _ELIDED, place.width())
        painter.drawText(place, alignment(column), text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the cell's size for those who fit a column to its contents."""
        width = self._view.fontMetrics().horizontalAdvance(str(index.data() or ""))
        icon = self._view.fontMetrics().height() + _MARGIN
        return QSize(width + icon + 2 * _MARGIN, self._view.row_height())

    def _paint_reason(self, painter: QPainter, row: ProjectRow, rect: QRect) -> None:
        """Paint the part of the reason that falls into one cell; the whole begins right of the name."""
        header = self._view.horizontalHeader()
        left = header.sectionViewportPosition(ProjectColumn.NAME) + header.sectionSize(ProjectColumn.NAME) + _MARGIN
        whole = QRect(left, rect.top(), self._view.viewport().width() - left - _MARGIN, rect.height())
        text = self._view.fontMetrics().elidedText(row.reason, _ELIDED, whole.width())
        painter.save()
        painter.setClipRect(rect)
        painter.drawText(whole, alignment(ProjectColumn.NAME), text)
        painter.restore()

    def _picture(self, name: str, tone: Tone, side: int, ground: QColor | None) -> QPixmap:
        """Return an icon in its tone, on the ground of a selected row in whatever can be seen there."""
        key = (name, tone, side, self._view.devicePixelRatioF(), None if ground is None else ground.rgb())
        if key not in self._pictures:
            ink = tone if ground is None else theme.legible_on(ground, tone)
            self._pictures[key] = theme.icon(name, ink).pixmap(QSize(side, side), key[3])
        return self._pictures[key]

    def _color(self, tone: Tone) -> QColor:
        if tone not in self._colors:
            self._colors[tone] = theme.color(tone)
        return self._colors[tone]

    def _forget_old_colors(self) -> None:
        """Make colours and icons anew where the scheme has changed."""
        key = QGuiApplication.palette().cacheKey()
        if key != self._palette_key:
            self._palette_key = key
            self._colors.clear()
            self._pictures.clear()


def _tone(row: ProjectRow, column: int) -> Tone:
    if row.reason:
        return Tone.TEXT if column == ProjectColumn.NAME else Tone.ERROR
    if column == ProjectColumn.STATE:
        return Tone.QUIET if row.is_saved else Tone.TEXT
    return Tone.QUIET if column == ProjectColumn.FINDINGS and row.severity is None else Tone.TEXT


def _sign(row: ProjectRow, column: int) -> tuple[str, Tone] | None:
    """Return the icon of a cell and its tone."""
    if column == ProjectColumn.NAME and row.reason:
        return "error", Tone.ERROR
    if column == ProjectColumn.FINDINGS and row.counts is not None:
        return ("ok", Tone.QUIET) if row.severity is None else (row.severity.value, theme.SEVERITY_TONES[row.severity])
    if column == ProjectColumn.STATE and not row.reason:
        return ("saved", Tone.QUIET) if row.is_saved else ("unsaved", Tone.WARNING)
    return None


class ProjectView(QTableView):
    """One line a form."""

    def __init__(self, model: ProjectModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("projectList")
        self._projects = model
        self.setModel(model)
        self.setItemDelegate(ProjectDelegate(self, model))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self._set_up_header()
        self.set_default_widths()

    def row_of(self, index: Index) -> ProjectRow | None:
        """Return the row that an index shows."""
        return self._projects.row_at(index)

    def row_height(self) -> int:
        """Return the height of a line, from the font."""
        return round(self.fontMetrics().height() * _ROW_HEIGHT)

    def set_default_widths(self) -> None:
        """Show every column; give the figures what they need and the name the rest."""
        header = self.horizontalHeader()
        for column, sample in _SAMPLES.items():
            header.setSectionHidden(column, False)
            header.resizeSection(column, self.fontMetrics().horizontalAdvance(sample) + 3 * _MARGIN)
        self.fit_name()

    def wanted_width(self) -> int:
        """Return the width at which every column shows and names can be told apart."""
        letter = self.fontMetrics().horizontalAdvance("项")
        return self._others_width() + letter * _USUAL_NAME + self.verticalScrollBar().sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_name()

    def fit_name(self) -> None:
        """Give the name what the other columns leave, but never less than can be told apart."""
        least = self.fontMetrics().horizontalAdvance("项") * _SHORTEST_NAME
        width = max(least, self.viewport().width() - self._others_width())
        self.horizontalHeader().resizeSection(ProjectColumn.NAME, width)

    def _others_width(self) -> int:
        header = self.horizontalHeader()
        return sum(header.sectionSize(column) for column in ProjectColumn if column != ProjectColumn.NAME)

    def _set_up_header(self) -> None:
        """Let a click sort by a column; a third click on it goes back to the order of the files."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(BY_PATH, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setMinimumSectionSize(2 * _MARGIN)
