"""Many files through several reading processes at once: each file's outcome, in the order of the files."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock
from typing import TypeVar

from selfeval_gui.exchange.readers.any_file import Heard
from selfeval_gui.exchange.reading_process.client import ReaderProcess

_WORTH_ANOTHER = 2.0  # seconds that one more process saves; to start it costs a quarter of that
_TELLS = 0.3  # seconds of computing that tell the pace; the first file alone takes some for the templates
_MOST_PROCESSES = 4  # each may take a gigabyte
_AHEAD = 4  # files read and not yet asked for, for each process
_LOOK = 0.1  # seconds between two looks at whether the work is cancelled

T = TypeVar("T")
Read = Callable[[Path, ReaderProcess, Heard], T]
Outcomes = Generator[tuple[Path, Future[T]], None, None]


class _Stopped(Exception):
    """Nobody waits for the outcome any more."""


def read_all(paths: Sequence[Path], read: Read[T], look: Callable[[int], None]) -> Outcomes[T]:
    """Yield each file with its outcome, which is there: `result()` returns what `read` did, or raises what it raised.

    `look(number)` is called while the file of that number is waited for, and may raise to stop; closing the iterator
    stops, too. `read` runs in threads of its own, each with one process; there is one at first, and one more whenever
    that saves time at the pace of the files read so far.
    """
    count = max(1, min(_MOST_PROCESSES, os.cpu_count() or 1, len(paths)))
    stopped = Event()
    processes = _Processes(len(paths), count)

    def heard(_done: int, _total: int) -> None:
        if stopped.is_set():
            raise _Stopped

    def run(path: Path) -> T:
        with processes.one() as process:
            return read(path, process, heard)

    waiting: deque[tuple[Path, Future[T]]] = deque()
    left = iter(paths)
    pool = ThreadPoolExecutor(count, "reading")
    try:
        for number in range(len(paths)):
            while len(waiting) < count * _AHEAD and (path := next(left, None)) is not None:
                waiting.append((path, pool.submit(run, path)))
            path, outcome = waiting.popleft()
            look(number)
            while not _is_done(outcome):
                look(number)
            yield path, outcome
    finally:
        stopped.set()
        pool.shutdown(cancel_futures=True)
        processes.close()


class _Processes:
    """The processes for so many files, no more of them than are worth it."""

    def __init__(self, files: int, most: int) -> None:
        self._left, self._most = files, most
        self._seconds, self._timed = 0.0, 0  # of computing, and for how many files
        self._every = [ReaderProcess()]
        self._idle: SimpleQueue[ReaderProcess] = SimpleQueue()
        self._idle.put(self._every[0])
        self._counting = Lock()

    @contextmanager
    def one(self) -> Iterator[ReaderProcess]:
        """Wait for a process that is free, and lend it for one file."""
        process = self._idle.get()
        before = process.computed
        try:
            yield process
        finally:
            self._idle.put(process)
            with self._counting:
                self._left -= 1
                if 0 < before < process.computed:  # it ran already, and still does
                    self._seconds += process.computed - before
                    self._timed += 1
                if self._is_another_worth_it():
                    self._every.append(ReaderProcess())
                    self._idle.put(self._every[-1])

    def _is_another_worth_it(self) -> bool:
        count = len(self._every)
        if self._seconds < _TELLS or count >= self._most:
            return False
        alone = self._left * self._seconds / self._timed
        return alone / count - alone / (count + 1) > _WORTH_ANOTHER

    def close(self) -> None:
        """Let all of them end."""
        for process in self._every:
            process.close()


def _is_done(outcome: Future[T]) -> bool:
    try:
        outcome.exception(_LOOK)
    except TimeoutError:
        return outcome.done()
    return True
