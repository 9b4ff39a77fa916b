"""The box 表样: in which template the form is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from selfeval_gui.commands.template import choose_template
from selfeval_gui.i18n import _
from selfeval_gui.views.form.kind_box import KindBox, KindOffer

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.exchange.templates.template import Template

_SHOWN_CHARACTERS = 30


class TemplateBox(KindBox):
    """The templates of the program, the user's own and the one in the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("template", _("表样"), _SHOWN_CHARACTERS, parent)
        self.setObjectName("templateBox")

    def offer_for(self, session: Session) -> KindOffer:
        """Return the templates there are."""
        from selfeval_gui.exchange.templates.template import has_template, presets, template_of

        form, used = session.form, template_of(session.form)
        unknown = _("{name}（没有此表样，暂按“{shown}”）").format(name=form.template, shown=used.name)
        return KindOffer(self.known(presets()), used, None if has_template(form) else unknown)

    def choose(self, session: Session, kind: Template) -> None:
        """Show the form in another template."""
        choose_template(session, kind)
