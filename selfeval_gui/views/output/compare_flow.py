"""Comparing two rule sets as the user meets it: in a worker that can be stopped, opened from, written as a workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.tasks import Background
from selfeval_gui.i18n import _
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import ask_after_failure
from selfeval_gui.views.output.open_sources import meant_sources
from selfeval_gui.work.own_rule_sets import OwnRuleSets

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet
    from selfeval_gui.storage.errors import StorageError
    from selfeval_gui.views.output.compare_dialog import CompareDialog
    from selfeval_gui.work.comparing import Compared

_LANE = "compare"


class CompareFlow(QObject):
    """One dialog at a time. Open forms count as they are in the window."""

    def __init__(self, own: OwnRuleSets, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._own, self._desk, self._window = own, desk, window
        self._worker = Background(self)
        self._dialog: CompareDialog | None = None
        self._compared: tuple[Compared, str, str] | None = None
        desk.actions.connect({"CompareRuleSets": self.show})

    def show(self, _checked: bool = False) -> None:
        """Offer all rule sets there are."""
        from selfeval_gui.views.output.compare_dialog import CompareDialog

        if not self._desk.current.commit():
            return
        self._dialog = CompareDialog(self._own.known().values(), self._window)
        self._dialog.compare_wanted.connect(self._compare)
        self._dialog.stop_wanted.connect(self._worker.cancel)
        self._dialog.export_wanted.connect(self._choose_target)
        self._dialog.form_wanted.connect(self._open)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self, _result: int) -> None:
        self._worker.abandon()
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = self._compared = None

    def _compare(self) -> None:
        from selfeval_gui.work.comparing import compare_rule_sets

        sources = meant_sources(self._desk)
        if self._dialog is None or not sources:
            return
        one, two = self._dialog.chosen()
        self._dialog.show_busy(is_busy=True)
        self._worker.begin(
            partial(compare_rule_sets, sources, one, two),
            partial(self._came, one, two),
            progress=self._progressed,
            stopped=self._stopped,
        )

    def _progressed(self, done: int, total: int, _item: object) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(done, total)

    def _came(self, one: RuleSet, two: RuleSet, compared: Compared) -> None:
        self._compared = compared, one.name, two.name
        if self._dialog is not None:
            self._dialog.show_compared(compared)
            self._dialog.show_busy(is_busy=False)

    def _stopped(self) -> None:
        if self._dialog is not None:
            self._dialog.tell(_("已停止，没有比完。"))
            self._dialog.show_busy(is_busy=False)

    def _open(self, path: Path) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        self._desk.current.show(path)

    def _choose_target(self) -> None:
        start = self._desk.place.start_folder() / _("口径比较.xlsx")
        target = self._desk.notifier.choose_target(_("导出口径比较"), start, ".xlsx")
        if target is not None and self._compared is not None:
            self._write(target)

    def _write(self, target: Path) -> None:
        from selfeval_gui.work.comparing import write_compared

        if self._compared is not None:
            work = partial(write_compared, *self._compared, target)
            failed = partial(self._failed, target)
            self._desk.tasks.run(work, partial(self._written, target), lane=_LANE, failed=failed)

    def _written(self, target: Path, _notes: list[str]) -> None:
        if self._dialog is not None:
            self._dialog.tell(_("已导出：{target}").format(target=target))

    def _failed(self, target: Path, error: StorageError) -> None:
        answer = ask_after_failure(self._desk.notifier, target, error)
        if answer == "retry":
            self._write(target)
        elif answer == "elsewhere":
            self._choose_target()
