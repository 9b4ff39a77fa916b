"""Writing where somebody else may have the form open: the file is this run's to write, or nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.lock import Lock, Locker, Taken


def refuse_taken(lock: Lock | Taken | None) -> None:
    """Raise SaveFailed "save.locked" where the form is open elsewhere."""
    if isinstance(lock, Taken):
        who = "" if lock.holder is None else f"{lock.holder.user}（{lock.holder.host}）"
        raise SaveFailed("save.locked", who=who)


@contextmanager
def locked(locker: Locker, form: Path) -> Iterator[None]:
    """Hold the form's lock while the body writes; one that was left behind is taken over.

    Raises
    ------
    SaveFailed
        "save.locked" if somebody has the form open; the body does not run then.
    """
    lock = locker.take(form)
    if isinstance(lock, Taken) and lock.is_stale:
        lock = locker.take_over(form, lock)
    refuse_taken(lock)
    try:
        yield
    finally:
        if isinstance(lock, Lock):
            locker.release(lock)
