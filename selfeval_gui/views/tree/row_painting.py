"""Paints a row of the tree in one call, where Qt would ask each cell for its index, its flags, its parent and its look.

A page has a hundred cells, and a key must bring the next page within a frame.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QTreeView

from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.cells.cell_painter import CellPainter

Index = QModelIndex | QPersistentModelIndex


class _Block(NamedTuple):
    """Selected cells below one row."""

    top: int
    bottom: int
    left: int
    right: int


class RowPainting:
    """Knows what is the same for all rows of one painting."""

    def __init__(self, tree: QTreeView, cells: CellPainter) -> None:
        self._tree, self._cells = tree, cells
        self._columns: list[tuple[int, int, int]] = []  # number, left edge, width
        self._chosen: dict[int, list[_Block]] = {}  # by the key of the row above
        self._focus: tuple[int, int] | None = None  # key and column of the cell with the keyboard
        self._region = QRegion()

    def begin(self, region: QRegion) -> None:
        """Take note of what is to be painted, of columns, selection and cursor."""
        tree, self._region = self._tree, QRegion(region)
        room = tree.viewport().width()
        places = [(column, tree.columnViewportPosition(column)) for column in range(tree.header().count())]
        shown = [(column, left, tree.columnWidth(column)) for column, left in places if not tree.isColumnHidden(column)]
        self._columns = [(column, left, width) for column, left, width in shown if left < room and left + width > 0]
        self._chosen = {}
        for part in tree.selectionModel().selection().toList():
            block = _Block(part.top(), part.bottom(), part.left(), part.right())
            self._chosen.setdefault(_key(part.parent()), []).append(block)
        current = tree.currentIndex()
        self._focus = (current.internalId(), current.column()) if tree.hasFocus() and current.isValid() else None

    def paint(self, painter: QPainter, place: QRect, model: IndicatorModel, index: Index) -> None:
        """Paint the cells of a row."""
        tree, cells, row, key = self._tree, self._cells, index.row(), index.internalId()
        colours = cells.colours_of(tree.palette())
        chosen = self._chosen.get(_key(index.parent()), []) if self._chosen else []
        chosen = [block for block in chosen if block.top <= row <= block.bottom]
        indent = tree.indentation() * model.depth(index)
        columns, seen = self._columns, self._region
        if seen.rectCount() > 1 or not seen.boundingRect().contains(place):
            top, height = place.top(), place.height()
            columns = [each for each in columns if seen.intersects(QRect(each[1], top, each[2], height))]
        painter.save()
        for (column, left, width), look in zip(
            columns, model.looks(index, [column for column, *_place in columns]), strict=True
        ):
            cell = QRect(left, place.top(), width, place.height())
            if column == 0:
                tree.drawBranches(painter, QRect(left, place.top(), indent, place.height()), index)
                cell.setLeft(left + indent)
            if look is not None:
                # A faint row between selected ones is none of them: it cannot be selected.
                is_selected = not look.is_faint and any(block.left <= column <= block.right for block in chosen)
                cells.paint_cell(painter, cell, look, colours, is_selected, self._focus == (key, column))
        painter.restore()


def _key(index: Index) -> int:
    return index.internalId() if index.isValid() else -1
