"""How far some work is, said to whoever follows it, and the turns that a worker takes with the window's thread."""

from collections.abc import Callable
from time import monotonic

# Told how many are done, of how many, and what came of them meanwhile; raises `Cancelled` once the work is to stop.
Progress = Callable[[int, int, object], None]


class Cancelled(Exception):
    """The work was told to stop."""


def unheard(_done: int, _total: int, _item: object) -> None:
    """Nobody follows, as on the command line."""


# Batches are handed over after so many seconds: soon at first, so that the list is there at once.
_FIRST_BATCH = 0.02
_BATCH = 0.2
# How long the thread works before it lets the window's thread have its turn.
_TURN = 0.02


class Steps:
    """Says of work on many items how far it is, and lets the window's thread have its turn between and within them."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0
        self._turns = Turns(self._say)
        progress(0, total, None)

    def look(self) -> None:
        """Report if this turn was long enough; Cancelled if the work was told to stop."""
        self._turns.pass_on()

    def next(self) -> None:
        """Count an item as done. Raises as `look`."""
        self._done += 1
        self._turns.pass_on()

    def _say(self, _done: int, _total: int, item: object) -> None:
        self._progress(self._done, self._total, item)


class Turns:
    """Lets the window's thread have the interpreter now and then, within a report, and says when a batch is due."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._turn_ends = monotonic() + _TURN
        self._batch_ends = monotonic() + _FIRST_BATCH

    def pass_on(self) -> bool:
        """Report if this turn was long enough; True if what was read is to be handed over.

        Raises
        ------
        Cancelled
            if the work was told to stop.
        """
        now = monotonic()
        if now > self._turn_ends:
            self._progress(0, 0, None)
            self._turn_ends = monotonic() + _TURN
        if now <= self._batch_ends:
            return False
        self._batch_ends = now + _BATCH
        return True
