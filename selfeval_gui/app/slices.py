"""Work that has to be done in the window's thread, in slices between which the window lives."""

from collections.abc import Iterator
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

_SLICE = 0.02  # seconds; one step may take longer
UNSEEN = 0.004  # seconds; beside somebody typing, whose every letter is to be painted within a frame
_END = object()


class Slices(QObject):
    """Runs an iterator to its end, a slice at each turn of the event loop.

    Signals
    -------
    passed(step)
        what the iterator yielded last in a slice.
    done()
        the iterator is at its end, or was stopped.
    """

    passed = Signal(object)
    done = Signal()

    def __init__(self, steps: Iterator[object], parent: QObject, seconds: float = _SLICE) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._steps: Iterator[object] | None = steps
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin at the next turn."""
        self._timer.start()

    def stop(self) -> None:
        """Do no more; what is done stays done."""
        self._steps = None
        self._timer.stop()
        self.done.emit()

    def _go_on(self) -> None:
        end = monotonic() + self._seconds
        step: object = None
        while self._steps is not None and monotonic() < end:
            step = next(self._steps, _END)
            if step is _END:
                self.stop()
                return
        self.passed.emit(step)
