"""The last net: what nobody caught saves the recovery first, is written to a log, then told in one sentence.

The log holds places in the program and kinds of errors, never their messages: those may quote what someone typed. It
turns over at a megabyte. What a run could not tell any more, a crash of the libraries below among it, is mentioned at
the next start.
"""

from __future__ import annotations

import faulthandler
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, QThread, Signal

from selfeval_gui.storage.places import is_file, is_there

FOLDER_NAME = "logs"
LOG_NAME = "program.log"
FAULT_NAME = "fault.log"
_UNREAD_NAME = "unread"
_MOST_BYTES, _OLD_LOGS = 1_000_000, 3

Rescue = Callable[[], object]


class CrashHook(QObject):
    """Takes the place of Python's hook for uncaught exceptions. Each of the rescues is tried, whatever the others do.

    Signals
    -------
    crashed(details)
        something went wrong that nobody caught.
    crashed_again()
        the same went wrong once more: one mistake is apt to come again and again.
    """

    crashed = Signal(str)
    crashed_again = Signal()

    def __init__(self, data_folder: Path, rescues: Sequence[Rescue], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = data_folder / FOLDER_NAME
        self._rescues = rescues
        self._told: set[str] = set()
        self._old_hook = sys.excepthook
        self._fault: IO[str] | None = None

    def install(self) -> bool:
        """Begin to catch; True if the last run left something to mention."""
        left = _take_unread(self.folder)
        self._old_hook, sys.excepthook = sys.excepthook, self.caught
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._fault = (self.folder / FAULT_NAME).open("w", encoding="utf-8")
            faulthandler.enable(self._fault)
        return left

    def remove(self) -> None:
        """End catching; a program that ends well leaves no fault log."""
        sys.excepthook = self._old_hook
        if self._fault is not None:
            faulthandler.disable()
            self._fault.close()
            self._fault = None
            with suppress(OSError):
                (self.folder / FAULT_NAME).unlink()

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Save, write down, tell; called by Python for what nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            self._old_hook(kind, error, trace)
            return
        if QThread.currentThread() is self.thread():  # the forms belong to this thread; elsewhere only the log is safe
            for rescue in self._rescues:
                try:
                    rescue()
                except Exception as failure:  # the crash hook's edge: nothing may keep the rest from being done
                    write_log(self.folder, _places(failure))
        places = _places(error)
        write_log(self.folder, places)
        with suppress(OSError):
            (self.folder / _UNREAD_NAME).touch()
        if places in self._told:
            self.crashed_again.emit()
            return
        self._told.add(places)
        self.crashed.emit("".join(traceback.format_exception(kind, error, trace)))

    def mark_read(self) -> None:
        """Take note that the user knows; the next start need not mention it."""
        with suppress(OSError):
            (self.folder / _UNREAD_NAME).unlink(missing_ok=True)


def write_log(folder: Path, text: str) -> None:
    """Add an entry to the log, which turns over when it is full; a folder that refuses costs the entry only."""
    path = folder / LOG_NAME
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if is_file(path) and path.stat().st_size > _MOST_BYTES:
            for number in range(_OLD_LOGS, 1, -1):
                with suppress(FileNotFoundError):
                    path.with_suffix(f".{number - 1}.log").replace(path.with_suffix(f".{number}.log"))
            path.replace(path.with_suffix(".1.log"))
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{text.rstrip()}\n\n")


def _places(error: BaseException) -> str:
    """Return where an error and what led to it arose, and their kinds, without a word of their messages."""
    lines: list[str] = []
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        frames = traceback.extract_tb(step.__traceback__)
        lines.append(f"{type(step).__module__}.{type(step).__qualname__}")
        lines += [f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}' for frame in frames]
        step = step.__cause__ or step.__context__
    return "\n".join(lines)


def _take_unread(folder: Path) -> bool:
    """Tell whether the last run left a crash unsaid, and keep the trace of a hard one in the log."""
    left = False
    with suppress(OSError):
        if is_there(folder / _UNREAD_NAME):
            (folder / _UNREAD_NAME).unlink()
            left = True
        fault = (folder / FAULT_NAME).read_text(encoding="utf-8", errors="replace")
        if fault.strip():
            write_log(folder, fault)
            left = True
    return left
