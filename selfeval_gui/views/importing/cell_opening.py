"""The cells of the one file that is looked at, unpacked off the window's thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.tasks import Background
from selfeval_gui.work.collector import keep_out_of_collections

if TYPE_CHECKING:
    from selfeval_gui.exchange.reading_process.reading import Reading, Shelf
    from selfeval_gui.work.progress import Progress


class CellOpening(QObject):
    """Holds one file at a time; of those wanted while one is unpacked, the last is next.

    Signals
    -------
    opened(reading)
        the file wanted last is here.
    """

    opened = Signal(object)

    def __init__(self, parent: QObject, lasting: QObject) -> None:
        """`lasting` is what the threads belong to: one may still run when the parent goes."""
        super().__init__(parent)
        self._lasting = lasting
        self._wanted: Shelf | None = None
        self._shelf: Shelf | None = None
        self._reading: Reading | None = None
        self._running: Background | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the file wanted last is still to come."""
        return self._running is not None

    def want(self, shelf: Shelf | None) -> None:
        """Let go of another file than this, and tell when this one is here, at once if it is; None wants no file."""
        self._wanted = shelf
        if shelf is not self._shelf:
            self._shelf = self._reading = None
        if self._reading is not None:
            self.opened.emit(self._reading)
        elif self._running is None:
            self._begin()

    def end(self) -> None:
        """Hear no more of what is being unpacked."""
        self._wanted = self._shelf = self._reading = None
        if self._running is not None:
            self._running.abandon()

    def _begin(self) -> None:
        if self._wanted is not None:
            self._running = Background(self._lasting, once=True)
            self._running.begin(partial(_open, self._wanted), partial(self._take, self._wanted))

    def _take(self, shelf: Shelf, reading: Reading) -> None:
        self._running = None
        if shelf is self._wanted:
            self._shelf, self._reading = shelf, reading
            self.opened.emit(reading)
        else:
            self._begin()


def _open(shelf: Shelf, _report: Progress) -> Reading:
    reading = shelf.open()
    keep_out_of_collections()
    return reading
