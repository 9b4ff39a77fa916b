"""How much each finding weighs under a rule set: a row for each kind of finding, with its severity to choose."""

from typing import Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.messages import WEIGHING_LABELS
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES, Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.basics.rows import heading_height, lay_rows

_SHOWN_ROWS = 8


class SeverityField(QTableWidget):
    """The document holds what differs from the usual, and what it held before."""

    def __init__(self) -> None:
        super().__init__(len(FINDING_KINDS), 2)
        self.setHorizontalHeaderLabels([_("检查结果"), _("程度")])
        self.verticalHeader().hide()
        lay_rows(self, StillBox().sizeHint().height())
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._before: dict[str, str] = {}
        self._boxes: dict[str, StillBox] = {}
        for row, (code, name) in enumerate(FINDING_KINDS.items()):
            self.setItem(row, 0, QTableWidgetItem(name))
            box = StillBox(self)
            box.setObjectName(f"severity.{code}")
            box.setAccessibleName(name)
            for severity, label in WEIGHING_LABELS.items():
                usual = severity is DEFAULT_SEVERITIES[code]
                sign = QIcon() if severity is Severity.OFF else theme.severity_icon(severity)
                box.addItem(sign, _("{label}（通常）").format(label=label) if usual else label)
                box.setItemData(box.count() - 1, severity.value)
            self.setCellWidget(row, 1, box)
            self._boxes[code] = box
        self.setColumnWidth(1, next(iter(self._boxes.values())).sizeHint().width() + self.fontMetrics().height())
        head = heading_height(self.horizontalHeader())
        self.setFixedHeight(head + self.rowHeight(0) * _SHOWN_ROWS + 4)

    def put(self, value: Any) -> None:
        self._before = dict(value)
        for code, box in self._boxes.items():
            box.setCurrentIndex(box.findData(value.get(code, DEFAULT_SEVERITIES[code].value)))

    def value(self) -> Any:
        """Return the severities that differ from the usual ones, and those that are as they were."""
        chosen = {code: box.currentData() for code, box in self._boxes.items()}
        usual = {code: severity.value for code, severity in DEFAULT_SEVERITIES.items()}
        changed = {code: each for code, each in chosen.items() if each not in {usual[code], self._before.get(code)}}
        as_before = {code: each for code, each in self._before.items() if each == chosen.get(code, each)}
        return as_before | changed
