"""Editors for the parts of a rule set: each reads and writes one value of its document, as the file holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from selfeval_gui.messages import WEIGHING_LABELS
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.basics.rows import heading_height, lay_rows

_SPARE_ROWS = 2
_SEPARATORS = re.compile(r"[、，,;；\s]+")


class TextField(QLineEdit):
    """A text or a number; `is_number` makes full-width digits and blanks plain, a blank number is null."""

    changed = Signal()

    def __init__(self, *, is_number: bool = False, is_integer: bool = False) -> None:
        super().__init__()
        LinePaste(self)
        self._is_number, self._is_integer = is_number, is_integer
        self.is_text = not (is_number or is_integer)  # a whole sentence, maybe
        self.textChanged.connect(self.changed)

    def put(self, value: Any) -> None:
        self.setText("" if value is None else str(value))

    def value(self) -> Any:
        text = self.text().strip()
        if self.is_text:
            return text
        plain = _plain_digits(text)
        if self._is_integer and plain.isdecimal():
            return int(plain)
        return plain or None


class ChoiceField(StillBox):
    """One of several words."""

    changed = Signal()

    def __init__(self, choices: dict[str, str]) -> None:
        super().__init__()
        self.currentIndexChanged.connect(self.changed)
        for key, text in choices.items():
            self.addItem(text, key)

    def put(self, value: Any) -> None:
        self.setCurrentIndex(self.findData(value))

    def value(self) -> Any:
        return self.currentData()


class WordsField(QLineEdit):
    """A list of words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        LinePaste(self)
        self.textChanged.connect(self.changed)

    def put(self, value: Any) -> None:
        self.setText("、".join(value))

    def value(self) -> Any:
        return [word for word in _SEPARATORS.split(self.text()) if word]


class FlagsField(QWidget):
    """Which of several words hold."""

    changed = Signal()

    def __init__(self, choices: dict[str, str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._boxes = {key: QCheckBox(text, self) for key, text in choices.items()}
        for box in self._boxes.values():
            row.addWidget(box)
            box.toggled.connect(self.changed)
        row.addStretch()

    def put(self, value: Any) -> None:
        for key, box in self._boxes.items():
            box.setChecked(key in value)

    def value(self) -> Any:
        return [key for key, box in self._boxes.items() if box.isChecked()]


class RowsField(QTableWidget):
    """Rows of a few cells; blank rows do not count, and there are always some to write more in.

    With keys each row is an object of the file's list; without, the rows are one object: name and number.
    """

    changed = Signal()

    def __init__(self, headings: Sequence[str], keys: Sequence[str], texts: Sequence[str] = ()) -> None:
        super().__init__(0, len(headings))
        self._keys, self._texts = keys, set(texts)
        self.setHorizontalHeaderLabels(list(headings))
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)  # Tab goes on to the next field, arrows go from cell to cell
        lay_rows(self)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, key in enumerate(keys if texts else ()):
            if key not in self._texts:  # the texts take the room
                self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.cellChanged.connect(self._leave_room)
        self.cellChanged.connect(self.changed)

    def put(self, value: Any) -> None:
        rows = (
            [[row[key] for key in self._keys] for row in value] if self._keys else [[*pair] for pair in value.items()]
        )
        self.setRowCount(0)  # what stood there before goes
        self.setRowCount(len(rows) + _SPARE_ROWS)
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(place, column, QTableWidgetItem(text))
        self.setFixedHeight(heading_height(self.horizontalHeader()) + self.rowHeight(0) * min(self.rowCount(), 6) + 4)

    def value(self) -> Any:
        """Return the rows that are not blank."""
        rows = [[self._text(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        filled = [row for row in rows if any(row)]
        if not self._keys:
            return {name: _plain_digits(number) for name, number in filled}
        return [
            {
                key: text if key in self._texts else _plain_digits(text)
                for key, text in zip(self._keys, row, strict=True)
            }
            for row in filled
        ]

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text().strip()

    def _leave_room(self, row: int, _column: int) -> None:
        if row == self.rowCount() - 1:
            self.insertRow(self.rowCount())


class SeverityField(ChoiceField):
    """How much a finding weighs."""

    def __init__(self) -> None:
        super().__init__({severity.value: label for severity, label in WEIGHING_LABELS.items()})
        for row, severity in enumerate(WEIGHING_LABELS):
            if severity is not Severity.OFF:
                self.setItemIcon(row, theme.severity_icon(severity))


Field = TextField | ChoiceField | WordsField | FlagsField | RowsField


def _plain_digits(text: str) -> str:
    from selfeval_gui.domain.numbers import NotANumber, format_typed, parse_typed

    try:
        number = parse_typed(text)
    except NotANumber:
        return text
    return "" if number is None else format_typed(number)
