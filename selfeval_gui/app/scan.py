"""Read a workspace for the project list: first what each file is, then what the checks say about it. For a worker."""

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

from selfeval_gui.app.counts import Counts, count_findings
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import load
from selfeval_gui.storage.summary import Summary, read_summary
from selfeval_gui.storage.workspace import find_forms

Stamp = tuple[float, int]  # time of change and size: a file is read again when one of them differs
Report = Callable[[int, int, object], None]

MOST_FOLDERS = 100  # that are named for watching; a department has fewer

# Batches are handed over after so many seconds: soon at first, so that the list is there at once.
_FIRST_BATCH = 0.02
_BATCH = 0.2
# How long the thread works before it lets the window's thread have its turn, and how long that may take.
_TURN = 0.02
_MOMENT = 0.0005
_PAUSE = 0.05  # before the long work, in which the window takes in the complete list


class Listed(NamedTuple):
    """Files that are new or changed."""

    summaries: list[Summary]


class Complete(NamedTuple):
    """Everything is listed; `vanished` are the files that are there no more, `folders` the first that hold some."""

    vanished: list[Path]
    folders: list[str]


class Counted(NamedTuple):
    """Findings of forms that were read in full."""

    counts: list[tuple[Path, Counts]]


def scan(root: Path, known: Mapping[str, Stamp], counted: Collection[str], report: Report) -> None:
    """Report the workspace as `Listed` batches, one `Complete`, then `Counted` batches.

    `known` are the files listed already, `counted` those of them whose findings are known.

    Raises
    ------
    UnreadableFolder
        if the workspace cannot be listed.
    """
    to_count: list[Path] = []
    fresh: list[Summary] = []
    gone = dict.fromkeys(known)
    folders = {str(root): None}
    turns = _Turns(report)
    done = 0
    for done, path in enumerate(find_forms(root), 1):
        name = str(path)  # a path takes five times as long to look up
        if len(folders) < MOST_FOLDERS:
            folders[name.rpartition(os.sep)[0]] = None
        stamp = known.get(name)
        if stamp is not None:
            del gone[name]
        if stamp is None or stamp != _stamp(path):
            summary = read_summary(path)
            fresh.append(summary)
            if summary.unreadable is None:
                to_count.append(path)
        elif name not in counted:
            to_count.append(path)
        if turns.pass_on():
            report(done, 0, Listed(fresh))
            fresh = []
    report(done, done, Listed(fresh))
    report(done, done, Complete(list(map(Path, gone)), list(folders)))
    sleep(_PAUSE)
    _count(to_count, report)


def _count(paths: list[Path], report: Report) -> None:
    from selfeval_gui.rules.check import check  # not before the list is shown
    from selfeval_gui.rules.of_form import rule_set_of

    counts: list[tuple[Path, Counts]] = []
    turns = _Turns(report)
    for done, path in enumerate(paths, 1):
        with suppress(UnreadableForm):  # the list says so already
            form = load(path).form
            counts.append((path, count_findings(check(form, rule_set_of(form)))))
        if turns.pass_on():
            report(done, len(paths), Counted(counts))
            counts = []
    report(len(paths), len(paths), Counted(counts))


class _Turns:
    """Lets the window's thread have the interpreter now and then, and says when a batch is due.

    A thread that reads files gives the interpreter away at each call of the system and takes it back before another
    thread has woken up; Python then sees no reason to make it wait, and the window stands still.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._turn_ends = monotonic() + _TURN
        self._batch_ends = monotonic() + _FIRST_BATCH

    def pass_on(self) -> bool:
        """Wait a moment if this turn was long enough; True if what was read is to be handed over.

        Raises
        ------
        Cancelled
            if the work was told to stop.
        """
        now = monotonic()
        if now > self._turn_ends:
            self._report(0, 0, None)
            sleep(_MOMENT)
            self._turn_ends = now + _TURN
        if now <= self._batch_ends:
            return False
        self._batch_ends = now + _BATCH
        return True


def _stamp(path: Path) -> Stamp | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_mtime, info.st_size
