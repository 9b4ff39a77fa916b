"""Choose the template (表样) a form is shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.app.session import Session
from selfeval_gui.commands.swap import Swap
from selfeval_gui.i18n import _
from selfeval_gui.work.own_templates import copy_for_form

if TYPE_CHECKING:
    from selfeval_gui.exchange.templates.template import Template


def choose_template(session: Session, template: Template) -> None:
    """Show the form in this template from now on, with a copy of one that is no preset."""
    old, new = (session.form.template, session.form.template_copy), (template.id, copy_for_form(template))
    if old != new:
        name = _("改用表样“{name}”").format(name=template.name)
        session.stack.push(Swap(name, session.apply_template, old, new))
