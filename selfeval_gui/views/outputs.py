"""What leaves the program beside the Excel forms: the summary. One file at a time, by a worker."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from selfeval_gui.app.export import Source
from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.settings import Settings
from selfeval_gui.app.summing import Report, write_summary
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.views.current_form import CurrentForm
from selfeval_gui.views.one_file_flow import OneFileFlow
from selfeval_gui.views.open_sources import listed_sources
from selfeval_gui.views.status import StatusProgress


class Outputs(QObject):
    """Connects its actions itself and keeps them enabled while there is something to put out."""

    def __init__(
        self,
        model: ProjectModel,
        current: CurrentForm,
        notifier: Notifier,
        settings: Settings,
        progress: StatusProgress,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._current = current
        self._notifier = notifier
        self._actions = actions
        self._file = OneFileFlow(notifier, settings, progress, self)
        self._file.busy_changed.connect(self._update)
        model.tally_changed.connect(self._update)
        current.changed.connect(self._update)
        actions["actionSummary"].triggered.connect(self.write_summary)
        self._update()

    def stop(self) -> None:
        """End the work before the program goes."""
        self._file.stop()

    def write_summary(self, _checked: bool = False) -> None:
        """Write the workbook over all forms of the list."""
        sources = self._listed()
        if sources:
            write = partial(_write_summary, sources)
            self._file.begin(_("汇总表"), sources[0].path.parent, _("绩效自评汇总表.xlsx"), write)

    def _listed(self) -> list[Source]:
        return (listed_sources(self._model, self._notifier) or []) if self._current.commit() else []

    def _update(self, _busy: bool = False) -> None:
        self._actions["actionSummary"].setEnabled(self._model.count > 0 and not self._file.is_busy)


def _write_summary(sources: list[Source], target: Path, report: Report) -> list[str]:
    unreadable = write_summary(sources, target, report)
    return [_("{count} 个文件无法读取，没有汇总。").format(count=len(unreadable))] if unreadable else []
