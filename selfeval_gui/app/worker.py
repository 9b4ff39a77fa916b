"""Work off the window's thread: a function, its result or its error back by a queued signal, cancel and wait."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal


class Cancelled(Exception):
    """The work was told to stop."""


class Worker(QThread):
    """Run one function in a thread of its own.

    The function gets `report(done, total, item)`, which raises `Cancelled` once the work is cancelled; it must not
    touch a widget or a live form. Exactly one of `succeeded`, `failed`, `stopped` follows, in the receiver's thread.
    """

    progress = Signal(int, int, object)
    succeeded = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, work: Callable[[Callable[[int, int, object], None]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._cancel = Event()
        self.finished.connect(self.deleteLater)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancel.set()

    def run(self) -> None:
        """Do the work; called by Qt in the new thread."""
        try:
            result = self._work(self._report)
        except Cancelled:
            self.stopped.emit()
        except Exception as error:  # the worker's edge: whatever went wrong is the receiver's to tell
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def _report(self, done: int, total: int, item: object) -> None:
        if self._cancel.is_set():
            raise Cancelled
        self.progress.emit(done, total, item)
