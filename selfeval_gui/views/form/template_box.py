"""The box 表样: in which template the form is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from selfeval_gui.commands.template import choose_template
from selfeval_gui.i18n import _
from selfeval_gui.views.form.kind_box import Kind, KindBox, Offer

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.work.own_templates import OwnTemplates

_SHOWN_CHARACTERS = 30


class TemplateBox(KindBox):
    """The templates of the program, the user's own and the one in the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("template", _("表样"), _SHOWN_CHARACTERS, parent)
        self.setObjectName("templateBox")
        self._own: OwnTemplates | None = None

    def offer(self, own: OwnTemplates) -> None:
        """Offer the user's own templates too, as they are now."""
        self._own = own
        self.fill()

    def offer_for(self, session: Session) -> Offer:
        """Return the templates there are."""
        from selfeval_gui.exchange.templates.template import has_template, presets, template_of

        form, used = session.form, template_of(session.form)
        unknown = _("{name}（没有此表样，暂按“{shown}”）").format(name=form.template, shown=used.name)
        known = presets() if self._own is None else self._own.known()
        return Offer(known.values(), used, None if has_template(form) else unknown)

    def choose(self, session: Session, kind: Kind) -> None:
        """Show the form in another template."""
        choose_template(session, cast("Template", kind))
