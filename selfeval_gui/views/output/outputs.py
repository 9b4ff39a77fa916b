"""What is shown of forms beside the form at hand, and what goes on paper: preview, overview, printing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics.side_dock import SideDock
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.open_sources import sources_of
from selfeval_gui.work.reading import Source

if TYPE_CHECKING:
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.views.output.overview import Overview
    from selfeval_gui.views.output.preview import Preview
    from selfeval_gui.views.output.printing import Printing


class Outputs(QObject):
    """The docks at the right, and the printer.

    Signals
    -------
    pdf_wanted(is_draft)
        the form at hand cannot be printed, and the user wants a PDF instead.
    summary_wanted()
        the user wants what the overview shows as a workbook.
    """

    pdf_wanted = Signal(bool)
    summary_wanted = Signal()

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._projects, self._current, self._notifier = desk.projects, desk.current, desk.notifier
        self._printing: Printing | None = None
        actions = desk.actions
        self.preview = SideDock(window, actions["Preview"], "previewDock", _("打印预览"), self._make_preview)
        self.overview = SideDock(window, actions["Overview"], "overviewDock", _("汇总"), self._make_overview)
        desk.current.changed.connect(self._follow)
        actions.connect({"Print": self.print_form})

    def stop(self) -> None:
        """End the work before the program goes."""
        if self._printing is not None:
            self._printing.stop()
        for dock in (self.preview, self.overview):
            if dock.content is not None:
                dock.content.stop()

    # ---- beside the form -----------------------------------------------------------------------------------------

    def _make_preview(self, dock: QWidget) -> Preview:
        from selfeval_gui.views.output.preview import Preview

        preview = Preview(self._current.pending, dock)
        preview.field_wanted.connect(self._current.go_to)
        preview.print_wanted.connect(self.print_form)
        preview.show_session(self._current.session)
        return preview

    def _make_overview(self, dock: QWidget) -> Overview:
        from selfeval_gui.views.output.overview import Overview

        overview = Overview(self._projects, self._notifier, dock)
        overview.form_wanted.connect(self._show_form)
        overview.workbook_button.clicked.connect(self._want_summary)
        return overview

    def _want_summary(self, _checked: bool = False) -> None:
        self.summary_wanted.emit()

    def _follow(self) -> None:
        if self.preview.content is not None:
            self.preview.content.show_session(self._current.session)

    def _show_form(self, path: Path, node: str, field: str) -> None:
        if self._current.show(path) and field:
            self._current.go_to(node, field)

    # ---- the form at hand ----------------------------------------------------------------------------------------

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

    def print_many(self, sources: list[Source], template: Template | None, is_draft: bool) -> None:
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

    def _print(self, sources: list[Source], template: Template | None, drafts: set[int]) -> None:
        from selfeval_gui.views.output.printing import Printing, PrintJob  # brings the system's printing, seldom needed

        if self._printing is None:
            self._printing = Printing(self._notifier, self._window)
            self._printing.pdf_wanted.connect(self.pdf_wanted)
        if self._printing.is_busy:
            self._notifier.warn(_("还在打印上一次的，等它印完再来。"))
        else:
            self._printing.begin(PrintJob(sources, template, frozenset(drafts)))
