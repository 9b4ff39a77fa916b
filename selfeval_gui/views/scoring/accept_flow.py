"""Accepting a finding as the user meets it: a dialog for reason and name, then one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.app.settings import ACCEPTED_BY, Settings
from selfeval_gui.commands import accept
from selfeval_gui.messages import finding_line
from selfeval_gui.rules.accepted import can_accept

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.rules.finding import Finding
    from selfeval_gui.views.form.form_page import FormPage


class AcceptFlow(QObject):
    """Answers for findings of one form page."""

    def __init__(self, page: FormPage, settings: Settings) -> None:
        super().__init__(page)
        self._page = page
        self._settings = settings
        self._asked: tuple[Session, Finding] | None = None
        page.findings.acceptance_wanted.connect(self._ask)
        page.findings.withdrawal_wanted.connect(self._withdraw)

    def _ask(self, finding: Finding) -> None:
        from selfeval_gui.views.scoring.accept_dialog import AcceptDialog

        document = self._page.document
        if document is None or not can_accept(finding) or not self._page.commit_editors():
            return
        self._asked = document.session, finding
        line = finding_line(finding, document.session.form)
        dialog = AcceptDialog(line, self._settings.get(ACCEPTED_BY), self._page)
        dialog.agreed.connect(self._accept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _accept(self, reason: str, by: str) -> None:
        """Write the answer, unless the finding has gone meanwhile."""
        if self._asked is None:
            return
        (session, finding), self._asked = self._asked, None
        self._settings.set(ACCEPTED_BY, by)
        if finding in session.findings:
            accept.accept(session, finding, reason, by)

    def _withdraw(self, finding: Finding) -> None:
        document = self._page.document
        if document is not None and self._page.commit_editors():
            accept.withdraw(document.session, finding)
