"""Saves killed at random moments: the file is the old or the new one, whole. So is what is renamed, exported, imported.

SELFEVAL_KILLS says how many of each; bench/saves_killed.py kills 2,000.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.storage_kills import kill_saves, kill_work, rounds

ROUNDS, ROUNDS_OF_WORK = rounds(120), rounds(12)
_LONGEST_S = 240 + 3 * ROUNDS_OF_WORK


@pytest.mark.timeout(_LONGEST_S)
def test_killed_saves(tmp_path: Path) -> None:
    tally = kill_saves(tmp_path / "工作文件夹", ROUNDS)
    assert tally.has_met_all, f"the moments are badly chosen: {tally}"


@pytest.mark.timeout(_LONGEST_S)
@pytest.mark.parametrize("work", ["rename", "export", "import"])
def test_killed_work(tmp_path: Path, work: str) -> None:
    half_done = kill_work(tmp_path / "工作文件夹", work, ROUNDS_OF_WORK)  # fails where a file is not whole
    assert half_done <= (0 if work == "rename" else ROUNDS_OF_WORK), "a rename is one step: it leaves nothing beside"
