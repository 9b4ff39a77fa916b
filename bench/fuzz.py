"""100,000 spoilt form files: how many were taken as anything but a form or a refusal with a sentence."""

import tempfile
from pathlib import Path
from time import perf_counter

from bench.table import Row
from tests.helpers.fuzzing import fuzz

INPUTS = 100_000


def run() -> list[Row]:
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = fuzz(1_000_000, INPUTS, Path(folder))
    each = (perf_counter() - start) / INPUTS * 1000
    refused = sum(tally.refused.values())
    met = f"{tally.forms:,} still forms, {refused:,} refused for {len(tally.refused)} reasons, {each:.1f} ms each"
    rows = [Row(f"{INPUTS:,} spoilt files", f"{len(tally.wrong)} taken wrongly", met)]
    return [*rows, *(Row("spoilt file", each_wrong, "") for each_wrong in tally.wrong[:20])]
