"""When Python looks for garbage: now and then in the window's thread, between two events, and at no other time.

Left to itself the collector runs in whichever thread makes the next object, within whatever Qt has called. What it
finds may be Qt's, say a closed page that still names itself in a slot. A timer or a model taken apart in a worker's
thread ends the program, and so does a view taken apart while it is painted.
"""

import gc


def collect_what_is_due() -> None:
    """Do what the collector, switched off, would have done by itself since the last call, in the calling thread."""
    counts_and_limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(counts_and_limits) if count > limit]
    if due:
        gc.collect(max(due))


def keep_out_of_collections() -> None:
    """Let every later collection pass over all that is there now and stays; what nobody names any more still goes.

    A full collection of all that is loaded takes 40 ms, and the window stands still for so long.
    """
    gc.freeze()


class LeftBehind:
    """Garbage among what is kept out of collections: rings that were in use then, such as those of a closed window."""

    _MORE = 1.25  # times what was left the last time: what looking through all of it takes is spread over as much work

    def __init__(self) -> None:
        self._left = 0

    def note(self) -> None:
        """Take all that is kept out now for what is in use, unless that is known: not all of it is looked through."""
        self._left = self._left or gc.get_freeze_count()

    def look(self) -> None:
        """Look through all that is kept out if it has grown by a quarter; for the window's thread, as above."""
        kept = gc.get_freeze_count()  # goes through all of them: as slow as a tenth of the look
        if kept > self._MORE * self._left:
            gc.unfreeze()
            self._left = kept - gc.collect()
            gc.freeze()
