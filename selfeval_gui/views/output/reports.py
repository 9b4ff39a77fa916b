"""Workbooks about scores and findings, from the menu: what the checks found, and how the scores come about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from selfeval_gui.app.department import Department
from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.settings import Settings
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.basics.status import StatusProgress
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.output.one_file_flow import OneFileFlow, WriteFile
from selfeval_gui.views.output.open_sources import listed_sources
from selfeval_gui.work.reading import Source
from selfeval_gui.work.reporting import write_findings, write_score_notes

_SUFFIX = ".xlsx"
_OF_ONE = ("ExportFindings", "ScoreNotes")


class Reports(QObject):
    """Connects its actions itself and keeps them enabled while there is something to tell."""

    def __init__(
        self,
        model: ProjectModel,
        current: CurrentForm,
        department: Department,
        notifier: Notifier,
        settings: Settings,
        progress: StatusProgress,
        actions: Mapping[str, QAction],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._current = current
        self._department = department
        self._notifier = notifier
        self._actions = actions
        self._file = OneFileFlow(notifier, settings, progress, self)
        self._file.busy_changed.connect(self._update)
        model.tally_changed.connect(self._update)
        current.changed.connect(self._update)
        for name, slot in (
            ("ExportFindings", self._findings_of_one),
            ("ExportAllFindings", self._findings_of_all),
            ("ScoreNotes", self._score_notes),
        ):
            actions[f"action{name}"].triggered.connect(slot)
        self._update()

    def stop(self) -> None:
        """End the work before the program goes."""
        self._file.stop()

    def _findings_of_one(self, _checked: bool = False) -> None:
        source = self._source()
        if source is not None:
            self._begin(_("检查结果"), source, partial(write_findings, [source], []))

    def _findings_of_all(self, _checked: bool = False) -> None:
        sources = listed_sources(self._model, self._notifier) if self._current.commit() else None
        if sources:
            write = partial(write_findings, sources, self._department.expected)
            self._file.begin(_("检查结果"), sources[0].path.parent, _("绩效自评检查结果.xlsx"), write)

    def _score_notes(self, _checked: bool = False) -> None:
        source = self._source()
        if source is not None:
            self._begin(_("得分计算说明"), source, partial(write_score_notes, source))

    def _begin(self, title: str, source: Source, write: WriteFile) -> None:
        session = self._current.session
        if session is not None:
            name = _("{title} {name}").format(title=title, name=session.form.project_name)
            self._file.begin(title, source.path.parent, safe_file_name(name, (), _SUFFIX), write)

    def _source(self) -> Source | None:
        """Return the form at hand as it is now; None, with a message, where it cannot be written down."""
        session = self._current.session
        if session is None or not self._current.commit():
            return None
        try:
            return Source(session.path, session.frozen()[0])
        except SaveFailed as error:
            self._notifier.error(storage_sentence(error))
            return None

    def _update(self, _busy: bool = False) -> None:
        can = not self._file.is_busy
        for name in _OF_ONE:
            self._actions[f"action{name}"].setEnabled(can and self._current.session is not None)
        self._actions["actionExportAllFindings"].setEnabled(can and self._model.count > 0)
