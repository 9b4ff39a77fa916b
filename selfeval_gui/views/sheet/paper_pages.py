"""The pages of a form as a table view: where its cells stand and how they look is the printer's layout.

A QTableView for its keyboard, selection, editors, input method and accessibility; everything that asks for places is
answered from the layout.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTableView, QWidget

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.item_models.paper_model import PaperModel
from selfeval_gui.item_models.paper_plan import NOWHERE, Fresh
from selfeval_gui.views.basics.in_sight import bring_into_sight
from selfeval_gui.views.basics.page_strip import FIT_WIDTH, PageStrip
from selfeval_gui.views.sheet.paper_canvas import PaperCanvas
from selfeval_gui.views.sheet.paper_ink import FRAME, PaperInk
from selfeval_gui.views.sheet.paper_painting import PaperPainting

Index = QModelIndex | QPersistentModelIndex

_MARGIN = 6  # pixels round the cell at hand that are in sight, too
_FEW = 24  # places of chosen cells that are repainted one by one


class PaperPages(QTableView):
    """Shows a PaperModel.

    Signals
    -------
    page_changed(), zoom_changed()
        another page is in front or there are more or fewer; they are shown larger or smaller.
    """

    page_changed = Signal()
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: PaperModel | None = None
        self.strip = PageStrip(self)
        self._painting = PaperPainting(self.strip)
        self.canvas = PaperCanvas(self.viewport())
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setShowGrid(False)
        for corner in cast(list[QAbstractButton], self.findChildren(QAbstractButton)):
            corner.hide()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)

    def paper_model(self) -> PaperModel | None:
        """Return the model shown."""
        return self._model

    def current_ref(self) -> FieldRef | None:
        """Return the field of the current cell."""
        return None if self._model is None else self._model.ref_at(self.currentIndex())

    def chosen_refs(self) -> list[FieldRef]:
        """Return the fields of the selected cells that a person types, in the order of reading."""
        if self._model is None:
            return []
        chosen, plan = self.chosen_numbers(), self._model.plan
        in_order = (number for number in plan.order if number in chosen) if len(chosen) > 1 else chosen
        cells = [plan.cell(number) for number in in_order]
        return [cell.field for cell in cells if cell.field is not None and cell.computed is None]

    def take_layout(self, fresh: Fresh | None = None) -> None:
        """Show the pages as they are now, of which only what is fresh is painted; the cell at hand stays in sight."""
        if fresh is None or fresh.moved is not None:  # first: a cell that has changed may stand on a page that is new
            pages = [] if self._model is None else self._model.plan.pages
            self.strip.take([(page.width, page.height) for page in pages])
        if fresh is not None:
            self._renew(fresh.cells)
            if fresh.moved is None:
                return
        self.updateGeometries()
        self.keep_in_sight()
        if fresh is None or fresh.moved is None:
            self.canvas.renew()
        else:
            page, top = fresh.moved
            start = floor(self.strip.place(page, QRectF(0, top, 0, 0)).top()) - _MARGIN
            self.canvas.renew(self.viewport().rect().adjusted(0, max(0, start), 0, 0))
        self.page_changed.emit()

    def keep_in_sight(self) -> None:
        """Scroll to the cell at hand, if it is not in sight."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def show_frames(self, *cells: Index) -> None:
        """Repaint the frames of these cells."""
        if self._model is not None:
            for number in filter(NOWHERE.__ne__, map(self._model.number_at, cells)):
                for place in self._outlines(number):
                    self.viewport().update(place)

    def _renew(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            for place in self._outlines(number, beyond=0):
                self.canvas.renew(place)

    def _outlines(self, number: int, beyond: int = FRAME) -> list[QRect]:
        """Return the places of a cell with what is drawn round them, so many pixels beyond."""
        spots = [] if self._model is None else self._model.plan.spots.get(number, [])
        places = [self.strip.place(spot.page, spot.rect).toAlignedRect() for spot in spots]
        return [place.adjusted(-beyond, -beyond, beyond, beyond) for place in places]

    # ---- places --------------------------------------------------------------------------------------------------

    def place_of(self, number: int) -> QRectF:
        """Return where a cell stands in the viewport: of one on several pages the part in sight, or nearest to it."""
        spots = [] if self._model is None else self._model.plan.spots.get(number, [])
        places = [self.strip.place(spot.page, spot.rect) for spot in spots]
        middle = self.viewport().height() / 2
        return min(places, key=lambda place: abs(place.center().y() - middle), default=QRectF())

    def visualRect(self, index: Index) -> QRect:
        return QRect() if self._model is None else self.place_of(self._model.number_at(index)).toAlignedRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        return QModelIndex() if self._model is None else self._model.index_at(self._number_at(QPointF(point)))

    def _number_at(self, point: QPointF) -> int:
        pages = range(self.strip.count)  # a selection may begin on a page out of sight
        page = next((each for each in pages if self.strip.rect(each).contains(point)), None)
        if self._model is None or page is None:
            return NOWHERE
        corner, scale = self.strip.rect(page).topLeft(), self.strip.scale
        on_page = QPointF((point.x() - corner.x()) / scale, (point.y() - corner.y()) / scale)
        for number, spots in self._model.plan.spots.items():
            if any(spot.page == page and spot.rect.contains(on_page) for spot in spots):
                return number
        return NOWHERE

    def scrollTo(
        self, index: Index, _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring the whole cell into sight, of one that is larger than the view its beginning."""
        place, room = self.visualRect(index), self.viewport().rect()
        if place.isEmpty():
            return
        for bar, start, end, length in (
            (self.verticalScrollBar(), place.top(), place.bottom(), room.height()),
            (self.horizontalScrollBar(), place.left(), place.right(), room.width()),
        ):
            free = length - (end + 1 - start)
            margin = _MARGIN if free < 0 else min(_MARGIN, free // 2)  # a cell that just fits has none
            if free < 0 or start < margin:
                bar.setValue(bar.value() + start - margin)
            elif end + 1 > length - margin:
                bar.setValue(bar.value() + end + 1 - length + margin)
        focus = QApplication.focusWidget()
        if index == self.currentIndex() and focus is not None and (focus is self or self.isAncestorOf(focus)):
            bring_into_sight(self)

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return self._model is None or self._model.number_at(index) == NOWHERE

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where chosen cells are drawn; all of the view where they are many."""
        model, parts = self._model, selection.toList()
        if model is None or sum(part.width() * part.height() for part in parts) > _FEW:
            return QRegion(self.viewport().rect())
        region = QRegion()
        for number in {model.number_at(index) for index in selection.indexes()} - {NOWHERE}:
            for place in self._outlines(number):
                region += place
        return region

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the block of cells between two corners of the viewport, as the mouse draws it."""
        corners = (QPointF(rect.topLeft()), QPointF(rect.bottomRight()))
        self.choose_block(filter(NOWHERE.__ne__, map(self._number_at, corners)), command)

    def choose_block(self, numbers: Iterable[int], command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the cells of the block that these ones span."""
        areas = [] if self._model is None else [self._model.plan.areas[each] for each in numbers]
        if self._model is not None and areas:
            first = self._model.index(min(area.top for area in areas), min(area.left for area in areas))
            last = self._model.index(max(area.bottom for area in areas), max(area.right for area in areas))
            self.selectionModel().select(QItemSelection(first, last), command)

    def chosen_numbers(self) -> set[int]:
        """Return the selected cells."""
        if self._model is None:
            return set()
        parts = self.selectionModel().selection().toList()
        if len(parts) == 1 and parts[0].width() == parts[0].height() == 1:  # at most times, and asked at each picture
            return {self._model.number_at(parts[0].topLeft())}
        return {self._model.number_at(index) for index in self.selectedIndexes()}

    # ---- scrolling and size --------------------------------------------------------------------------------------

    def updateGeometries(self) -> None:
        self.strip.set_ranges()
        self.updateEditorGeometries()

    def scrollContentsBy(self, across: int, down: int) -> None:
        self.canvas.scroll(across, down)
        self.page_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_in_sight()
        self.page_changed.emit()

    def set_zoom(self, zoom: float) -> None:
        """Show the pages in another size; the page in front and the cell at hand stay in sight."""
        front = self.strip.front()
        self.strip.set_zoom(zoom)
        self.updateGeometries()
        self.strip.go_to(front)
        self.keep_in_sight()
        self.canvas.renew()
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Make the pages larger, or smaller for a negative number of steps; as wide as the view for none."""
        self.set_zoom(self.strip.stepped(steps) if steps else FIT_WIDTH)

    def turn(self, steps: int) -> None:
        """Go some pages on, or back."""
        self.strip.go_to(self.strip.front() + steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._model is None:
            return
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self.canvas.picture(self._draw))
        current = self._model.number_at(self.currentIndex())
        if current != NOWHERE and any(map(event.rect().intersects, self._outlines(current))):
            PaperInk.frame(painter, self.place_of(current), has_focus=self.hasFocus())
        painter.end()

    def _draw(self, painter: QPainter, clip: QRectF) -> None:
        if self._model is not None:
            self._painting.paint(painter, self._model, clip, self.chosen_numbers(), self.devicePixelRatioF())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.canvas.renew()
