"""年度总体目标, further goals of some templates and 备注: the long texts of the form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from selfeval_gui.domain.fields import FORM_FIELDS
from selfeval_gui.views.form.extra_fields import ExtraFields
from selfeval_gui.views.form.field_binding import FieldBinding
from selfeval_gui.views.form.text_fields import BlockField

_GOAL_LINES = 3, 9
_NOTE_LINES = 2, 6


class Goals(QWidget):
    """预期目标 beside 实际完成情况, as on the paper, and below them the further pairs of the form's template."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(22, 2, 2, 6)
        layout.setVerticalSpacing(2)
        self.bindings = []
        for column, (name, field) in enumerate(
            [("fieldExpectedGoal", "expected_goal"), ("fieldActualOutcome", "actual_outcome")]
        ):
            widget = _block(name, field, _GOAL_LINES, self)
            caption = QLabel(FORM_FIELDS[field].label, self)
            caption.setBuddy(widget)
            layout.addWidget(caption, 0, column)
            layout.addWidget(widget, 1, column, Qt.AlignmentFlag.AlignTop)
            layout.setColumnStretch(column, 1)
            self.bindings.append(FieldBinding(widget, field))
        self.extra = ExtraFields("goals", self)
        layout.addWidget(self.extra, 2, 0, 1, 2)
        layout.setRowStretch(3, 1)


class Notes(QWidget):
    """备注."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 2, 2, 6)
        widget = _block("fieldNotes", "notes", _NOTE_LINES, self)
        layout.addWidget(widget)
        self.bindings = [FieldBinding(widget, "notes")]


def _block(name: str, field: str, lines: tuple[int, int], parent: QWidget) -> BlockField:
    widget = BlockField(*lines, parent)
    widget.setObjectName(name)
    widget.setAccessibleName(FORM_FIELDS[field].label)
    return widget
