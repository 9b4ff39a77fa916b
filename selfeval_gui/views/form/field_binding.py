"""A text widget that stands for a field of the form."""

from collections.abc import Mapping, Sequence

from selfeval_gui.app.session import Session
from selfeval_gui.commands.amounts import settle_amount
from selfeval_gui.commands.edit import put_into_field
from selfeval_gui.domain.fields import Value, amount_of, get_field, kind_of, show_field
from selfeval_gui.item_models.marks import sentences, worst
from selfeval_gui.rules.accepted import Cell
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.views.basics.tips import set_text_tip
from selfeval_gui.views.form.text_binding import TextBinding
from selfeval_gui.views.form.text_fields import TextField


class FieldBinding(TextBinding):
    """Binds a widget to a field by its name."""

    def __init__(self, widget: TextField, field: str) -> None:
        super().__init__(widget, kind_of(field))
        self.field = field
        self._session: Session | None = None
        self._marked: tuple[Severity | None, str, int] = (None, "", 0)  # with the palette it was done in

    def show_session(self, session: Session | None) -> None:
        """Stand for the field of this form from now on; None clears the widget."""
        if self._session is not None:
            self._session.field_changed.disconnect(self._field_changed)
            self._session.read_only_changed.disconnect(self._read_only_changed)
        self._session = session
        self._burst += 1
        if session is not None:
            session.field_changed.connect(self._field_changed)
            session.read_only_changed.connect(self._read_only_changed)
            self._read_only_changed()
        self._reset()

    def show_marks(self, marks: Mapping[Cell, Sequence[Finding]]) -> None:
        """Mark the widget with the findings of its field."""
        found = marks.get((None, self.field), ())
        shown = (worst(found), sentences(found), self.widget.palette().cacheKey() if found else 0)
        if shown != self._marked:
            self.widget.mark(worst(found))
            set_text_tip(self.widget, sentences(found))
            self._marked = (*shown[:2], self.widget.palette().cacheKey() if found else 0)

    def pending(self) -> tuple[str, str, str] | None:
        """Return "", the field and the widget's text where the form cannot hold it; None where all is kept."""
        return ("", self.field, self.widget.content()) if self._find_problem() else None

    def _session_bound(self) -> Session | None:
        return self._session

    def _left(self) -> None:
        """Convert what a row of the template's own says in another unit of money, once it is typed."""
        super()._left()
        if self._session is not None and amount_of(self.field):
            settle_amount(self._session, self.field)

    def _read_only_changed(self) -> None:
        self.widget.setReadOnly(self._session is not None and self._session.is_read_only)

    def _form_text(self) -> str:
        return "" if self._session is None else show_field(get_field(self._session.form, self.field))

    def _write(self, value: Value, burst: int) -> None:
        if self._session is not None:
            put_into_field(self._session, self.field, value, burst)

    def _field_changed(self, field: str) -> None:
        if field == self.field:
            self._form_changed()
