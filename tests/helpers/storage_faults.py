"""Let single system calls of a save fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from selfeval_gui.storage.atomic import Calls


def os_error(number: int, windows: int | None = None) -> OSError:
    """An error as the system gives it; with a Windows code, as Windows gives it."""
    error = OSError(number, os.strerror(number))
    if windows is not None:
        error.winerror = windows  # type: ignore[attr-defined]
    return error


def failing(call: str, error: OSError, *, times: int | None = None, after: int = 0) -> Calls:
    """The system's calls, but `call` fails after `after` good ones, `times` times or for ever; no pause takes time."""
    return replace(Calls(pause=lambda _seconds: None), **{call: fails(getattr(os, call), error, times, after)})


def fails(call: Callable[..., Any], error: OSError, times: int | None, after: int) -> Callable[..., Any]:
    made = 0

    def act(*arguments: Any) -> Any:
        nonlocal made
        made += 1
        if made > after and (times is None or made <= after + times):
            raise error
        return call(*arguments)

    return act


def small_writes(size: int, error: OSError | None = None, *, after: int = 0) -> Calls:
    """The system's calls, but each write takes `size` bytes at most and, with an error, fails after `after` of them."""

    def write(file: int, data: memoryview) -> int:
        return os.write(file, data[:size])

    return Calls(write=write if error is None else fails(write, error, None, after))
