"""A lock file beside an open form, for those who share its folder: who has the form open, where, and since when.

The holder writes it anew every few seconds. How old a lock is says the folder's own clock, by which all who share the
folder write, never the clock of a machine; where even that was set back, a lock counts as abandoned once it has not
changed for as long while somebody watched. On one machine the system knows whether the holder still lives.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from threading import Lock as Turn

from selfeval_gui.storage import atomic
from selfeval_gui.storage.errors import ChangedOutside, StorageError
from selfeval_gui.storage.held import Held, hold
from selfeval_gui.storage.lock_file import (
    FLAGS,
    MOST_BYTES,
    Holder,
    bytes_of,
    form_of,
    holder_of,
    host_name,
    lock_file,
    read,
    user_name,
    write_beside,
)
from selfeval_gui.storage.places import is_file, is_folder

FOLDER_NAME = "running"
BEAT_S = 20.0
STALE_S = 120.0  # without a beat: six in a row were missed
_HALF_WRITTEN_S = 10.0  # how long an unreadable lock may still be one that is being written
_CLAIM_S = 30.0  # how long taking over may last
_TRIES = 3  # to take a lock that others take and release at the same moment
_MARK = ".running"
_MOST_MARKS = 1000  # of runs that crashed; a form they had open may be recovered years later


@dataclass(frozen=True)
class Taken:
    """The form is open elsewhere. `holder` is None where the lock file is broken; `content` shows a later beat."""

    holder: Holder | None
    content: bytes
    is_stale: bool
    has_crashed: bool = False  # the holder was a run of this user on this machine, and is over


@dataclass(frozen=True)
class Lock:
    """A form locked by this run; `is_new` if it was not before."""

    path: Path
    is_new: bool


class Beat(Enum):
    """What became of a lock of ours."""

    KEPT = "kept"
    LOST = "lost"
    GONE = "gone"  # somebody removed it; it can be taken again
    UNREACHABLE = "unreachable"


class _GoneAgain:
    """A lock was in the way, and is gone this moment."""


class Locker:
    """Takes and keeps locks for this run of the program, which is known by a mark in the user's data folder."""

    def __init__(self, data_folder: Path, *, user: str | None = None, host: str | None = None) -> None:
        self._root = data_folder / FOLDER_NAME
        self._mark: Held | None = None
        self._turns: dict[Path, Turn] = {}  # Windows removes no file that the other thread has open
        self.me = Holder(user or user_name(), host or host_name(), os.getpid(), os.urandom(8).hex(), datetime.now(UTC))

    def take(self, form: Path) -> Lock | Taken | None:
        """Lock the form's file; None where that cannot be done: in a folder that lets nobody write, say.

        Nothing is lost by that: each save compares the file with what was read.
        """
        for _time in range(_TRIES):
            result = self._take(form)
            if not isinstance(result, _GoneAgain):
                return result
        return None  # something stands in the lock's place that is none, such as a folder or a link to nowhere

    def _take(self, form: Path) -> Lock | Taken | _GoneAgain | None:
        path = lock_file(form)
        try:
            self._begin()
            fresh = write_beside(path, bytes_of(self._now(0)))
        except OSError:
            return self.look(form)
        now: float | None = None
        try:
            now = fresh.stat().st_mtime
            atomic.move_new(fresh, path)
        except ChangedOutside:
            return self._already_there(path, now)
        except (OSError, StorageError):
            return self.look(form)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        return Lock(path, is_new=True)

    def _already_there(self, path: Path, now: float | None) -> Lock | Taken | _GoneAgain | None:
        taken = self._look(path, now)
        if taken is None:
            return _GoneAgain()
        if taken.holder is not None and taken.holder.run == self.me.run:
            return Lock(path, is_new=False)
        return self.take_over(form_of(path), taken) if taken.has_crashed else taken

    def take_over(self, form: Path, seen: Taken) -> Lock | Taken | None:
        """Take the place of a lock that `seen` describes, unless it is another one by now.

        Of several who try at once one succeeds: the new lock is written under a name that only one can make.
        """
        path = lock_file(form)
        claim = path.with_name(path.name + ".new")
        try:
            self._begin()
            self._remove_left_claim(claim)
            self._claim(claim)
        except ChangedOutside:
            return self.look(form) or Taken(None, b"", is_stale=False)
        except (OSError, StorageError):
            return self.look(form)
        try:
            present = read(path)
            if present is None or present[0] == seen.content:
                claim.replace(path)
        except OSError:
            pass
        finally:
            with suppress(OSError):
                claim.unlink(missing_ok=True)
        # Somebody may have taken this claim for one that was left behind: what stands in the lock counts.
        with suppress(OSError):
            present = read(path)
            holder = None if present is None else holder_of(present[0])
            if holder is not None and holder.run == self.me.run:
                return Lock(path, is_new=True)
        return self.look(form)

    def _claim(self, claim: Path) -> None:
        """Put the claim where only one can stand, written already: half of one names nobody who could be gone."""
        fresh = write_beside(claim, bytes_of(self._now(0)))
        try:
            atomic.move_new(fresh, claim)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def look(self, form: Path) -> Taken | None:
        """Tell who has the form open, without taking it; None if nobody but this run. The age is not known then."""
        taken = self._look(lock_file(form), None)
        return None if taken is None or (taken.holder is not None and taken.holder.run == self.me.run) else taken

    def beat(self, lock: Lock) -> Beat:
        """Write a sign of life into the lock; for a worker, while the window may release it."""
        with self._turn(lock):
            return self._beat(lock)

    def _beat(self, lock: Lock) -> Beat:
        try:
            file = os.open(lock.path, os.O_RDWR | FLAGS)
        except FileNotFoundError:
            return Beat.GONE if is_folder(lock.path.parent) else Beat.UNREACHABLE
        except OSError:
            return Beat.UNREACHABLE
        try:
            present = holder_of(os.read(file, MOST_BYTES))
            if present is None or present.run != self.me.run:
                return Beat.LOST
            os.lseek(file, 0, os.SEEK_SET)
            os.write(file, bytes_of(self._now(present.beat + 1)))  # as long as before, so never seen half written
        except OSError:
            return Beat.UNREACHABLE
        finally:
            os.close(file)
        return Beat.KEPT

    def release(self, lock: Lock) -> None:
        """Remove the lock if it still is ours."""
        with self._turn(lock), suppress(OSError):
            present = read(lock.path)
            if present is not None and (holder := holder_of(present[0])) is not None and holder.run == self.me.run:
                lock.path.unlink()

    def _turn(self, lock: Lock) -> Turn:
        """Return what only one thread at a time may have, for each folder: one that hangs holds up no other."""
        return self._turns.setdefault(lock.path.parent, Turn())

    def end(self) -> None:
        """Say that this run is over, once its locks are released."""
        if self._mark is not None:
            self._mark.release(remove=True)
            self._mark = None

    # ---- judging -------------------------------------------------------------------------------------------------

    def _look(self, path: Path, now: float | None) -> Taken | None:
        try:
            present = read(path)
        except PermissionError:
            return Taken(None, b"", is_stale=False)  # not readable is not abandoned
        except OSError:
            return None  # there can be none: the folder is gone, or the name too long for one
        if present is None:
            return None
        content, written = present
        holder, age = holder_of(content), 0.0 if now is None else now - written
        if holder is None:
            return Taken(None, content, is_stale=age > _HALF_WRITTEN_S)
        lives = self._lives(holder)
        return Taken(holder, content, lives is False or (lives is None and age > STALE_S), lives is False)

    def _lives(self, holder: Holder) -> bool | None:
        """Tell whether a run on this machine still goes on; None where only its signs of life can say so."""
        if holder.host != self.me.host:
            return None
        mark = self._root / f"{holder.run}{_MARK}"
        if holder.run == self.me.run or not is_file(mark):
            return True if holder.run == self.me.run else None  # another user, or another machine of this name
        try:
            held = hold(mark)
        except OSError:
            return None
        if held is not None:
            held.release()
        return held is None

    def _begin(self) -> None:
        """Mark this run as living, and forget the marks of the oldest of very many that crashed."""
        if self._mark is not None:
            return
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._mark = hold(self._root / f"{self.me.run}{_MARK}")
        marks = list(self._root.glob(f"*{_MARK}"))
        if len(marks) > _MOST_MARKS:
            for mark in sorted(marks, key=_age)[:-_MOST_MARKS]:
                with suppress(OSError):
                    if (held := hold(mark)) is not None:
                        held.release(remove=True)

    def _now(self, beat: int) -> Holder:
        return Holder(**{**asdict(self.me), "beat": beat})

    def _remove_left_claim(self, claim: Path) -> None:
        """Remove what a process that was killed while it took over has left.

        Of this machine's runs the system knows which are over; others are judged by the folder's own clock.
        """
        present = read(claim)
        if present is None:
            return
        holder = holder_of(present[0])
        if holder is not None and self._lives(holder) is False:
            claim.unlink()
            return
        probe = write_beside(claim, b"")
        try:
            if probe.stat().st_mtime - present[1] > _CLAIM_S:
                claim.unlink()
        finally:
            probe.unlink()


def _age(mark: Path) -> float:
    try:
        return mark.stat().st_mtime
    except OSError:
        return 0.0
