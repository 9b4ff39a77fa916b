"""The box 表样: in which template the form is shown. A template this program does not have stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from selfeval_gui.commands.template import choose_template
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.views.quiet_widgets import StillBox

if TYPE_CHECKING:
    from selfeval_gui.app.own_templates import OwnTemplates
    from selfeval_gui.app.session import Session
    from selfeval_gui.exchange.template import Template

_SHOWN_CHARACTERS = 30


class TemplateBox(StillBox):
    """Choosing a template is an undoable change of the form.

    Signals
    -------
    changed()
        the form is shown in another template now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templateBox")
        self.setAccessibleName(_("表样"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHOWN_CHARACTERS)
        self._session: Session | None = None
        self._own: OwnTemplates | None = None
        self._offered: list[Template | None] = []  # by row; None stands for a name without a template
        self.activated.connect(self._chosen)

    def offer(self, own: OwnTemplates) -> None:
        """Offer the user's own templates too, as they are now."""
        self._own = own
        self._fill()

    def show_session(self, session: Session | None) -> None:
        """Show the template of this form."""
        if self._session is not None:
            self._session.field_changed.disconnect(self._field_changed)
        self._session = session
        if session is not None:
            session.field_changed.connect(self._field_changed)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        if self._session is None:
            return
        from selfeval_gui.exchange.template import has_template, presets, template_of

        form, shown = self._session.form, template_of(self._session.form)
        offered = presets() if self._own is None else self._own.known()
        self._offered = list(offered.values())
        if shown not in self._offered:
            self._offered.insert(0, shown)
        for template in filter(None, self._offered):
            self.addItem(template.name, template.id)
        if not has_template(form):
            self._offered.insert(0, None)
            text = _("{name}（没有此表样，暂按“{shown}”）").format(name=form.template, shown=shown.name)
            self.insertItem(0, text, form.template)
        row = 0 if None in self._offered else self._offered.index(shown)
        self.setCurrentIndex(row)
        self.setToolTip(plain_tooltip(f"{self.itemText(row)}\n{shown.source}") or "")
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + self.fontMetrics().height())

    def _field_changed(self, field: str) -> None:
        if field == "template":
            self._fill()
            self.changed.emit()

    def _chosen(self, row: int) -> None:
        chosen = self._offered[row] if row < len(self._offered) else None
        if self._session is not None and chosen is not None:
            choose_template(self._session, chosen)
