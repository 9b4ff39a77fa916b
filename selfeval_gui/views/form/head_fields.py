"""项目信息: project name, year, department and unit, the template and the fields that only it has."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from selfeval_gui.app.session import Session
from selfeval_gui.domain.fields import FORM_FIELDS
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.quiet_widgets import SignedLabel
from selfeval_gui.views.form.extra_fields import ExtraFields
from selfeval_gui.views.form.field_binding import FieldBinding
from selfeval_gui.views.form.template_box import TemplateBox
from selfeval_gui.views.form.text_fields import LineField

_YEAR_SAMPLE = "2020 年度"


class HeadFields(QWidget):
    """The one-line fields of the form's head; `bindings` tie them to the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(22, 2, 2, 6)
        layout.setVerticalSpacing(4)
        self.bindings = [
            self._field("fieldProjectName", "project_name", 0, 0),
            self._field("fieldYear", "year", 0, 2),
            self._field("fieldDepartment", "department", 1, 0),
            self._field("fieldImplementingUnit", "implementing_unit", 1, 2),
        ]
        self._hint = SignedLabel(theme.severity_icon(Severity.WARNING))
        self._hint.text.setObjectName("yearHint")
        self._hint.hide()
        self.template = TemplateBox(self)
        self.extra = ExtraFields("info", self)
        caption = QLabel(_("表样"), self)
        caption.setBuddy(self.template)
        layout.addWidget(self._hint, 2, 0, 1, 4)
        layout.addWidget(caption, 3, 0)
        layout.addWidget(self.template, 3, 1, 1, 3, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.extra, 4, 0, 1, 4)
        self.template.changed.connect(self.extra.refresh)
        layout.setColumnStretch(1, 3)
        layout.setColumnStretch(3, 2)
        year = self.bindings[1]
        year.widget.setMaximumWidth(2 * self.fontMetrics().horizontalAdvance(_YEAR_SAMPLE))
        year.problem_changed.connect(self._show_year_problem)

    def show_session(self, session: Session | None) -> None:
        """Show the template of this form and the fields it has."""
        self.template.show_session(session)
        self.extra.show_session(session)

    def _field(self, name: str, field: str, row: int, column: int) -> FieldBinding:
        label = FORM_FIELDS[field].label
        widget = LineField(self)
        widget.setObjectName(name)
        widget.setAccessibleName(label)
        caption = QLabel(label, self)
        caption.setBuddy(widget)
        layout = self.layout()
        if isinstance(layout, QGridLayout):
            layout.addWidget(caption, row, column)
            layout.addWidget(widget, row, column + 1)
        return FieldBinding(widget, field)

    def _show_year_problem(self, sentence: str) -> None:
        self._hint.tell(sentence)
