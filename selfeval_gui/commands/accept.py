"""Answer for a finding with a reason, or take the answer back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.app.session import Session
from selfeval_gui.commands.swap import Swap
from selfeval_gui.i18n import _
from selfeval_gui.rules.accepted import can_accept

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Accepted
    from selfeval_gui.rules.finding import Finding


def accept(session: Session, finding: Finding, reason: str, by: str) -> None:
    """Take note of who accepts the finding and why; nothing happens to one that cannot be accepted."""
    from selfeval_gui.domain.form import Accepted  # the models load with the first form, not with the window

    if can_accept(finding) and reason.strip():
        new = Accepted(code=finding.code, node=finding.node, field=finding.field, reason=reason.strip(), by=by.strip())
        _write(session, [*_others(session, finding), new], _("接受检查结果"))


def withdraw(session: Session, finding: Finding) -> None:
    """Let the finding count again."""
    others = _others(session, finding)
    if len(others) < len(session.form.accepted):
        _write(session, others, _("不再接受检查结果"))


def _write(session: Session, accepted: list[Accepted], name: str) -> None:
    session.stack.push(Swap(name, session.apply_accepted, (session.form.accepted,), (accepted,)))


def _others(session: Session, finding: Finding) -> list[Accepted]:
    key = (finding.code, finding.node, finding.field)
    return [each for each in session.form.accepted if (each.code, each.node, each.field) != key]
