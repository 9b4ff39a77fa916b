"""Writing one file as the user meets it: errors are asked about, then where to, then what came of it or another try."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.exchange.documents.file_names import with_stage
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.basics.action_table import SPECS, ActionSpec, Need
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import ask_after_failure, export_folder, remember_folder, tell_written
from selfeval_gui.views.output.open_sources import meant_sources, sources_of
from selfeval_gui.views.output.output_rows import OUTPUTS, Output, OutputOrder, report_by

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.wanted import Wanted
    from selfeval_gui.work.summing import ReportWay

_ONE_FORM = "form"  # the lane of actions without one: they stay on, and are refused with a word while another runs


class _Begun(NamedTuple):
    """A file that is wanted: its row, what it is made from, the lane it is written in."""

    row: Output
    order: OutputOrder
    lane: str


class OutputFlow(QObject):
    """Carries out the rows of `OUTPUTS`; `expected` tells the projects that should have a form."""

    def __init__(self, desk: Desk, expected: Callable[[], list[Wanted]], parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._desk, self._current, self._notifier = desk, desk.current, desk.notifier
        self._settings, self._tasks, self._probe = desk.settings, desk.tasks, desk.forms.probe
        self._expected = expected
        self._writing: dict[str, Path] = {}
        for spec in SPECS:
            if spec.name in OUTPUTS:
                desk.actions.by_name[spec.name].triggered.connect(partial(self._begin, spec))

        desk.actions.connect({"Report": self._ask_report})

    def _ask_report(self, _checked: bool = False) -> None:
        """Ask by which outline, and whether for everybody."""
        from selfeval_gui.exchange.reports.outline import outlines
        from selfeval_gui.views.output.report_dialog import ReportDialog

        dialog = ReportDialog(outlines().values(), self._window)
        dialog.wanted.connect(self._report)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _report(self, way: ReportWay) -> None:
        self._begin(_spec("actionReport"), row=report_by(way))

    def export_pdf(self, is_draft: bool) -> None:
        """Export the form at hand as PDF, without a question where it is wanted as a draft."""
        self._begin(_spec("actionExportPdf"), is_draft=is_draft)

    def write_summary(self) -> None:
        """Write the summary of all forms."""
        self._begin(_spec("actionSummary"))

    def _begin(
        self, spec: ActionSpec, _checked: bool = False, *, is_draft: bool = False, row: Output | None = None
    ) -> None:
        row, lane = row or OUTPUTS[spec.name], spec.lane or _ONE_FORM
        if lane in self._tasks.lanes:
            self._notifier.warn(_("正在写“{name}”，等它写完再来。").format(name=self._writing[lane].name))
            return
        session = self._current.session
        if not self._current.commit():
            return
        expected = self._expected()
        if Need.FORMS in spec.needs:
            name, sources = "", meant_sources(self._desk)
            if sources and self._desk.meant.hidden:  # what is not shown is not missing
                row, expected = row.named_for(len(sources)), []
        elif session is None:
            return
        else:
            answer = self._about_errors(session) if row.asks_about_errors and not is_draft else "export"
            if answer == "cancel":
                return
            is_draft |= answer == "draft"
            name = with_stage(session.form.project_name, shape_of(session.form).stage)
            sources = sources_of([(session.path, session)], self._notifier)
        if sources:
            folder = export_folder(self._settings, self._probe, sources[0].path.parent)
            stem, _dot, suffix = row.file_name.rpartition(".")
            proposed = safe_file_name(stem.format(name=name), (), f".{suffix}")
            self._choose_target(_Begun(row, OutputOrder(sources, expected, is_draft), lane), folder / proposed)

    def _about_errors(self, session: Session) -> str:
        """Ask what becomes of a form with errors: "draft", "export" or "cancel"."""
        count = sum(finding.severity is Severity.ERROR for finding in session.findings)
        choices = [Choice("draft", _("印上“草稿”导出")), Choice("export", _("照样导出")), Choice("cancel", _("取消"))]
        text = _("这份自评表还有 {count} 个错误。").format(count=count)
        return self._notifier.ask(text, choices) if count else "export"

    def _choose_target(self, begun: _Begun, start: Path) -> None:
        target = self._notifier.choose_target(begun.row.title, start, start.suffix)
        if target is not None:
            remember_folder(self._settings, target.parent)
            self._write(begun, target)

    def _write(self, begun: _Begun, target: Path) -> None:
        self._writing[begun.lane] = target
        self._tasks.run_long(
            partial(begun.row.write, begun.order, target),
            partial(self._written, target),
            told=_("正在处理 {done} / {total}") if begun.row.is_counted or len(begun.order.sources) > 1 else "",
            lane=begun.lane,
            stopped=self._stopped,
            failed=partial(self._failed, begun, target),
        )

    def _written(self, target: Path, notes: list[str]) -> None:
        tell_written(self._notifier, _("已导出：{target}").format(target=target), notes, target.parent, target)

    def _stopped(self) -> None:
        self._notifier.info(_("已停止，没有写出文件。"))

    def _failed(self, begun: _Begun, target: Path, error: StorageError) -> None:
        answer = ask_after_failure(self._notifier, target, error)
        if answer == "retry":
            self._write(begun, target)
        elif answer == "elsewhere":
            self._choose_target(begun, target)


def _spec(name: str) -> ActionSpec:
    return next(spec for spec in SPECS if spec.name == name)
