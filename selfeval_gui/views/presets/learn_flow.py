"""An office's own file becomes a template: chosen, learned in a worker, looked at, tried in a worker, kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.app.notifier import Notifier
    from selfeval_gui.app.tasks import Tasks
    from selfeval_gui.exchange.own_paper.learned import Learned
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.views.presets.learn_paper_dialog import LearnPaperDialog
    from selfeval_gui.work.own_paper import Decisions, Refused

# .xls and the like can be chosen too: why they are not taken says more than a list without them.
_SUFFIXES = (".xlsx", ".docx", ".xls", ".doc", ".xlsm", ".docm", ".et", ".wps")
_LANE = "learn a template"


class LearnFlow(QObject):
    """Asks for the file and carries out what its dialog wants.

    Signals
    -------
    learned(template)
        a template that read back equal, to be kept.
    """

    learned = Signal(object)

    def __init__(self, notifier: Notifier, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._notifier, self._tasks = notifier, tasks
        self._dialog: LearnPaperDialog | None = None

    def choose(self, over: QWidget | None) -> None:
        """Let the user choose a file; the page on it opens over a widget."""
        if _LANE in self._tasks.lanes:
            return
        title = _("选择本单位的空表或上年的表")
        path = self._notifier.choose_source(title, Path.home(), _SUFFIXES)
        if path is not None:
            self._learn(path, 0, over)

    def _learn(self, path: Path, number: int, over: QWidget | None) -> None:
        from selfeval_gui.work.own_paper import learn_alone

        self._tasks.run_long(
            partial(learn_alone, path, number),
            partial(self._came, path, over),
            told=_("正在认本单位的表…"),
            total=1,
            lane=_LANE,
            stopped=self._stopped,
            only_reads=True,
        )

    def _came(self, path: Path, over: QWidget | None, found: Learned | Refused) -> None:
        from selfeval_gui.work.own_paper import Refused

        if isinstance(found, Refused):
            self._stopped()
            text = _("“{name}”没有导入为表样。{why}")
            self._notifier.error(text.format(name=path.name, why=found.sentence))
        elif self._dialog is not None:
            self._dialog.show_learned(found)
        else:
            self._open(path, over, found)

    def _open(self, path: Path, over: QWidget | None, found: Learned) -> None:
        from selfeval_gui.views.presets.learn_paper_dialog import LearnPaperDialog

        dialog = self._dialog = LearnPaperDialog(found, path.stem, over)
        dialog.form_wanted.connect(partial(self._another, path, over))
        dialog.agreed.connect(self._try)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _another(self, path: Path, over: QWidget | None, number: int) -> None:
        self._learn(path, number, over)

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _stopped(self) -> None:
        if self._dialog is not None:
            self._dialog.wait(False)

    def _try(self, decisions: Decisions) -> None:
        from selfeval_gui.work.own_paper import try_alone

        self._tasks.run_long(
            partial(try_alone, decisions),
            self._tried,
            told=_("正在试填一遍，看读回来是否一样…"),
            total=1,
            lane=_LANE,
            stopped=self._stopped,
            only_reads=True,
        )

    def _tried(self, found: Template | Refused) -> None:
        from selfeval_gui.work.own_paper import Refused

        dialog = self._dialog
        if dialog is None:
            return  # given up meanwhile: nothing is kept
        dialog.wait(False)
        if isinstance(found, Refused):
            dialog.say(found.sentence)
        else:
            dialog.close()
            self.learned.emit(found)
