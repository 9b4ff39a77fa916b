"""Work off the window's thread: a place where one piece of it runs, and the tasks that the user waits for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.worker import Worker
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import SaveFailed, StorageError, UnreadableFolder, UnreadableForm
from selfeval_gui.work.progress import Progress

Result = TypeVar("Result")

LONG_MS = 8000  # a task without a word for so long is shown, so that it can be stopped
STOP_MS = 3000  # one that is stopped and goes on for so long hangs


class Background(QObject):
    """Runs one piece of work at a time off the window's thread; `once` goes with the thread of its one piece."""

    def __init__(self, parent: QObject, *, once: bool = False) -> None:
        super().__init__(parent)
        self._once = once
        self._worker: Worker | None = None

    @property
    def is_busy(self) -> bool:
        """Whether work runs whose answer has not come."""
        return self._worker is not None

    def begin(
        self,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None] | None = None,
        *,
        progress: Callable[[int, int, Any], None] | None = None,
        stopped: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        expected: type[Exception] | tuple[type[Exception], ...] = (),
    ) -> None:
        """Run `work`; exactly one of `done`, `stopped`, `failed` follows, when this is free again.

        An error that is not among the expected ones is a mistake of the program and goes on to the crash hook.
        """
        self._worker = Worker(work, self)
        if progress is not None:
            self._worker.progress.connect(progress)
        self._worker.succeeded.connect(partial(self._answer, done))
        self._worker.stopped.connect(partial(self._answer, stopped))
        self._worker.failed.connect(partial(self._fail, failed, expected))
        if self._once:
            self._worker.finished.connect(self.deleteLater)
        self._worker.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        if self._worker is not None:
            self._worker.cancel()

    def abandon(self) -> None:
        """Hear no more of the work, which may hang; other work may begin at once."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.abandon()

    def end(self) -> None:
        """Cancel, and wait for the end for a limited time, before the program goes."""
        if self._worker is not None:
            self._worker.end()

    def wait(self) -> None:
        """Wait until the thread has ended, however long that takes: for work that must not be cut short."""
        for worker in self.children():  # one that has answered may still be ending
            if isinstance(worker, Worker):
                worker.wait()

    def _answer(self, then: Callable[..., None] | None, *result: object) -> None:
        self._worker = None
        if then is not None:
            then(*result)

    def _fail(
        self,
        then: Callable[[Exception], None] | None,
        expected: type[Exception] | tuple[type[Exception], ...],
        error: Exception,
    ) -> None:
        self._answer(then, error)
        if not isinstance(error, expected):
            raise error


class _Task(Background):
    """One task of the user: what it is called while it is shown, and how far it has come.

    Signals
    -------
    late(task)
        it has not ended, long after it began or was stopped.
    """

    late = Signal(object)

    def __init__(self, lane: str, told: str, total: int, parent: QObject, *, only_reads: bool) -> None:
        super().__init__(parent, once=True)
        self.lane, self.told, self.only_reads = lane, told, only_reads
        self.reached: tuple[int, int] | None = (0, total) if told and total else None
        self.is_stopped = False
        self.given_up: Callable[[StorageError], None] | None = None
        self.patience = QTimer(self, singleShot=True, interval=LONG_MS)
        self.patience.timeout.connect(self._grow_late)

    def stop(self) -> None:
        """Cancel the work, and say so if it does not end."""
        self.is_stopped = True
        self.cancel()
        self.patience.start(STOP_MS)

    def _grow_late(self) -> None:
        if self.is_busy:
            self.late.emit(self)


class Tasks(QObject):
    """What the user asked for and waits for. Tasks run side by side; one is shown, and 停止 stops that one alone.

    Whatever goes wrong is told in its sentence, unless the one who began the task wants to say more.

    Signals
    -------
    changed()
        a task began or ended.
    shown(text, done, total)
        how far the task has come that began first of those that tell it; "" where there is none.
    """

    changed = Signal()
    shown = Signal(str, int, int)

    def __init__(self, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._tasks: list[_Task] = []

    @property
    def lanes(self) -> set[str]:
        """The lanes in which a task runs; a task without one keeps no action waiting."""
        return {task.lane for task in self._tasks if task.lane}

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        *,
        lane: str = "",
        failed: Callable[[StorageError], None] | None = None,
        only_reads: bool = False,
    ) -> None:
        """Run short work that is always done whole; what `only_reads` is never told as something not saved."""
        self._begin(_Task(lane, "", 0, self, only_reads=only_reads), partial(_without_report, work), done, None, failed)

    def run_long(
        self,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        *,
        told: str,
        total: int = 0,
        lane: str = "",
        stopped: Callable[[], None] | None = None,
        failed: Callable[[StorageError], None] | None = None,
        only_reads: bool = False,
    ) -> None:
        """Run work that reports; `told` says what is being done, with the places `done` and `total`; "" is not shown.

        It is shown at once where `total` is known, else from its first report on.
        """
        self._begin(_Task(lane, told, total, self, only_reads=only_reads), work, done, stopped, failed)

    def stop_shown(self) -> None:
        """Stop the task that is shown."""
        shown = self._shown()
        if shown is not None:
            shown.stop()

    def tell(self, error: StorageError) -> None:
        """Say what went wrong."""
        self._notifier.error(storage_sentence(error))

    def _begin(
        self,
        task: _Task,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        stopped: Callable[[], None] | None,
        failed: Callable[[StorageError], None] | None,
    ) -> None:
        self._tasks.append(task)
        task.given_up = failed or self.tell if stopped is None else partial(self._tell_after, stopped)
        task.late.connect(self._late)
        task.patience.start()
        task.begin(
            work,
            partial(self._end, task, done),
            progress=partial(self._progressed, task),
            stopped=partial(self._end, task, stopped),
            failed=partial(self._fail, task, failed or self.tell),
            expected=StorageError,
        )
        self._show()
        self.changed.emit()

    def _late(self, task: _Task) -> None:
        """Offer to stop what takes long without a word, and wait no more for what does not even stop."""
        if task.is_stopped and task.given_up is not None:
            task.abandon()
            unanswered = UnreadableFolder("folder.no_answer") if task.only_reads else SaveFailed("save.no_answer")
            self._end(task, task.given_up, unanswered)
        elif task.reached is None:
            task.told, task.reached = task.told or _("正在等文件夹应答，还没有做完…"), (0, 0)
            self._show()

    def _tell_after(self, stopped: Callable[[], None], error: StorageError) -> None:
        stopped()
        self.tell(error)

    def _progressed(self, task: _Task, done: int, total: int, _item: object) -> None:
        if task.told:
            task.reached = done, total
            if task is self._shown():
                self._show()

    def _shown(self) -> _Task | None:
        return next((task for task in self._tasks if task.reached is not None), None)

    def _show(self) -> None:
        task = self._shown()
        if task is None or task.reached is None:
            self.shown.emit("", 0, 0)
        else:
            done, total = task.reached
            self.shown.emit(task.told.format(done=done, total=total), done, total)

    def _end(self, task: _Task, then: Callable[..., None] | None, *result: object) -> None:
        self._tasks.remove(task)
        self._show()
        self.changed.emit()
        if then is not None:
            then(*result)

    def _fail(self, task: _Task, then: Callable[[StorageError], None], error: Exception) -> None:
        known = error if isinstance(error, StorageError) else _unexpected(error, task.only_reads)
        self._end(task, then, known)


def _unexpected(error: Exception, only_reads: bool) -> StorageError:
    words = {"reason": "", "detail": str(error) or type(error).__name__}
    return UnreadableForm("file.read_failed", **words) if only_reads else SaveFailed("save.other", **words)


def _without_report(work: Callable[[], Result], _report: Progress) -> Result:
    return work()
