"""Choose the template (表样) a form is shown in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from selfeval_gui.app.session import Session
from selfeval_gui.i18n import _
from selfeval_gui.work.own_templates import copy_for_form

if TYPE_CHECKING:
    from selfeval_gui.exchange.templates.template import Template


class SetTemplate(QUndoCommand):
    """Write the id of a template, and a copy of one that is no preset."""

    def __init__(self, session: Session, template: Template) -> None:
        super().__init__(_("改用表样“{name}”").format(name=template.name))
        self._session = session
        self._old = (session.form.template, session.form.template_copy)
        self._new = (template.id, copy_for_form(template))

    @property
    def changes_something(self) -> bool:
        """Whether the form is shown in another template before."""
        return self._old != self._new

    def redo(self) -> None:
        """Write the new one."""
        self._session.apply_template(*self._new)

    def undo(self) -> None:
        """Write the old one back."""
        self._session.apply_template(*self._old)


def choose_template(session: Session, template: Template) -> None:
    """Show the form in this template from now on."""
    command = SetTemplate(session, template)
    if command.changes_something:
        session.stack.push(command)
