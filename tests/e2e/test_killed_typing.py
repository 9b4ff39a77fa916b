"""The program killed at random moments while someone types, saves, restores. bench/typing_killed.py kills 2,000."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.helpers.typing_kills import kill_typists

ROUNDS = 60
INTERVAL_MS = 50  # recovery looks twenty times as often as in the program, so that short lives will do
PROMISE_S = 1.0


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.timeout(240)
def test_what_was_typed_is_back_after_a_kill(tmp_path: Path) -> None:
    tally = kill_typists(
        tmp_path / "kills", ROUNDS, chains=8, interval_ms=INTERVAL_MS, promise_s=PROMISE_S, life_s=(0.1, 1.2)
    )
    assert tally.complaints == []
    assert tally.rounds == ROUNDS
    assert tally.lost > 0, "no kill came between two writes: the moments are badly chosen"
