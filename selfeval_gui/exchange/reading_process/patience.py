"""How long the program waits for the reading process: by what that has computed, not by a clock that others slow down.

A process that is made to compute for ever has used its time up soon; one that waits for a share that does not answer
computes nothing, so there the clock counts; one that hardly gets a processor on a busy machine is given its time.
"""

from __future__ import annotations

from collections.abc import Callable

_TO_START = 3  # times the patience, for loading its modules until the first sign of life
_SPAN = 1.0  # seconds over which it is judged whether a process computes: a shorter one may lie between two turns
_IDLE_SHARE = 0.002  # of a span: who computed less was waiting; the signs of life alone take a tenth of that

Look = Callable[[], float | None]


class Patience:
    """Seconds that have been spent since the last progress and since the begin, of those that there are.

    "Now" is how long the program has waited so far. `look` asks the system what the process has computed in its whole
    life, for when there is no sign of life from it.
    """

    def __init__(self, seconds: float, in_all: float, look: Look) -> None:
        self._seconds, self._in_all, self._look = seconds, in_all, look
        self._spent = 0.0  # in the spans that are over
        self._has_begun = False
        self._heard = self._from = 0.0  # the last sign, and the begin of the span
        self._first = self._computed = self._computed_before = look()  # at the begin, the last sign, that of the span

    def progress(self, now: float) -> None:
        """Take note that the work went on: all of the patience is there again."""
        computed = self._look()
        self._computed = self._computed if computed is None else computed
        self._begin_span(now)
        self._spent = 0.0

    def alive(self, computed: float, now: float) -> None:
        """Take note of a sign of life, with the processor's seconds that the process has used in its whole life."""
        is_first, self._has_begun = not self._has_begun, True
        self._heard, self._computed = now, computed
        if is_first:
            self._first = computed
            self._begin_span(now)
        elif now - self._from >= _SPAN:
            self._spent += _spent(now - self._from, _since(self._computed_before, computed))
            self._begin_span(now)

    def is_over(self, now: float) -> bool:
        """Whether nothing is to be expected any more: too much was spent, or there is silence and nothing done."""
        if self._spent + _since(self._computed_before, self._computed) > self._seconds:
            return True
        if _since(self._first, self._computed) > self._in_all:
            return True
        seconds = self._seconds * (1 if self._has_begun else _TO_START)
        silent = now - self._heard
        if silent <= seconds:
            return False
        computed = self._look()
        return computed is None or _spent(silent, _since(self._computed, computed)) > seconds

    def _begin_span(self, now: float) -> None:
        self._heard = self._from = now
        self._computed_before = self._computed


def _since(before: float | None, computed: float | None) -> float:
    return 0.0 if before is None or computed is None else computed - before


def _spent(passed: float, used: float) -> float:
    return passed if used < passed * _IDLE_SHARE else used
