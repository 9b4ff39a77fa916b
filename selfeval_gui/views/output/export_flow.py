"""Exporting the form at hand as the user meets it: errors are asked about, then where to, then what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from selfeval_gui.app.jobs import Errand
from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.app.settings import Settings
from selfeval_gui.exchange.documents.formats import DOCX, XLSX, Format
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.messages import storage_sentence
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.rules.finding import Severity
from selfeval_gui.storage.errors import SaveFailed, StorageError
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.basics.status import StatusProgress
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.output.export_many import ExportMany, export_folder, remember_folder
from selfeval_gui.views.output.told_export import tell_written
from selfeval_gui.views.presets.template_flow import TemplateFlow
from selfeval_gui.work.exporting import Way, export_form
from selfeval_gui.work.own_templates import OwnTemplates

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage

_NEED_A_FORM = ("actionExportExcel", "actionExportWord", "actionExportPdf")


class ExportFlow(QObject):
    """Connects its actions itself and keeps them enabled while there is something to export."""

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
        self._model = model
        self._current = current
        self._notifier = notifier
        self._settings = settings
        self._actions = actions
        self._errand: Errand | None = None
        self._target = Path()
        self._data = b""
        self._way = Way()
        self._is_draft = False
        own = OwnTemplates()
        self._templates = TemplateFlow(own, current, notifier, window)
        self.many = ExportMany(model, current, notifier, settings, progress, own, window)
        self.many.busy_changed.connect(self._update)
        model.tally_changed.connect(self._update)
        current.changed.connect(self._update)
        for name, slot in (
            ("actionExportExcel", self.export_excel),
            ("actionExportWord", self.export_word),
            ("actionExportPdf", self.export_pdf),
            ("actionExportAll", self.many.begin),
            ("actionTemplates", self._templates.show),
        ):
            actions[name].triggered.connect(slot)
        self._update()

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, which is made later than the window."""
        self._templates.take_page(page)

    def stop(self) -> None:
        """End the work before the program goes."""
        self.many.stop()

    def export_excel(self, _checked: bool = False) -> None:
        """Export the form at hand, as it is now, as a workbook."""
        self._begin(XLSX)

    def export_word(self, _checked: bool = False) -> None:
        """Export the form at hand, as it is now, as a Word document."""
        self._begin(DOCX)

    def export_pdf(self, is_draft: bool = False) -> None:
        """Export the form at hand, as it is now, as PDF; marked as a draft without a question where that is wanted."""
        self._begin(PDF, is_draft=is_draft)

    def _begin(self, kind: Format, *, is_draft: bool = False) -> None:
        session = self._current.session
        if self._errand is not None:
            self._notifier.warn(_("正在写“{name}”，等它写完再来。").format(name=self._target.name))
            return
        if session is None or not self._current.commit():
            return
        errors = sum(finding.severity is Severity.ERROR for finding in session.findings)
        answer = "draft" if is_draft else "export" if not errors else self._ask_about_errors(errors)
        if answer == "cancel":
            return
        try:
            self._data = session.frozen()[0]
        except SaveFailed as error:
            why = storage_sentence(error)
            self._notifier.error(_("“{name}”：{why}").format(name=session.form.project_name, why=why))
            return
        self._way, self._is_draft = Way(kind), answer == "draft"
        start = export_folder(self._settings, session.path.parent)
        self._choose_target(start / safe_file_name(session.form.project_name, (), kind.suffix))

    def _ask_about_errors(self, count: int) -> str:
        choices = [
            Choice("draft", _("印上“草稿”导出")),
            Choice("export", _("照样导出")),
            Choice("cancel", _("取消")),
        ]
        return self._notifier.ask(_("这份自评表还有 {count} 个错误。").format(count=count), choices)

    def _choose_target(self, start: Path) -> None:
        kind = self._way.format
        target = self._notifier.choose_target(_("导出 {format}").format(format=kind.name), start, kind.suffix)
        if target is not None:
            self._target = target
            remember_folder(self._settings, target.parent)
            self._write()

    def _write(self) -> None:
        work = partial(export_form, self._data, self._target, self._way, is_draft=self._is_draft)
        self._errand = Errand(work, self)
        self._errand.done.connect(self._written)
        self._errand.failed.connect(self._failed)
        self._errand.start()

    def _written(self, notes: list[str]) -> None:
        self._errand = None
        text = _("已导出：{target}").format(target=self._target)
        tell_written(self._notifier, text, notes, self._target.parent)

    def _failed(self, error: StorageError) -> None:
        self._errand = None
        choices = [Choice("retry", _("再试")), Choice("elsewhere", _("换个位置…")), Choice("cancel", _("取消"))]
        why = storage_sentence(error)
        answer = self._notifier.ask(_("“{name}”：{why}").format(name=self._target.name, why=why), choices)
        if answer == "retry":
            self._write()
        elif answer == "elsewhere":
            self._choose_target(self._target)

    def _update(self, _busy: bool = False) -> None:
        for name in _NEED_A_FORM:
            self._actions[name].setEnabled(self._current.session is not None)
        self._actions["actionExportAll"].setEnabled(self._model.count > 0 and not self.many.is_busy)
