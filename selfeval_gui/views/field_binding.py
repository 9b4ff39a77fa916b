"""What a text widget and a field of the form say to each other."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.domain.fields import Kind, get_field, kind_of, show_field
from selfeval_gui.item_models.marks import Cell, plain_tooltip, sentences, worst
from selfeval_gui.rules.finding import Finding
from selfeval_gui.views.problems import typed_problem
from selfeval_gui.views.text_fields import TextField


class FieldBinding(QObject):
    """Types into the form as the user types, one undo step a visit; shows what the form holds when it says otherwise.

    Signals
    -------
    problem_changed(sentence)
        the widget holds text that the form cannot; empty when it does no longer.
    """

    problem_changed = Signal(str)

    def __init__(self, widget: TextField, field: str) -> None:
        super().__init__(widget)
        self.widget, self.field = widget, field
        self._kind: Kind = kind_of(field)
        self._session: Session | None = None
        self._shown = ""  # the widget's text when it last agreed with the form
        self._agreed = ""  # the form's text then
        self._busy = False  # showing or writing: what the other side says about it is no news
        self._burst = 1
        self._problem = ""
        widget.typed.connect(self._typed)
        widget.entered.connect(self._entered)
        widget.left.connect(self._left)
        widget.undo_wanted.connect(self._undo)
        widget.redo_wanted.connect(self._redo)
        widget.reset_wanted.connect(self._reset)

    def show_session(self, session: Session | None) -> None:
        """Stand for the field of this form from now on; None clears the widget."""
        if self._session is not None:
            self._session.field_changed.disconnect(self._field_changed)
        self._session = session
        self._burst += 1
        if session is not None:
            session.field_changed.connect(self._field_changed)
        self._reset()

    def show_marks(self, marks: Mapping[Cell, Sequence[Finding]]) -> None:
        """Mark the widget with the findings of its field."""
        found = marks.get((None, self.field), ())
        self.widget.mark(worst(found))
        self.widget.setToolTip(plain_tooltip(sentences(found)) or "")

    def commit(self) -> bool:
        """Finish a composition; False where the text cannot be kept, which the widget then says."""
        self.widget.flush()
        problem = self._find_problem()
        self._say(problem)
        if problem:
            self.widget.setFocus()
        return not problem

    def pending(self) -> tuple[str, str, str] | None:
        """Return "", the field and the widget's text where the form cannot hold it; None where all is kept."""
        return ("", self.field, self.widget.content()) if self._find_problem() else None

    def _typed(self) -> None:
        if self._busy or self._session is None:
            return
        problem, text = self._find_problem(), self.widget.content()
        if not problem and text != self._shown:
            self._busy, self._shown = True, text
            type_into_field(self._session, self.field, text, self._burst)
            self._busy, self._agreed = False, self._form_text()
        if self._problem:
            self._say(problem)  # a hint once given follows the text; none is given while one is still typing

    def _entered(self) -> None:
        self._burst += 1

    def _left(self) -> None:
        problem = self._find_problem()
        self._say(problem)
        if not problem and self._kind is not Kind.TEXT:
            self._reset()  # "2020年" becomes 2020

    def _field_changed(self, field: str) -> None:
        if field == self.field and not self._busy and self._form_text() != self._agreed:
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

    def _form_text(self) -> str:
        return "" if self._session is None else show_field(get_field(self._session.form, self.field))

    def _find_problem(self) -> str:
        return typed_problem(self._kind, self.widget.content()) or ""

    def _say(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)

    def _undo(self) -> None:
        if self._session is not None:
            self._session.stack.undo()

    def _redo(self) -> None:
        if self._session is not None:
            self._session.stack.redo()
