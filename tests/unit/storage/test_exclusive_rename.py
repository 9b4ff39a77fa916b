"""A rename in one step: one name whenever it ends, never over a file that is there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from selfeval_gui.storage import exclusive_rename
from selfeval_gui.storage.errors import ChangedOutside
from selfeval_gui.storage.exclusive_rename import rename_new
from tests.helpers.storage_faults import os_error


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "旧.json"
    path.write_bytes(b"old")
    return path


@pytest.mark.parametrize("error", [None, errno.ENOSYS, errno.EINVAL])
def test_a_free_name_is_taken_whether_or_not_the_system_does_it_in_one_step(
    old: Path, monkeypatch: pytest.MonkeyPatch, error: int | None
) -> None:
    def not_offered(*_: object) -> None:
        raise os_error(error or 0)

    if error is not None:
        monkeypatch.setattr(exclusive_rename, "_rename", not_offered)
    new = old.with_name("新.json")
    rename_new(old, new)
    assert [path.name for path in old.parent.iterdir()] == [new.name]
    assert new.read_bytes() == b"old"


def test_a_taken_name_is_left_alone(old: Path) -> None:
    other = old.with_name("别人的.json")
    other.write_bytes(b"theirs")
    with pytest.raises(ChangedOutside):
        rename_new(old, other)
    assert (old.read_bytes(), other.read_bytes()) == (b"old", b"theirs")


def test_what_the_system_refuses_is_no_reason_for_two_steps(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise os_error(errno.EACCES)

    monkeypatch.setattr(exclusive_rename, "_rename", refuse)
    with pytest.raises(PermissionError):
        rename_new(old, old.with_name("新.json"))
    assert old.read_bytes() == b"old"
