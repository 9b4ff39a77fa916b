"""Work on many items, some at a time: for files, whose reading, hashing and writing need no turn of the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import sleep
from typing import Generic, TypeVar

from selfeval_gui.storage.errors import StorageError
from selfeval_gui.work.progress import Cancelled, Progress, Turns

Item = TypeVar("Item")
Result = TypeVar("Result")

AT_A_TIME = 4  # a disk and some cores are busy then; more would wait for each other
_GLANCE_S = 0.05  # between two looks at whether the work is to stop
_MOMENT_S = 0.0005  # for the window: who only reads and hashes gives the interpreter away and takes it back at once


class _Hands(Generic[Item, Result]):
    """Threads that take the next item as soon as they are free. They end with the program, whatever hangs."""

    def __init__(self, work: Callable[[Item, Callable[[], None]], Result], items: Sequence[Item]) -> None:
        self._work, self._items = work, items
        self._waiting: SimpleQueue[int] = SimpleQueue()
        for place in range(len(items)):
            self._waiting.put(place)
        self.results: dict[int, Result] = {}
        self.errors: SimpleQueue[Exception] = SimpleQueue()
        self.is_stopped = Event()
        self._threads = [Thread(target=self._run, daemon=True) for _hand in range(min(AT_A_TIME, len(items)))]
        for thread in self._threads:
            thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until all is done or something went wrong, but no longer than that.

        Nobody is woken for each item: of thousands, each would cost as much as copying a small file.
        """
        self.is_stopped.wait(seconds)

    def stop(self) -> None:
        """Let nothing more begin, and wait for what is under way, which hears of it at its next look."""
        self.is_stopped.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        turns = Turns(self._glance)

        def look() -> None:
            turns.pass_on()

        while not self.is_stopped.is_set():
            try:
                place = self._waiting.get_nowait()
            except Empty:
                return
            error: Exception | None = RuntimeError("a thread ended without an answer")  # for what nobody expects
            try:
                self.results[place] = self._work(self._items[place], look)
                error = None
            except (StorageError, Cancelled) as raised:
                error = raised
            finally:
                if error is not None:
                    self.errors.put(error)
                if error is not None or len(self.results) == len(self._items):
                    self.is_stopped.set()  # behind the error: another hand's Cancelled must not be heard first

    def _glance(self, _done: int, _total: int, _item: object) -> None:
        if self.is_stopped.is_set():
            raise Cancelled
        sleep(_MOMENT_S)


def side_by_side(
    work: Callable[[Item, Callable[[], None]], Result], items: Sequence[Item], progress: Progress
) -> list[Result]:
    """Return what `work` makes of each item, in their order; it calls the `look` it is given at each piece.

    The first StorageError ends all of it, and goes on from here once nothing is under way any more; Cancelled does so,
    too, as the progress raises it.
    """
    hands = _Hands(work, items)
    try:
        done = 0
        progress(done, len(items), None)
        while done < len(items):
            hands.wait(_GLANCE_S)
            if not hands.errors.empty():
                raise hands.errors.get()
            done = len(hands.results)
            progress(done, len(items), None)
    finally:
        hands.stop()
    return [hands.results[place] for place in range(len(items))]
