"""All that writes killed at 2,000 (or SELFEVAL_KILLS) random moments each: how many files were whole after it."""

import os
import tempfile
from pathlib import Path

from bench.table import Row
from tests.helpers.review_kills import kill_review
from tests.helpers.storage_kills import kill_saves, kill_work, rounds

ROUNDS = rounds(2_000)


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_saves(Path(folder) / "workspace", ROUNDS)
    whole = f"{sum(tally.versions)} of {sum(tally.versions)} whole"
    rows = [Row("saves killed at random moments", whole, f"{tally.interrupted} kills met a save half done")]
    for work in ("rename", "export", "import"):
        with tempfile.TemporaryDirectory() as folder:
            met = kill_work(Path(folder) / "workspace", work, ROUNDS)
        rows.append(
            Row(f"{work} killed at random moments", f"{ROUNDS} of {ROUNDS} whole", f"{met} kills met it half done")
        )
    for work in ("return", "receive", "accept"):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_DATA_HOME"] = f"{folder}/data"
            met = kill_review(Path(folder) / "department", work, ROUNDS)
        rows.append(
            Row(f"{work} killed at random moments", f"{ROUNDS} of {ROUNDS} before or after", f"{met} met it half done")
        )
    return rows
