"""A save never lets anybody see or change more than before: owner, group, mode and access list stay, or grow narrower."""

from __future__ import annotations

import os
import stat
import struct
import sys
from pathlib import Path

import pytest

from selfeval_gui.app.jobs import SaveRequest, write_after_keeping
from selfeval_gui.storage import atomic, permissions
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.store import write_export

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="access lists of Linux")

ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"
NOBODY = 0xFFFFFFFF
USER_OBJECT, USER, GROUP_OBJECT, MASK, OTHER = 1, 2, 4, 16, 32
OLD, NEW = b"old", b"new"


def access_list(*entries: tuple[int, int, int]) -> bytes:
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


# A colleague may read and write, the group nothing; the mode says 660 all the same.
ONE_COLLEAGUE = access_list(
    (USER_OBJECT, 6, NOBODY), (USER, 6, 4711), (GROUP_OBJECT, 0, NOBODY), (MASK, 6, NOBODY), (OTHER, 0, NOBODY)
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "form.json"
    path.write_bytes(OLD)
    path.chmod(0o600)
    return path


@pytest.fixture
def listed(old: Path) -> Path:
    try:
        os.setxattr(old, ACCESS, ONE_COLLEAGUE)
    except OSError:
        pytest.skip("this file system knows no access lists")
    assert stat.S_IMODE(old.stat().st_mode) == 0o660
    return old


def save(path: Path) -> None:
    atomic.write(path, NEW, fingerprint(OLD))
    assert path.read_bytes() == NEW


def test_an_access_list_is_as_before(listed: Path) -> None:
    save(listed)
    assert os.getxattr(listed, ACCESS) == ONE_COLLEAGUE
    write_export(listed, OLD, overwrite=True)
    assert os.getxattr(listed, ACCESS) == ONE_COLLEAGUE


def test_where_the_list_cannot_be_kept_the_group_gains_nothing_and_it_is_said(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(1, "not permitted")

    monkeypatch.setattr(os, "setxattr", refuse)
    assert _saved(listed) == "save.narrower"
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600


def _saved(path: Path) -> str | None:
    def write() -> str:
        save(path)
        return fingerprint(NEW)

    not_kept = write_after_keeping(None, SaveRequest(path), "s01", write).not_kept
    return None if not_kept is None else not_kept.code


def test_nothing_is_said_where_all_is_as_before(listed: Path, tmp_path: Path) -> None:
    assert _saved(listed) is None
    plain = tmp_path / "plain.json"
    plain.write_bytes(OLD)
    assert _saved(plain) is None


def test_a_list_that_the_folder_passes_on_does_not_reach_a_file_that_had_none(old: Path) -> None:
    try:
        os.setxattr(old.parent, DEFAULT, ONE_COLLEAGUE)
    except OSError:
        pytest.skip("this file system knows no access lists")
    save(old)
    with pytest.raises(OSError, match="data"):
        os.getxattr(old, ACCESS)
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_a_group_that_cannot_be_kept_leaves_its_rights_to_no_other(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(old, -1, 4711)
    old.chmod(0o664)

    def refuse(*_args: object) -> None:
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    assert _saved(old) == "save.narrower"
    assert old.stat().st_gid != 4711
    assert stat.S_IMODE(old.stat().st_mode) == 0o604


def test_an_owner_is_kept_where_the_system_allows_it(old: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(old, 4711, 4712)
    old.chmod(0o640)
    save(old)
    info = old.stat()
    assert (info.st_uid, info.st_gid, stat.S_IMODE(info.st_mode)) == (4711, 4712, 0o640)


@pytest.mark.parametrize("mode", [0o660, 0o600, 0o604, 0o700])
def test_nobody_sees_the_new_file_before_it_has_its_permissions(
    old: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    old.chmod(mode)
    seen: list[int] = []
    real = permissions.give

    def give(path: Path, *rest: object) -> None:
        seen.append(stat.S_IMODE(path.stat().st_mode))
        real(path, *rest)

    monkeypatch.setattr(atomic, "give", give)
    save(old)
    assert seen == [mode & 0o700]
    assert stat.S_IMODE(old.stat().st_mode) == mode
