"""Where the keyboard goes on the paper: along its cells as in a spreadsheet, past words that are only printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView

from selfeval_gui.domain.fields import FieldRef, is_part_of_funds
from selfeval_gui.item_models.paper_model import PaperModel
from selfeval_gui.item_models.paper_plan import NOWHERE
from selfeval_gui.views.cells.cell_steps import CellStep, takes_letters

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
ARROWS = {
    Qt.Key.Key_Left: Move.MoveLeft,
    Qt.Key.Key_Right: Move.MoveRight,
    Qt.Key.Key_Up: Move.MoveUp,
    Qt.Key.Key_Down: Move.MoveDown,
    Qt.Key.Key_Home: Move.MoveHome,
    Qt.Key.Key_End: Move.MoveEnd,
}
UNIT = "funds.unit"  # chosen from a menu


class PaperCursor:
    """Finds the cell a step leads to; where a cell covers several rows or columns, it keeps to the one it came along.

    `place` is that row and column.
    """

    def __init__(self) -> None:
        self.place = (0, 0)
        self.passes_parts = False  # Tab goes past the rows below 年度资金总额, unless it is in one

    def start(self, model: PaperModel) -> QModelIndex:
        """Return where one begins: the cell that this form was left at, else the first that is typed on."""
        model.settle()
        left = model.left_at
        there = QModelIndex() if left is None else model.index_of(left.node or "", left.name)
        return there if there.isValid() else self.typed_along(model, QModelIndex(), CellStep.NEXT)

    def take(self, model: PaperModel, index: Index) -> None:
        """Go along the row and the column of a cell from now on, unless it covers those already."""
        number = model.number_at(index)
        if number == NOWHERE:
            return
        area, (row, column) = model.plan.areas[number], self.place
        row = row if area.top <= row <= area.bottom else area.top
        column = column if area.left <= column <= area.right else area.left
        self.place = row, column

    def moved(self, model: PaperModel, index: Index, action: Move, *, of_form: bool) -> QModelIndex:
        """Return where an arrow, Home or End leads; the latter two within the row or the form."""
        if action in {Move.MoveUp, Move.MoveDown}:
            return self.down(model, index, -1 if action == Move.MoveUp else 1)
        if action in {Move.MoveHome, Move.MoveEnd}:
            return self.edge(model, index, at_end=action == Move.MoveEnd, of_form=of_form)
        return self.across(model, index, -1 if action in {Move.MoveLeft, Move.MovePrevious} else 1)

    def away(
        self, model: PaperModel, index: QModelIndex, is_down: bool, top: Callable[[QModelIndex], int], height: int
    ) -> QModelIndex:
        """Return the last cell above or below that is no further away than a height."""
        step = 1 if is_down else -1
        there, after = index, self.down(model, index, step)
        while after != there and (there == index or abs(top(after) - top(index)) <= height):
            there, after = after, self.down(model, after, step)
        return there

    def across(self, model: PaperModel, index: Index, step: int) -> QModelIndex:
        """Return the next cell in the row; the same one at its end."""
        plan, number = model.plan, model.number_at(index)
        if number == NOWHERE:
            return QModelIndex()
        area, row = plan.areas[number], self.place[0]
        inside = [each for each in plan.in_row(row) if each != number]
        if step > 0:
            beside = [each for each in inside if plan.areas[each].left > area.right]
            found = beside[0] if beside else number
        else:
            beside = [each for each in inside if plan.areas[each].right < area.left]
            found = beside[-1] if beside else number
        self.place = row, plan.areas[found].left
        return model.index_at(found)

    def down(self, model: PaperModel, index: Index, step: int) -> QModelIndex:
        """Return the next cell below (+1) or above (-1) in the column; the same one at the end."""
        plan, number, column = model.plan, model.number_at(index), self.place[1]
        if number == NOWHERE:
            return QModelIndex()
        area = plan.areas[number]
        row = area.bottom + 1 if step > 0 else area.top - 1
        while 0 <= row < plan.rows:
            found = self._nearest(model, (each for each in plan.in_row(row) if each != number), column)
            if found != NOWHERE:
                self.place = row, column
                return model.index_at(found)
            row += step
        return model.index_at(number)

    def edge(self, model: PaperModel, index: Index, *, at_end: bool, of_form: bool) -> QModelIndex:
        """Return the first or the last cell of the row, or of the form."""
        plan = model.plan
        row = list(plan.order if of_form else plan.in_row(self.place[0]))
        if not row:
            return model.index_at(model.number_at(index))
        found = row[-1 if at_end else 0]
        self.place = plan.areas[found].top if of_form else self.place[0], plan.areas[found].left
        return model.index_at(found)

    def typed(self, model: PaperModel, index: Index, step: CellStep, column: int) -> QModelIndex:
        """Return the next cell that letters may be typed on: along the lines, or down in a column."""
        if step in {CellStep.NEXT, CellStep.PREVIOUS}:
            return self.typed_along(model, index, step)
        return self.typed_below(model, index, step, column)

    def typed_along(self, model: PaperModel, index: Index, step: CellStep) -> QModelIndex:
        """Return the next cell that letters may be typed on, in the order of reading; the invalid index at the end."""
        plan, number = model.plan, model.number_at(index)
        here = plan.order.index(number) if number != NOWHERE else -1
        rest = plan.order[here + 1 :] if step is CellStep.NEXT else plan.order[: max(here, 0)][::-1]
        passes = self.passes_parts and not _is_part(model, index)
        found = (each for each in map(model.index_at, rest) if is_typed_on(model, each))
        return next((each for each in found if not passes or not _is_part(model, each)), QModelIndex())

    def typed_below(self, model: PaperModel, index: Index, step: CellStep, column: int) -> QModelIndex:
        """Return the next cell below or above that letters may be typed on, in or near the column."""
        plan, number = model.plan, model.number_at(index)
        if number == NOWHERE:
            return QModelIndex()
        area, by = plan.areas[number], 1 if step is CellStep.DOWN else -1

        def is_meant(each: int) -> bool:
            return is_typed_on(model, model.index_at(each))

        row = area.bottom + 1 if by > 0 else area.top - 1
        while 0 <= row < plan.rows:
            found = self._nearest(
                model, plan.in_row(row), column, lambda each: is_typed_on(model, model.index_at(each))
            )
            if found != NOWHERE:
                self.place = row, column
                return model.index_at(found)
            row += by
        return QModelIndex()

    @staticmethod
    def _nearest(
        model: PaperModel, numbers: Iterable[int], column: int, is_meant: Callable[[int], bool] = lambda _number: True
    ) -> int:
        """Return the cell over the column, or the next one to it; the unit, at the margin, only where it is over it."""
        areas, unit = model.plan.areas, FieldRef(None, UNIT)

        def away(number: int) -> int:
            return max(areas[number].left - column, column - areas[number].right, 0)

        near = [number for number in numbers if away(number) == 0 or model.plan.cell(number).field != unit]
        return next(filter(is_meant, sorted(near, key=away)), NOWHERE)  # the nearest first: to ask of all takes long


def _is_part(model: PaperModel, index: Index) -> bool:
    ref = model.ref_at(index)
    return ref is not None and ref.node is None and is_part_of_funds(ref.name)


def is_typed_on(model: PaperModel, index: QModelIndex) -> bool:
    """Tell whether letters typed on a cell go into it: not on what is computed, chosen or the name of a level."""
    ref = model.ref_at(index)
    return takes_letters(index) and (ref is None or ref.name != UNIT)


def first_of_indicators(model: PaperModel) -> QModelIndex:
    """Return the first cell of the indicators that is typed on; the invalid index if there is none."""
    for index in map(model.index_at, model.plan.order):
        ref = model.ref_at(index)
        of_indicator = model.opening_at(index) is not None or (ref is not None and ref.node is not None)
        if of_indicator and is_typed_on(model, index):
            return index
    return QModelIndex()


def beside(model: PaperModel, here: QModelIndex, down: int, right: int) -> QModelIndex:
    """Return the cell so many rows below another one and so many cells further on; the invalid index outside."""
    in_row = model.plan.in_row(here.row() + down)
    from_here = [number for number in in_row if model.plan.areas[number].right >= here.column()]
    return model.index_at(from_here[right]) if right < len(from_here) else QModelIndex()
