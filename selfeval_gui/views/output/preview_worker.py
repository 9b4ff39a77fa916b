"""The preview's thread: takes a request, draws what it wants, waits for the next."""

from __future__ import annotations

from queue import SimpleQueue
from time import sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.tasks import Background
from selfeval_gui.work.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from selfeval_gui.paper.preview import Request

# Given away between two pieces of work, so that the window's thread gets its turn while pages are drawn.
_MOMENT = 0.0005


class PreviewWorker(QObject):
    """Answers requests in order, each once.

    Signals
    -------
    answered(answer)
        an `Answer`, in the window's thread.
    failed(error)
        the form could not be drawn; the thread goes on.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: SimpleQueue[Request | None] = SimpleQueue()
        self._drawing = Background(self)

    def ask(self, request: Request) -> None:
        """Put a request; the thread begins with the first."""
        if not self._drawing.is_busy:
            self._drawing.begin(self._run, progress=self._progressed, failed=self.failed.emit)
        self._waiting.put(request)

    def stop(self) -> None:
        """End the thread before the program goes."""
        self._drawing.cancel()
        self._waiting.put(None)  # wakes it
        self._drawing.end()

    def _run(self, report: Callable[[int, int, object], None]) -> object:
        from selfeval_gui.paper.preview import Previewer  # with the first page, not with the window

        def pause() -> None:
            report(0, 0, None)
            sleep(_MOMENT)

        previewer = Previewer(pause)
        while (request := self._waiting.get()) is not None:
            report(0, 0, previewer.answer(request))
        raise Cancelled

    def _progressed(self, _done: int, _total: int, answer: object) -> None:
        if answer is not None:
            self.answered.emit(answer)
