"""Writing a file whole or not at all: each system call fails once, and the old bytes must still be there."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from selfeval_gui.storage import atomic
from selfeval_gui.storage.atomic import Calls, move_new, write
from selfeval_gui.storage.errors import ChangedOutside, SaveFailed
from selfeval_gui.storage.fingerprint import fingerprint
from tests.helpers import small_disks
from tests.helpers.storage_faults import failing, os_error, small_writes

OLD = "旧的内容\n".encode() * 100
NEW = "新的内容，长一些\n".encode() * 300
KNOWN = fingerprint(OLD)

posix = pytest.mark.skipif(os.name == "nt", reason="links and permissions of POSIX")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "文件 夹" / "表.json"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---- what works ------------------------------------------------------------------------------------------------------


def test_known_file_is_replaced(old: Path) -> None:
    write(old, NEW, KNOWN)
    assert old.read_bytes() == NEW
    assert names(old.parent) == ["表.json"]


def test_new_file_is_made(tmp_path: Path) -> None:
    write(tmp_path / "新.json", NEW, None)
    assert (tmp_path / "新.json").read_bytes() == NEW
    assert names(tmp_path) == ["新.json"]


def test_short_writes_of_the_system_are_continued(old: Path) -> None:
    write(old, NEW, KNOWN, calls=small_writes(7))
    assert old.read_bytes() == NEW


def test_the_file_is_on_the_disk_before_it_takes_the_place_and_the_folder_after(old: Path) -> None:
    seen: list[str] = []

    def fsync(file: int) -> None:
        seen.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        os.fsync(file)

    def put(source: Path, target: Path) -> None:
        seen.append("replace")
        source.replace(target)

    write(old, NEW, KNOWN, calls=replace(Calls(), fsync=fsync, replace=put))
    assert seen == (["file", "replace"] if os.name == "nt" else ["file", "replace", "folder"])


def test_temporary_file_is_hidden_beside_the_target_and_no_json(old: Path) -> None:
    sources: list[Path] = []

    def put(source: Path, target: Path) -> None:
        sources.append(source)
        source.replace(target)

    write(old, NEW, KNOWN, calls=replace(Calls(), replace=put))
    write(old, OLD, fingerprint(NEW), calls=replace(Calls(), replace=put))
    assert [source.parent for source in sources] == [old.parent] * 2
    assert all(re.fullmatch(r"\.selfeval-[0-9a-f]{16}\.tmp", source.name) for source in sources)
    assert sources[0] != sources[1]


@posix
@pytest.mark.parametrize("mode", [0o640, 0o600, 0o664])
def test_permissions_are_kept(old: Path, mode: int) -> None:
    old.chmod(mode)
    write(old, NEW, KNOWN)
    assert stat.S_IMODE(old.stat().st_mode) == mode


@posix
def test_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write(tmp_path / "new", NEW, None)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_a_secret_file_is_never_open_to_others(old: Path) -> None:
    old.chmod(0o600)
    modes: list[int] = []

    def fsync(file: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(file).st_mode))

    write(old, NEW, KNOWN, calls=Calls(fsync=fsync))
    assert modes[0] == 0o600


@posix
def test_a_link_is_followed_and_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.json"
    link.symlink_to(old)
    write(link, NEW, KNOWN)
    assert link.is_symlink()
    assert old.read_bytes() == NEW


# ---- each call fails -------------------------------------------------------------------------------------------------

DISK_FULL = os_error(errno.ENOSPC)
FAULTS = [
    (failing("open", os_error(errno.EACCES), times=1), "save.no_permission"),
    (failing("open", os_error(errno.EPERM), times=1), "save.no_permission"),
    (failing("open", os_error(errno.EROFS), times=1), "save.read_only"),
    (failing("open", os_error(errno.ENOENT), times=1), "save.folder_vanished"),
    (failing("open", os_error(errno.ENAMETOOLONG), times=1), "save.name_too_long"),
    (failing("open", os_error(errno.EMFILE), times=1), "save.other"),
    (failing("write", DISK_FULL), "save.disk_full"),
    (failing("write", os_error(errno.EDQUOT)), "save.disk_full"),
    (failing("write", os_error(errno.EIO)), "save.other"),
    (small_writes(100, DISK_FULL, after=1), "save.disk_full"),
    (small_writes(100, os_error(errno.EIO), after=30), "save.other"),
    (failing("fsync", os_error(errno.EIO), times=1), "save.other"),
    (failing("fsync", DISK_FULL, times=1), "save.disk_full"),
    (failing("close", DISK_FULL, times=1), "save.disk_full"),
    (failing("replace", os_error(errno.EACCES)), "save.no_permission"),
    (failing("replace", os_error(errno.EXDEV)), "save.no_replace"),
    (failing("replace", os_error(errno.ENAMETOOLONG)), "save.name_too_long"),
    (failing("replace", os_error(errno.EACCES, windows=5)), "save.in_use"),
    (failing("replace", os_error(errno.EACCES, windows=32)), "save.in_use"),
    (failing("replace", os_error(errno.EACCES, windows=33)), "save.in_use"),
    (failing("open", os_error(errno.EACCES, windows=5), times=1), "save.no_permission"),
    (failing("open", os_error(errno.EACCES, windows=19), times=1), "save.read_only"),
    (failing("write", os_error(errno.EINVAL, windows=112)), "save.disk_full"),
    (failing("open", os_error(errno.ENOENT, windows=53), times=1), "save.folder_vanished"),
    (failing("open", os_error(errno.ENOENT, windows=206), times=1), "save.name_too_long"),
    (failing("replace", os_error(errno.EINVAL, windows=123)), "save.name_refused"),
]


@pytest.mark.parametrize(("calls", "code"), FAULTS)
def test_failure_leaves_the_old_file_whole_and_nothing_else(old: Path, calls: Calls, code: str) -> None:
    with pytest.raises(SaveFailed) as caught:
        write(old, NEW, KNOWN, calls=calls)
    assert caught.value.code == code
    assert old.read_bytes() == OLD
    assert names(old.parent) == ["表.json"]


NEW_FAULTS = [
    (failing("open", os_error(errno.EROFS), times=1), "save.read_only"),
    (failing("write", DISK_FULL), "save.disk_full"),
    (failing("fsync", os_error(errno.EIO), times=1), "save.other"),
    (failing("close", DISK_FULL, times=1), "save.disk_full"),
]


@pytest.mark.parametrize(("calls", "code"), NEW_FAULTS)
def test_failure_leaves_no_new_file(tmp_path: Path, calls: Calls, code: str) -> None:
    with pytest.raises(SaveFailed) as caught:
        write(tmp_path / "新.json", NEW, None, calls=calls)
    assert caught.value.code == code
    assert names(tmp_path) == []


def test_cause_and_system_words_are_kept(old: Path) -> None:
    with pytest.raises(SaveFailed) as caught:
        write(old, NEW, KNOWN, calls=failing("fsync", os_error(errno.EIO), times=1))
    assert caught.value.args_for_text["reason"] == "EIO"
    assert isinstance(caught.value.__cause__, OSError)


@pytest.mark.parametrize("call", ["open", "fsync"])
@posix
def test_a_folder_that_cannot_be_flushed_is_no_failure(old: Path, call: str) -> None:
    write(old, NEW, KNOWN, calls=failing(call, os_error(errno.EINVAL), after=1))
    assert old.read_bytes() == NEW


def test_permissions_that_cannot_be_set_are_no_failure(old: Path) -> None:
    write(old, NEW, KNOWN, calls=failing("chmod", os_error(errno.EPERM)))
    assert old.read_bytes() == NEW


def test_a_temporary_file_that_cannot_be_removed_hides_no_error(old: Path) -> None:
    calls = replace(failing("unlink", os_error(errno.EACCES)), fsync=failing("fsync", os_error(errno.EIO)).fsync)
    with pytest.raises(SaveFailed) as caught:
        write(old, NEW, KNOWN, calls=calls)
    assert caught.value.args_for_text["reason"] == "EIO"
    assert old.read_bytes() == OLD


def test_an_interrupted_program_leaves_no_temporary_file(old: Path) -> None:
    def fsync(_file: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(old, NEW, KNOWN, calls=Calls(fsync=fsync))
    assert names(old.parent) == ["表.json"]
    assert old.read_bytes() == OLD


def test_vanished_folder(tmp_path: Path) -> None:
    for expected in (None, KNOWN):
        with pytest.raises(SaveFailed) as caught:
            write(tmp_path / "没有" / "表.json", NEW, expected)
        assert caught.value.code == "save.folder_vanished"


def test_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed) as caught:
        write(tmp_path / ("长" * 300 + ".json"), NEW, None)
    assert caught.value.code in {"save.name_too_long", "save.name_refused"}


@posix
def test_a_file_marked_read_only_is_not_slipped_past(old: Path) -> None:
    old.chmod(0o444)
    with pytest.raises(SaveFailed) as caught:
        write(old, NEW, KNOWN)
    assert caught.value.code == "save.read_only"
    assert old.read_bytes() == OLD


@posix
def test_link_that_leads_in_a_circle(tmp_path: Path) -> None:
    circle = tmp_path / "圈.json"
    circle.symlink_to(circle)
    with pytest.raises(SaveFailed):
        write(circle, NEW, KNOWN)


# ---- held by another program -----------------------------------------------------------------------------------------


def held(times: int | None) -> tuple[Calls, list[float]]:
    pauses: list[float] = []
    calls = failing("replace", os_error(errno.EACCES, windows=32), times=times)
    return replace(calls, pause=pauses.append), pauses


def test_a_file_let_go_in_time_is_saved(old: Path) -> None:
    calls, pauses = held(3)
    write(old, NEW, KNOWN, calls=calls)
    assert old.read_bytes() == NEW
    assert len(pauses) == 3


def test_gives_up_after_growing_pauses_of_two_seconds_in_all(old: Path) -> None:
    calls, pauses = held(None)
    with pytest.raises(SaveFailed):
        write(old, NEW, KNOWN, calls=calls)
    assert pauses == sorted(pauses)
    assert 1.8 <= sum(pauses) <= 2.5


def test_a_real_refusal_is_not_tried_again(old: Path) -> None:
    pauses: list[float] = []
    calls = replace(failing("replace", os_error(errno.EACCES)), pause=pauses.append)
    with pytest.raises(SaveFailed):
        write(old, NEW, KNOWN, calls=calls)
    assert pauses == []


# ---- changed outside -------------------------------------------------------------------------------------------------


def test_a_file_changed_meanwhile_is_not_overwritten(old: Path) -> None:
    old.write_bytes(b"theirs")
    with pytest.raises(ChangedOutside) as caught:
        write(old, NEW, KNOWN)
    assert caught.value.code == "changed.differs"
    assert old.read_bytes() == b"theirs"
    assert names(old.parent) == ["表.json"]


def test_a_change_while_we_write_is_seen_too(old: Path) -> None:
    def fsync(_file: int) -> None:
        old.write_bytes(b"theirs")

    with pytest.raises(ChangedOutside):
        write(old, NEW, KNOWN, calls=Calls(fsync=fsync))
    assert old.read_bytes() == b"theirs"


def test_a_removed_file_is_not_made_again_unasked(old: Path) -> None:
    old.unlink()
    with pytest.raises(ChangedOutside) as caught:
        write(old, NEW, KNOWN)
    assert caught.value.code == "changed.gone"
    assert names(old.parent) == []


def test_an_existing_file_is_not_overwritten_by_a_new_one(old: Path) -> None:
    with pytest.raises(ChangedOutside) as caught:
        write(old, NEW, None)
    assert caught.value.code == "changed.exists"
    assert old.read_bytes() == OLD
    assert names(old.parent) == ["表.json"]


@pytest.mark.parametrize("without_links", [False, True])
def test_a_file_that_appears_while_we_write_is_not_overwritten(tmp_path: Path, without_links: bool) -> None:
    target = tmp_path / "新.json"

    def fsync(_file: int) -> None:
        target.write_bytes(b"theirs")

    calls = failing("link", os_error(errno.EOPNOTSUPP)) if without_links else Calls()
    with pytest.raises(ChangedOutside) as caught:
        write(target, NEW, None, calls=replace(calls, fsync=fsync))
    assert caught.value.code == "changed.exists"
    assert target.read_bytes() == b"theirs"
    assert names(tmp_path) == ["新.json"]


@posix
@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_new_file_on_a_disk_without_hard_links(tmp_path: Path, number: int) -> None:
    write(tmp_path / "新.json", NEW, None, calls=failing("link", os_error(number)))
    assert (tmp_path / "新.json").read_bytes() == NEW
    assert names(tmp_path) == ["新.json"]


@posix
@pytest.mark.parametrize("call", ["link", "replace", "unlink"])
def test_a_new_file_that_cannot_take_its_name_leaves_nothing(tmp_path: Path, call: str) -> None:
    calls = failing(call, os_error(errno.EIO), times=1)
    if call == "replace":
        calls = replace(calls, link=failing("link", os_error(errno.EPERM)).link)
    with pytest.raises(SaveFailed):
        write(tmp_path / "新.json", NEW, None, calls=calls)
    assert names(tmp_path) == []


# ---- renaming --------------------------------------------------------------------------------------------------------


def test_move_new(old: Path) -> None:
    move_new(old, old.with_name("新名.json"))
    assert names(old.parent) == ["新名.json"]
    assert old.with_name("新名.json").read_bytes() == OLD


def test_move_new_overwrites_nothing(old: Path) -> None:
    other = old.with_name("别的.json")
    other.write_bytes(b"theirs")
    with pytest.raises(ChangedOutside):
        move_new(old, other)
    assert (old.read_bytes(), other.read_bytes()) == (OLD, b"theirs")


@posix
@pytest.mark.parametrize("call", ["link", "unlink"])
def test_move_new_that_fails_leaves_the_old_name_alone(old: Path, call: str) -> None:
    with pytest.raises(OSError, match="Input/output error"):
        move_new(old, old.with_name("新名.json"), calls=failing(call, os_error(errno.EIO), times=1))
    assert names(old.parent) == ["表.json"]
    assert old.read_bytes() == OLD


# ---- temporary files of dead processes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "hours", "stays"),
    [
        (".selfeval-0123456789abcdef.tmp", 25, False),
        (".selfeval-0123456789abcdef.tmp", 23, True),
        (".selfeval-0123456789abcdef.tmp.json", 25, True),
        (".selfeval-notes.tmp", 25, True),
        ("别人的.tmp", 25, True),
    ],
)
def test_abandoned_temporary_files_go_after_a_day(old: Path, name: str, hours: int, stays: bool) -> None:
    left_over = old.with_name(name)
    left_over.write_bytes(b"half")
    past = old.stat().st_mtime - hours * 3600
    os.utime(left_over, (past, past))
    write(old, NEW, KNOWN)
    assert left_over.exists() is stays


# ---- a disk that is really full --------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KB."""
    with small_disks.small_disk(tmp_path / "disk", "64k") as folder:
        yield folder


def test_full_disk(small_disk: Path) -> None:
    path = small_disk / "表.json"
    path.write_bytes(OLD)
    with pytest.raises(SaveFailed) as caught:
        write(path, b"x" * 128 * 1024, KNOWN)
    assert caught.value.code == "save.disk_full"
    assert path.read_bytes() == OLD
    assert names(small_disk) == ["表.json"]


def test_pauses_are_the_systems_own_outside_of_tests() -> None:
    assert atomic.Calls().pause.__name__ == "sleep"


@pytest.mark.skipif(os.name == "nt", reason="files have no group there")
def test_the_group_that_shares_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "表.json"
    path.write_bytes(OLD)
    own = path.stat().st_gid
    others = [4711] if os.geteuid() == 0 else [group for group in os.getgroups() if group != own]
    if not others:
        pytest.skip("this user is in one group only")
    os.chown(path, -1, others[0])
    path.chmod(0o660)
    atomic.write(path, NEW, fingerprint(OLD))
    info = path.stat()
    assert (path.read_bytes(), info.st_gid, stat.S_IMODE(info.st_mode)) == (NEW, others[0], 0o660)


def test_a_path_too_long_for_old_windows_is_called_so(tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) < 260:
        folder /= "很长的文件夹名字"
    folder.mkdir(parents=True)
    with pytest.raises(SaveFailed) as caught:  # as Windows says it: "the path is not there"
        atomic.write(folder / "表.json", NEW, None, calls=failing("open", os_error(errno.ENOENT, 3)))
    assert caught.value.code == "save.name_too_long"
    with pytest.raises(SaveFailed) as caught:
        atomic.write(folder / "没有" / "表.json", NEW, None)
    assert caught.value.code == "save.folder_vanished"
