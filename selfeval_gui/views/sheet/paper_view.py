"""The paper to type on: cells are edited in their place, keys lead along it, blank rows become indicators."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from selfeval_gui.commands.amounts import settle_amount
from selfeval_gui.commands.edit import clear_cells, clear_fields, put_into_cell, put_into_field
from selfeval_gui.domain.fields import amount_of
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.item_models.paper_model import PaperModel
from selfeval_gui.item_models.paper_plan import NOWHERE
from selfeval_gui.item_models.typed_text import Typed
from selfeval_gui.views.cells.cell_editing import CellEditing
from selfeval_gui.views.cells.cell_steps import CellStep
from selfeval_gui.views.sheet.new_row import NewRow
from selfeval_gui.views.sheet.paper_clipboard import PaperClipboard
from selfeval_gui.views.sheet.paper_cursor import ARROWS, UNIT, PaperCursor, beside, first_of_indicators, is_typed_on
from selfeval_gui.views.sheet.paper_ink import write_as_paper
from selfeval_gui.views.sheet.paper_pages import PaperPages

Index = QModelIndex | QPersistentModelIndex
Trigger = QAbstractItemView.EditTrigger
Move = QAbstractItemView.CursorAction

_ASKING = Trigger.AnyKeyPressed | Trigger.DoubleClicked | Trigger.EditKeyPressed
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class PaperView(CellEditing, PaperPages):
    """Edits a PaperModel.

    Signals
    -------
    choice_changed()
        another cell became current, or other cells are selected.
    menu_wanted(place)
        a right click or the menu key, at this place of the screen.
    unit_wanted(place)
        the unit of the amounts is to be chosen.
    """

    choice_changed = Signal()
    menu_wanted = Signal(QPoint)
    unit_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAccessibleName(_("表样"))
        self.path = PaperCursor()
        self._anchor = QPersistentModelIndex()  # where a selection by Shift begins
        self._pressed = QPersistentModelIndex()
        self._is_block = False  # several cells are chosen
        self._row = NewRow()
        self.clipboard = PaperClipboard(self, self.clear_selected, self._beside, self.writing)
        self.begin_cell_editing()
        self.cells.opened.connect(self._dress_editor)
        self.zoom_changed.connect(self._dress_editor)

    def show_model(self, model: PaperModel | None) -> None:
        """Show another form's paper, or none; with the keyboard here, at the cell it was left at."""
        if self._model is not None:
            self._model.left_at = self.current_ref() or self._model.left_at
            self._model.laid_out.disconnect(self.take_layout)
            self._model.edit_requested.disconnect(self._written)
            self._model.watch(False)
        self._model = model
        self.replace_model(model)
        if model is not None:
            model.watch(True)
            model.laid_out.connect(self.take_layout)
            model.edit_requested.connect(self._written)
        self.take_layout()
        if self.hasFocus():
            self.have_a_cell()

    def first_cell(self) -> QModelIndex:
        return QModelIndex() if self._model is None else self.path.start(self._model)

    def indicator_model(self) -> IndicatorModel | None:
        """Return the indicators of the form shown."""
        return None if self._model is None else self._model.indicators

    def go_to(self, node: str, field: str) -> bool:
        """Make the cell of a field current and bring it into sight; False for a field the paper does not show."""
        if self._model is None:
            return False
        self._model.settle()
        index = self._model.index_of(node, field)
        if index.isValid():
            self.make_current(index)
            self.scrollTo(index)
        return index.isValid()

    def shows(self, field: str) -> bool:
        """Tell whether a field of the form stands on this paper."""
        return self._model is not None and self._model.index_of("", field).isValid()

    def enter_indicators(self) -> None:
        """Go to the first cell of an indicator that is typed on, unless the current cell is one of an indicator."""
        ref = self.current_ref()
        if self._model is not None and (ref is None or ref.node is None):
            self.make_current(first_of_indicators(self._model))

    def cell_width(self, index: Index) -> int:
        return self.visualRect(index).width()

    def row_beside(self, index: QModelIndex, step: int) -> QModelIndex:
        return index.sibling(index.row() + step, index.column())

    def fields_across(self, node: NodeId) -> Sequence[str]:
        """In the order of the paper's columns."""
        plan = None if self._model is None else self._model.plan
        refs = [] if plan is None else [plan.cell(number).field for number in plan.order]
        return [ref.name for ref in refs if ref is not None and ref.node == node]

    def show_changed(self, *cells: Index) -> None:
        self.show_frames(*cells)

    def put(self, index: Index, typed: Typed) -> None:
        ref = None if self._model is None else self._model.ref_at(index)
        if self._model is None or ref is None:
            return
        with self.writing():
            if ref.node is None:
                put_into_field(self._model.session, ref.name, typed.value, note=typed.note)
                if amount_of(ref.name):
                    settle_amount(self._model.session, ref.name)
            else:
                put_into_cell(self._model.indicators, ref.node, ref.name, typed.value)

    def clear_selected(self) -> None:
        """Empty the selected cells; names of levels and the unit stay."""
        if self._model is None or self._model.session.is_read_only:
            return
        level = self._model.session.tree.level
        refs = [ref for ref in self.chosen_refs() if ref.node is None or level(ref.node) == LEVELS]
        if not refs:
            self.refusal.tell_why()
        with self.writing():
            clear_cells(self._model.indicators, [(ref.node, ref.name) for ref in refs if ref.node is not None])
            clear_fields(self._model.session, [ref.name for ref in refs if ref.node is None and ref.name != UNIT])

    def edit(  # type: ignore[override]
        self, index: Index, trigger: Trigger | None = None, event: QEvent | None = None
    ) -> bool:
        """Open an editor; a blank row becomes an indicator with the first letter, and is none again without one."""
        model = self._model
        is_asked = trigger is not None and bool(trigger & _ASKING) and self.cells.open_editor is None
        if model is None or not is_asked or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return super().edit(index, trigger, event)
        self.scrollTo(index)
        ref = model.ref_at(index)
        if ref is not None and ref.name == UNIT:
            self.unit_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
            return False
        opening = model.opening_at(index)
        if opening is not None:
            with self.writing():
                node = self._row.make(model, opening)
            self.go_to(node, opening.name)
            self.choice_changed.emit()  # where the new row took the blank one's place, the cell at hand is as it was
            index = self.currentIndex()
        return super().edit(index, trigger, event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self.cells.open_editor is None:
            with self.writing():
                self._row.end()

    def _dress_editor(self) -> None:
        """Let the editor write as the paper does, but never smaller than the window."""
        editor, model = self.cells.open_editor, self._model
        if editor is None or model is None:
            return
        write_as_paper(editor, model.plan.sheet.fonts.body, self.strip.scale * model.plan.pages[0].scale)
        editor.setAccessibleName(str(self.cells.open_cell.data(Qt.ItemDataRole.AccessibleDescriptionRole)))
        editor.place(self.visualRect(self.cells.open_cell), self.viewport().rect())

    def _written(self, row: int, column: int, text: str) -> None:
        if self._model is not None:
            self.take_text(self._model.index(row, column), text)

    # ---- keys ----------------------------------------------------------------------------------------------------

    def line_start(self, _here: QModelIndex) -> int:
        return self.path.place[1]

    def cell_after(self, here: QModelIndex, step: CellStep, start: int) -> QModelIndex:
        """Along the lines of the paper, past words that are only printed."""
        return QModelIndex() if self._model is None else self.path.typed(self._model, here, step, start)

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        here, model = self.currentIndex(), self._model
        if model is None or not here.isValid():
            return QModelIndex()
        if action in {Move.MovePageUp, Move.MovePageDown}:
            return self.path.away(model, here, action == Move.MovePageDown, self._top, self.viewport().height())
        return self.path.moved(model, here, action, of_form=bool(modifiers & Qt.KeyboardModifier.ControlModifier))

    def _beside(self, down: int, right: int) -> QModelIndex:
        return QModelIndex() if self._model is None else beside(self._model, self.currentIndex(), down, right)

    def _top(self, index: QModelIndex) -> int:
        return self.visualRect(index).top()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, shift = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier
        model, here = self._model, self.currentIndex()
        if model is None or self.cells.open_editor is not None:
            super().keyPressEvent(event)
        elif self.clipboard.take_key(event, model.session):
            event.accept()
        elif keys & Qt.KeyboardModifier.ControlModifier and event.key() in _ZOOMS:
            self.zoom_by(_ZOOMS[Qt.Key(event.key())])
        elif keys & shift and event.key() in ARROWS and here.isValid():
            self._extend(model, self.moveCursor(ARROWS[Qt.Key(event.key())], keys))
        elif not keys and event.key() in _ENTER and here.isValid() and is_typed_on(model, here):
            self.edit(here)
        else:
            super().keyPressEvent(event)

    def _extend(self, model: PaperModel, index: QModelIndex) -> None:
        """Choose from where the selection began to a cell."""
        anchor = self._anchor if self._anchor.isValid() else self.currentIndex()
        self._is_stepping = True
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._is_stepping = False
        self.choose_block([model.number_at(anchor), model.number_at(index)], _ALONE)
        self.scrollTo(index)

    # ---- mouse and focus -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = QPersistentModelIndex(self.indexAt(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the editor of a cell that was clicked, its text selected; a second click goes into the text."""
        super().mouseReleaseEvent(event)
        model, index = self._model, self.indexAt(event.position().toPoint())
        is_click = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() and self._pressed == index
        if model is None or not is_click or not index.isValid() or self.currentIndex() != index:
            return
        ref = model.ref_at(index)
        if ref is not None and ref.name == UNIT:
            self.edit(index)
        elif is_typed_on(model, index) and len(self.chosen_numbers()) == 1 and self.edit(index):
            editor = self.cells.open_editor
            if editor is not None:
                editor.is_entering = editor.is_clicked = True
                editor.selectAll()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.commit_editor():
            at_cell = event.reason() == QContextMenuEvent.Reason.Keyboard
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(corner) if at_cell else event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.choice_changed.emit()  # who works elsewhere follows, where that had a cell the paper does not show

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.show_frames(previous, current)
        if self._model is not None and self._model.number_at(current) != NOWHERE:
            self.path.take(self._model, current)
            self.scrollTo(current)
        if not self._is_stepping:
            self._anchor = QPersistentModelIndex(current)
        self.choice_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        is_block = len(self.chosen_numbers()) > 1
        if is_block or self._is_block:  # one cell alone has no ground of its own
            self.canvas.renew()
        self._is_block = is_block
        if not self._is_arriving:
            self.choice_changed.emit()
