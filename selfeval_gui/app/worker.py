"""Work off the window's thread: a function, its result or its error back by a queued signal, cancel and wait."""

from collections.abc import Callable
from functools import partial
from threading import Event, Lock
from time import monotonic
from typing import cast

from PySide6.QtCore import QObject, QThread, Signal

from selfeval_gui.work.progress import Cancelled, Progress

_HAND_OVER_S = 0.5  # the longest that a worker waits until the window has taken an item in, or has had its turn
_TURN_S = 0.01  # how long reports without an item do not wait for the window again
PATIENCE_S = 5.0  # how long a closing window waits; a share that does not answer may hold a worker for minutes
_HAS_ENDED = "workersHaveEnded"


class Worker(QThread):
    """Run one function in a thread of its own.

    The function gets `report(done, total, item)`, which raises `Cancelled` once the work is cancelled; it must not
    touch a widget or a live form. Of reports without an item that wait for the window only the last is passed on.
    A report with an item lasts until the window has taken that in: were the work to go on beside it, the two would
    take the interpreter from each other at every step, and what came meanwhile would have to be taken in at one go.
    One without an item lasts, now and then, until the window has had a turn. A thread that reads files gives the
    interpreter away at each call of the system and takes it back before another has woken up; Python then sees no
    reason to make it wait, and a window that paints, which asks Python for each cell, would wait as often. Nothing
    waits for a window that is still being made: it takes its first turn when it is there.
    Exactly one of `succeeded`, `failed`, `stopped` follows, in the receiver's thread; none once `end_workers` was
    called for one of the worker's parents, after which no worker below it begins either.
    """

    progress = Signal(int, int, object)
    succeeded = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    _answered = Signal(object)

    def __init__(self, work: Callable[[Progress], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._cancel = Event()
        self._taken = Event()
        self._reached: list[int] | None = None  # what the window has not heard yet
        self._reached_lock = Lock()
        self._is_heard = False  # once the window has had its first turn since
        self._turn_ends = 0.0
        self._answered.connect(self._pass_on)
        self.finished.connect(self.deleteLater)

    def start(self, priority: QThread.Priority = QThread.Priority.InheritPriority) -> None:
        """Begin, unless the window has closed since."""
        if not has_ended(self):
            super().start(priority)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancel.set()
        self._taken.set()

    def abandon(self) -> None:
        """Cancel, and let nobody hear of the work any more: it may hang, on a share that does not answer."""
        self.cancel()
        self.setProperty(_HAS_ENDED, True)

    def end(self) -> None:
        """Cancel, and wait for the end for a limited time; before the program goes, or what waits for the answer."""
        self.cancel()
        self.wait(0 if has_ended(self) else round(PATIENCE_S * 1000))  # who ended it has waited already

    def run(self) -> None:
        """Do the work; called by Qt in the new thread."""
        try:
            result = self._work(self._report)
        except Cancelled:
            self._answered.emit(self.stopped.emit)
        except Exception as error:  # the worker's edge: whatever went wrong is the receiver's to tell
            self._answered.emit(partial(self.failed.emit, error))
        else:
            self._answered.emit(partial(self.succeeded.emit, result))

    def _pass_on(self, say: Callable[[], None]) -> None:
        """Give the word, in the window's thread; an answer that comes after the end could ask and begin again."""
        if not has_ended(self):
            say()

    def _report(self, done: int, total: int, item: object) -> None:
        self._taken.clear()
        if self._cancel.is_set():
            raise Cancelled
        if item is not None:
            self._reached = None  # what comes after this is to be heard after it
            self._answered.emit(partial(self._hand_over, done, total, item))
            self._taken.wait(_HAND_OVER_S)
            return
        with self._reached_lock:
            reached = self._reached
            if reached is not None and total:  # without a total it only says that the work lives
                reached[:] = done, total
            if reached is None:
                self._reached = reached = [done, total]
                self._answered.emit(partial(self._tell, reached))
        if self._is_heard and monotonic() > self._turn_ends:
            self._taken.wait(_HAND_OVER_S)
            self._turn_ends = monotonic() + _TURN_S

    def _hand_over(self, done: int, total: int, item: object) -> None:
        """Say what came of the work, and let that go on; in the window's thread."""
        self.progress.emit(done, total, item)
        self._taken.set()

    def _tell(self, reached: list[int]) -> None:
        """Say how far the work has come meanwhile; in the window's thread."""
        with self._reached_lock:
            if self._reached is reached:
                self._reached = None
            done, total = reached
        self._is_heard = True
        self.progress.emit(done, total, None)
        self._taken.set()


def end_workers(owner: QObject, patience_s: float = PATIENCE_S) -> bool:
    """Cancel what runs below `owner` and wait for it, before it goes; False if something does not end.

    A thread whose object is destroyed while it runs takes the program with it.
    """
    owner.setProperty(_HAS_ENDED, True)
    workers = cast(list[Worker], owner.findChildren(Worker))  # one that has answered may still be ending
    for worker in workers:
        worker.cancel()
    until = monotonic() + patience_s
    return all([worker.wait(max(0, round((until - monotonic()) * 1000))) for worker in workers])


def has_ended(worker: QObject) -> bool:
    """Tell whether `end_workers` was called for one of its parents."""
    step: QObject | None = worker
    while step is not None:
        if step.property(_HAS_ENDED):
            return True
        step = step.parent()
    return False
