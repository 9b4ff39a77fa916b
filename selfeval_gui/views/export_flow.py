"""Exporting as the user meets it: one form or all of the list, questions first, then a worker, then what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.export import (
    XLSX,
    Plan,
    Planned,
    Report,
    Source,
    Written,
    export_form,
    plan_export,
    write_planned,
)
from selfeval_gui.app.jobs import Errand
from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.settings import EXPORT_FOLDER, Settings
from selfeval_gui.app.worker import Worker
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.messages import storage_sentence
from selfeval_gui.rules.finding import Severity
from selfeval_gui.storage.errors import SaveFailed, StorageError
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.current_form import CurrentForm
from selfeval_gui.views.status import StatusProgress

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

_PATIENCE_MS = 5000


class ExportFlow(QObject):
    """Writes Excel files.

    Signals
    -------
    busy_changed(busy)
        an export of several forms began or ended.
    """

    busy_changed = Signal(bool)

    def __init__(
        self,
        model: ProjectModel,
        forms: OpenForms,
        current: CurrentForm,
        notifier: Notifier,
        settings: Settings,
        progress: StatusProgress,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._forms = forms
        self._current = current
        self._notifier = notifier
        self._settings = settings
        self._progress = progress
        self._worker: Worker | None = None
        self._errand: Errand | None = None
        self._target = Path()
        self._data = b""
        self._told = ""
        progress.cancelled.connect(self._cancel)

    @property
    def is_busy(self) -> bool:
        """Whether an export of several forms runs."""
        return self._worker is not None

    def stop(self) -> None:
        """End the work before the program goes."""
        if self._worker is not None:
            self._worker.cancel()
            self._worker.wait(_PATIENCE_MS)

    # ---- one form ------------------------------------------------------------------------------------------------

    def export_current(self, _checked: bool = False) -> None:
        """Export the form at hand, as it is now."""
        session = self._current.session
        if session is None or self._errand is not None or not self._current.commit():
            return
        errors = sum(finding.severity is Severity.ERROR for finding in session.findings)
        if errors and not self._agrees_to_errors(_("这份自评表还有 {count} 个错误。仍要导出吗？").format(count=errors)):
            return
        data = self._frozen(session)
        if data is not None:
            self._data = data
            self._choose_target(session)

    def _choose_target(self, session: Session) -> None:
        start = self._export_folder(session.path.parent) / safe_file_name(session.form.project_name, (), XLSX)
        target = self._notifier.choose_target(_("导出 Excel"), start, XLSX)
        if target is not None:
            self._target = target
            self._remember(target.parent)
            self._write_one()

    def _write_one(self) -> None:
        self._errand = Errand(partial(export_form, self._data, self._target), self)
        self._errand.done.connect(self._one_written)
        self._errand.failed.connect(self._one_failed)
        self._errand.start()

    def _one_written(self, notes: list[str]) -> None:
        self._errand = None
        text = _("已导出：{target}").format(target=self._target)
        if notes:
            self._notifier.warn("\n".join([text, *notes]))
        else:
            self._notifier.info(text)

    def _one_failed(self, error: StorageError) -> None:
        self._errand = None
        choices = [Choice("retry", _("再试")), Choice("elsewhere", _("换个位置…")), Choice("cancel", _("取消"))]
        why = storage_sentence(error.code, **error.args_for_text)
        answer = self._notifier.ask(_("“{name}”：{why}").format(name=self._target.name, why=why), choices)
        if answer == "retry":
            self._write_one()
        elif answer == "elsewhere":
            target = self._notifier.choose_target(_("导出 Excel"), self._target, XLSX)
            if target is not None:
                self._target = target
                self._write_one()

    # ---- all forms -----------------------------------------------------------------------------------------------

    def export_all(self, _checked: bool = False) -> None:
        """Export every readable form of the list, a file each, into one folder."""
        if self._worker is not None or not self._current.commit():
            return
        rows = [row for row in self._model.rows if not row.reason]
        sources = []
        for row in rows:
            data = None if row.session is None else self._frozen(row.session)
            if row.session is not None and data is None:
                return
            sources.append(Source(row.path, data))
        if not sources:
            return
        folder = self._notifier.choose_folder(_("导出到哪个文件夹？"), self._export_folder(sources[0].path.parent))
        if folder is not None:
            self._remember(folder)
            self._told = _("正在检查 {done} / {total}")
            self._start(partial(plan_export, sources, folder), self._planned, len(sources))

    def _planned(self, plan: Plan) -> None:
        self._ended()
        planned = plan.planned
        faulty = [each for each in planned if each.has_errors]
        if faulty:
            answer = self._notifier.ask(
                _("{count} 份自评表还有错误，例如“{name}”。").format(count=len(faulty), name=faulty[0].target.stem),
                [Choice("export", _("照样导出")), Choice("skip", _("跳过这些")), Choice("cancel", _("取消"))],
                "\n".join(each.target.stem for each in faulty),
            )
            if answer == "cancel":
                return
            if answer == "skip":
                planned = [each for each in planned if not each.has_errors]
        existing = [each.target.name for each in planned if each.target_exists]
        if existing:
            answer = self._notifier.ask(
                _("{count} 个文件已经存在，例如“{name}”。覆盖吗？").format(count=len(existing), name=existing[0]),
                [Choice("overwrite", _("覆盖")), Choice("cancel", _("取消"))],
                "\n".join(existing),
            )
            if answer == "cancel":
                return
        if plan.unreadable:
            self._notifier.warn(_("{count} 个文件无法读取，没有导出。").format(count=len(plan.unreadable)))
        self._write(planned)

    def _write(self, planned: list[Planned]) -> None:
        if planned:
            self._told = _("正在导出 {done} / {total}")
            self._start(partial(write_planned, planned), self._written, len(planned))

    def _written(self, written: Written) -> None:
        self._ended()
        if written.targets:
            folder = written.targets[0].parent
            text = _("已导出 {count} 份到 {folder}").format(count=len(written.targets), folder=folder)
            if written.notes:
                self._notifier.warn("\n".join([text, *written.notes]))
            else:
                self._notifier.info(text)
        if not written.failed:
            return
        first, error = written.failed[0]
        answer = self._notifier.ask(
            _("{count} 个文件没有导出。“{name}”：{why}").format(
                count=len(written.failed), name=first.target.name, why=_sentence(error)
            ),
            [Choice("retry", _("再试")), Choice("cancel", _("取消"))],
            "\n".join(f"{each.target.name}：{_sentence(error)}" for each, error in written.failed),
        )
        if answer == "retry":
            self._write([each for each, _error in written.failed])

    # ---- the worker ----------------------------------------------------------------------------------------------

    def _start(self, work: Callable[[Report], object], done: Callable[..., None], total: int) -> None:
        self._worker = Worker(work, self)
        self._worker.progress.connect(self._progressed)
        self._worker.succeeded.connect(done)
        self._worker.stopped.connect(self._stopped)
        self._worker.failed.connect(self._broke)
        self._worker.start()
        self._progressed(0, total, None)
        self.busy_changed.emit(True)

    def _progressed(self, done: int, total: int, _item: object) -> None:
        self._progress.show_progress(self._told.format(done=done, total=total), done, total)

    def _cancel(self) -> None:
        if self._worker is not None:
            self._worker.cancel()

    def _stopped(self) -> None:
        self._ended()
        self._notifier.info(_("导出已停止；已经写出的文件是完整的。"))

    def _broke(self, error: Exception) -> None:
        self._ended()
        raise error

    def _ended(self) -> None:
        self._worker = None
        self._progress.clear()
        self.busy_changed.emit(False)

    # ---- small things --------------------------------------------------------------------------------------------

    def _agrees_to_errors(self, question: str) -> bool:
        choices = [Choice("export", _("导出")), Choice("cancel", _("取消"))]
        return self._notifier.ask(question, choices) == "export"

    def _frozen(self, session: Session) -> bytes | None:
        """Return the bytes of an open form; None, with a message, where it cannot be written down faithfully."""
        try:
            return session.frozen()[0]
        except SaveFailed as error:
            self._notifier.error(_("“{name}”：{why}").format(name=session.form.project_name, why=_sentence(error)))
            return None

    def _export_folder(self, otherwise: Path) -> Path:
        remembered = self._settings.get(EXPORT_FOLDER)
        return Path(remembered) if remembered and Path(remembered).is_dir() else otherwise

    def _remember(self, folder: Path) -> None:
        self._settings.set(EXPORT_FOLDER, str(folder))


def _sentence(error: StorageError) -> str:
    return storage_sentence(error.code, **error.args_for_text)
