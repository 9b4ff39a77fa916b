"""The program's own files spoilt: never a traceback, nothing whole is hidden. bench/fuzz_home.py tries 20,000."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.fuzzing_home import fuzz_home

SPOILT = 300


@pytest.mark.timeout(240)
def test_spoilt_settings_locks_recovery_kinds_and_versions(tmp_path: Path) -> None:
    assert fuzz_home(0, SPOILT, tmp_path) == []
