"""A folder that does not answer holds nobody for longer than a moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from selfeval_gui.storage.folder_probe import FolderProbe
from tests.helpers.silent_share import Share, silent_share


@pytest.fixture
def share(monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    with silent_share(monkeypatch) as share:
        yield share


def test_what_is_not_there_is_an_answer_too(tmp_path: Path) -> None:
    assert FolderProbe().answers(tmp_path / "no folder" / "a.json")
    assert FolderProbe().answers(Path("a\0.json"))


def test_a_silent_folder_is_asked_once(share: Share, tmp_path: Path) -> None:
    asking = FolderProbe()
    assert [asking.answers(tmp_path / name) for name in ("a.json", "b.json")] == [False, False]
    assert share.asked == [tmp_path / "a.json"]


def test_another_folder_is_asked_all_the_same(share: Share, tmp_path: Path) -> None:
    asking = FolderProbe()
    assert not asking.answers(tmp_path / "1" / "a.json")
    assert not asking.answers(tmp_path / "2" / "a.json")
    assert len(share.asked) == 2


def test_a_folder_that_is_back_answers(share: Share, tmp_path: Path) -> None:
    asking = FolderProbe()
    assert not asking.answers(tmp_path / "a.json")
    share.connect()
    assert asking.answers(tmp_path / "a.json")
    assert len(share.asked) == 2
