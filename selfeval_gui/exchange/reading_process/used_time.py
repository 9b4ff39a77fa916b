"""What another process has computed so far, asked of the system: it may be too busy to say so itself."""

from __future__ import annotations

import sys
import time

_SCHEDULED = 2  # Linux's number for the clock of the time that a process was run
_A_SECOND = 10_000_000  # of Windows's units


def seconds_used(process: int) -> float | None:
    """Return the processor's seconds of a process's whole life; None where the system does not say."""
    if sys.platform == "linux":
        try:
            return time.clock_gettime(~process << 3 | _SCHEDULED)  # as clock_getcpuclockid makes the number
        except OSError:
            return None
    return _of_windows(process) if sys.platform == "win32" else None


def _of_windows(process: int) -> float | None:
    import ctypes
    from ctypes import wintypes

    query_limited_information = 0x1000
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # only there on Windows
    kernel.OpenProcess.restype = wintypes.HANDLE
    number = kernel.OpenProcess(query_limited_information, False, process)
    if not number:
        return None
    handle = wintypes.HANDLE(number)
    times = [ctypes.c_uint64() for _ in range(4)]  # begun, ended, in the kernel, in the program itself
    known = kernel.GetProcessTimes(handle, *map(ctypes.byref, times))
    kernel.CloseHandle(handle)
    return sum(each.value for each in times[2:]) / _A_SECOND if known else None
