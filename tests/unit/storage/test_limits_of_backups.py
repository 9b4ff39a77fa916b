"""A version is kept where it differs from the latest one, whatever older ones held."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.storage.backups import Backups


@pytest.mark.parametrize(
    ("saved", "kept"), [("a", "a"), ("aa", "a"), ("ab", "ab"), ("aba", "aba"), ("abb", "ab"), ("abba", "aba")]
)
def test_what_was_saved_twice_in_a_row_is_kept_once(tmp_path: Path, saved: str, kept: str) -> None:
    path, backups = tmp_path / "表.json", Backups(tmp_path / "kept")
    for content in saved:
        path.write_text(content, encoding="utf-8")
        backups.keep(path, "f")
    assert [each.path.read_text(encoding="utf-8") for each in reversed(backups.versions(path, "f"))] == [*kept]
