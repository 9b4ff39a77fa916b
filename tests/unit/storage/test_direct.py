"""Writing into the file itself: read back, put back where it went wrong, and said where even that failed."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from selfeval_gui.storage import atomic
from selfeval_gui.storage.atomic import Calls
from selfeval_gui.storage.direct import write_directly
from selfeval_gui.storage.errors import ChangedOutside, ReplaceRefused, SaveFailed
from selfeval_gui.storage.fingerprint import fingerprint
from tests.helpers.storage_faults import failing, fails, os_error, small_writes

OLD, NEW = b"old content, rather long\n", b"new\n"
KNOWN = fingerprint(OLD)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "表.json"
    path.write_bytes(OLD)
    return path


def refused(path: Path, calls: Calls, code: str, data: bytes = NEW) -> None:
    with pytest.raises(SaveFailed) as caught:
        write_directly(path, data, KNOWN, calls=calls)
    assert caught.value.code == code


def test_writes_shorter_and_longer_content(old: Path) -> None:
    inode = old.stat().st_ino
    write_directly(old, NEW, KNOWN)
    assert old.read_bytes() == NEW
    write_directly(old, OLD * 9, fingerprint(NEW), calls=small_writes(3))
    assert old.read_bytes() == OLD * 9
    assert old.stat().st_ino == inode, "it is the same file"


def test_another_content_is_not_overwritten(old: Path) -> None:
    with pytest.raises(ChangedOutside):
        write_directly(old, NEW, fingerprint(b"other"))
    with pytest.raises(ChangedOutside):
        write_directly(old, NEW, None)
    assert old.read_bytes() == OLD
    with pytest.raises(ChangedOutside):
        write_directly(old.with_name("没有.json"), NEW, KNOWN)
    assert [path.name for path in old.parent.iterdir()] == ["表.json"]


def test_a_new_file(old: Path) -> None:
    new = old.with_name("新.json")
    write_directly(new, NEW, None)
    assert new.read_bytes() == NEW


def test_a_new_file_that_fails_leaves_nothing(old: Path) -> None:
    new = old.with_name("新.json")
    with pytest.raises(SaveFailed):
        write_directly(new, NEW, None, calls=failing("fsync", os_error(errno.EIO)))
    assert not new.exists()


@pytest.mark.parametrize(
    ("call", "number", "code"),
    [
        ("open", errno.EACCES, "save.no_permission"),
        ("write", errno.ENOSPC, "save.disk_full"),
        ("fsync", errno.EIO, "save.other"),
    ],
)
def test_a_failure_puts_the_old_content_back(old: Path, call: str, number: int, code: str) -> None:
    refused(old, failing(call, os_error(number), times=1), code)
    assert old.read_bytes() == OLD


@pytest.mark.parametrize("after", range(1, 12))
def test_a_disk_that_is_full_after_any_byte(old: Path, after: int) -> None:
    """The old bytes fit where they were, so they can be put back."""
    made = 0

    def write(file: int, data: memoryview) -> int:
        nonlocal made
        made += 1
        if made == after + 1:
            raise os_error(errno.ENOSPC)
        return os.write(file, data[:2] if made <= after else data)

    refused(old, replace(Calls(), write=write), "save.disk_full", OLD + OLD)
    assert old.read_bytes() == OLD


def test_a_disk_that_lies_is_found_out(old: Path) -> None:
    first = True

    def write(file: int, data: memoryview) -> int:
        nonlocal first
        if first:
            first = False
            os.write(file, bytes(len(data)))
            return len(data)
        return os.write(file, data)

    refused(old, replace(Calls(), write=write), "save.not_as_written")
    assert old.read_bytes() == OLD


def test_a_file_that_can_be_neither_written_nor_put_back_is_called_damaged(old: Path) -> None:
    half = fails(lambda file, data: os.write(file, data[:2]), os_error(errno.EIO), None, 1)
    refused(old, replace(Calls(), write=half), "save.damaged", b"XYZ")


@pytest.mark.parametrize("number", [errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EINVAL, errno.EXDEV])
def test_a_folder_without_replace_is_told_from_one_without_permission(old: Path, number: int) -> None:
    with pytest.raises(ReplaceRefused):
        atomic.write(old, NEW, KNOWN, calls=failing("replace", os_error(number)))
    with pytest.raises(ReplaceRefused):
        atomic.write(old, NEW, KNOWN, calls=failing("open", os_error(errno.EACCES), times=1))
    assert old.read_bytes() == OLD
    assert [path.name for path in old.parent.iterdir()] == ["表.json"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENOENT])
def test_other_failures_do_not_offer_it(old: Path, number: int) -> None:
    with pytest.raises(SaveFailed) as caught:
        atomic.write(old, NEW, KNOWN, calls=failing("replace", os_error(number)))
    assert not isinstance(caught.value, ReplaceRefused)
