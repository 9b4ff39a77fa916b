"""The actions 撤销 and 重做: they name the next step of the form at hand, and commit what is being typed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QUndoGroup
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import Need
from selfeval_gui.views.basics.actions import Actions, set_tip
from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.form.current_form import CurrentForm

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session


class UndoLink(QObject):
    """Follows the undo stack of the current form.

    Signals
    -------
    stepped()
        the current form changed, became equal to its file, may be changed or no more, or is another one.
    """

    stepped = Signal()

    def __init__(self, forms: OpenForms, current: CurrentForm, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._current, self._actions = current, actions
        self._undo, self._redo = actions["Undo"], actions["Redo"]
        self._group = QUndoGroup(self)
        forms.opened.connect(self._opened)
        forms.closed.connect(self._closed)
        current.changed.connect(self._switched)
        actions.connect({"Undo": self._step_back, "Redo": self._step_on})
        self._group.canUndoChanged.connect(self._note_steps)
        self._group.canRedoChanged.connect(self._note_steps)
        self._group.undoTextChanged.connect(self._name_undo)
        self._group.redoTextChanged.connect(self._name_redo)
        self._group.indexChanged.connect(self.stepped)
        self._group.cleanChanged.connect(self.stepped)
        self._switched()

    def _note_steps(self, _possible: bool = True) -> None:
        self._actions.note({Need.STEP_BACK: self._group.canUndo(), Need.STEP_ON: self._group.canRedo()})

    def _opened(self, session: Session) -> None:
        session.read_only_changed.connect(self.stepped)
        self._group.addStack(session.stack)

    def _closed(self, session: Session) -> None:
        self._group.removeStack(session.stack)

    def _switched(self) -> None:
        session = self._current.session
        self._group.setActiveStack(None if session is None else session.stack)  # type: ignore[arg-type]
        self._note_steps()
        self._name_undo(self._group.undoText())
        self._name_redo(self._group.redoText())
        self.stepped.emit()

    def _step_back(self, _checked: bool = False) -> None:
        session = self._current.session
        if session is not None and self._current.commit():
            self._tell(self._undo)
            session.stack.undo()  # not the group's: Qt would pass by what the stack does besides

    def _step_on(self, _checked: bool = False) -> None:
        session = self._current.session
        if session is not None and self._current.commit():
            self._tell(self._redo)
            session.stack.redo()

    def _tell(self, step: QAction) -> None:
        """Have the step read out; the cell it leads to is read as any cell."""
        if step.isEnabled():
            announce(self._window, step.text())

    def _name_undo(self, step: str) -> None:
        self._undo.setText(_("撤销 {step}").format(step=step) if step else _("撤销"))
        set_tip(self._undo, self._undo.text())

    def _name_redo(self, step: str) -> None:
        self._redo.setText(_("重做 {step}").format(step=step) if step else _("重做"))
        set_tip(self._redo, self._redo.text())
