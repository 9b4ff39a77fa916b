"""草稿 or 定稿: the user's mark on a form. It changes nothing else, can be undone, and asks where errors are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.work.counts import count_findings

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.views.form.form_page import FormPage

FIELD, FINAL, DRAFT = "status", "final", "draft"


def count_errors(session: Session) -> int:
    """Return how many errors the checks have found that nobody has accepted."""
    return count_findings(session.findings).errors


class StatusFlow(QObject):
    """Sets the status of the current form, and shows it in the action's tick and on the page."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._current, self._notifier = desk.current, desk.notifier
        self._action = desk.actions["Final"]
        desk.actions.connect({"Final": self._clicked})
        desk.current.changed.connect(self._show)
        desk.projects.tally_changed.connect(self._show)

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, which is made later than the window."""
        page.totals.status.follow(self._action)

    def _show(self) -> None:
        session = self._current.session
        self._action.setChecked(session is not None and session.form.status == FINAL)

    def _clicked(self, _checked: bool = False) -> None:
        from selfeval_gui.commands.edit import put_into_field

        session = self._current.session
        if session is not None and self._current.commit():
            wanted = DRAFT if session.form.status == FINAL else FINAL
            if wanted == DRAFT or self._may_be_final(session):
                put_into_field(session, FIELD, wanted)
        self._show()

    def _may_be_final(self, session: Session) -> bool:
        """Ask where the checks have found errors; a draft may be wrong, a final form should not."""
        errors = count_errors(session)
        if not errors:
            return True
        text = _("这份表还有 {count} 个错误，仍然定稿吗？\n\n定稿只是一个标记，内容不变，随时可以改回草稿。")
        choices = [Choice("final", _("定稿")), Choice("cancel", _("取消"))]
        return self._notifier.ask(text.format(count=errors), choices) == "final"
