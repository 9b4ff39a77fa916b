"""Many files through several reading processes at once: each file's outcome, in the order of the files."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

from selfeval_gui.exchange.readers.any_file import Heard
from selfeval_gui.exchange.reading_process.client import ReaderProcess

_FILES_FOR_ANOTHER = 6  # as many are read while a process starts
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
    stops, too. `read` runs in threads of its own, each with one process.
    """
    count = max(1, min(_MOST_PROCESSES, os.cpu_count() or 1, len(paths) // _FILES_FOR_ANOTHER))
    stopped = Event()
    idle: SimpleQueue[ReaderProcess] = SimpleQueue()
    processes = [ReaderProcess() for _ in range(count)]
    for process in processes:
        idle.put(process)

    def heard(_done: int, _total: int) -> None:
        if stopped.is_set():
            raise _Stopped

    def run(path: Path) -> T:
        process = idle.get()
        try:
            return read(path, process, heard)
        finally:
            idle.put(process)

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
        for process in processes:
            process.close()


def _is_done(outcome: Future[T]) -> bool:
    try:
        outcome.exception(_LOOK)
    except TimeoutError:
        return outcome.done()
    return True
