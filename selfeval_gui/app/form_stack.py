"""The undo stack of one form: it takes no step while the form may not be changed here."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoCommand, QUndoStack


class FormStack(QUndoStack):
    """Steps that arrive while `is_locked` are dropped undone, whichever way they come.

    Signals
    -------
    refused()
        a step was dropped.
    """

    refused = Signal()
    is_locked = False
    is_repeating = False  # what a step writes now was written before

    def accepts(self) -> bool:
        """Tell whether a step would be taken now; where not, it counts as dropped.

        Whoever says, counts or notes what a step did asks before: nothing may go on from a step that was dropped.
        """
        if self.is_locked:
            self.refused.emit()
        return not self.is_locked

    def push(self, command: QUndoCommand) -> None:
        """Carry out a step and remember it."""
        if self.accepts():
            super().push(command)

    def beginMacro(self, text: str) -> None:
        """Begin a step made of several."""
        if not self.is_locked:
            super().beginMacro(text)

    def endMacro(self) -> None:
        """End a step made of several."""
        if not self.is_locked:
            super().endMacro()

    def undo(self) -> None:
        """Take the last step back."""
        self._repeat(super().undo)

    def redo(self) -> None:
        """Carry out again what was taken back."""
        self._repeat(super().redo)

    def _repeat(self, step: Callable[[], None]) -> None:
        if self.accepts():
            self.is_repeating = True
            try:
                step()
            finally:
                self.is_repeating = False
