"""Printing as the user meets it: errors are asked about, then the forms go to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.open_sources import sources_of
from selfeval_gui.work.reading import FormSource

if TYPE_CHECKING:
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.views.output.printing import Printing


class PrintFlow(QObject):
    """Prints the form at hand, or chosen ones.

    Signals
    -------
    pdf_wanted(is_draft)
        the form at hand cannot be printed, and the user wants a PDF instead.
    """

    pdf_wanted = Signal(bool)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._projects, self._current, self._notifier = desk.projects, desk.current, desk.notifier
        self._printing: Printing | None = None
        desk.actions.connect({"Print": self.print_form})

    def stop(self) -> None:
        """Give up what is not printed yet, before the program goes."""
        if self._printing is not None:
            self._printing.stop()

    def print_form(self, is_draft: bool = False) -> None:
        """Put the form at hand on paper."""
        session = self._current.session
        if session is None or not self._current.commit():
            return
        errors = sum(finding.severity is Severity.ERROR for finding in session.findings)
        if errors and not is_draft:
            answer = self._ask(_("这份自评表还有 {count} 个错误。").format(count=errors))
            if answer == "cancel":
                return
            is_draft = answer == "draft"
        if sources := sources_of([(session.path, session)], self._notifier):
            self._print(sources, None, {0} if is_draft else set())

    def print_many(self, sources: list[FormSource], template: Template | None, is_draft: bool) -> None:
        """Put chosen forms on paper, one behind the other."""
        rows = [self._projects.row_of(source.path) for source in sources]
        faulty = {place for place, row in enumerate(rows) if row and row.counts and row.counts.errors}
        drafts = set(range(len(sources))) if is_draft else set()
        if faulty and not is_draft:
            answer = self._ask(_("{count} 份自评表还有错误。").format(count=len(faulty)))
            if answer == "cancel":
                return
            drafts = faulty if answer == "draft" else drafts
        self._print(sources, template, drafts)

    def _ask(self, text: str) -> str:
        choices = [Choice("draft", _("印上“草稿”打印")), Choice("print", _("照样打印")), Choice("cancel", _("取消"))]
        return self._notifier.ask(text, choices)

    def _print(self, sources: list[FormSource], template: Template | None, drafts: set[int]) -> None:
        from selfeval_gui.views.output.printing import Printing, PrintJob  # brings the system's printing, seldom needed

        if self._printing is None:
            self._printing = Printing(self._notifier, self._window)
            self._printing.pdf_wanted.connect(self.pdf_wanted)
        if self._printing.is_busy:
            self._notifier.warn(_("还在打印上一次的，等它印完再来。"))
        else:
            self._printing.begin(PrintJob(sources, template, frozenset(drafts)))
