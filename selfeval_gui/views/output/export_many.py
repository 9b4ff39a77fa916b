"""Exporting several forms as the user meets it: a dialog, every question at once, a worker, then what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from selfeval_gui.app.notifier import Choice
from selfeval_gui.app.settings import EXPORT_BOOKLET, EXPORT_BY_UNIT, EXPORT_FORMAT, EXPORT_PATTERN
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.views.basics.action_table import EXPORT_LANE, FORMATS
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import ask_after_failure, export_folder, remember_folder, tell_written
from selfeval_gui.views.output.open_sources import sources_of
from selfeval_gui.work.own_templates import OwnTemplates
from selfeval_gui.work.progress import Progress
from selfeval_gui.work.reading import FormSource

if TYPE_CHECKING:
    from selfeval_gui.views.output.export_forms_dialog import ExportFormsDialog, ExportWish
    from selfeval_gui.work.exporting import ExportPlan, ExportWay, Planned, Written

Result = TypeVar("Result")
_MANY_NAMES = 10  # files that a message names


class ExportMany(QObject):
    """One export at a time.

    Signals
    -------
    print_wanted(sources, template, is_draft)
        forms are wanted on paper instead; the template is None for each form's own.
    """

    print_wanted = Signal(object, object, bool)

    def __init__(self, desk: Desk, templates: OwnTemplates, window: QMainWindow) -> None:
        super().__init__(window)
        self._projects, self._current, self._notifier = desk.projects, desk.current, desk.notifier
        self._settings, self._tasks, self._probe = desk.settings, desk.tasks, desk.forms.probe
        self._meant, self._templates = desk.meant, templates
        self._window = window
        self._dialog: ExportFormsDialog | None = None
        self._wish: ExportWish | None = None
        self._target: Path | None = None  # of a booklet
        self._waiting: list[Planned] = []
        desk.actions.connect({"ExportAll": self.begin})

    # ---- questions -----------------------------------------------------------------------------------------------

    def begin(self, _checked: bool = False) -> None:
        """Ask which forms and how."""
        from selfeval_gui.views.output.export_forms_dialog import ExportFormsDialog

        offered = [row.summary for row in self._meant.rows_or_word()]
        if EXPORT_LANE in self._tasks.lanes or not offered or not self._current.commit():
            return
        self._dialog = ExportFormsDialog(offered, FORMATS, self._templates.known(), self._window)
        self._dialog.set_wish(
            self._settings.get(EXPORT_FORMAT),
            self._settings.get(EXPORT_PATTERN),
            is_booklet=self._settings.get(EXPORT_BOOKLET),
            is_by_unit=self._settings.get(EXPORT_BY_UNIT),
        )
        self._dialog.wanted.connect(self._take)
        self._dialog.print_wanted.connect(self._print)
        self._dialog.finished.connect(self._dialog.deleteLater)
        self._dialog.open()

    def _take(self, wish: ExportWish) -> None:
        from selfeval_gui.work.exporting import plan_export

        sources = self._sources(wish.paths)
        if not sources:
            return
        self._settings.set(EXPORT_FORMAT, wish.format.suffix)
        self._settings.set(EXPORT_PATTERN, wish.pattern)
        self._settings.set(EXPORT_BOOKLET, wish.is_booklet)
        self._settings.set(EXPORT_BY_UNIT, wish.is_by_unit)
        self._wish = wish
        start = export_folder(self._settings, self._probe, sources[0].path.parent)
        if wish.is_booklet:
            name = f"{_('绩效自评表合订本')}{wish.format.suffix}"
            self._target = self._notifier.choose_target(_("导出合订本"), start / name, wish.format.suffix)
            folder = None if self._target is None else self._target.parent
        else:
            self._target, folder = None, self._notifier.choose_folder(_("导出到哪个文件夹？"), start)
        if folder is not None:
            remember_folder(self._settings, folder)
            work = partial(plan_export, sources, folder, way=_way_of(wish))
            self._start(_("正在检查 {done} / {total}"), work, self._planned, len(sources))

    def _print(self, wish: ExportWish) -> None:
        if sources := self._sources(wish.paths):
            self.print_wanted.emit(sources, wish.template, wish.is_draft)

    def _sources(self, paths: list[Path]) -> list[FormSource] | None:
        rows = [(path, self._projects.row_of(path)) for path in paths]
        return sources_of(((path, None if row is None else row.session) for path, row in rows), self._notifier)

    def _planned(self, plan: ExportPlan) -> None:
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
        from selfeval_gui.work.exporting import write_booklet, write_planned

        self._waiting = planned
        if not planned or self._wish is None:
            return
        told, way = _("正在导出 {done} / {total}"), _way_of(self._wish)
        if self._target is None:
            self._start(told, partial(write_planned, planned, way=way), self._written, len(planned))
        else:
            has_evidence = self._wish.has_evidence
            work = partial(write_booklet, planned, self._target, way=way, with_evidence=has_evidence)
            self._start(told, work, self._booklet_written, len(planned), partial(self._booklet_failed, self._target))

    def _written(self, written: Written) -> None:
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
        if self._target is not None:
            count, target = len(self._waiting), self._target
            text = _("已把 {count} 份合成 {target}").format(count=count, target=target)
            tell_written(self._notifier, text, notes, target.parent, target)

    def _booklet_failed(self, target: Path, error: StorageError) -> None:
        answer = ask_after_failure(self._notifier, target, error)
        if answer == "elsewhere":
            self._target = self._notifier.choose_target(_("导出合订本"), target, target.suffix)
        if answer != "cancel" and self._target is not None:
            self._write(self._waiting)

    # ---- the worker ----------------------------------------------------------------------------------------------

    def _start(
        self,
        told: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        total: int,
        failed: Callable[[StorageError], None] | None = None,
    ) -> None:
        self._tasks.run_long(work, done, told=told, total=total, lane=EXPORT_LANE, stopped=self._stopped, failed=failed)

    def _stopped(self) -> None:
        self._notifier.info(_("导出已停止，没有写出文件。"))


def _way_of(wish: ExportWish) -> ExportWay:
    from selfeval_gui.work.exporting import ExportWay

    return ExportWay(wish.format, wish.template, wish.pattern)
