"""Fields that only some templates have, such as 项目负责人 or a second goal, and those the form's template lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from selfeval_gui.domain.fields import EXTRA, Group, amount_of, field_of
from selfeval_gui.i18n import _
from selfeval_gui.views.form.field_binding import FieldBinding
from selfeval_gui.views.form.text_fields import BlockField, LineField

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

_PER_ROW = 2
_LINES = 2, 6


class ExtraFields(QWidget):
    """Those of one group of the page, made anew for each form and template; `bindings` tie the fields to the form."""

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = group
        self.bindings: dict[str, FieldBinding] = {}
        self._session: Session | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        for place in range(_PER_ROW):
            self._grid.setColumnStretch(2 * place + 1, 1)

    def show_session(self, session: Session | None) -> None:
        """Show the fields of this form."""
        for binding in self.bindings.values():
            binding.show_session(None)
        self._session = session
        self.refresh()

    def refresh(self) -> None:
        """Show the fields that the form's template has now, and those the form holds besides."""
        labels, long = ({}, set()) if self._session is None else _labels(self._session, self._group)
        if set(labels) == set(self.bindings):
            for field, binding in self.bindings.items():
                binding.show_session(self._session)
                self._name(binding.widget, field, labels[field])
            return
        for binding in self.bindings.values():
            binding.show_session(None)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.bindings, place = {}, 0
        for field in sorted(labels, key=long.__contains__):  # those of one line first, side by side
            is_wide = field in long and self._group != "goals"  # a goal stands beside its outcome
            if is_wide:
                place = -(-place // _PER_ROW) * _PER_ROW
            self.bindings[field] = self._add(place, field, labels[field], is_long=field in long, is_wide=is_wide)
            place += _PER_ROW if is_wide else 1
        for field, words in {} if self._session is None else _options(self._session).items():
            widget = self.bindings[field].widget if field in self.bindings else None
            if isinstance(widget, LineField):
                widget.offer(words)
        self.setVisible(bool(labels))

    def _add(self, number: int, field: str, label: str, *, is_long: bool, is_wide: bool) -> FieldBinding:
        row, place = divmod(number, _PER_ROW)
        caption = QLabel(self)
        widget = BlockField(*_LINES, self) if is_long else LineField(self)
        caption.setBuddy(widget)
        widget.setProperty("caption", caption)
        self._grid.addWidget(caption, row, 2 * place)
        self._grid.addWidget(widget, row, 2 * place + 1, 1, 2 * _PER_ROW - 1 if is_wide else 1)
        self._name(widget, field, label)
        binding = FieldBinding(widget, field)
        binding.show_session(self._session)
        caption.show()
        widget.show()
        return binding

    @staticmethod
    def _name(widget: QWidget, field: str, label: str) -> None:
        widget.setObjectName(f"field.{field}")
        widget.setAccessibleName(label)
        caption = widget.property("caption")
        if isinstance(caption, QLabel):
            caption.setText(label)


def _options(session: Session) -> dict[str, tuple[str, ...]]:
    """Return the fields of which the paper shows words to tick, each with its words."""
    from selfeval_gui.exchange.templates.template import template_of  # as below

    return template_of(session.form).options


def _labels(session: Session, group: Group) -> tuple[dict[str, str], set[str]]:
    """Return the fields of a group with their labels, and those among them that take a text of several lines."""
    from selfeval_gui.exchange.templates.template import (
        template_of,  # brings the models, which the window starts without
    )

    template = template_of(session.form)
    placed = template.extra_fields
    long = {slot.field for row in (*template.block_rows, *template.tail) for slot in row if not amount_of(slot.field)}
    besides = (EXTRA + name for name, text in session.form.extra.items() if text and EXTRA + name not in placed)
    extra = {field: _("{label}（本表样不印）").format(label=field_of(field).label) for field in besides}
    labels = {field: label for field, label in (placed | extra).items() if field_of(field).group == group}
    return labels, long & set(labels)
