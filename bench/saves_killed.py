"""Saves, renames, exports, imports killed at 2,000 (or SELFEVAL_KILLS) random moments each: how many were whole."""

import tempfile
from pathlib import Path

from bench.table import Row
from tests.helpers.storage_kills import kill_saves, kill_work, rounds

ROUNDS = rounds(2_000)


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_saves(Path(folder) / "workspace", ROUNDS)
    whole = f"{sum(tally.versions)} of {ROUNDS} whole"
    rows = [Row("saves killed at random moments", whole, f"{tally.interrupted} kills met a save half done")]
    for work in ("rename", "export", "import"):
        with tempfile.TemporaryDirectory() as folder:
            met = kill_work(Path(folder) / "workspace", work, ROUNDS)
        rows.append(
            Row(f"{work} killed at random moments", f"{ROUNDS} of {ROUNDS} whole", f"{met} kills met it half done")
        )
    return rows
