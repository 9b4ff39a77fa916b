"""20,000 spoilt files of the program's own, packages and learned papers too: how many were taken wrongly."""

import os
import tempfile
from pathlib import Path

from bench.table import Row
from tests.helpers.fuzzing_home import fuzz_home

INPUTS, BATCH = 20_000, 500


def run() -> list[Row]:
    os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()
    wrong: list[str] = []
    for first in range(1_000_000, 1_000_000 + INPUTS, BATCH):
        with tempfile.TemporaryDirectory() as folder:
            wrong += fuzz_home(first, BATCH, Path(folder))
    rows = [Row(f"{INPUTS:,} spoilt files of the program's own", f"{len(wrong)} taken wrongly", "")]
    return [*rows, *(Row("spoilt file", each, "") for each in wrong[:20])]
