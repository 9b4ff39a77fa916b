"""What is said of changed forms when the window closes: which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

_NAMED = 8  # names that a question lists


def name_of(session: Session) -> str:
    """Return what people call the form: its project, or else its file."""
    return session.form.project_name.strip() or session.path.name


def closing_question(changed: list[Session]) -> str:
    """Return the question before the window closes over these."""
    if len(changed) == 1:
        return _("“{name}”的改动还没有保存。").format(name=name_of(changed[0]))
    names = "\n".join(f"· {name_of(session)}" for session in changed[:_NAMED])
    more = _("\n等 {count} 份").format(count=len(changed)) if len(changed) > _NAMED else ""
    return _("{count} 份自评表的改动还没有保存：").format(count=len(changed)) + f"\n{names}{more}"
