"""Two processes at one folder, one killed now and then: nothing saved gets lost. bench/hammering.py does so for a minute."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.hammering import hammer


@pytest.mark.timeout(200)
def test_no_update_is_lost(tmp_path: Path) -> None:
    tally = hammer(tmp_path / "工作文件夹", tmp_path / "data", 3.0)
    assert tally.complaints == []
    assert set(tally.saved_by) == {"a", "b"}
    assert tally.said["TOOK"] > 0, "no kill left a lock to take over"
