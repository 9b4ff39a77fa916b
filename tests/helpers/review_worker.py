"""A child process that returns, receives or accepts in one workspace after the other: WORK PATTERN PLACE."""

from __future__ import annotations

import itertools
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from selfeval_gui.domain.review.entries import Person
from selfeval_gui.storage import store
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.receiving import receive
from selfeval_gui.work.review.returning import return_forms
from selfeval_gui.work.review.reviewing import decide

BY, NOW = Person(name="王芳"), datetime(2021, 3, 1, 9, tzinfo=UTC)


def return_all(workspace: Path) -> None:
    """Return what has remarks."""
    return_forms(workspace, None, workspace.with_name("out"), None, BY, NOW, unheard)


def receive_all(workspace: Path) -> None:
    """Take in what units have sent."""
    receive([workspace.with_name("sent")], workspace, NOW, unheard)


def accept_all(workspace: Path) -> None:
    """Accept every form."""
    for path in sorted(workspace.glob("*.json")):
        decide(workspace, store.load(path).form, "通过", BY, NOW, None)


WORK = {"return": return_all, "receive": receive_all, "accept": accept_all}

if __name__ == "__main__":
    work, pattern, place = WORK[sys.argv[1]], *map(Path, sys.argv[2:])
    for number in itertools.count():
        shutil.copytree(pattern, place / f"{number}.new")
        (place / f"{number}.new").rename(place / str(number))
        if number == 1:
            print("working", flush=True)  # the first one has loaded all there is to load
        work(place / str(number) / "workspace")
