"""The program killed with SIGKILL at 2,000 random moments while someone types: what the next start gives back."""

import tempfile
from pathlib import Path

from bench.table import Row
from selfeval_gui.app.autosave import INTERVAL_MS
from tests.helpers.typing_kills import kill_typists

ROUNDS = 2_000
PROMISE_S = 3.0
CHAINS = 12


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_typists(
            Path(folder) / "kills",
            ROUNDS,
            chains=CHAINS,
            interval_ms=INTERVAL_MS,
            promise_s=PROMISE_S,
            life_s=(0.2, 5.0),
        )
    kept = f"{tally.rounds} of {ROUNDS} kills, {len(tally.complaints)} losses or broken files"
    typed = f"{tally.typed} letters, the oldest lost {tally.oldest_lost:.2f} s old"
    return [
        Row("typing killed: loss against 3 s", kept, typed, tally.oldest_lost / PROMISE_S, 1.0),
        *(Row("typing killed", complaint, "") for complaint in tally.complaints),
    ]
