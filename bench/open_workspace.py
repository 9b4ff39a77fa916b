"""Opening a workspace of 5,000 forms: find, read and summarize, against reading the same files with orjson."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import orjson

from bench.table import Row
from selfeval_gui.storage.summary import read_summary
from selfeval_gui.storage.workspace import find_forms
from tests.helpers.storage_forms import fill_workspace

COUNT = 5_000
ROUNDS = 9
GOAL = 5.0  # of the whole; what the window adds is in workspace_window


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill_workspace(folder, COUNT)
        ours, peer = [], []
        for _ in range(ROUNDS):  # taking turns, so that a busy moment of the machine meets both
            peer.append(_seconds(lambda: read_with_orjson(name)))
            ours.append(_seconds(lambda: _summaries(folder)))
        return [
            Row(
                f"read and summarize {COUNT} forms; peer: scandir, read, orjson.loads",
                f"{min(ours) * 1000:.0f} ms",
                f"{min(peer) * 1000:.0f} ms",
                min(ours) / min(peer),
                GOAL,
            )
        ]


def _seconds(act: Callable[[], int]) -> float:
    start = perf_counter()
    count = act()
    seconds = perf_counter() - start
    assert count == COUNT
    return seconds


def _summaries(folder: Path) -> int:
    rows = [read_summary(path) for path in find_forms(folder)]
    return sum(row.unreadable is None and row.score_total is not None for row in rows)


def read_with_orjson(folder: str) -> int:
    names = []
    for path in _files(folder):
        with open(path, "rb") as file:  # noqa: PTH123 - the peer is spared the cost of a Path
            names.append(orjson.loads(file.read())["project_name"])
    return len(names)


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.name.endswith(".json"):
                yield entry.path
