"""Exporting several forms as the user meets it: a dialog, every question at once, a worker, then what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.app.settings import EXPORT_BOOKLET, EXPORT_FOLDER, EXPORT_FORMAT, EXPORT_PATTERN, Settings
from selfeval_gui.app.worker import Worker
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.item_models.project_row import ProjectRow
from selfeval_gui.messages import storage_sentence
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.storage.errors import SaveFailed, StorageError
from selfeval_gui.views.basics.status import StatusProgress
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.output.told_export import tell_written
from selfeval_gui.work.exporting import (
    Plan,
    Planned,
    Way,
    Written,
    plan_export,
    write_booklet,
    write_planned,
)
from selfeval_gui.work.own_templates import OwnTemplates
from selfeval_gui.work.progress import Progress
from selfeval_gui.work.reading import Source

if TYPE_CHECKING:
    from selfeval_gui.views.output.export_forms_dialog import ExportFormsDialog, ExportWish

_MANY_NAMES = 10  # files that a message names


class ExportMany(QObject):
    """One export at a time.

    Signals
    -------
    busy_changed(busy)
        an export began or ended.
    print_wanted(sources, template, is_draft)
        forms are wanted on paper instead; the template is None for each form's own.
    """

    busy_changed = Signal(bool)
    print_wanted = Signal(object, object, bool)

    def __init__(
        self,
        model: ProjectModel,
        current: CurrentForm,
        notifier: Notifier,
        settings: Settings,
        progress: StatusProgress,
        templates: OwnTemplates,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._model, self._current = model, current
        self._notifier, self._settings, self._progress = notifier, settings, progress
        self._templates = templates
        self._window = window
        self._worker: Worker | None = None
        self._dialog: ExportFormsDialog | None = None
        self._way = Way()
        self._wish: ExportWish | None = None
        self._target: Path | None = None  # of a booklet
        self._waiting: list[Planned] = []
        self._told = ""
        progress.cancelled.connect(self._cancel)

    @property
    def is_busy(self) -> bool:
        """Whether an export runs."""
        return self._worker is not None

    def stop(self) -> None:
        """End the work before the program goes."""
        if self._worker is not None:
            self._worker.end()

    # ---- questions -----------------------------------------------------------------------------------------------

    def begin(self, _checked: bool = False) -> None:
        """Ask which forms and how."""
        from selfeval_gui.views.output.export_forms_dialog import ExportFormsDialog

        offered = [row.summary for row in self._model.rows if not row.reason]
        if self._worker is not None or not offered or not self._current.commit():
            return
        self._dialog = ExportFormsDialog(offered, {**OFFICE_FORMATS, "pdf": PDF}, self._templates.known(), self._window)
        self._dialog.set_wish(
            self._settings.get(EXPORT_FORMAT),
            self._settings.get(EXPORT_PATTERN),
            is_booklet=self._settings.get(EXPORT_BOOKLET),
        )
        self._dialog.wanted.connect(self._take)
        self._dialog.print_wanted.connect(self._print)
        self._dialog.finished.connect(self._dialog.deleteLater)
        self._dialog.open()

    def _take(self, wish: ExportWish) -> None:
        sources = self._sources(wish.paths)
        if not sources:
            return
        self._settings.set(EXPORT_FORMAT, wish.format.suffix)
        self._settings.set(EXPORT_PATTERN, wish.pattern)
        self._settings.set(EXPORT_BOOKLET, wish.is_booklet)
        self._wish, self._way = wish, Way(wish.format, wish.template, wish.pattern)
        start = export_folder(self._settings, sources[0].path.parent)
        if wish.is_booklet:
            name = f"{_('绩效自评表合订本')}{wish.format.suffix}"
            self._target = self._notifier.choose_target(_("导出合订本"), start / name, wish.format.suffix)
            folder = None if self._target is None else self._target.parent
        else:
            self._target, folder = None, self._notifier.choose_folder(_("导出到哪个文件夹？"), start)
        if folder is not None:
            remember_folder(self._settings, folder)
            self._told = _("正在检查 {done} / {total}")
            self._start(partial(plan_export, sources, folder, way=self._way), self._planned, len(sources))

    def _print(self, wish: ExportWish) -> None:
        if sources := self._sources(wish.paths):
            self.print_wanted.emit(sources, wish.template, wish.is_draft)

    def _sources(self, paths: list[Path]) -> list[Source]:
        """Return the forms as they are now; none, with a message, where an open one cannot be written down."""
        sources = []
        for path in paths:
            row: ProjectRow | None = self._model.row_of(path)
            session = None if row is None else row.session
            try:
                sources.append(Source(path, None if session is None else session.frozen()[0]))
            except SaveFailed as error:
                self._notifier.error(_("“{name}”：{why}").format(name=path.stem, why=storage_sentence(error)))
                return []
        return sources

    def _planned(self, plan: Plan) -> None:
        self._ended()
        planned = self._after_errors(plan.planned)
        existing = [each.target.name for each in planned if each.target_exists]
        if existing and self._target is None:  # the chooser has asked about the one file of a booklet
            answer = self._notifier.ask(
                _("{count} 个文件已经存在，例如“{name}”。覆盖吗？").format(count=len(existing), name=existing[0]),
                [Choice("overwrite", _("覆盖"), is_final=True), Choice("cancel", _("取消"))],
                "\n".join(existing),
            )
            if answer == "cancel":
                return
        if plan.unreadable:
            self._notifier.warn(_("{count} 个文件无法读取，没有导出。").format(count=len(plan.unreadable)))
        self._write(planned)

    def _after_errors(self, planned: list[Planned]) -> list[Planned]:
        """Ask what becomes of forms with errors; return the forms to write, none where the user gives up."""
        if self._wish is not None and self._wish.is_draft:
            return [each._replace(is_draft=True) for each in planned]
        faulty = [each for each in planned if each.has_errors]
        if not faulty:
            return planned
        answer = self._notifier.ask(
            _("{count} 份自评表还有错误，例如“{name}”。").format(count=len(faulty), name=faulty[0].target.stem),
            [
                Choice("draft", _("这些印上“草稿”")),
                Choice("export", _("照样导出")),
                Choice("skip", _("跳过这些")),
                Choice("cancel", _("取消")),
            ],
            "\n".join(each.target.stem for each in faulty),
        )
        if answer == "draft":
            return [each._replace(is_draft=each.has_errors) for each in planned]
        if answer == "skip":
            return [each for each in planned if not each.has_errors]
        return planned if answer == "export" else []

    # ---- writing -------------------------------------------------------------------------------------------------

    def _write(self, planned: list[Planned]) -> None:
        self._waiting = planned
        if not planned:
            return
        self._told = _("正在导出 {done} / {total}")
        if self._target is None:
            self._start(partial(write_planned, planned, way=self._way), self._written, len(planned))
        else:
            work = partial(write_booklet, planned, self._target, way=self._way)
            self._start(work, self._booklet_written, len(planned))

    def _written(self, written: Written) -> None:
        self._ended()
        if written.left:
            names = [target.name for target in written.targets[:_MANY_NAMES]]
            ending = _(" 等") if len(written.targets) > len(names) else ""
            text = _("导出已停止。已写出 {count} 个完整的文件：{names}{ending}；其余 {left} 份没有写。")
            self._notifier.warn(
                text.format(count=len(written.targets), names="、".join(names), ending=ending, left=len(written.left))
            )
        elif written.targets:
            folder = written.targets[0].parent
            text = _("已导出 {count} 份到 {folder}").format(count=len(written.targets), folder=folder)
            tell_written(self._notifier, text, written.notes, folder)
        if not written.failed:
            return
        first, error = written.failed[0]
        answer = self._notifier.ask(
            _("{count} 个文件没有导出。“{name}”：{why}").format(
                count=len(written.failed), name=first.target.name, why=storage_sentence(error)
            ),
            [Choice("retry", _("再试")), Choice("cancel", _("取消"))],
            "\n".join(f"{each.target.name}：{storage_sentence(error)}" for each, error in written.failed),
        )
        if answer == "retry":
            self._write([each for each, _error in written.failed])

    def _booklet_written(self, notes: list[str]) -> None:
        self._ended()
        if self._target is not None:
            count, target = len(self._waiting), self._target
            text = _("已把 {count} 份合成 {target}").format(count=count, target=target)
            tell_written(self._notifier, text, notes, target.parent)

    def _booklet_failed(self, target: Path, error: StorageError) -> None:
        choices = [Choice("retry", _("再试")), Choice("elsewhere", _("换个位置…")), Choice("cancel", _("取消"))]
        answer = self._notifier.ask(_("“{name}”：{why}").format(name=target.name, why=storage_sentence(error)), choices)
        if answer == "elsewhere":
            self._target = self._notifier.choose_target(_("导出合订本"), target, target.suffix)
        if answer != "cancel" and self._target is not None:
            self._write(self._waiting)

    # ---- the worker ----------------------------------------------------------------------------------------------

    def _start(self, work: Callable[[Progress], object], done: Callable[..., None], total: int) -> None:
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
        self._notifier.info(_("导出已停止，没有写出文件。"))

    def _broke(self, error: Exception) -> None:
        self._ended()
        if self._target is None or not isinstance(error, StorageError):
            raise error
        self._booklet_failed(self._target, error)

    def _ended(self) -> None:
        self._worker = None
        self._progress.clear()
        self.busy_changed.emit(False)


def export_folder(settings: Settings, otherwise: Path) -> Path:
    """Return the folder of the last export, while it is there."""
    remembered = settings.get(EXPORT_FOLDER)
    return Path(remembered) if remembered and Path(remembered).is_dir() else otherwise


def remember_folder(settings: Settings, folder: Path) -> None:
    """Begin the next export there."""
    settings.set(EXPORT_FOLDER, str(folder))
