"""Writing one file as the user meets it: where to, then a worker with progress, then what came of it or another try."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.app.settings import EXPORT_FOLDER, Settings
from selfeval_gui.app.worker import Worker
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.views.basics.status import StatusProgress
from selfeval_gui.views.output.told_export import tell_written
from selfeval_gui.work.progress import Progress

# Writes the target and returns sentences that the user should know about it.
WriteFile = Callable[[Path, Progress], list[str]]


class OneFileFlow(QObject):
    """One file at a time; what is asked for meanwhile is refused with a word.

    Signals
    -------
    busy_changed(busy)
        a file began to be written, or that has ended.
    """

    busy_changed = Signal(bool)

    def __init__(
        self, notifier: Notifier, settings: Settings, progress: StatusProgress, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._settings = settings
        self._progress = progress
        self._worker: Worker | None = None
        self._write: WriteFile | None = None
        self._title = ""
        self._target = Path()
        progress.cancelled.connect(self._cancel)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._worker is not None

    def stop(self) -> None:
        """End the work before the program goes."""
        if self._worker is not None:
            self._worker.end()

    def begin(self, title: str, folder: Path, name: str, write: WriteFile) -> None:
        """Ask for the target, in the folder of the last export or else in `folder`, and write it."""
        if self._worker is not None:
            self._notifier.warn(_("正在写另一个文件，等它写完再来。"))
            return
        remembered = self._settings.get(EXPORT_FOLDER)
        start = Path(remembered) if remembered and Path(remembered).is_dir() else folder
        target = self._notifier.choose_target(title, start / name, Path(name).suffix)
        if target is not None:
            self._settings.set(EXPORT_FOLDER, str(target.parent))
            self._title, self._write = title, write
            self._start(target)

    def _start(self, target: Path) -> None:
        if self._write is None:
            return
        self._target = target
        self._worker = Worker(partial(self._write, target), self)
        self._worker.progress.connect(self._progressed)
        self._worker.succeeded.connect(self._written)
        self._worker.stopped.connect(self._stopped)
        self._worker.failed.connect(self._failed)
        self._worker.start()
        self.busy_changed.emit(True)

    def _progressed(self, done: int, total: int, _item: object) -> None:
        if total > 1:
            told = _("正在处理 {done} / {total}").format(done=done, total=total)
            self._progress.show_progress(told, done, total)

    def _cancel(self) -> None:
        if self._worker is not None:
            self._worker.cancel()

    def _written(self, notes: list[str]) -> None:
        self._ended()
        text = _("已导出：{target}").format(target=self._target)
        tell_written(self._notifier, text, notes, self._target.parent)

    def _stopped(self) -> None:
        self._ended()
        self._notifier.info(_("已停止，没有写出文件。"))

    def _failed(self, error: Exception) -> None:
        self._ended()
        if not isinstance(error, StorageError):
            raise error
        choices = [Choice("retry", _("再试")), Choice("elsewhere", _("换个位置…")), Choice("cancel", _("取消"))]
        why = storage_sentence(error)
        answer = self._notifier.ask(_("“{name}”：{why}").format(name=self._target.name, why=why), choices)
        if answer == "retry":
            self._start(self._target)
        elif answer == "elsewhere":
            target = self._notifier.choose_target(self._title, self._target, self._target.suffix)
            if target is not None:
                self._start(target)

    def _ended(self) -> None:
        self._worker = None
        self._progress.clear()
        self.busy_changed.emit(False)
