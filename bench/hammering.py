"""Two processes that open, edit, save and take over the forms of one folder for a minute, killed now and then."""

import tempfile
from pathlib import Path

from bench.table import Row
from tests.helpers.hammering import hammer

SECONDS = 60.0


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        tally = hammer(Path(folder) / "workspace", Path(folder) / "data", SECONDS)
    saves = sum(tally.saved_by.values())
    kept = f"{saves:,} saves, {len(tally.complaints)} lost or broken"
    met = f"{tally.kills} kills, {tally.said['TOOK']} taken over, {tally.said['BUSY']:,} found locked"
    return [Row("hammering one folder", kept, met), *(Row("hammering", each, "") for each in tally.complaints)]
