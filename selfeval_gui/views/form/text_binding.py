"""What a text widget and one text of the form say to each other, wherever in the form that text stands."""

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.session import Session
from selfeval_gui.domain.fields import FieldKind, Value
from selfeval_gui.item_models.typed_text import read_typed
from selfeval_gui.views.form.text_fields import TextField


class TextBinding(QObject):
    """Types into the form as the user types, one undo step a visit; shows what the form holds when it says otherwise.

    Signals
    -------
    problem_changed(sentence)
        the widget holds text that the form cannot; empty when it does no longer.
    """

    problem_changed = Signal(str)

    def __init__(self, widget: TextField, kind: FieldKind) -> None:
        super().__init__(widget)
        self.widget = widget
        self._kind = kind
        self._shown = ""  # the widget's text when it last agreed with the form
        self._agreed = ""  # the form's text then
        self._busy = False  # showing or writing: what the other side says about it is no news
        self.is_writing = False  # what the widget holds is on its way into the form
        self._burst = 1
        self._problem = ""
        widget.typed.connect(self._typed)
        widget.entered.connect(self._entered)
        widget.left.connect(self._left)
        widget.undo_wanted.connect(self._undo)
        widget.redo_wanted.connect(self._redo)
        widget.reset_wanted.connect(self._reset)

    # ---- what each kind of text knows ----------------------------------------------------------------------------

    def _session_bound(self) -> Session | None:
        """Return the session the text belongs to, None while the widget stands for nothing."""
        raise NotImplementedError

    def _form_text(self) -> str:
        """Return what the form holds, "" while the widget stands for nothing."""
        raise NotImplementedError

    def _write(self, value: Value, burst: int) -> None:
        """Put what was typed into the form, as one step with others of the same burst."""
        raise NotImplementedError

    # ---- what all of them do -------------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Finish a composition; False where the text cannot be kept, which the widget then says."""
        self.widget.flush()
        problem = self._find_problem()
        self._say(problem)
        if problem:
            self.widget.setFocus()
        return not problem

    def _typed(self) -> None:
        if self._busy or self._session_bound() is None:
            return
        text = self.widget.content()
        value, problem, _note = read_typed(self._kind, text)
        if not problem and text != self._shown:
            self._busy, self.is_writing, self._shown = True, True, text
            self._write(value, self._burst)
            self._busy, self.is_writing, self._agreed = False, False, self._form_text()
        if self._problem:
            self._say(problem)  # a hint once given follows the text; none is given while one is still typing

    def _entered(self) -> None:
        self._burst += 1

    def _left(self) -> None:
        problem = self._find_problem()
        self._say(problem)
        if not problem and self._kind is not FieldKind.TEXT:
            self._reset()  # "2020年" becomes 2020

    def _form_changed(self) -> None:
        """Show what the form holds, if it is news."""
        if not self._busy and self._form_text() != self._agreed:
            self._reset()

    def _reset(self) -> None:
        """Show what the form holds."""
        text = self._form_text()
        self._busy = True
        if self.widget.content() != text:
            self.widget.show_content(text)
        self._busy = False
        self._shown, self._agreed = self.widget.content(), text
        self._say("")

    def _find_problem(self) -> str:
        return read_typed(self._kind, self.widget.content()).problem

    def _say(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)

    def _undo(self) -> None:
        session = self._session_bound()
        if session is not None:
            session.stack.undo()

    def _redo(self) -> None:
        session = self._session_bound()
        if session is not None:
            session.stack.redo()
