"""Puts off Python's garbage collector while a worker makes many objects that form no rings.

A full collection takes 40 ms and the interpreter with it: a window that is about to draw stands still for so long.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_turn = Lock()
_pauses = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """Put the collector off in all threads; for work that is short or keeps what it makes, until nobody pauses it."""
    global _pauses
    with _turn:
        _pauses += 1
        gc.disable()
    try:
        yield
    finally:
        with _turn:
            _pauses -= 1
            if _pauses == 0:
                gc.enable()


def keep_out_of_collections() -> None:
    """Let every later collection pass over all that is there now and stays; what nobody names any more still goes."""
    gc.freeze()
