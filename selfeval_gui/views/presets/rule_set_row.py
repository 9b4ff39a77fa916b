"""One part of a rule set to edit: its name, what it is about, its values, and the way back to the preset's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.presets.rule_set_fields import Field, RowsField, TextField, WordsField
from selfeval_gui.views.presets.rule_set_parts import Path, RulePart, ValueCell

_NUMBER_ENS = 12
ValueAt = Callable[[Path], Any]


class RuleSetRow(QFrame):
    """A part, marked where it is other than in the preset beside it.

    Signals
    -------
    changed()
        another value is typed or chosen.
    """

    changed = Signal()

    def __init__(self, part: RulePart, values: ValueAt, parent: QWidget) -> None:
        super().__init__(parent)
        self.part = part
        self.fields: dict[Path, Field] = {}
        self._usual: Mapping[Path, Any] = {}
        cells = {cell: cell.make() for cell in part.cells}
        self.mark = PlainLabel(_("● 与预设不同"), self)
        self.mark.setObjectName(f"{part.cells[0].name}.mark")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(self._title())
        head.addWidget(self.mark)
        head.addStretch(1)
        column.addLayout(head)
        if part.sentence:
            column.addWidget(QuietLabel(part.sentence, self))
        for cell, field in cells.items():
            self._add(cell, field, values(cell.path))
            if cell is part.cells[0] and not _is_wide(field):
                head.addLayout(self._beside(cell, field, with_label=False))
            else:
                column.addLayout(self._beside(cell, field, with_label=len(cells) > 1))
        self.back = push_button(self, f"{part.cells[0].name}.reset", _("恢复默认"), self.reset)
        self.back.setAccessibleName(_("恢复默认：{title}").format(title=part.title))
        head.addWidget(self.back)

    def value(self) -> dict[Path, Any]:
        """Return the values as they are typed, by their places."""
        return {path: field.value() for path, field in self.fields.items()}

    def compare(self, usual: ValueAt) -> None:
        """Hold the part against a preset from now on."""
        self._usual = {path: usual(path) for path in self.fields}
        self._tell()

    def reset(self, _checked: bool = False) -> None:
        """Take the values of the preset."""
        for path, field in self.fields.items():
            field.put(self._usual[path])

    def fits(self, words: list[str]) -> bool:
        """Tell whether each of the words stands in what the row says."""
        said = "\n".join((self.part.title, self.part.sentence, *(cell.label for cell in self.part.cells)))
        return all(word in said for word in words)

    @property
    def is_other(self) -> bool:
        """Whether the part differs from the preset."""
        return self.value() != self._usual

    def _title(self) -> PlainLabel:
        title = PlainLabel(self.part.title, self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        return title

    def _add(self, cell: ValueCell, field: Field, value: Any) -> None:
        field.setParent(self)
        field.setObjectName(cell.name)
        title = self.part.title
        field.setAccessibleName(title if cell.label == title else f"{title}：{cell.label}{cell.unit}")
        field.put(value)
        field.changed.connect(self._changed)
        self.fields[cell.path] = field

    def _beside(self, cell: ValueCell, field: Field, *, with_label: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        if with_label:
            label = PlainLabel(cell.label, self)
            label.setBuddy(field)
            line.addWidget(label)
        is_number = isinstance(field, QLineEdit) and bool(cell.unit)
        if is_number:
            field.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * _NUMBER_ENS)
        line.addWidget(field, 0 if is_number or isinstance(field, StillBox) else 1)
        if cell.unit:
            line.addWidget(PlainLabel(cell.unit, self))
        if is_number and with_label:
            line.addStretch(1)
        line.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return line

    def _changed(self) -> None:
        if self._usual:
            self._tell()
            self.changed.emit()

    def _tell(self) -> None:
        is_other = self.is_other
        self.mark.setVisible(is_other)
        self.back.setEnabled(is_other)


def _is_wide(field: Field) -> bool:
    """Tell whether an editor has a line of its own below the title."""
    return isinstance(field, RowsField | WordsField) or (isinstance(field, TextField) and field.is_text)
