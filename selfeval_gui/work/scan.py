"""Read a workspace for the project list: first what each file is, then what the checks say about it. For a worker."""

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import NamedTuple

from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import load
from selfeval_gui.storage.summary import Summary, read_summary
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.work.counts import Counts, count_findings
from selfeval_gui.work.progress import Progress, Turns

Stamp = tuple[float, int]  # time of change and size: a file is read again when one of them differs

MOST_FOLDERS = 100  # that are named for watching; a department has fewer

_MOST_AT_ONCE = 1_000  # files in a batch, each of which the window shows in one go
_PAUSE = 0.05  # before the long work, in which the window takes in the complete list


class FreshFiles(NamedTuple):
    """Files that are new or changed."""

    summaries: list[Summary]


class Complete(NamedTuple):
    """Everything is listed; `vanished` are the files that are there no more, `folders` the first that hold some."""

    vanished: list[Path]
    folders: list[str]


class Counted(NamedTuple):
    """Findings of forms that were read in full."""

    counts: list[tuple[Path, Counts]]


def scan(root: Path, known: Mapping[str, Stamp], counted: Collection[str], progress: Progress) -> None:
    """Say the workspace as `FreshFiles` batches, one `Complete`, then `Counted` batches.

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
    turns = Turns(progress)
    done = 0
    for done, path in enumerate(find_forms(root, Turns(progress).pass_on), 1):
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
        if turns.pass_on() or len(fresh) >= _MOST_AT_ONCE:
            progress(done, 0, FreshFiles(fresh))
            fresh = []
    progress(done, done, FreshFiles(fresh))
    progress(done, done, Complete(list(map(Path, gone)), list(folders)))
    sleep(_PAUSE)
    _count(to_count, progress)


def _count(paths: list[Path], progress: Progress) -> None:
    from selfeval_gui.rules.check import check  # not before the list is shown
    from selfeval_gui.rules.of_form import rule_set_of

    counts: list[tuple[Path, Counts]] = []
    turns = Turns(progress)
    for done, path in enumerate(paths, 1):
        with suppress(UnreadableForm):  # the list says so already
            form = load(path).form
            counts.append((path, count_findings(check(form, rule_set_of(form)))))
        if turns.pass_on():
            progress(done, len(paths), Counted(counts))
            counts = []
    progress(len(paths), len(paths), Counted(counts))


def _stamp(path: Path) -> Stamp | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_mtime, info.st_size
