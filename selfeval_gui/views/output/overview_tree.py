"""The bars of the summary: a tree whose rows are drawn with a bar, each part of which leads to its forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
    QWidget,
)

from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.overview_model import BAR, NAME, Bar, BarPart, OverviewModel
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.rows import RowDelegate, lay_rows, row_height
from selfeval_gui.views.basics.theme import Tone

if TYPE_CHECKING:
    from selfeval_gui.exchange.reports.summary_rows import SummaryRow

Index = QModelIndex | QPersistentModelIndex
_BAR_SHARE = 0.6  # of the row's height
_NARROWEST = 2.0


class _BarDelegate(RowDelegate):
    """Draws a bar in parts; it shares the row with its name and its count, so no colour stands alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        bar = index.data(Role.BAR)
        if not isinstance(bar, Bar):
            return
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        given: Any = option
        if given.state & QStyle.StateFlag.State_Selected:  # a bar may have the colour of the selection
            painter.setPen(given.palette.color(QPalette.ColorRole.HighlightedText))
        for part, place in _places(bar, option):
            painter.setBrush(theme.color(Tone(part.tone)))
            painter.drawRect(place)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        given: Any = option  # PySide's stubs leave out the fields of style options
        return QSize(given.fontMetrics.averageCharWidth() * 16, row_height(given.fontMetrics))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say what the part under the mouse stands for."""
        part = part_at(index, option, event.pos().x())
        if event.type() == QEvent.Type.ToolTip and part is not None:
            QToolTip.showText(event.globalPos(), part.text, view)
            return True
        return super().helpEvent(event, view, option, index)


def _places(bar: Bar, option: QStyleOptionViewItem) -> list[tuple[BarPart, QRectF]]:
    given: Any = option
    rect = QRectF(given.rect).adjusted(2, 0, -4, 0)
    height, left, found = rect.height() * _BAR_SHARE, rect.left(), []
    for part in bar.parts:
        if part.count:
            width = max(_NARROWEST, rect.width() * part.count / max(1, bar.largest))
            found.append((part, QRectF(left, rect.center().y() - height / 2, max(_NARROWEST, width - 1), height)))
            left += width
    return found


def part_at(index: Index, option: QStyleOptionViewItem, x: float) -> BarPart | None:
    """Return the part of a bar at a horizontal place of the view."""
    bar = index.data(Role.BAR)
    if not isinstance(bar, Bar):
        return None
    return next((part for part, place in _places(bar, option) if place.left() <= x <= place.right() + 1), None)


class OverviewTree(QTreeView):
    """The bars. What is current, or was clicked on, says which forms are listed.

    Signals
    -------
    entries_chosen(title, entries)
        the forms of a row, or of one part of its bar.
    opened()
        the user wants to see the first of them.
    """

    entries_chosen = Signal(str, object)
    opened = Signal()

    def __init__(self, model: OverviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = model
        self._is_refilled = False
        self._part = ""  # of the current row's bar, where only that was chosen
        self.setObjectName("overviewTree")
        self.setAccessibleName(_("汇总"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setModel(model)
        lay_rows(self)
        self.setItemDelegateForColumn(BAR, _BarDelegate(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(BAR, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._activated)

    def refill(self, rows: Sequence[SummaryRow]) -> None:
        """Show other figures; what was current and unfolded stays so, and with it the forms that are listed."""
        chosen, unfolded = self._path(self.currentIndex()), self._unfolded()
        self._is_refilled = True
        self._bars.show_rows(rows)
        self.expandToDepth(0)
        for path in unfolded:
            self.expand(self._at(path))
        self._is_refilled = False
        index, text = self._at(chosen), self._part
        self.setCurrentIndex(index)
        bar = index.siblingAtColumn(BAR).data(Role.BAR) if index.isValid() else None
        part = next((each for each in bar.parts if each.text == text), None) if isinstance(bar, Bar) else None
        if part is not None:
            self._choose_part(part)

    def _choose_part(self, part: BarPart) -> None:
        self._part = part.text
        self.entries_chosen.emit(part.text, part.entries)

    def _path(self, index: Index) -> tuple[str, ...]:
        """Return the names that lead to a row."""
        names: list[str] = []
        while index.isValid():
            names.insert(0, str(self._bars.index(index.row(), NAME, index.parent()).data()))
            index = index.parent()
        return tuple(names)

    def _at(self, path: tuple[str, ...]) -> QModelIndex:
        index = QModelIndex()
        for name in path:
            rows = range(self._bars.rowCount(index))
            found = (self._bars.index(row, NAME, index) for row in rows)
            index = next((each for each in found if each.data() == name), QModelIndex())
            if not index.isValid():
                break
        return index

    def _unfolded(self) -> list[tuple[str, ...]]:
        groups = [self._bars.index(row, NAME) for row in range(self._bars.rowCount())]
        rows = [self._bars.index(row, NAME, group) for group in groups for row in range(self._bars.rowCount(group))]
        return [self._path(index) for index in rows if self.isExpanded(index)]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._is_refilled:
            self._part = ""
            self._choose(current)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        part = self.part_at(index, event.position().x())
        if part is not None:
            self._choose_part(part)

    def part_at(self, index: QModelIndex, x: float) -> BarPart | None:
        """Return the part of the row's bar at a place of the viewport."""
        if not index.isValid() or index.column() != BAR:
            return None
        option: Any = QStyleOptionViewItem()
        option.rect = self.visualRect(index)
        return part_at(index, option, x)

    def _choose(self, index: Index) -> None:
        entries = index.data(Role.ENTRIES) if index.isValid() else None
        name = self._bars.index(index.row(), NAME, index.parent()).data() if index.isValid() else ""
        self.entries_chosen.emit(str(name or ""), tuple(entries or ()))

    def _activated(self, index: QModelIndex) -> None:
        if index.data(Role.ENTRIES):
            self.opened.emit()
