"""Saves killed with SIGKILL at 2,000 random moments: how many files were whole afterwards."""

import tempfile
from pathlib import Path

from bench.table import Row
from tests.helpers.storage_kills import kill_saves

ROUNDS = 2_000


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_saves(Path(folder) / "workspace", ROUNDS)
    whole = f"{sum(tally.versions)} of {ROUNDS} whole"
    return [Row("saves killed at random moments", whole, f"{tally.interrupted} kills met a save half done")]
