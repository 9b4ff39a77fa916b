"""What is made from forms beside their documents: paper, the preview, the summary and its page, the report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.app.settings import Settings
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.messages import storage_sentence
from selfeval_gui.rules.finding import Severity
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.views.basics.side_dock import SideDock
from selfeval_gui.views.basics.status import StatusProgress
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.output.one_file_flow import OneFileFlow
from selfeval_gui.views.output.open_sources import listed_sources
from selfeval_gui.work.progress import Progress
from selfeval_gui.work.reading import Source
from selfeval_gui.work.summing import write_report, write_summary

if TYPE_CHECKING:
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.views.output.overview import Overview
    from selfeval_gui.views.output.preview import Preview
    from selfeval_gui.views.output.printing import Printing

_NEED_FORMS = ("actionSummary", "actionReport")


class Outputs(QObject):
    """Connects its actions itself and keeps them enabled while there is something to put out.

    Signals
    -------
    pdf_wanted(is_draft)
        the form at hand cannot be printed, and the user wants a PDF instead.
    """

    pdf_wanted = Signal(bool)

    def __init__(
        self,
        model: ProjectModel,
        current: CurrentForm,
        notifier: Notifier,
        settings: Settings,
        progress: StatusProgress,
        actions: Mapping[str, QAction],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._current = current
        self._notifier = notifier
        self._actions = actions
        self._printing: Printing | None = None
        self.preview = SideDock(window, actions["actionPreview"], "previewDock", _("打印预览"), self._make_preview)
        self.overview = SideDock(window, actions["actionOverview"], "overviewDock", _("汇总"), self._make_overview)
        current.changed.connect(self._follow)
        self._file = OneFileFlow(notifier, settings, progress, self)
        self._file.busy_changed.connect(self._update)
        model.tally_changed.connect(self._update)
        current.changed.connect(self._update)
        for name, slot in (
            ("actionSummary", self.write_summary),
            ("actionReport", self.write_report),
            ("actionPrint", self.print_form),
        ):
            actions[name].triggered.connect(slot)
        self._update()

    def stop(self) -> None:
        """End the work before the program goes."""
        self._file.stop()
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

        overview = Overview(self._model, self._notifier, dock)
        overview.form_wanted.connect(self._show_form)
        overview.workbook_button.clicked.connect(self.write_summary)
        return overview

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
        try:
            source = Source(session.path, session.frozen()[0])
        except SaveFailed as error:
            why = storage_sentence(error)
            self._notifier.error(_("“{name}”：{why}").format(name=session.form.project_name, why=why))
            return
        self._print([source], None, {0} if is_draft else set())

    def print_many(self, sources: list[Source], template: Template | None, is_draft: bool) -> None:
        """Put chosen forms on paper, one behind the other."""
        rows = [self._model.row_of(source.path) for source in sources]
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

    # ---- all forms -----------------------------------------------------------------------------------------------

    def write_summary(self, _checked: bool = False) -> None:
        """Write the workbook over all forms of the list."""
        if sources := self._listed():
            write = partial(_write_summary, sources)
            self._file.begin(_("汇总表"), sources[0].path.parent, _("绩效自评汇总表.xlsx"), write)

    def write_report(self, _checked: bool = False) -> None:
        """Write the draft of the department's report over all forms of the list."""
        if sources := self._listed():
            write = partial(_write_report, sources)
            self._file.begin(_("自评报告草稿"), sources[0].path.parent, _("绩效自评报告（草稿）.docx"), write)

    def _listed(self) -> list[Source]:
        return (listed_sources(self._model, self._notifier) or []) if self._current.commit() else []

    def _update(self, _busy: bool = False) -> None:
        self._actions["actionPrint"].setEnabled(self._current.session is not None)
        for name in _NEED_FORMS:
            self._actions[name].setEnabled(self._model.count > 0 and not self._file.is_busy)


# ---- for the worker ----------------------------------------------------------------------------------------------


def _write_summary(sources: list[Source], target: Path, progress: Progress) -> list[str]:
    return _left_out(len(write_summary(sources, target, progress)))


def _write_report(sources: list[Source], target: Path, progress: Progress) -> list[str]:
    return _left_out(len(write_report(sources, target, progress)))


def _left_out(unreadable: int) -> list[str]:
    return [_("{count} 个文件无法读取，没有收进来。").format(count=unreadable)] if unreadable else []
