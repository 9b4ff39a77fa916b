"""Answer for a finding with a reason, or take the answer back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from selfeval_gui.app.session import Session
from selfeval_gui.i18n import _
from selfeval_gui.rules.accepted import can_accept

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Accepted
    from selfeval_gui.rules.finding import Finding


class SetAccepted(QUndoCommand):
    """Write the form's list of accepted findings."""

    def __init__(self, session: Session, accepted: list[Accepted], name: str) -> None:
        super().__init__(name)
        self._session, self._old, self._new = session, session.form.accepted, accepted

    def redo(self) -> None:
        """Write the new list."""
        self._session.apply_accepted(self._new)

    def undo(self) -> None:
        """Write the old list back."""
        self._session.apply_accepted(self._old)


def accept(session: Session, finding: Finding, reason: str, by: str) -> None:
    """Take note of who accepts the finding and why; nothing happens to one that cannot be accepted."""
    from selfeval_gui.domain.form import Accepted  # the models load with the first form, not with the window

    if can_accept(finding) and reason.strip():
        new = Accepted(code=finding.code, node=finding.node, field=finding.field, reason=reason.strip(), by=by.strip())
        session.stack.push(SetAccepted(session, [*_others(session, finding), new], _("接受检查结果")))


def withdraw(session: Session, finding: Finding) -> None:
    """Let the finding count again."""
    others = _others(session, finding)
    if len(others) < len(session.form.accepted):
        session.stack.push(SetAccepted(session, others, _("不再接受检查结果")))


def _others(session: Session, finding: Finding) -> list[Accepted]:
    key = (finding.code, finding.node, finding.field)
    return [each for each in session.form.accepted if (each.code, each.node, each.field) != key]
