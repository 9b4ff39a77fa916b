"""What the tree and the fund table share: cells are edited as in a spreadsheet, and typed text is never lost."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QWidget

from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import INDICATOR_FIELD, LOOK_ROLES, NUMBER_ROLES, Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.item_models.typed_text import Typed, read_typed
from selfeval_gui.views.basics.in_sight import bring_into_sight
from selfeval_gui.views.cells.cell_choice import choose_only
from selfeval_gui.views.cells.cell_composition import compose_on_cell
from selfeval_gui.views.cells.cell_delegate import CellDelegate
from selfeval_gui.views.cells.cell_hint import CellHint, is_too_long
from selfeval_gui.views.cells.cell_steps import CellStep, next_cell

Index = QModelIndex | QPersistentModelIndex

# A mixin to a view; its own base only for the type checker, since each view brings another one.
if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object

_TRIGGERS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)
_ARRIVING = QAbstractItemView.EditTrigger.CurrentChanged
_TYPING = QAbstractItemView.EditTrigger.AnyKeyPressed
_ASKING = QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
_REVERT = QAbstractItemDelegate.EndEditHint.RevertModelCache
_LOOKS, _NUMBERS = ({int(role) for role in roles} for roles in (LOOK_ROLES, NUMBER_ROLES))
# Keys that QTreeView takes for folding although they begin a text or a number.
_TYPED_SIGNS = {Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Asterisk}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN_OR_SHIFT = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}


class CellEditing(_View):
    """Put before QTreeView or QTableView in the bases; call `begin_cell_editing` at the end of the constructor.

    `is_writing` is true while an edit of this view is on its way into the form: the view is where it should be then,
    and nothing has to lead the eye to the changed cell.
    """

    is_writing = False
    _run_start: int | None = None  # the column a run of Tab began in: Enter goes back to it, a row further down
    _is_stepping = False
    _is_beside_aim = False  # a press ended an edit, and another row is below the pointer now than was then
    _is_arriving = False  # another cell is chosen, and not current yet

    def begin_cell_editing(self) -> None:
        """Set the delegate and the ways to open an editor."""
        self.cells = CellDelegate(self, self.cell_width, self.put)
        self.refusal = CellHint(self)
        self.setItemDelegate(self.cells)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(False)
        self.cells.step_requested.connect(self.take_step)
        self.cells.gone_on.connect(self.keep_in_sight)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def indicator_model(self) -> IndicatorModel | None:
        """Return the indicators shown, in a view that shows some."""
        return None

    # ---- what each view knows -----------------------------------------------------------------------------------

    def cell_width(self, index: Index) -> int:
        """Return the width of the cell as it is drawn."""
        raise NotImplementedError

    def row_beside(self, index: QModelIndex, step: int) -> QModelIndex:
        """Return an index in the row below (+1) or above (-1); invalid at the end."""
        raise NotImplementedError

    def fields_across(self, _node: NodeId) -> Sequence[str]:
        """Return the fields of an indicator from left to right, as this view shows them."""
        return INDICATOR_FIELD

    def put(self, index: Index, typed: Typed) -> None:
        """Put the value of what was typed into the form, as a command."""
        raise NotImplementedError

    def keep_in_sight(self) -> None:
        """Show the whole current cell, or its first lines where it is too high, in the view and in what holds it."""
        if self.currentIndex().isValid() and self.isVisible() and not self.cells.is_going_on:
            self.scrollTo(self.currentIndex())
            self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """Show this view's current cell in what holds the view, where the keyboard is here."""
        focus = QApplication.focusWidget()
        if focus is not None and (focus is self or self.isAncestorOf(focus)):
            bring_into_sight(self)

    def show_changed(self, *_cells: Index) -> None:
        """Repaint these cells; all of a small view."""
        self.viewport().update()

    def look_changed(self, _top_left: Index, _bottom_right: Index) -> None:
        """Repaint a block of cells that look different now; all of the view, for Qt would measure every row above."""
        self.viewport().update()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold `is_writing` true."""
        self.is_writing = True
        try:
            yield
        finally:
            self.is_writing = False

    def replace_model(self, model: QAbstractItemModel | None) -> None:
        """Show another model, or none; Qt leaves the selection model of the old one behind."""
        old = self.selectionModel()
        self.setModel(model)
        if old is not None:
            old.deleteLater()

    # ---- the open editor ----------------------------------------------------------------------------------------

    def commit_editor(self) -> bool:
        """Put the open editor's text into the form and close it; False where it cannot be kept and stays open."""
        kept = self.cells.finish()
        if not kept and self.cells.open_editor is not None:
            self.scrollTo(self.cells.open_cell)
            self.updateEditorGeometries()
            self.cells.open_editor.setFocus()
            self.commitData(self.cells.open_editor)  # the hint once more, where it can be seen now
        return kept

    def take_text(self, index: Index, text: str) -> None:
        """Put a text in that a screen reader or a script wrote; say why where the form cannot hold it."""
        typed = read_typed(FieldKind(index.data(Role.KIND)), text)
        self.refusal.say(typed.problem)
        if not typed.problem:
            self.put(index, typed)

    def pending(self) -> tuple[str, str, str] | None:
        """Return node ("" in the fund table), field and text of the open editor; None without one."""
        if self.cells.open_editor is None:
            return None
        cell = self.cells.open_cell
        return str(cell.data(Role.NODE) or ""), str(cell.data(Role.FIELD)), self.cells.open_editor.content()

    def edit(  # type: ignore[override]
        self, index: Index, trigger: QAbstractItemView.EditTrigger | None = None, event: QEvent | None = None
    ) -> bool:
        """Open an editor: typing replaces the text, every other way goes on at its end."""
        if trigger is None:
            return self.edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, None)
        if trigger == _ARRIVING:  # Qt asks at each new cell
            return False
        asked = trigger == _TYPING or trigger & _ASKING
        is_refused = is_too_long(index) or (trigger == _TYPING and index.data(Role.REFUSAL))
        if asked and self.cells.open_editor is None and is_refused:
            self.refusal.tell_why()
            return False
        if asked:
            self.keep_in_sight()  # a click has left a cell at the edge where it was, for a second click to hit it
        opened = bool(super().edit(index, trigger, cast(QEvent, event)))
        if not opened and trigger & _ASKING:
            self.refusal.tell_why()
        if opened and self.cells.open_editor is not None:
            self.cells.open_editor.is_entering = trigger == _TYPING
            if trigger != _TYPING:
                self.cells.open_editor.cursor_to_end()
        return opened

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close unless the text would be lost: Qt closes by itself when the current cell changes."""
        if hint == _REVERT or editor is not self.cells.open_editor or self.cells.is_kept(self.cells.open_editor):
            super().closeEditor(editor, hint)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let a composition begin on a cell."""
        compose_on_cell(self.cells, self.refusal, event, super().inputMethodEvent)

    # ---- keys and mouse -----------------------------------------------------------------------------------------

    def take_step(self, step: CellStep) -> bool:
        """Go to the next cell that can be typed in, after a run of Tab down from its first one; False at the end."""
        here = self.currentIndex()
        if not here.isValid():
            return False
        start = self.line_start(here) if self._run_start is None else self._run_start
        runs_on = step in {CellStep.NEXT, CellStep.PREVIOUS}
        there = self.cell_after(here, step, start)
        if not there.isValid():
            return False
        if runs_on and (there.row(), there.parent()) != (here.row(), here.parent()):
            start = there.column()
        self._is_stepping = True
        self.make_current(there)
        self._is_stepping = False
        self._run_start = start if runs_on else None
        return True

    def line_start(self, here: QModelIndex) -> int:
        """Return the column that Enter keeps to, where no run of Tab began in another."""
        return here.column()

    def cell_after(self, here: QModelIndex, step: CellStep, start: int) -> QModelIndex:
        """Return where a step leads to, the invalid index at the end; `start` is the column that Enter keeps to."""
        runs_on = step in {CellStep.NEXT, CellStep.PREVIOUS}
        return next_cell(here if runs_on else here.siblingAtColumn(start), step, self.row_beside)

    def make_current(self, index: Index) -> None:
        """Choose this cell alone, whatever keys are down; a view tells it once, when the cell is current."""
        if index == self.currentIndex():
            self.tell_arrival()
        self._is_arriving = index != self.currentIndex()
        choose_only(self, index)
        self._is_arriving = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """End a run of Tab when the current cell changes by anything else."""
        self.refusal.leave()
        if self.cells.open_editor is None:  # else Qt closes it, and needs to know where it was
            self.show_changed(previous, current)
            previous = QModelIndex()  # to repaint that cell Qt would measure every row up to it
        super().currentChanged(current, previous)  # scrolls, unless the mouse is down
        if self.hasAutoScroll() and current.isValid() and self.isVisible():
            self._bring_into_sight()
        if not self._is_stepping:
            self._run_start = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the cells, and at the last one on to the next widget."""
        step = CellStep.NEXT if forward else CellStep.PREVIOUS
        return self.take_step(step) or bool(super().focusNextPrevChild(forward))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stay with an editor whose text cannot be kept; what it keeps may move the row that was aimed at."""
        place = event.position().toPoint()
        aimed = QPersistentModelIndex(self.indexAt(place))
        if not self.commit_editor():
            return
        self._is_beside_aim = aimed.isValid() and self.indexAt(place) != aimed
        if self._is_beside_aim:
            self.make_current(aimed)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, but not from a cell that has come below the pointer instead of the one aimed at."""
        if not self._is_beside_aim:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_beside_aim = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editor = self.cells.open_editor
        if editor is not None and not editor.hasFocus() and not editor.preedit:
            editor.setFocus()  # left with text that cannot be kept; typing goes on there
            QApplication.sendEvent(editor, event)
            return
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if event.key() in _ENTER and modifiers in _PLAIN_OR_SHIFT:
            self.take_step(CellStep.DOWN if plain else CellStep.UP)
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.clear_selected()
        elif event.key() == Qt.Key.Key_Space and modifiers == Qt.KeyboardModifier.ShiftModifier:
            event.accept()  # it chooses a row where there are rows to choose; a text it never replaces
        elif event.key() == Qt.Key.Key_F4 and plain and self.cells.key_taker is not None:
            if self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.EditKeyPressed):
                self.cells.key_taker(event)  # shows the list of what the cell may hold
        elif event.key() in _TYPED_SIGNS and event.text() and modifiers in _PLAIN_OR_SHIFT:
            self.edit(self.currentIndex(), _TYPING, event)
        else:
            super().keyPressEvent(event)

    def clear_selected(self) -> None:
        """Empty the selected cells, as Del does in a spreadsheet."""
        raise NotImplementedError

    def keyboardSearch(self, search: str) -> None:
        """Say why there is no editor: letters typed on a computed cell must not jump elsewhere."""
        if search.isprintable():
            self.refusal.tell_why()

    # ---- changes of the model and of the look -------------------------------------------------------------------

    def doItemsLayout(self) -> None:
        """Lay out; the current cell stays in sight whatever came, went, grew or moved."""
        super().doItemsLayout()
        self.keep_in_sight()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_in_sight()

    def dataChanged(self, top_left: Index, bottom_right: Index, /, roles: Sequence[int] = ()) -> None:
        """Repaint; lay the rows out again only where a text may have become longer."""
        changed = {int(role) for role in roles}
        is_heard = self.cells.open_editor is not None or QAccessible.isActive()  # then Qt has to tell of a value
        if changed and changed <= (_LOOKS if is_heard else _NUMBERS):
            self.look_changed(top_left, bottom_right)
        else:
            super().dataChanged(top_left, bottom_right, roles)

    def _scrolled(self, _value: int) -> None:
        self.refusal.leave()
        self.updateEditorGeometries()  # Qt moves the editors along for short ways only

    def first_cell(self) -> QModelIndex:
        """Return the cell at which one begins."""
        return self.model().index(0, 0, self.rootIndex())

    def have_a_cell(self) -> None:
        """Be at a cell, where one is at none yet."""
        if self.model() is not None and not self.currentIndex().isValid() and self.first_cell().isValid():
            self.make_current(self.first_cell())

    def arrive(self) -> None:
        """Take the focus, at the current cell."""
        self.setFocus()
        self.tell_arrival()

    def tell_arrival(self) -> None:
        """Have a screen reader read the current cell to somebody who has just come back to it."""
        if QAccessible.isActive() and self.hasFocus():
            super().currentChanged(self.currentIndex(), QModelIndex())

    @contextmanager
    def repainting_only(self, cell: Index) -> Iterator[None]:
        """Repaint one cell, where Qt would repaint the whole view."""
        disabled = Qt.WidgetAttribute.WA_UpdatesDisabled
        before = [(each, each.testAttribute(disabled)) for each in (self, self.viewport())]
        for each, _was in before:  # the focus comes back while an editor closes
            each.setAttribute(disabled, True)
        try:
            yield
        finally:
            for each, was in before:
                each.setAttribute(disabled, was)
        self.show_changed(cell)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the sentence beside a cell away."""
        with self.repainting_only(self.currentIndex()):
            super().focusOutEvent(event)
        self.refusal.leave()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current cell as soon as the keyboard arrives."""
        with self.repainting_only(self.currentIndex()):
            super().focusInEvent(event)
        self.have_a_cell()
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.keep_in_sight()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "cells"):
            self.cells.painter.take_font()
            self.scheduleDelayedItemsLayout()
