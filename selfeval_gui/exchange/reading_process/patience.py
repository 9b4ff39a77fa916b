"""How long the program waits for the reading process: by what that has computed, not by a clock that others slow down.

A process that is made to compute for ever has used its time up soon; one that waits for a share that does not answer
computes nothing, so there the clock counts; one that hardly gets a processor on a busy machine is given its time.
"""

from __future__ import annotations

_TO_START = 3  # times the patience, for loading its modules until the first sign of life
_IDLE_SHARE = 0.02  # of the time between two signs of life: who computed less was waiting for something else


class Patience:
    """Seconds that have been spent since the last progress, of those that there are."""

    def __init__(self, seconds: float, now: float) -> None:
        self._seconds = seconds
        self._spent = 0.0
        self._heard = now
        self._computed: float | None = None

    def progress(self, now: float) -> None:
        """Take note that the work went on: all of the patience is there again."""
        self._spent, self._heard = 0.0, now

    def alive(self, computed: float, now: float) -> None:
        """Take note of a sign of life, with the processor's seconds that the process has used in its whole life."""
        if self._computed is not None:
            passed, used = now - self._heard, computed - self._computed
            self._spent += passed if used < passed * _IDLE_SHARE else used
        self._heard, self._computed = now, computed

    def is_over(self, now: float) -> bool:
        """Whether nothing is to be expected any more: too much was spent, or there was no sign of life for as long."""
        seconds = self._seconds * (_TO_START if self._computed is None else 1)
        return max(self._spent, now - self._heard) > seconds
